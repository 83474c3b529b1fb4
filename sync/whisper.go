package sync

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
	waiting chan slip
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
	w.answer(slip{kind: refusedSlip})
}

// answer hands on what came for the push under way. The caller holds the lock.
func (w *whisper) answer(s slip) {
	if w.waiting != nil {
		w.waiting <- s
		w.waiting = nil
	}
}

// heard takes the answer to a push.
func (w *whisper) heard(s slip) {
	w.lock.Lock()
	defer w.lock.Unlock()
	if s.kind == refusedSlip {
		w.conn = nil // whatever it is, the next bell knows better
	}
	if s.number == w.number {
		w.answer(s)
	}
}

// send writes a push on the line, unless another is under way.
func (w *whisper) send(s slip) (answer <-chan slip) {
	w.lock.Lock()
	defer w.lock.Unlock()
	if w.conn == nil || w.waiting != nil || len(s.frame) > mostSlip {
		return nil
	}
	_ = w.conn.SetWriteDeadline(time.Now().Add(pingLimit)) // it says so itself when it is closed
	if w.conn.WriteMessage(websocket.BinaryMessage, s.bytes()) != nil {
		w.conn = nil
		return nil
	}
	w.waiting, w.number = make(chan slip, 1), s.number
	return w.waiting
}

// push sends a small push by the bell; ok is false when it has to be asked by a request. That it is taken twice then does
// no harm.
func (w *whisper) push(ctx context.Context, p core.Parcel) (reply wire.PushReply, ok bool) {
	raw, err := wire.Pack(p.Push)
	if err != nil {
		return reply, false
	}
	answer := w.send(slip{pushSlip, p.To, raw})
	if answer == nil {
		return reply, false
	}
	patience := time.NewTimer(slipPatience)
	defer patience.Stop()
	select {
	case s := <-answer:
		if s.kind != replySlip {
			return reply, false
		}
		reply, err = wire.Unpack[wire.PushReply](s.frame)
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
	s, ok := readSlip(message)
	if !ok {
		return
	}
	c.heard()
	switch s.kind {
	case replySlip, refusedSlip:
		c.whisper.heard(s)
	case feedSlip:
		c.toldTime(time.UnixMilli(int64(s.number)), time.Now())
		if err := c.fed(ctx, s.frame); err != nil {
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
