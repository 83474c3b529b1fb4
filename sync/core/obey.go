package core

import (
	"slices"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// obey carries out the parent's orders in their order, and again while the parent repeats them. One that has to wait lets those behind it wait too.
// again means that the parent's log is to be read from its beginning.
func (a *arrival) obey(orders []wire.Order) (again bool, err error) {
	for _, o := range orders {
		told, err := a.l.Note(numbered(noteReport, o.N))
		if err != nil {
			return again, err
		}
		if told != nil {
			continue // carried out, and on its way to be told
		}
		done, err := a.carryOut(o)
		if err != nil || !done {
			return again, err
		}
		a.link.Carried = max(a.link.Carried, o.N) // a lower one is told again: the parent forgot that it heard
		again = again || o.Stand != ""
	}
	return again, nil
}

func (a *arrival) carryOut(o wire.Order) (done bool, err error) {
	refs := o.Retract
	if o.Stand != "" {
		own, err := a.everOwn()
		if err != nil || own == nil {
			return false, err // it does not know yet what is its own
		}
		if refs, err = a.outOfSight(o.Stand, own); err != nil {
			return false, err
		}
	}
	if waiting, err := a.unsent(refs); err != nil || waiting {
		return false, err
	}
	for _, ref := range refs {
		if err := a.retract(ref, o.Reason); err != nil {
			return false, err
		}
	}
	for _, s := range o.Settle {
		if err := a.settle(s); err != nil {
			return false, err
		}
	}
	if err := a.grant(o.Grant); err != nil {
		return false, err
	}
	if err := a.toTell(o.Tell); err != nil {
		return false, err
	}
	for _, f := range o.Released {
		if err := a.l.PutNote(lineKey(noteRefused, f.Chain, f.Ctr), nil); err != nil {
			return false, err
		}
	}
	return true, a.report(o, refs)
}

// report has the parent hear, with the next push, that an order is carried out.
func (a *arrival) report(o wire.Order, refs []station.Ref) error {
	var receipt wire.Receipt
	if len(refs) > 0 || o.Stand != "" {
		receipt = wire.Receipt{N: o.N, Count: len(refs), Digest: wire.Digest(refs)}
	}
	return remember(a.l, numbered(noteReport, o.N), receipt)
}

// unsent reports whether the parent lacks something this box or one below wrote about the records, or lost it and asked for it: what
// is taken out before it was sent would be lost.
func (a *arrival) unsent(refs []station.Ref) (bool, error) {
	for _, ref := range refs {
		history, err := a.l.History(ref)
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(history, func(e station.Entry) bool {
			return e.Seq > a.link.Acked && (a.link.goesUp(e) || a.link.askedBack(e)) && e.Ctr > a.acks[e.Chain()]
		}) {
			return true, nil
		}
	}
	return false, nil
}

// retract takes a record out here and below; where it is not known here any more, everybody below is told.
func (a *arrival) retract(ref station.Ref, reason string) error {
	place, err := a.l.Place(ref)
	if err != nil {
		return err
	}
	t := newTree(a.l)
	err = tellThose(a.l, func(p peer, device string) (bool, error) {
		s, err := t.find(device)
		if err != nil || s == nil || place == "" {
			return err == nil && (place == "" || station.Visible(place, p.Scope)), err
		}
		return t.sees(s, place)
	}, func(p *peer, device string) error {
		return p.retract(a.l, device, ref, reason, a.at.Now)
	})
	if err != nil {
		return err
	}
	if err := newDepartures(a.l, t, a.at.Now).takenOut(ref); err != nil {
		return err
	}
	if err := a.unpark(ref); err != nil {
		return err
	}
	if err := a.l.PutNote(refKey(noteTell, ref), nil); err != nil {
		return err
	}
	if err := a.l.Retract(ref); err != nil && !isMissing(err) {
		return err
	}
	return a.l.PutNote(refKey(noteGone, ref), []byte("1"))
}

// unpark takes off the list what was kept aside about a record.
func (a *arrival) unpark(ref station.Ref) error {
	history, err := a.l.History(ref)
	if err != nil {
		return err
	}
	for _, e := range history {
		if err := a.l.PutNote(lineKey(noteRefused, e.Chain(), e.Ctr), nil); err != nil {
			return err
		}
		if e.Fault == "" {
			continue
		}
		if err := a.l.PutNote(lineKey(noteFault, e.Chain(), e.Ctr), nil); err != nil {
			return err
		}
	}
	return nil
}

// settle gives a change its effective time, here and below.
func (a *arrival) settle(s wire.Settled) error {
	held, found, err := meant(a.l, s)
	if err != nil || !found || held.At == s.At {
		return err
	}
	if err := a.l.Settle(held.Chain(), held.Ctr, s.At); err != nil {
		if isMissing(err) {
			return nil // taken out here since
		}
		return err
	}
	place, err := a.l.Place(refOf(held))
	if err != nil {
		return err
	}
	if place == "" { // nothing of the record was ever applied here
		place = held.Place
	}
	return tellAll(a.l, place, func(p *peer, device string) error {
		return p.settle(a.l, device, []wire.Settled{s}, a.at.Now)
	})
}

// grant takes everything about records that came into sight.
func (a *arrival) grant(entries []station.Entry) error {
	a.granting, a.faulty = true, true
	defer func() { a.granting = false }()
	for _, e := range entries {
		if err := a.take(e); err != nil {
			return err
		}
		if err := a.l.PutNote(lineKey(noteRefused, e.Chain(), e.Ctr), nil); err != nil {
			return err // it is applied there
		}
	}
	for _, e := range entries {
		if err := a.back(refOf(e)); err != nil {
			return err
		}
	}
	return nil
}

// back tells those below everything about a record again that was taken out here and is no longer: they were told to take
// it out as well, and may do so only later. So it does where bodies were missing here.
func (a *arrival) back(ref station.Ref) error {
	gone, err := a.l.Note(refKey(noteGone, ref))
	if err != nil {
		return err
	}
	asked, err := a.l.Note(refKey(noteAsk, ref))
	if err != nil || gone == nil && asked == nil {
		return err
	}
	place, err := a.l.Place(ref)
	if err != nil {
		return err
	}
	err = tellAll(a.l, place, func(p *peer, device string) error {
		return p.grant(a.l, device, ref, a.at.Now)
	})
	if err != nil {
		return err
	}
	if err := a.l.PutNote(refKey(noteAsk, ref), nil); err != nil {
		return err
	}
	return a.l.PutNote(refKey(noteGone, ref), nil)
}
