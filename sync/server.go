package sync

import (
	"context"
	"errors"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
	"lianzhan/web/socket"
)

// prefix is where nodes speak to each other; the addresses below it are told in docs/wire.md.
const prefix = "/sync/v1"

const (
	bearer     = "Bearer "
	spanHeader = "Lz-Span" // of a push: from and to in the child's own log, so that pushes under way at once stay in order
	workLimit  = 20 * time.Second
)

// Routes puts the addresses a child asks on the server. Each has its own bound of what it takes beside the server's.
func (r *Room) Routes(app fiber.Router) {
	app.Get("/api/v1/sync", r.brief)
	at := app.Group(prefix)
	at.Get("/challenge", r.challenge)
	at.Post("/hello", r.hello)
	at.Post("/enrol", r.enrolment)
	at.Post("/push", r.admitted(r.push))
	at.Post("/feed", r.admitted(r.feed))
	r.shelfRoutes(at)
	at.Get("/bell", r.admitted(r.bells.before), socket.Upgrade(r.bells.join))
}

func (r *Room) challenge(c *fiber.Ctx) error {
	now := r.o.Store.Now().Time
	return c.JSON(wire.Challenge{Device: r.me().Device, Nonce: r.sessions.nonce(now)})
}

// hello opens a session for a device that signs the challenge.
func (r *Room) hello(c *fiber.Ctx) error {
	received := r.o.Store.Now().Time
	h, err := readFrame[wire.Hello](c)
	if err != nil {
		return err
	}
	if err := r.sessions.spend(h.Nonce, received); err != nil {
		return err
	}
	var w wire.Welcome
	var p core.Peer
	err = r.crowded(func(l station.Ledger) (err error) {
		w, p, err = core.Greet(l, r.me(), h, h.Nonce, r.moment())
		return err
	})
	if err != nil {
		return r.setBack(h.Device, err)
	}
	m, known, err := r.roll.member(p.Device)
	if err != nil || !known {
		return errors.Join(err, station.Unauthorized(core.CodeUnknownDevice, "上级不认识这台设备，请重新登记。"))
	}
	now := r.o.Store.Now()
	w.Session, w.Received, w.Replied, w.Trust = r.sessions.open(m.device, now.Time), millis(received), millis(now.Time), now.Trust
	r.peers.saw(p.Device, h.Version, now.Time)
	r.peers.took(p.Device, 0)
	return sendFrame(c, w)
}

// setBack begins a new life of this box's log when a child has read further than it goes: it was set back. The child says
// hello again and brings what was lost.
func (r *Room) setBack(device string, err error) error {
	if station.Worded(err).Code != core.CodeSetBack {
		return err
	}
	slog.Warn("a child has read more than this log holds: another epoch begins")
	ctx, cancel := context.WithTimeout(context.Background(), workLimit)
	defer cancel()
	if err := r.beginAnew(ctx, device); err != nil {
		return err
	}
	return station.Conflict(core.CodeEpoch, "上级的数据换过一次，正在重新接上。")
}

// beginAnew counts against a child the new life of this box's log it brought about: one child cannot go on doing so.
func (r *Room) beginAnew(ctx context.Context, device string) error {
	err := r.commit(ctx, func(l station.Ledger) error { return core.SetBack(l, device, r.moment()) })
	if err != nil {
		return err
	}
	return r.o.Store.Reincarnate(ctx)
}

// admitted lets requests in that carry the session of a device that still speaks for its node.
func (r *Room) admitted(serve func(*fiber.Ctx, core.Peer) error) fiber.Handler {
	return func(c *fiber.Ctx) error {
		p, err := r.admit(c.Get(fiber.HeaderAuthorization))
		if err != nil {
			return err
		}
		if err := r.asking.take(p.Device, time.Now()); err != nil {
			return err
		}
		return serve(c, p)
	}
}

func (r *Room) admit(authorization string) (core.Peer, error) {
	word, ok := strings.CutPrefix(authorization, bearer)
	device, _, _, shaped := claims(word)
	if !ok || !shaped {
		return core.Peer{}, errSession
	}
	m, known, err := r.roll.member(device)
	if err != nil {
		return core.Peer{}, err
	}
	now := r.o.Store.Now().Time
	if !known {
		return core.Peer{}, errSession
	}
	if err := r.sessions.check(m.device, word, now); err != nil {
		return core.Peer{}, err
	}
	if !m.device.Revoked.IsZero() {
		return core.Peer{}, station.Forbidden(core.CodeRevoked, "这台设备已经停用，请找上级重新登记。")
	}
	r.peers.saw(m.device.ID, "", now)
	return core.Peer{Device: m.device.ID, Scope: m.node.Scope, Node: m.node.ID}, nil
}

// push takes changes. What is answered is on the disk.
func (r *Room) push(c *fiber.Ctx, from core.Peer) error {
	if len(c.BodyRaw()) >= bulkBytes {
		defer haul()()
	}
	frame := sync.OnceValues(func() (wire.Push, error) { return readFrame[wire.Push](c) })
	begin, end, ordered := spanOf(c.Get(spanHeader))
	unroll := r.aheadOfTurn(func() { _, _ = frame() })
	if ordered {
		r.peers.turn(from.Device, begin, end)
	}
	reply, err := r.take(from, frame, unroll)
	if ordered {
		r.peers.took(from.Device, end)
	}
	if err != nil {
		return r.setBack(from.Device, err)
	}
	return sendFrame(c, reply)
}

// take waits for a place and takes a push in. What it unrolled before its turn counts among those at work from then on.
func (r *Room) take(from core.Peer, frame func() (wire.Push, error), counted func()) (reply wire.PushReply, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), workLimit)
	defer cancel()
	leave, err := r.crowd.enter(ctx)
	counted()
	if err != nil {
		return reply, err
	}
	defer leave()
	p, err := frame()
	if err != nil {
		return reply, err
	}
	err = r.commit(ctx, func(l station.Ledger) (err error) {
		reply, err = core.Receive(l, r.me(), from, p, r.moment())
		return err
	})
	return reply, err
}

const mostUnrolled = 4 // pushes read before it is their turn; a small frame may unroll to megabytes

// aheadOfTurn reads a push while the one before it is being committed, where there is room; done frees the room.
func (r *Room) aheadOfTurn(read func()) (done func()) {
	select {
	case r.unrolled <- struct{}{}:
		read()
		return func() { <-r.unrolled }
	default:
		return func() {}
	}
}

func spanOf(header string) (from, to uint64, ok bool) {
	first, last, ok := strings.Cut(header, "-")
	from, err := strconv.ParseUint(first, 10, 64)
	to, err2 := strconv.ParseUint(last, 10, 64)
	return from, to, ok && err == nil && err2 == nil && to >= from
}
