package below

import (
	"slices"
	"time"

	"lianzhan/station"
	"lianzhan/sync/box"
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
	s, ok := wire.ReadSlip(message)
	if !ok || s.Kind != wire.PushSlip {
		return
	}
	answer := wire.Slip{Kind: wire.ReplySlip, Number: s.Number}
	reply, err := b.side.pushed(one.bearer, s)
	if err == nil {
		answer.Frame, err = wire.Pack(reply)
	}
	if err != nil || len(answer.Frame) > wire.MostSlip {
		answer.Kind, answer.Frame = wire.RefusedSlip, nil
	}
	one.send(socket.Binary(answer.Bytes()))
}

// pushed takes a push under the same conditions as a request.
func (s *Side) pushed(bearer string, p wire.Slip) (reply wire.PushReply, err error) {
	from, err := s.admit(bearer)
	if err != nil {
		return reply, err
	}
	if err := s.asking.Take(from.Device, time.Now()); err != nil {
		return reply, err
	}
	s.peers.turn(from.Device, 0, p.Number)
	defer s.peers.took(from.Device, p.Number)
	return s.take(from, func() (wire.Push, error) { return wire.Unpack[wire.Push](p.Frame) }, func() {})
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
		f, err = core.Serve(l, b.side.box.Me(), to, p, b.side.box.Moment())
		return err
	})
	if err != nil || len(f.Items) == 0 || len(f.Orders)+len(f.Apart) > 0 || f.Next < f.Head || slices.ContainsFunc(f.Items, box.Sealed) {
		return false
	}
	f.After = p.From
	raw, err := wire.Pack(f)
	if err != nil || len(raw) > wire.MostSlip {
		return false
	}
	b.side.peers.followed(to.Device, p, f)
	one.send(socket.Binary(wire.Slip{Kind: wire.FeedSlip, Number: uint64(b.side.box.Store.Now().Time.UnixMilli()), Frame: raw}.Bytes()))
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
