package core

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// toTell notes the records the parent wants to hear everything of.
func (a *arrival) toTell(refs []station.Ref) error {
	for _, ref := range refs {
		if history, err := speakable(a.l, ref); err != nil {
			return err
		} else if len(history) == 0 {
			continue
		}
		if err := putCounter(a.l, refKey(noteTell, ref), 0); err != nil {
			return err
		}
	}
	return nil
}

// speakable is what may be told of a record.
func speakable(l station.Ledger, ref station.Ref) ([]station.Entry, error) {
	history, err := l.History(ref)
	return slices.DeleteFunc(history, func(e station.Entry) bool { return !shared(e.Class) }), err
}

// telling puts on a push what was asked for, as much as fits. Each change written here is signed by itself: the parent may
// lack what hangs on it.
func telling(l station.Ledger, me Me, p *wire.Push) error {
	ends, err := keysBelow(l, noteTell, maxSmall)
	if err != nil {
		return err
	}
	bytes := 0
	for _, end := range ends {
		history, err := speakable(l, readRefKey(end))
		if err != nil {
			return err
		}
		told, err := readCounter(l, noteTell+end)
		if err != nil {
			return err
		}
		for _, e := range history[min(told, uint64(len(history))):] {
			if bytes += headerSize + len(e.Body); bytes > wire.MaxBytes && len(p.Told) > 0 {
				return nil
			}
			own := e.Via == ""
			if e = outward(e); own {
				e.Proof = me.Sign(wire.ProofBytes(headerHash(e)))
			}
			p.Told = append(p.Told, e)
		}
	}
	return nil
}

// heard forgets what the parent was told now.
func heard(l station.Ledger, told []station.Entry) error {
	counts := map[station.Ref]uint64{}
	for _, e := range told {
		counts[refOf(e)]++
	}
	for _, ref := range sortedRefs(counts) {
		key := refKey(noteTell, ref)
		note, err := l.Note(key)
		if err != nil || note == nil {
			return err
		}
		before, _ := strconv.ParseUint(string(note), 10, 64)
		history, err := speakable(l, ref)
		if err != nil {
			return err
		}
		if n := before + counts[ref]; n < uint64(len(history)) {
			err = putCounter(l, key, n)
		} else {
			err = l.PutNote(key, nil)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func sortedRefs[V any](of map[station.Ref]V) []station.Ref {
	refs := make([]station.Ref, 0, len(of))
	for ref := range of {
		refs = append(refs, ref)
	}
	slices.SortFunc(refs, byName)
	return refs
}

// told takes what the sender holds of records in which the two differ: bodies that fit a header are what they are, whoever
// brings them; a change that is not held needs a proof, and is judged as its writer's. Then the sender hears what became of it.
func (in *intake) told() error {
	refs := map[station.Ref]bool{}
	chains := map[string][]station.Entry{}
	for _, e := range in.push.Told {
		refs[refOf(e)] = true
		chains[e.Chain()] = append(chains[e.Chain()], e)
	}
	in.telling = true // where a record belongs is known once all of it was heard
	for _, chain := range slices.Sorted(maps.Keys(chains)) {
		if err := in.toldOf(chains[chain]); err != nil {
			return err
		}
	}
	in.telling = false
	for _, ref := range sortedRefs(refs) {
		if err := in.answer(ref); err != nil {
			return err
		}
	}
	return nil
}

// toldOf takes what was told of one chain: from its end, since a change is vouched for by what hangs on it.
func (in *intake) toldOf(items []station.Entry) error {
	s, err := in.tree.find(station.DeviceOf(items[0].Origin))
	if err != nil {
		return err
	}
	slices.SortFunc(items, func(a, b station.Entry) int { return cmp.Compare(b.Ctr, a.Ctr) })
	wanted := map[uint64]station.Hash{}
	var taken []station.Entry
	for _, e := range items {
		hash := headerHash(e)
		branch, held, err := branchFor(in.l, e)
		if err != nil {
			return err
		}
		if held {
			wanted[e.Ctr-1] = e.Prev
			if err := in.toldAgain(e, branch); err != nil {
				return err
			}
			continue
		}
		if s == nil {
			if len(e.Proof) > 0 || wanted[e.Ctr] == hash { // those above may know who signed it
				wanted[e.Ctr-1] = e.Prev
				taken = append(taken, e)
			}
			continue
		}
		if ok, err := in.vouched(e, hash, wanted[e.Ctr], s.node); err != nil {
			return err
		} else if ok {
			wanted[e.Ctr-1] = e.Prev
			taken = append(taken, e)
		}
	}
	for _, e := range slices.Backward(taken) {
		if err := in.toldNew(e, s); err != nil {
			return err
		}
	}
	return nil
}

// toldNew takes a change that is not held.
func (in *intake) toldNew(e station.Entry, s *stand) error {
	if s == nil {
		return in.toldOfStranger(e)
	}
	r := run{chain: e.Chain(), stand: s}
	if r.fromAbove(in.me) {
		return in.takeBack(e, "")
	}
	if e.Place == "" {
		e.Place = station.Resolve(e.Header.Scope, s.node.Scope)
	}
	var err error
	if r.scopes, err = in.tree.ever(s); err != nil {
		return err
	}
	code, err := r.admissible(in.l, e)
	if err != nil {
		return err
	}
	in.unlike = true
	return in.takeBack(e, code)
}

// toldAgain takes from a change that is held what is new: its life after a retraction, its words, its time.
func (in *intake) toldAgain(e station.Entry, branch string) error {
	e.Branch = branch
	held, _, err := in.l.Held(e.Chain(), e.Ctr)
	if err != nil {
		return err
	}
	if gone, err := in.l.Note(refKey(noteGone, refOf(e))); err != nil || gone != nil {
		return err
	}
	if held.Fault == CodeBody && e.Body != nil && !damaged(e) {
		held.Body = e.Body
		return in.intactAtLast(held)
	}
	if held.Fault != "" {
		in.reply.Quarantined = append(in.reply.Quarantined, wire.Fault{Chain: e.Chain(), Ctr: e.Ctr, Code: held.Fault})
		return nil
	}
	e = withhold(e)
	if damaged(e) {
		return nil
	}
	e.Via, e.Fault = in.from.Device, ""
	if held.At != 0 || e.At == 0 {
		e.At = held.At
	} else if e.At = judge(e, way{}, in.at); e.At != 0 {
		if err := in.l.Settle(e.Chain(), e.Ctr, e.At); err != nil && !isMissing(err) {
			return err
		}
	}
	if _, err := in.l.Append(e); err != nil && !isHeld(err) && faultOf(err) == "" {
		return err
	}
	if e.Body == nil || !held.Withheld() {
		return nil
	}
	in.unlike = true
	in.filled = append(in.filled, refOf(e))
	return in.fits(e, in.l.Fill(e.Chain(), e.Ctr, e.Body))
}

// intactAtLast applies what came damaged before, and lay aside without its words, if it may say them: nobody could judge them.
func (in *intake) intactAtLast(e station.Entry) error {
	if e = withhold(e); e.Body == nil {
		return nil
	}
	code, err := in.tree.allows(e)
	if err != nil {
		return err
	}
	if code != "" {
		in.reply.Quarantined = append(in.reply.Quarantined, wire.Fault{Chain: e.Chain(), Ctr: e.Ctr, Code: code})
		return in.l.PutNote(lineKey(noteFault, e.Chain(), e.Ctr), []byte(code))
	}
	in.unlike, in.filled = true, append(in.filled, refOf(e))
	if err := in.l.Fill(e.Chain(), e.Ctr, e.Body); err != nil {
		return only(err)
	}
	if err := in.l.Release(e.Chain(), e.Ctr); err != nil {
		return in.fits(e, err)
	}
	return in.l.PutNote(lineKey(noteFault, e.Chain(), e.Ctr), nil)
}

// answer tells the sender what became of a record: take it out, or all of it.
func (in *intake) answer(ref station.Ref) error {
	if err := in.outOfSight(ref); err != nil || in.strays[ref] {
		return err
	}
	place, err := in.l.Place(ref)
	if err != nil {
		return err
	}
	if sees, err := in.tree.sees(in.stand, place); err != nil || !sees || !travels(ref.Kind) {
		return err
	}
	return in.peer.grant(in.l, in.from.Device, ref, in.at.Now)
}

// passOn tells the other boxes below what words were filled in, and has the one above compared with.
func (in *intake) passOn() error {
	if !in.unlike {
		return nil
	}
	slices.SortFunc(in.filled, byName)
	for _, ref := range slices.Compact(in.filled) {
		place, err := in.l.Place(ref)
		if err != nil {
			return err
		}
		err = tellAll(in.l, place, func(p *peer, device string) error {
			if device == in.from.Device {
				return nil
			}
			return p.grant(in.l, device, ref, in.at.Now)
		})
		if err != nil {
			return err
		}
	}
	return Compare(in.l)
}
