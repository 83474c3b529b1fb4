package core

import (
	"maps"
	"slices"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// NextPull asks for what comes after the cursor. The rim may ask ahead with a feed's Next while that feed is being
// committed; Pulled takes them in order.
func NextPull(l station.Ledger, me Me) (wire.Pull, error) {
	k, err := readLink(l)
	if err != nil {
		return wire.Pull{}, err
	}
	p := wire.Pull{Epoch: k.Epoch, After: k.After, Max: wire.MaxItems, Root: k.Mark, Rooted: k.Rooted, Line: k.Line, Carried: k.Carried, Life: k.Life}
	p.Tally, err = k.tallied(l, me)
	return p, err
}

// arrival takes one feed.
type arrival struct {
	l    station.Ledger
	me   Me
	link link
	at   Moment
	acks map[string]uint64

	granting bool // what comes is all there is to a record
	faulty   bool // some change lies aside
}

// Pulled takes a feed: its orders, its changes and the cursor behind them. One that does not begin at the cursor is left
// alone: it was answered twice or overtaken. epoch_changed: say hello again; log_set_back: begin a new life first.
func Pulled(l station.Ledger, me Me, p wire.Pull, f wire.Feed, at Moment) error {
	k, err := readLink(l)
	switch {
	case err != nil:
		return err
	case !sameLife(k.Epoch, f.Epoch):
		return errEpoch
	case !sameLife(k.Epoch, p.Epoch) || p.After != k.After || f.Next < p.After:
		return nil
	}
	a := &arrival{l: l, me: me, link: k, at: at}
	if a.acks, err = counters(l, noteAck); err != nil {
		return err
	}
	caught, err := a.caughtUp()
	if err != nil {
		return err
	}
	aside, err := keysBelow(l, noteFault, 1)
	if err != nil {
		return err
	}
	a.faulty = len(aside) > 0
	if err := station.Expect(l, f.Items); err != nil {
		return err
	}
	for _, e := range f.Items {
		if err := a.take(e); err != nil {
			return err
		}
	}
	again := false
	if current(p, k) { // what an order takes out stays out: it goes last
		if again, err = a.obey(f.Orders); err != nil {
			return err
		}
	}
	if a.link.After = f.Next; again {
		a.link.After = 0
	}
	if f.Line != nil {
		a.link.Line = f.Line
	}
	if caught {
		a.link.Acked = l.Seq()
	}
	a.link.compared(p, f, at)
	if err := a.rooted(p, f); err != nil {
		return err
	}
	return a.link.keep(l)
}

// current is the guard against orders that were overtaken: a feed asked for before others were carried out knows nothing of
// what became of them.
func current(p wire.Pull, k link) bool { return p.Carried == k.Carried }

// caughtUp reports whether nothing waits to go up: then the cursor of the up lane need not walk over what comes down.
func (a *arrival) caughtUp() (bool, error) {
	entries, _, err := a.l.Entries(a.link.Acked, 1)
	return len(entries) == 0, err
}

// rooted notes what a feed tells of the root. One that an answer to a push overtook may only add to it: the next tells all again.
func (a *arrival) rooted(p wire.Pull, f wire.Feed) error {
	overtaken := p.Rooted != a.link.Rooted
	for _, chain := range slices.Sorted(maps.Keys(f.Root)) {
		known, err := readCounter(a.l, noteRoot+chain)
		if err == nil && (!overtaken || f.Root[chain] > known) {
			err = putCounter(a.l, noteRoot+chain, f.Root[chain])
		}
		if err != nil {
			return err
		}
	}
	if f.Mark != "" && !overtaken {
		a.link.Mark = f.Mark
	}
	return nil
}

// take puts one change from above into the log. Nothing from above is fatal: another chain under the same name becomes a
// branch, and what cannot be applied is kept aside.
func (a *arrival) take(e station.Entry) error {
	if !shared(e.Class) || !travels(e.Kind) {
		return nil
	}
	e = withhold(e)
	e.Via, e.Fault = a.link.Parent, ""
	hash := headerHash(e)
	held, found, err := a.find(&e, hash)
	if err != nil {
		return err
	}
	switch {
	case found:
		err = a.again(held, e)
	case e.Chain() == a.l.Origin():
		return errSetBack // this box's own word, which it does not know of
	default:
		err = a.enter(e)
	}
	if err != nil {
		return err
	}
	return disclosed(a.l, a.me, e)
}

// find looks for a change under the chain's name and those of its branches here, and names the branch of one that differs.
func (a *arrival) find(e *station.Entry, hash station.Hash) (held station.Entry, found bool, err error) {
	e.Branch, held, found, err = a.under(*e, hash, "", e.Branch)
	return held, found, err
}

// under is the branch a change belongs to here, and the change itself where it is held.
func (a *arrival) under(e station.Entry, hash station.Hash, try, named string) (string, station.Entry, bool, error) {
	branches, _, err := recall[[]string](a.l, noteBranches+e.Origin)
	if err != nil {
		return "", e, false, err
	}
	for _, branch := range slices.Concat([]string{try}, branches) {
		held, found, err := a.l.Held(e.Origin+branch, e.Ctr)
		if err != nil || found && headerHash(held) == hash {
			return branch, held, found, err
		}
		if found {
			named = first(named, branchName(hash))
			continue // the counter is taken by another
		}
		if branch == "" {
			if before, err := hashAt(a.l, e.Origin, e.Ctr-1); err != nil {
				return "", e, false, err
			} else if before != "" && before != e.Prev {
				named = first(named, branchName(hash)) // what it hangs on is another's
			}
		}
		follows, err := a.follows(e, branch)
		if err != nil || follows && (branch != "" || len(branches) == 0 && named == "") {
			return branch, e, false, err
		}
	}
	if named == "" {
		return "", e, false, nil
	}
	return named, e, false, branchKnown(a.l, e.Origin, named)
}

// follows reports whether a change hangs on what is held before it, or whether that cannot be told.
func (a *arrival) follows(e station.Entry, branch string) (bool, error) {
	before, err := hashAt(a.l, e.Origin+branch, e.Ctr-1)
	if err != nil || before == "" {
		return branch == "", err
	}
	return before == e.Prev, nil
}

// hashAt is the hash of the header at a counter of a chain, "" when it is not held. Mostly it is the chain's last.
func hashAt(l station.Ledger, chain string, ctr uint64) (station.Hash, error) {
	if head, hash, err := l.Head(chain); err != nil || ctr > 0 && head == ctr {
		return hash, err
	}
	held, found, err := l.Held(chain, ctr)
	if err != nil || !found {
		return "", err
	}
	return headerHash(held), nil
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// again takes from a change that is held what is new: its effective time, its body, its life after a retraction.
func (a *arrival) again(held, e station.Entry) error {
	if err := a.revive(held, e); err != nil {
		return err
	}
	if held.Fault != "" {
		if err := a.l.Release(held.Chain(), held.Ctr); err == nil {
			return a.l.PutNote(lineKey(noteFault, held.Chain(), held.Ctr), nil)
		} else if faultOf(err) == "" {
			return err
		}
	}
	if e.At != 0 && e.At != held.At && !(held.At == 0 && e.At == held.HLC) {
		return a.settle(settled(held, held.Chain(), e.At))
	}
	return nil
}

// revive tells a change again that was taken out here, or fills in its body.
func (a *arrival) revive(held, e station.Entry) error {
	gone, err := a.l.Note(refKey(noteGone, refOf(e)))
	if err != nil {
		return err
	}
	if gone != nil || a.granting && held.Fault == "" {
		again := e
		if again.At == 0 {
			again.At = held.At
		}
		again.Proof = longer(e.Proof, held.Proof)
		if err := a.enter(again); err != nil {
			return err
		}
	}
	if e.Body == nil || !held.Withheld() {
		return nil
	}
	if err := a.l.Fill(held.Chain(), held.Ctr, e.Body); err != nil && station.Worded(err).Class == station.FaultInternal {
		return err
	}
	return nil
}

func longer(a, b []byte) []byte {
	if len(a) > 0 {
		return a
	}
	return b
}

func (a *arrival) enter(e station.Entry) error {
	if damaged(e) {
		e.Body = nil
		return a.quarantine(e, CodeBody)
	}
	_, err := a.l.Append(e)
	if code := faultOf(err); code != "" {
		return a.quarantine(e, code)
	}
	if isHeld(err) {
		return nil
	}
	if err != nil || !a.faulty {
		return err
	}
	return a.l.PutNote(lineKey(noteFault, e.Chain(), e.Ctr), nil) // it was parked before it was taken out, perhaps
}

func (a *arrival) quarantine(e station.Entry, code string) error {
	e.Fault, a.faulty = code, true
	if _, err := a.l.Append(e); err != nil {
		if isHeld(err) {
			return nil
		}
		return err
	}
	return a.l.PutNote(lineKey(noteFault, e.Chain(), e.Ctr), []byte(code))
}
