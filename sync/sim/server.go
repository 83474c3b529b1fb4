package sim

import (
	"encoding/json"
	"errors"
	"strconv"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// serve answers a request; ok is false when the box is dead or dies over it.
func (b *box) serve(p packet) (answer packet, ok bool) {
	if !b.alive() {
		return packet{}, false
	}
	if p.torn {
		return packet{Kind: p.Kind, Problem: core.CodeFrame}, true
	}
	answer.Kind = p.Kind
	err := b.reply(p, &answer)
	switch {
	case errors.Is(err, errDied):
		return packet{}, false
	case err != nil:
		b.w.say("%s refuses %s of %s: %v", b, p.Kind, b.w.boxes[p.from], err)
		answer.Problem = station.Worded(err).Code
	}
	return answer, true
}

// errSession asks the box below to say hello again.
var errSession = station.Conflict("session_expired", "")

func (b *box) reply(p packet, answer *packet) error {
	if p.Kind == askChallenge {
		answer.Challenge = &wire.Challenge{Device: b.who.id, Nonce: strconv.FormatUint(b.w.road.Uint64(), 36)}
		b.nonces[answer.Challenge.Nonce] = true
		return nil
	}
	if p.Kind == askHello {
		return b.greet(p, answer)
	}
	peer, known := b.sessions[p.Token]
	switch {
	case !known:
		return errSession
	case p.Kind == askPush:
		return b.receive(peer, p, answer)
	case p.Kind == askPull:
		return b.feed(peer, p, answer)
	}
	return station.Invalid(core.CodeFrame, "")
}

func (b *box) greet(p packet, answer *packet) error {
	if !b.nonces[p.Hello.Nonce] {
		return errSession
	}
	delete(b.nonces, p.Hello.Nonce)
	var peer core.Peer
	var welcome wire.Welcome
	err := b.exchange(func(l station.Ledger) (err error) {
		welcome, peer, err = core.Greet(l, b.me(), *p.Hello, p.Hello.Nonce, b.moment())
		return err
	})
	if err != nil && station.Worded(err).Code == core.CodeSetBack {
		b.anew(p.from, p.Hello.Device)
	}
	if err != nil {
		return err
	}
	welcome.Session = strconv.FormatUint(b.w.road.Uint64(), 36)
	b.sessions[welcome.Session] = peer
	b.bells[p.from] = welcome.Session
	answer.Welcome = &welcome
	return nil
}

func (b *box) receive(peer core.Peer, p packet, answer *packet) error {
	var r wire.PushReply
	had, hung := b.had(p), b.hung(p)
	err := b.exchange(func(l station.Ledger) (err error) {
		r, err = core.Receive(l, b.me(), peer, *p.Push, b.moment())
		return err
	})
	if err != nil && station.Worded(err).Code == core.CodeSetBack {
		b.anew(p.from, peer.Device)
		return station.Conflict(core.CodeEpoch, "")
	}
	if err != nil {
		return err
	}
	b.w.model.received(b, p, r)
	for chain, next := range hung {
		if need := r.Need[chain]; need != next && r.Fork[chain] == 0 && need+r.Ack[chain] > 0 {
			b.w.fail("%s lacks %d of %s, and asks for %d", b, next, chain, need)
		}
	}
	for chain := range r.Need {
		if had[chain] {
			b.w.fail("%s is sent of %s what it has, and asks for it", b, chain)
		}
	}
	answer.Pushed = &r
	b.want(up)
	return nil
}

func (b *box) feed(peer core.Peer, p packet, answer *packet) error {
	var f wire.Feed
	err := b.look(func(l station.Ledger) (err error) {
		f, err = core.Serve(l, b.me(), peer, *p.Pull, b.moment())
		return err
	})
	answer.Feed = &f
	return err
}

// anew begins another life of a box whose log lost its end, as a box below found out.
func (b *box) anew(from int, device string) {
	b.w.hits[setBack]++
	b.w.say("%s learns from %s that its log was set back", b, b.w.boxes[from])
	if b.exchange(func(l station.Ledger) error { return core.SetBack(l, device, b.moment()) }) != nil {
		return // it dies over it, or its disk is full
	}
	b.mem.Reincarnate()
	clear(b.sessions)
}

// had are the chains of a push that were received as far before: whatever comes of them is a duplicate.
func (b *box) had(p packet) map[string]bool {
	had := map[string]bool{}
	for _, e := range p.Push.Items {
		var lane struct{ Ctr uint64 }
		_ = json.Unmarshal(b.mem.disk.notes["lane/"+e.Chain()], &lane) // none: nothing was received
		had[e.Chain()] = !p.harmed && e.Ctr <= lane.Ctr
	}
	return had
}

// hung are the chains of a push that begin behind a gap nobody declared lost, and the counter that is lacking.
func (b *box) hung(p packet) map[string]uint64 {
	hung, seen := map[string]uint64{}, map[string]bool{}
	for _, e := range p.Push.Items {
		chain := e.Chain()
		var lane struct{ Ctr uint64 }
		raw, known := b.mem.disk.notes["lane/"+chain]
		_ = json.Unmarshal(raw, &lane) // checked: it is there
		if !seen[chain] && known && e.Branch == "" && e.Ctr > lane.Ctr+1 && p.Push.Void[chain] == 0 {
			hung[chain] = lane.Ctr + 1
		}
		seen[chain] = true
	}
	return hung
}
