package core

import (
	"slices"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// intake takes one push.
type intake struct {
	l          station.Ledger
	me         Me
	from       Peer
	at         Moment
	push       wire.Push
	tree       *tree
	stand      *stand // of the sender
	departures *departures
	peer       peer
	reply      wire.PushReply
	runs       map[string]*run
	order      []string
	settle     []wire.Settled
	moved      []station.Ref        // records of the push that changed their place
	strays     map[station.Ref]bool // records of the push that the sender must not keep
	granted    bool                 // the sender has what it was granted
	telling    bool                 // where a record belongs is not known yet
	filled     []station.Ref        // records whose words were brought
	unlike     bool                 // something was told that was not known here
	untimed    map[string]untimed   // by chain
}

// Receive takes a push: duplicates are dropped, a gap is named, another chain under the same name is a fork, and what
// cannot be applied is kept aside and acknowledged. epoch_changed, session_expired and revoked end the session; log_set_back
// means that this box's own log lost its end: it begins a new life, and the sender says hello again.
func Receive(l station.Ledger, me Me, from Peer, p wire.Push, at Moment) (wire.PushReply, error) {
	in := &intake{l: l, me: me, from: from, at: at, push: p, tree: newTree(l), untimed: map[string]untimed{}}
	in.departures = newDepartures(l, in.tree, at.Now)
	if !sameLife(p.Epoch, l.Epoch()) {
		return wire.PushReply{}, errEpoch
	}
	if err := in.begin(); err != nil {
		return wire.PushReply{}, err
	}
	if err := station.Expect(l, p.Items); err != nil {
		return wire.PushReply{}, err
	}
	next := map[string]int{} // items of each chain already looked at
	for _, e := range p.Items {
		chain := e.Chain()
		r := in.runs[chain]
		i := next[chain]
		next[chain]++
		if i == 0 {
			if err := in.open(r); err != nil {
				return wire.PushReply{}, err
			}
		}
		if r.over {
			continue
		}
		if err := in.take(r, r.items[i], r.hashes[i]); err != nil {
			return wire.PushReply{}, err
		}
	}
	return in.reply, in.finish()
}

func (in *intake) begin() (err error) {
	if in.stand, err = in.tree.standing(in.from); err != nil {
		return err
	}
	if in.peer, _, err = recall[peer](in.l, notePeer+in.from.Device); err != nil {
		return err
	}
	if in.push.Life != in.peer.Life {
		return errSession // it was sent before the box began anew, and is not what it holds now
	}
	in.runs, in.order = runsOf(in.push)
	in.reply = wire.PushReply{Epoch: in.l.Epoch(), Ack: map[string]uint64{}}
	if err := in.carriedOut(); err != nil {
		return err
	}
	if err := in.judged(); err != nil {
		return err
	}
	if err := in.asked(); err != nil {
		return err
	}
	if err := in.told(); err != nil {
		return err
	}
	return in.listed()
}

// open prepares the chain of a run when its first change comes up: a node enrolled by an earlier change of the push counts.
func (in *intake) open(r *run) (err error) {
	if r.stand, err = in.tree.find(station.DeviceOf(r.chain)); err != nil {
		return err
	}
	if r.fromAbove(in.me) {
		r.over = true
		in.reply.Healed = append(in.reply.Healed, r.chain)
		return in.heal(r)
	}
	if r.way, err = readLane(in.l, r.chain); err != nil {
		return err
	}
	if r.stand == nil {
		if r.stand, err = in.signed(r); err != nil {
			return err
		}
	}
	if r.stand == nil {
		r.fault = CodeUnknownDevice
		return nil
	}
	if r.scopes, err = in.tree.ever(r.stand); err != nil {
		return err
	}
	if ok, err := in.ofBranch(r); err != nil {
		return err
	} else if !ok && r.verified() {
		return in.fromElsewhere(r)
	} else if !ok {
		r.fault = CodeScope
		return nil
	}
	if !r.verified() {
		return in.unproven(r)
	}
	return in.intact(r)
}

// signed is who signed the end of a run of a device nobody knows.
func (in *intake) signed(r *run) (*stand, error) {
	branches, err := in.tree.ever(in.stand)
	if err != nil {
		return nil, err
	}
	return in.tree.signer(r.items[len(r.items)-1], branches)
}

// intact asks for a run again in which a body does not match its header. After a few times it is taken as it is, the
// change without its body: one bad change must not hold up what follows.
func (in *intake) intact(r *run) error {
	if r.whole = !slices.ContainsFunc(r.items, damaged); r.whole {
		r.way.Bad = 0
		return nil
	}
	if r.way.Bad++; r.way.Bad >= maxBad {
		return nil
	}
	in.need(r, r.way.Ctr+1)
	return remember(in.l, noteLane+r.chain, r.way)
}

func damaged(e station.Entry) bool { return e.Body != nil && e.BodyHash != station.HashOf(e.Body) }

// ofBranch reports whether the chain's device stands, or once stood, in the sender's branch.
func (in *intake) ofBranch(r *run) (bool, error) {
	branches, err := in.tree.ever(in.stand)
	for _, scope := range r.scopes {
		if withinAny(scope, branches) {
			return true, err
		}
	}
	return false, err
}

// unproven asks for a run again that does not verify: a frame may have been damaged. After a few times the chain is given
// up, so that it does not hold up the others; its box has to enrol again.
func (in *intake) unproven(r *run) error {
	r.over = true
	r.way.Bad++
	if r.way.Bad >= maxBad {
		in.forkAt(r, r.way.Ctr+1)
	} else {
		in.need(r, r.way.Ctr+1)
	}
	return remember(in.l, noteLane+r.chain, r.way)
}

func (in *intake) forkAt(r *run, ctr uint64) {
	if in.reply.Fork == nil {
		in.reply.Fork = map[string]uint64{}
	}
	in.reply.Fork[r.chain] = ctr
	in.peer.Forked = true
	if station.DeviceOf(r.chain) == in.from.Device {
		in.peer.Out = in.peer.Life
	}
	r.over = true
	r.split = ctr
}

func (in *intake) need(r *run, ctr uint64) {
	if in.reply.Need == nil {
		in.reply.Need = map[string]uint64{}
	}
	in.reply.Need[r.chain] = ctr
	r.over = true
}

// finish writes how far the chains came and what the sender has to be told later.
func (in *intake) finish() error {
	for _, chain := range in.order {
		r := in.runs[chain]
		if r.fresh {
			if err := in.keepLane(r); err != nil {
				return err
			}
		}
		if r.seen > 0 {
			in.reply.Ack[chain] = r.seen
		}
		if r.split > 0 {
			if err := part(in.l, in.from.Device, chain, r.split); err != nil {
				return err
			}
		}
	}
	if in.me.Root {
		in.reply.Root = in.reply.Ack
	}
	if err := in.peer.settle(in.l, in.from.Device, in.settle, in.at.Now); err != nil {
		return err
	}
	if err := in.standing(); err != nil {
		return err
	}
	if err := remember(in.l, notePeer+in.from.Device, in.peer); err != nil {
		return err
	}
	if in.granted {
		if err := in.departures.reached(in.from.Device); err != nil {
			return err
		}
	}
	if err := rejudge(in.l, in.tree, in.moved, in.at); err != nil {
		return err
	}
	if err := in.passOn(); err != nil {
		return err
	}
	for chain, u := range in.untimed {
		if err := u.note(in.l, chain); err != nil {
			return err
		}
	}
	return judgeTimeless(in.l, in.me, in.at)
}

// part remembers where a chain is told by two boxes: what the sender holds from there on is not what is held here, so the
// feed must not pass it over.
func part(l station.Ledger, device, chain string, ctr uint64) error {
	if err := putCounter(l, noteSplit+chain, ctr); err != nil {
		return err
	}
	h, found, err := recall[holding](l, noteHeads+device)
	if err != nil || !found || h.Heads[chain] < ctr {
		return err
	}
	h.Heads[chain] = ctr - 1
	return remember(l, noteHeads+device, h)
}

func (in *intake) keepLane(r *run) error {
	if !in.push.More && believed(in.at.Trust) {
		r.way.Drained = in.at.Now.UnixMilli()
	}
	if err := in.l.PutNote(noteVia+in.from.Device+"/"+r.chain, []byte("1")); err != nil {
		return err
	}
	return remember(in.l, noteLane+r.chain, r.way)
}
