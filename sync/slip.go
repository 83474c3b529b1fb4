package sync

import (
	"slices"
	"time"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
	"lianzhan/web/socket"
)

const (
	fewDue    = 8   // bells rung at once that get their feed with the ring
	slipItems = 20  // changes of a feed
	farBehind = 100 // lines of the log after which a child had better ask
)

// hearSlip takes a push that came by the bell. What it answers is on the disk.
func (b *bells) hearSlip(one *bell, message []byte) {
	s, ok := readSlip(message)
	if !ok || s.kind != pushSlip {
		return
	}
	answer := slip{kind: replySlip, number: s.number}
	reply, err := b.side.pushed(one.bearer, s)
	if err == nil {
		answer.frame, err = wire.Pack(reply)
	}
	if err != nil || len(answer.frame) > mostSlip {
		answer.kind, answer.frame = refusedSlip, nil
	}
	one.send(socket.Binary(answer.bytes()))
}

// pushed takes a push under the same conditions as a request.
func (s *BelowSide) pushed(bearer string, p slip) (reply wire.PushReply, err error) {
	from, err := s.admit(bearer)
	if err != nil {
		return reply, err
	}
	if err := s.asking.take(from.Device, time.Now()); err != nil {
		return reply, err
	}
	s.peers.turn(from.Device, 0, p.number)
	defer s.peers.took(from.Device, p.number)
	return s.take(from, func() (wire.Push, error) { return wire.Unpack[wire.Push](p.frame) }, func() {})
}

// feed brings one child what it was to be rung for; false when it has to be rung: it is not known how far it read, or what
// there is does not fit, or wants an answer.
func (b *bells) feed(one *bell, head uint64) bool {
	b.lock.Lock()
	to := one.peer
	b.lock.Unlock()
	p, known := b.side.peers.follows(to.Device)
	if !one.slips || !known || head-p.From > farBehind {
		return false
	}
	var f wire.Feed
	err := b.side.look(func(l station.Ledger) (err error) {
		f, err = core.Serve(l, b.side.box.me(), to, p, b.side.box.moment())
		return err
	})
	if err != nil || len(f.Items) == 0 || len(f.Orders)+len(f.Apart) > 0 || f.Next < f.Head || slices.ContainsFunc(f.Items, sealed) {
		return false
	}
	f.After = p.From
	raw, err := wire.Pack(f)
	if err != nil || len(raw) > mostSlip {
		return false
	}
	b.side.peers.followed(to.Device, p, f)
	one.send(socket.Binary(slip{feedSlip, uint64(b.side.box.Store.Now().Time.UnixMilli()), raw}.bytes()))
	return true
}

// follows is what a child would ask next: what it asked last, from where the answer ended.
func (p *peers) follows(device string) (wire.Pull, bool) {
	p.lock.Lock()
	defer p.lock.Unlock()
	one := p.of(device)
	return one.follows, one.follows.From > 0
}

// followed notes how far a child was told.
func (p *peers) followed(device string, asked wire.Pull, f wire.Feed) {
	asked.Tally, asked.Frames, asked.Max, asked.From = "", 0, slipItems, f.Next
	if f.Mark != "" {
		asked.Root = f.Mark
	}
	p.lock.Lock()
	defer p.lock.Unlock()
	p.of(device).follows = asked
}
