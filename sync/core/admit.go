package core

import (
	"errors"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// take decides about one change.
func (in *intake) take(r *run, e station.Entry, hash station.Hash) error {
	v, err := r.place(in.l, e, hash, in.push.Void[r.chain])
	if err != nil {
		return err
	}
	if v == duplicate || v == hole {
		r.seen = max(r.seen, e.Ctr)
	}
	switch v {
	case duplicate:
		return in.again(r, e)
	case fork:
		in.forkAt(r, e.Ctr)
	case gap:
		in.need(r, r.way.Ctr+1)
	case rewind:
		return in.rewound(r, e)
	case hole:
		reached := r.way
		err = in.admit(r, e, hash)
		r.way = reached
		return err
	case take:
		return in.admit(r, e, hash)
	}
	return nil
}

// again compares the effective time of a change that is held: the one given here is final.
func (in *intake) again(r *run, e station.Entry) error {
	held, found, err := meant(in.l, settled(e, r.chain, 0))
	if err != nil || !found {
		return err
	}
	if err := in.outOfSight(refOf(e)); err != nil {
		return err
	}
	switch {
	case held.At != 0 && e.Time() != held.At:
		in.settle = append(in.settle, settled(e, r.chain, held.At))
	case held.At == 0 && e.At != 0:
		return in.l.Settle(held.Chain(), e.Ctr, judge(e, way{}, in.at))
	}
	return nil
}

// rewound has a chain offered from its beginning, a few times: then it parts here.
func (in *intake) rewound(r *run, e station.Entry) error {
	r.over = true
	if r.way.Back++; r.way.Back >= maxBad {
		in.forkAt(r, e.Ctr)
	} else {
		in.need(r, 1)
	}
	return remember(in.l, noteLane+r.chain, r.way)
}

// admit puts a change into the log, applied or with the reason why not, and moves the chain on.
func (in *intake) admit(r *run, e station.Entry, hash station.Hash) error {
	before, held, err := in.judgedBefore(e, hash)
	if err != nil {
		return err
	}
	e = in.arrived(r, e, before)
	code, err := r.admissible(in.l, e)
	if err != nil {
		return err
	}
	if !r.whole && damaged(e) {
		e.Body, code = nil, CodeBody
	}
	if e.Fault = code; code != "" {
		err = in.quarantine(e)
	} else if _, err = in.l.Append(e); faultOf(err) != "" {
		e.Fault = faultOf(err)
		err = in.quarantine(e)
	}
	if isHeld(err) {
		return in.met(r, e, hash)
	}
	if err != nil {
		return err
	}
	if e.Kind == station.KindNode {
		in.tree.changed()
	}
	r.moveOn(e, hash)
	if held && before == 0 && e.At != 0 {
		if err := in.l.Settle(e.Chain(), e.Ctr, e.At); err != nil && !isMissing(err) {
			return err
		}
	}
	if err := in.passedUp(e); err != nil || e.Fault != "" {
		return err
	}
	if err := in.bare(e); err != nil {
		return err
	}
	if e.Op == station.OpMove {
		in.moved = append(in.moved, refOf(e))
	}
	return disclosed(in.l, in.me, e)
}

// bare has the parent asked for a record of which the sender gives a bare header: it took the record out since.
func (in *intake) bare(e station.Entry) error {
	if in.me.Root || e.Class == station.Personal || !e.Withheld() {
		return nil
	}
	return in.l.PutNote(refKey(noteAsk, refOf(e)), []byte(askDue))
}

const (
	askDue   = "1"
	askAsked = "2"
)

// belated notes what is not sent up by itself, because the parent's word covers its counter: it may be a hole there, and
// the parent may have judged its time otherwise.
func (in *intake) belated(e station.Entry) error {
	if in.me.Root {
		return nil
	}
	acked, err := readCounter(in.l, noteAck+e.Chain())
	if err != nil || acked < e.Ctr {
		return err
	}
	if err := putCounter(in.l, lineKey(noteUnsure, e.Chain(), e.Ctr), uint64(e.Time())); err != nil {
		return err
	}
	return in.l.PutNote(lineKey(noteLate, e.Chain(), e.Ctr), []byte("1"))
}

// outOfSight has the sender take a record out again that it went on writing after it had moved away.
func (in *intake) outOfSight(ref station.Ref) error {
	if in.strays[ref] || in.telling {
		return nil
	}
	place, err := in.l.Place(ref)
	if err == nil && place == "" {
		var gone []byte
		if gone, err = in.l.Note(refKey(noteGone, ref)); gone == nil {
			return err
		}
	}
	if err != nil {
		return err
	}
	if sees, err := in.tree.sees(in.stand, place); err != nil || sees {
		return err
	}
	if in.strays == nil {
		in.strays = map[station.Ref]bool{}
	}
	in.strays[ref] = true
	return in.departures.leave(&in.peer, in.from.Device, ref)
}

// met goes on over a change that came here before by another road, if it is the same.
func (in *intake) met(r *run, e station.Entry, hash station.Hash) error {
	same, err := holds(in.l, r.chain, e.Ctr, hash)
	if err != nil {
		return err
	}
	if !same {
		in.forkAt(r, e.Ctr)
		return nil
	}
	err = in.again(r, e)
	r.moveOn(e, hash)
	return err
}

// arrived is a change as this box keeps it: what came with it from outside and is not its own to say is set anew.
func (in *intake) arrived(r *run, e station.Entry, before station.HLC) station.Entry {
	e = withhold(e)
	e.Via, e.Fault = in.from.Device, ""
	if e.Place == "" && r.stand != nil {
		e.Place = station.Resolve(e.Header.Scope, r.stand.node.Scope)
	}
	at := before
	if before == 0 {
		at = judge(e, r.way, in.at)
	}
	if at != 0 && at != e.Time() {
		in.settle = append(in.settle, settled(e, r.chain, at))
	}
	e.At = at
	return e
}

// judgedBefore is the effective time of a change that came here by another road already; 0 where it did not, or nobody
// judged it.
func (in *intake) judgedBefore(e station.Entry, hash station.Hash) (at station.HLC, held bool, err error) {
	before, found, err := in.l.Held(e.Chain(), e.Ctr)
	if err != nil || !found || headerHash(before) != hash {
		return 0, false, err
	}
	return before.At, true, nil
}

func (r *run) moveOn(e station.Entry, hash station.Hash) {
	r.way.Ctr, r.way.Hash, r.way.Bad, r.way.Back = e.Ctr, hash, 0, 0
	if e.At != 0 { // what a clock claims that nobody judged orders nothing
		r.way.At = e.At
	}
	r.fresh, r.seen = true, max(r.seen, e.Ctr)
}

// quarantine keeps a change without applying it. It is acknowledged: one bad change must not hold up what follows.
func (in *intake) quarantine(e station.Entry) error {
	fault := wire.Fault{Chain: e.Chain(), Ctr: e.Ctr, Code: e.Fault}
	if _, err := in.l.Append(e); err != nil {
		return err
	}
	if held, _, err := in.l.Held(fault.Chain, fault.Ctr); err != nil || held.Fault == "" {
		return err // it came by another road before, and was applied
	}
	in.reply.Quarantined = append(in.reply.Quarantined, fault)
	return in.l.PutNote(lineKey(noteFault, fault.Chain, fault.Ctr), []byte(fault.Code))
}

// isHeld reports whether a ledger refused a change because it has it.
func isHeld(err error) bool {
	var worded *station.Error
	return errors.As(err, &worded) && worded.Code == "change_held"
}
