package core

import (
	"maps"
	"slices"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

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
	if err := k.rooted(l, r.Root); err != nil {
		return err
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

// rooted notes how far the root itself says it has the chains. Several pushes may be under way: an answer that was overtaken takes
// nothing back.
func (k *link) rooted(l station.Ledger, root map[string]uint64) error {
	raised := false
	for _, chain := range slices.Sorted(maps.Keys(root)) {
		known, err := readCounter(l, noteRoot+chain)
		if err == nil && root[chain] > known {
			raised, err = true, putCounter(l, noteRoot+chain, root[chain])
		}
		if err != nil {
			return err
		}
	}
	if raised {
		k.Rooted++
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
	if err := l.PutNote(noteNeed+chain, nil); err != nil {
		return err
	}
	return putCounter(l, noteAck+chain, ctr)
}

// goBack offers a chain again from the counter the parent asked for, whichever way it came here.
func (k *link) goBack(l station.Ledger, chain string, ctr uint64) error {
	if ctr == 0 {
		return nil
	}
	k.Acked = 0
	if err := l.PutNote(noteNeed+chain, []byte("1")); err != nil {
		return err
	}
	return putCounter(l, noteAck+chain, ctr-1)
}

// delivered forgets what was late, now that the parent was told.
func delivered(l station.Ledger, items []station.Entry) error {
	late, err := setBelow(l, noteLate)
	if err != nil || len(late) == 0 {
		return err
	}
	for _, e := range items {
		if end := lineKey("", e.Chain(), e.Ctr); late[end] {
			if err := l.PutNote(noteLate+end, nil); err != nil {
				return err
			}
		}
	}
	return nil
}

// told removes what the parent now knows.
func told(l station.Ledger, k *link, p wire.Push, at Moment) error {
	for _, n := range p.Done {
		if err := l.PutNote(numbered(noteReport, n), nil); err != nil {
			return err
		}
	}
	if err := delivered(l, p.Items); err != nil {
		return err
	}
	for _, s := range p.Unsure {
		if err := l.PutNote(lineKey(noteUnsure, s.Chain, s.Ctr), nil); err != nil {
			return err
		}
	}
	if p.Status != nil {
		k.Told = at.Now.Unix()
	}
	if p.Listed != nil {
		k.Apart = nil
	}
	if err := heard(l, p.Told); err != nil {
		return err
	}
	bodies, err := asked(l, p.Ask)
	if n := len(p.Ask); n > 0 && !bodies {
		k.Ask, k.AskAfter = n == maxSmall, refKey("", p.Ask[n-1])
	}
	return err
}

// asked notes that the parent was asked for bodies; false when the questions were about what was taken out here.
func asked(l station.Ledger, refs []station.Ref) (bodies bool, err error) {
	for _, ref := range refs {
		due, err := l.Note(refKey(noteAsk, ref))
		if err != nil {
			return bodies, err
		}
		if string(due) != askDue {
			continue
		}
		bodies = true
		if err := l.PutNote(refKey(noteAsk, ref), []byte(askAsked)); err != nil {
			return bodies, err
		}
	}
	return bodies, nil
}
