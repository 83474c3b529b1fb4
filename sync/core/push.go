package core

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// Parcel is a push on its way: From and To are numbers of the sender's log, so that several may be under way at once.
type Parcel struct {
	Push     wire.Push
	From, To uint64
}

const (
	pageSize   = 500 // entries read of the log at once
	headerSize = 420 // bytes of JSON a change takes beside its body, about
	maxSmall   = 500 // reports, questions and receipts of one push
	statusEach = 60  // seconds between two reports of the own state, at least
	statusIdle = 600 // seconds after which it is worth a push of its own
)

// NextPush is what goes up after a number of the own log, about limit changes; after 0 begins behind what was
// acknowledged. ok is false when there is nothing to send. Asked with the To of a parcel under way it gives the one behind.
func NextPush(l station.Ledger, me Me, after uint64, limit int, at Moment) (p Parcel, ok bool, err error) {
	k, err := readLink(l)
	if err != nil || k.Epoch == "" {
		return p, false, err
	}
	b, err := newBatch(l, me, k, limit)
	if err != nil {
		return p, false, err
	}
	p.From = max(after, k.Acked)
	if p.To, err = b.fill(p.From); err != nil {
		return p, false, err
	}
	p.Push = wire.Push{Epoch: k.Epoch, Life: k.Life, Items: b.items, More: b.more, Void: b.void}
	if after <= k.Acked {
		if err := attach(l, me, k, &p.Push, at); err != nil {
			return p, false, err
		}
	}
	b.sign(me)
	idle := p.Push.Status != nil && at.Now.Unix()-k.Told >= statusIdle
	return p, idle || len(b.items)+len(p.Push.Done)+len(p.Push.Ask)+len(p.Push.Unsure) > 0, nil
}

// batch gathers a push. A run is not cut: each chain ends with a change that carries a proof, or is the box's own and gets
// one.
type batch struct {
	l     station.Ledger
	link  link
	limit int
	acks  map[string]uint64
	forks map[string]uint64
	names map[string]string // chain -> the branch its tail goes up under
	me    Me
	tree  *tree
	void  map[string]uint64

	items []station.Entry
	ours  []bool   // which of the items were written here
	back  []bool   // which came from above, and go back
	seqs  []uint64 // their numbers in the log
	bytes int
	open  map[string]bool // chains whose last change has no proof yet
	more  bool
}

func newBatch(l station.Ledger, me Me, k link, limit int) (*batch, error) {
	acks, err := counters(l, noteAck)
	if err != nil {
		return nil, err
	}
	forks, err := counters(l, noteForked)
	if limit <= 0 || limit > wire.MaxItems {
		limit = wire.MaxItems
	}
	return &batch{l: l, link: k, limit: limit, acks: acks, forks: forks, me: me, tree: newTree(l), open: map[string]bool{},
		names: map[string]string{}}, err
}

// fill takes entries after a number and returns the number up to which they cover the log.
func (b *batch) fill(after uint64) (to uint64, err error) {
	for {
		entries, last, err := b.l.Entries(after, pageSize)
		if err != nil {
			return 0, err
		}
		for _, e := range entries {
			if err := b.take(e); err != nil {
				return 0, err
			}
			if b.full(1) && len(b.open) == 0 || b.full(2) {
				b.more = true
				return b.cut(e.Seq), b.voids()
			}
		}
		if last == after || len(entries) == 0 {
			return b.cut(last), b.voids()
		}
		after = last
	}
}

// full holds once the push is as large as it should be; times over, for the rest of a run.
func (b *batch) full(times int) bool {
	return len(b.items) >= times*b.limit || b.bytes >= times*wire.MaxBytes
}

func (b *batch) take(e station.Entry) error {
	wanted, err := b.wanted(&e)
	if err != nil || !wanted {
		return err
	}
	b.items, b.bytes = append(b.items, outward(e)), b.bytes+headerSize+len(e.Body)
	b.ours, b.seqs = append(b.ours, e.Via == ""), append(b.seqs, e.Seq)
	b.back = append(b.back, b.link.fromAbove(e))
	if len(e.Proof) == 0 && e.Via != "" {
		b.open[e.Chain()] = true
	} else {
		delete(b.open, e.Chain())
	}
	return nil
}

// cut leaves the beginnings of runs for later whose end is not here, so that they hold up nobody else: the log then counts
// as covered up to the first of them.
func (b *batch) cut(to uint64) uint64 {
	if len(b.open) == 0 {
		return to
	}
	open, kept := maps.Clone(b.open), len(b.items)
	for i := len(b.items) - 1; i >= 0; i-- {
		e := b.items[i]
		if !open[e.Chain()] {
			continue
		}
		if len(e.Proof) > 0 || b.ours[i] {
			delete(open, e.Chain())
			continue
		}
		b.items[i].Ctr = 0 // left for later
		if kept--; !b.back[i] {
			to = min(to, b.seqs[i]-1)
		}
	}
	items, ours := make([]station.Entry, 0, kept), make([]bool, 0, kept)
	for i, e := range b.items {
		if e.Ctr > 0 {
			items, ours = append(items, e), append(ours, b.ours[i])
		}
	}
	b.items, b.ours = items, ours
	return to
}

// wanted reports whether the parent lacks an entry, and gives it the name of the chain it goes up under.
func (b *batch) wanted(e *station.Entry) (bool, error) {
	if up, err := b.upward(*e); err != nil || !up {
		return false, err
	}
	if fork := b.forks[e.Chain()]; fork > 0 && e.Ctr >= fork {
		if station.DeviceOf(e.Origin) == b.me.Device || e.Branch != "" {
			return false, nil // only a new enrolment gives this box a name for it
		}
		name, err := b.branch(*e, fork)
		if err != nil || name == "" {
			return false, err
		}
		e.Branch = name
	}
	return e.Ctr > b.acks[e.Chain()], nil
}

// upward reports whether an entry goes up at all. What came down does where the parent lacks it, because its log was set back:
// what those above wrote, and what a box of this branch once brought them by another way.
func (b *batch) upward(e station.Entry) (bool, error) {
	switch {
	case !shared(e.Class):
		return false, nil
	case !b.link.fromAbove(e):
		return true, nil
	case b.link.askedBack(e):
		gone, err := b.l.Note(refKey(noteGone, refOf(e)))
		return gone == nil, err // nothing is left of what was taken out
	}
	s, err := b.tree.find(station.DeviceOf(e.Origin))
	return s != nil && station.ScopeWithin(s.node.Scope, b.me.Scope), err
}

// branch names the tail of a forked chain after its first header.
func (b *batch) branch(e station.Entry, fork uint64) (string, error) {
	chain := e.Chain()
	if name, known := b.names[chain]; known {
		return name, nil
	}
	first, found, err := b.l.Held(chain, fork)
	if err != nil || !found {
		return "", err
	}
	b.names[chain] = branchName(first.Header.Hash())
	return b.names[chain], nil
}

// sign closes every run of what was written here. What came from others has its proof already.
func (b *batch) sign(me Me) {
	next := map[string]uint64{} // chain -> counter of the item behind, seen from the end
	for i, e := range slices.Backward(b.items) {
		if b.ours[i] && next[e.Chain()] != e.Ctr+1 {
			b.items[i].Proof = me.Sign(wire.ProofBytes(e.Header.Hash()))
		}
		next[e.Chain()] = e.Ctr
	}
}

// voids tells the parent of holes in what this box can send: it asked for a counter that is nowhere to be found here.
func (b *batch) voids() error {
	return b.l.Notes(noteVoid, func(key string, _ []byte) bool {
		chain := key[len(noteVoid):]
		for _, e := range b.items {
			if e.Chain() == chain {
				if b.void == nil {
					b.void = map[string]uint64{}
				}
				b.void[chain] = e.Ctr
				return true
			}
		}
		return true
	})
}

// attach puts on a push what is small and waits: orders carried out, questions, the own state.
func attach(l station.Ledger, me Me, k link, p *wire.Push, at Moment) error {
	err := l.Notes(noteReport, func(key string, value []byte) bool {
		n, _ := strconv.ParseUint(key[len(noteReport):], 10, 64)
		p.Done = append(p.Done, n)
		if r, found, err := recall[wire.Receipt](l, key); err == nil && found && r.N > 0 {
			p.Receipts = append(p.Receipts, r)
		}
		return len(p.Done) < maxSmall
	})
	if err != nil {
		return err
	}
	if err := unsure(l, p); err != nil {
		return err
	}
	if k.Ask {
		err = l.Notes(noteGone, func(key string, _ []byte) bool {
			if end := key[len(noteGone):]; end > k.AskAfter {
				p.Ask = append(p.Ask, readRefKey(end))
			}
			return len(p.Ask) < maxSmall
		})
	}
	if err != nil || at.Now.Unix()-k.Told < statusEach {
		return err
	}
	status, err := Pending(l, me, at)
	p.Status = &status
	return err
}

// unsure asks for effective times.
func unsure(l station.Ledger, p *wire.Push) error {
	ends, err := keysBelow(l, noteUnsure, maxSmall)
	for _, end := range ends {
		chain, ctr := readLineKey(end)
		p.Unsure = append(p.Unsure, wire.Settled{Chain: chain, Ctr: ctr})
	}
	return err
}

// Pushed takes the answer to a parcel. epoch_changed: say hello again.
func Pushed(l station.Ledger, me Me, p Parcel, r wire.PushReply, at Moment) error {
	k, err := readLink(l)
	switch {
	case err != nil:
		return err
	case !sameLife(k.Epoch, r.Epoch):
		return errEpoch
	case !sameLife(k.Epoch, p.Push.Epoch):
		return nil // an answer to what was sent in a former life
	}
	if err := k.mark(l, r); err != nil {
		return err
	}
	if err := told(l, &k, p.Push, at); err != nil {
		return err
	}
	acks, err := counters(l, noteAck)
	if err != nil {
		return err
	}
	if len(r.Need)+len(r.Fork) == 0 && p.From <= k.Acked && covered(p.Push.Items, acks, r.Healed) {
		k.Acked = max(k.Acked, p.To)
	}
	return k.keep(l)
}

// covered reports whether everything of a push is on the parent's disk, or was taken back there as far as it verifies.
func covered(items []station.Entry, acks map[string]uint64, healed []string) bool {
	return !slices.ContainsFunc(items, func(e station.Entry) bool {
		return e.Ctr > acks[e.Chain()] && !slices.Contains(healed, e.Chain())
	})
}

// mark notes what the parent said of the chains of a push.
func (k *link) mark(l station.Ledger, r wire.PushReply) error {
	for _, chain := range slices.Sorted(maps.Keys(r.Ack)) {
		ctr := r.Ack[chain]
		if err := k.raise(l, chain, ctr); err != nil {
			return err
		}
	}
	for _, chain := range slices.Sorted(maps.Keys(r.Root)) {
		ctr := r.Root[chain]
		if err := putCounter(l, noteRoot+chain, ctr); err != nil {
			return err
		}
	}
	for _, f := range r.Quarantined {
		if err := l.PutNote(lineKey(noteRefused, f.Chain, f.Ctr), []byte(f.Code)); err != nil {
			return err
		}
	}
	for _, chain := range slices.Sorted(maps.Keys(r.Need)) {
		ctr := r.Need[chain]
		if err := k.goBack(l, chain, ctr); err != nil {
			return err
		}
	}
	for _, chain := range slices.Sorted(maps.Keys(r.Fork)) {
		ctr := r.Fork[chain]
		if err := k.forked(l, chain, ctr); err != nil {
			return err
		}
	}
	return nil
}

// forked notes where the parent holds another chain under the same name: the tail from there goes up under a name of its
// own once there is one, and the other's is read from the beginning.
func (k *link) forked(l station.Ledger, chain string, ctr uint64) error {
	known, err := readCounter(l, noteForked+chain)
	if err != nil || known == ctr {
		return err
	}
	k.Acked, k.After = 0, 0
	return putCounter(l, noteForked+chain, ctr)
}

func (k *link) raise(l station.Ledger, chain string, ctr uint64) error {
	known, err := readCounter(l, noteAck+chain)
	if err != nil || ctr <= known {
		return err
	}
	if err := l.PutNote(noteVoid+chain, nil); err != nil {
		return err
	}
	return putCounter(l, noteAck+chain, ctr)
}

// goBack offers a chain again from the counter the parent asked for. What this box does not hold is lost for ever: then it
// says so, and goes on behind the hole.
func (k *link) goBack(l station.Ledger, chain string, ctr uint64) error {
	if ctr == 0 {
		return nil
	}
	k.Acked = 0
	stem, _, _ := strings.Cut(chain, "#")
	_, found, err := l.Held(chain, ctr)
	if err == nil && !found && stem != chain {
		_, found, err = l.Held(stem, ctr)
	}
	if err != nil {
		return err
	}
	if !found {
		if err := l.PutNote(noteVoid+chain, []byte("1")); err != nil {
			return err
		}
	}
	return putCounter(l, noteAck+chain, ctr-1)
}

// told removes what the parent now knows.
func told(l station.Ledger, k *link, p wire.Push, at Moment) error {
	for _, n := range p.Done {
		if err := l.PutNote(numbered(noteReport, n), nil); err != nil {
			return err
		}
	}
	for _, s := range p.Unsure {
		if err := l.PutNote(lineKey(noteUnsure, s.Chain, s.Ctr), nil); err != nil {
			return err
		}
	}
	if p.Status != nil {
		k.Told = at.Now.Unix()
	}
	if n := len(p.Ask); n > 0 {
		k.Ask, k.AskAfter = n == maxSmall, refKey("", p.Ask[n-1])
	}
	return nil
}
