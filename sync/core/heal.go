package core

import (
	"slices"

	"lianzhan/station"
)

// fromAbove reports whether a chain is this box's own or of one above: it comes up only because it was lost here.
func (r *run) fromAbove(me Me) bool {
	if station.DeviceOf(r.chain) == me.Device {
		return true
	}
	return r.stand != nil && station.ScopeWithin(me.Scope, r.stand.node.Scope)
}

// heal takes back what this box, or one above, wrote and what was lost here. The chain comes with holes - a child was only
// told what is its own - so each stretch stands for itself: it hangs on something held, or ends with the box's signature.
func (in *intake) heal(r *run) error {
	if r.stand == nil {
		return nil
	}
	sort := make([]int, len(r.items))
	for i := range sort {
		sort[i] = i
	}
	slices.SortFunc(sort, func(a, b int) int { return int(int64(r.items[b].Ctr) - int64(r.items[a].Ctr)) })
	vouched := map[uint64]station.Hash{} // counter -> the hash its follower, which is vouched for, hangs on
	var taken []station.Entry
	for _, i := range sort {
		e, hash := r.items[i], r.hashes[i]
		ok, err := in.vouched(e, hash, vouched[e.Ctr], r.stand.node)
		if err != nil {
			return err
		}
		if ok {
			vouched[e.Ctr-1] = e.Prev
			taken = append(taken, e)
		}
	}
	for _, e := range slices.Backward(taken) {
		if err := in.takeBack(e, ""); err != nil {
			return err
		}
	}
	return nil
}

// fromElsewhere takes what a box outside the sender's branch wrote, and signed: of a village that was moved it may hold the last
// words. The chain is none of the sender's business: each change stands for itself, and is judged as its writer's.
func (in *intake) fromElsewhere(r *run) error {
	r.over = true
	in.reply.Healed = append(in.reply.Healed, r.chain)
	refs := map[station.Ref]bool{}
	for _, e := range r.items {
		if err := in.toldNew(e, r.stand); err != nil {
			return err
		}
		refs[refOf(e)] = true
	}
	for _, ref := range sortedRefs(refs) {
		if err := in.answer(ref); err != nil {
			return err
		}
	}
	return nil
}

// vouched reports whether a change is proven by its own signature, or by a follower that hangs on it.
func (in *intake) vouched(e station.Entry, hash, wanted station.Hash, node station.Node) (bool, error) {
	if wanted == hash || proven(e, hash, node) {
		return true, nil
	}
	branches, _, err := recall[[]string](in.l, noteBranches+e.Origin)
	if err != nil {
		return false, err
	}
	for _, branch := range append([]string{"", e.Branch}, branches...) { // what it is called is each box's own
		next, found, err := in.l.Held(e.Origin+branch, e.Ctr+1)
		if err != nil || found && next.Prev == hash {
			return err == nil, err
		}
	}
	return false, nil
}

// rejudge gives a change that was given back its effective time, as any other that arrives, and tells the sender.
func (in *intake) rejudge(e *station.Entry) {
	if at := judge(*e, way{}, in.at); at != e.At {
		e.At = at
		in.settle = append(in.settle, settled(*e, e.Chain(), at))
	}
}

// takeBack takes one change back, with what speaks against applying it.
func (in *intake) takeBack(e station.Entry, code string) error {
	branch, held, err := branchFor(in.l, e)
	if err != nil {
		return err
	} else if held {
		return in.outOfSight(refOf(e))
	}
	e.Branch = branch
	if !shared(e.Class) {
		return nil
	}
	if e.Chain() == in.l.Origin() {
		return errSetBack // this box's own word, which it does not know of: its disk forgot it
	}
	if gone, err := in.l.Note(refKey(noteGone, refOf(e))); err != nil {
		return err
	} else if gone != nil {
		code = CodeScope // the record was taken out here: it lies aside until those above, who may lack it, have it
	}
	e = withhold(e)
	e.Via, e.Fault = in.from.Device, ""
	in.rejudge(&e)
	if damaged(e) {
		return nil
	}
	if code == "" {
		_, err = in.l.Append(e)
		code = faultOf(err)
	}
	if code != "" {
		e.Fault = code
		if err := in.quarantine(e); err != nil {
			return err
		}
		return in.passedUp(e)
	}
	if isHeld(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := in.passedUp(e); err != nil {
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

// passedUp sees to it that what was taken goes up, and that the sender keeps it only if it may.
func (in *intake) passedUp(e station.Entry) error {
	if err := branchKnown(in.l, e.Origin, e.Branch); err != nil {
		return err
	}
	if err := in.belated(e); err != nil {
		return err
	}
	if err := in.timeless(e); err != nil {
		return err
	}
	return in.outOfSight(refOf(e))
}
