package above

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

const slipPatience = 8 * time.Second // for the answer to a slip, before it is asked by a request

// whisper is the doorbell's line as far as slips go over it. One push at a time.
type whisper struct {
	lock    sync.Mutex
	conn    *websocket.Conn // nil while there is none, or the parent does not take slips
	waiting chan wire.Slip
	number  uint64
}

// open takes over a line on which the parent takes slips.
func (w *whisper) open(conn *websocket.Conn) {
	w.lock.Lock()
	defer w.lock.Unlock()
	w.conn = conn
}

// shut forgets the line; whoever waits asks by a request.
func (w *whisper) shut() {
	w.lock.Lock()
	defer w.lock.Unlock()
	w.conn = nil
	w.answer(wire.Slip{Kind: wire.RefusedSlip})
}

// answer hands on what came for the push under way. The caller holds the lock.
func (w *whisper) answer(s wire.Slip) {
	if w.waiting != nil {
		w.waiting <- s
		w.waiting = nil
	}
}

// heard takes the answer to a push.
func (w *whisper) heard(s wire.Slip) {
	w.lock.Lock()
	defer w.lock.Unlock()
	if s.Kind == wire.RefusedSlip {
		w.conn = nil // whatever it is, the next bell knows better
	}
	if s.Number == w.number {
		w.answer(s)
	}
}

// send writes a push on the line, unless another is under way.
func (w *whisper) send(s wire.Slip) (answer <-chan wire.Slip) {
	w.lock.Lock()
	defer w.lock.Unlock()
	if w.conn == nil || w.waiting != nil || len(s.Frame) > wire.MostSlip {
		return nil
	}
	_ = w.conn.SetWriteDeadline(time.Now().Add(pingLimit)) // it says so itself when it is closed
	if w.conn.WriteMessage(websocket.BinaryMessage, s.Bytes()) != nil {
		w.conn = nil
		return nil
	}
	w.waiting, w.number = make(chan wire.Slip, 1), s.Number
	return w.waiting
}

// push sends a small push by the bell; ok is false when it has to be asked by a request. That it is taken twice then does
// no harm.
func (w *whisper) push(ctx context.Context, p core.Parcel) (reply wire.PushReply, ok bool) {
	raw, err := wire.Pack(p.Push)
	if err != nil {
		return reply, false
	}
	answer := w.send(wire.Slip{Kind: wire.PushSlip, Number: p.To, Frame: raw})
	if answer == nil {
		return reply, false
	}
	patience := time.NewTimer(slipPatience)
	defer patience.Stop()
	select {
	case s := <-answer:
		if s.Kind != wire.ReplySlip {
			return reply, false
		}
		reply, err = wire.Unpack[wire.PushReply](s.Frame)
		return reply, err == nil
	case <-patience.C:
	case <-ctx.Done():
	}
	w.lock.Lock()
	defer w.lock.Unlock()
	w.waiting = nil
	return reply, false
}

// slipped takes what came by the bell beside the rings.
func (c *client) slipped(ctx context.Context, message []byte) {
	s, ok := wire.ReadSlip(message)
	if !ok {
		return
	}
	c.heard()
	switch s.Kind {
	case wire.ReplySlip, wire.RefusedSlip:
		c.whisper.heard(s)
	case wire.FeedSlip:
		c.toldTime(time.UnixMilli(int64(s.Number)), time.Now())
		if err := c.fed(ctx, s.Frame); err != nil {
			slog.Debug("a feed by the bell was not taken", "err", err)
			c.down.knock()
		}
	}
}

// fed takes a feed that came unasked. One that does not begin where this box stands is asked for.
func (c *client) fed(ctx context.Context, frame []byte) error {
	f, err := wire.Unpack[wire.Feed](frame)
	if err != nil {
		return err
	}
	p, err := c.nextPull(ctx)
	if err != nil {
		return err
	}
	p.Rooted-- // it was made before it was asked for: an answer to a push may have overtaken it
	if p.Tally = ""; p.After != f.After || p.Epoch != f.Epoch {
		c.down.knock()
		return nil
	}
	more, err := c.swallow(ctx, p, f)
	if more {
		c.down.knock()
	}
	c.files.knock()
	return err
}
