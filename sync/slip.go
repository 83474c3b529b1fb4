package sync

import (
	"encoding/binary"
	"slices"
	"time"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
	"lianzhan/web/socket"
)

// A slip is a small frame on the doorbell's open line: a change alone needs no request of its own, whose headers are longer
// than it. What does not fit, or is refused, goes by a request as ever.
type slip struct {
	kind   byte
	number uint64 // of a push and what answers it: where it ends in the child's log; of a feed: Unix milliseconds
	frame  []byte // packed
}

const (
	pushSlip    = 'p'
	replySlip   = 'r'
	refusedSlip = 'x' // of a push: ask by a request
	feedSlip    = 'f'

	mostSlip  = 2 << 10 // bytes of a frame
	fewDue    = 8       // bells rung at once that get their feed with the ring
	slipItems = 20      // changes of a feed
	farBehind = 100     // lines of the log after which a child had better ask
)

func (s slip) bytes() []byte {
	return append(binary.AppendUvarint([]byte{s.kind}, s.number), s.frame...)
}

func readSlip(message []byte) (s slip, ok bool) {
	if len(message) == 0 {
		return s, false
	}
	number, n := binary.Uvarint(message[1:])
	return slip{message[0], number, message[1+max(n, 0):]}, n > 0
}

// hearSlip takes a push that came by the bell. What it answers is on the disk.
func (b *bells) hearSlip(one *bell, message []byte) {
	s, ok := readSlip(message)
	if !ok || s.kind != pushSlip {
		return
	}
	answer := slip{kind: replySlip, number: s.number}
	reply, err := b.room.pushed(one.bearer, s)
	if err == nil {
		answer.frame, err = wire.Pack(reply)
	}
	if err != nil || len(answer.frame) > mostSlip {
		answer.kind, answer.frame = refusedSlip, nil
	}
	one.send(socket.Binary(answer.bytes()))
}

// pushed takes a push under the same conditions as a request.
func (r *Room) pushed(bearer string, s slip) (reply wire.PushReply, err error) {
	from, err := r.admit(bearer)
	if err != nil {
		return reply, err
	}
	if err := r.asking.take(from.Device, time.Now()); err != nil {
		return reply, err
	}
	r.peers.turn(from.Device, 0, s.number)
	defer r.peers.took(from.Device, s.number)
	return r.take(from, func() (wire.Push, error) { return wire.Unpack[wire.Push](s.frame) }, func() {})
}

// feed brings one child what it was to be rung for; false when it has to be rung: it is not known how far it read, or what
// there is does not fit, or wants an answer.
func (b *bells) feed(one *bell, head uint64) bool {
	b.lock.Lock()
	to := one.peer
	b.lock.Unlock()
	p, known := b.room.peers.follows(to.Device)
	if !one.slips || !known || head-p.From > farBehind {
		return false
	}
	var f wire.Feed
	err := b.room.look(func(l station.Ledger) (err error) {
		f, err = core.Serve(l, b.room.me(), to, p, b.room.moment())
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
	b.room.peers.followed(to.Device, p, f)
	one.send(socket.Binary(slip{feedSlip, uint64(millis(b.room.o.Store.Now().Time)), raw}.bytes()))
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
