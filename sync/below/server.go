package below

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
	"lianzhan/sync/box"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
	"lianzhan/web/socket"
)

// Routes puts the addresses a child asks on the server. Each has its own bound of what it takes beside the server's.
func (s *Side) Routes(app fiber.Router) {
	at := app.Group(wire.Prefix, s.refused.noted)
	at.Get("/challenge", s.challenge)
	at.Post("/hello", s.hello)
	at.Post("/enrol", s.enrolment)
	at.Post("/push", s.admitted(s.push))
	at.Post("/feed", s.admitted(s.feed))
	s.shelfRoutes(at)
	at.Get("/bell", s.admitted(s.bells.before), socket.Upgrade(s.bells.join))
}

func (s *Side) challenge(c *fiber.Ctx) error {
	now := s.box.Store.Now().Time
	return c.JSON(wire.Challenge{Device: s.box.Me().Device, Nonce: s.sessions.nonce(now)})
}

// hello opens a session for a device that signs the challenge.
func (s *Side) hello(c *fiber.Ctx) error {
	received := s.box.Store.Now().Time
	h, err := readFrame[wire.Hello](c)
	if err != nil {
		return err
	}
	if err := s.sessions.spend(h.Nonce, received); err != nil {
		return err
	}
	var w wire.Welcome
	var p core.Peer
	err = s.crowded(func(l station.Ledger) (err error) {
		w, p, err = core.Greet(l, s.box.Me(), h, h.Nonce, s.box.Moment())
		return err
	})
	if station.Worded(err).Code == core.CodeFork {
		return errors.Join(err, s.crowded(func(l station.Ledger) error { return core.Parted(l, h.Device) }))
	}
	if err != nil {
		return s.setBack(h.Device, err)
	}
	m, known, err := s.box.Roll.Member(p.Device)
	if err != nil || !known {
		return errors.Join(err, station.Unauthorized(core.CodeUnknownDevice, "上级不认识这台设备，请重新登记。"))
	}
	now := s.box.Store.Now()
	w.Session, w.Received, w.Replied, w.Trust = s.sessions.open(m.Device, now.Time), received.UnixMilli(), now.Time.UnixMilli(), now.Trust
	s.peers.saw(p.Device, h.Version, now.Time)
	s.peers.took(p.Device, 0)
	return sendFrame(c, w)
}

// setBack begins a new life of this box's log when a child has read further than it goes: it was set back. The child says
// hello again and brings what was lost.
func (s *Side) setBack(device string, err error) error {
	if station.Worded(err).Code != core.CodeSetBack {
		return err
	}
	slog.Warn("a child has read more than this log holds: another epoch begins")
	ctx, cancel := context.WithTimeout(context.Background(), box.WorkLimit)
	defer cancel()
	if err := s.box.BeginAnew(ctx, device); err != nil {
		return err
	}
	return station.Conflict(core.CodeEpoch, "上级的数据换过一次，正在重新接上。")
}

// admitted lets requests in that carry the session of a device that still speaks for its node.
func (s *Side) admitted(serve func(*fiber.Ctx, core.Peer) error) fiber.Handler {
	return func(c *fiber.Ctx) error {
		p, err := s.admit(c.Get(fiber.HeaderAuthorization))
		if err != nil {
			return err
		}
		c.Locals(deviceKey{}, strings.Clone(p.Device))
		if err := s.asking.Take(p.Device, time.Now()); err != nil {
			return err
		}
		return serve(c, p)
	}
}

func (s *Side) admit(authorization string) (core.Peer, error) {
	word, ok := strings.CutPrefix(authorization, wire.Bearer)
	device, _, _, shaped := claims(word)
	if !ok || !shaped {
		return core.Peer{}, wire.ErrSession
	}
	m, known, err := s.box.Roll.Member(device)
	if err != nil {
		return core.Peer{}, err
	}
	now := s.box.Store.Now().Time
	if !known {
		return core.Peer{}, wire.ErrSession
	}
	if err := s.sessions.check(m.Device, word, now); err != nil {
		return core.Peer{}, err
	}
	if !m.Device.Revoked.IsZero() {
		return core.Peer{}, station.Forbidden(core.CodeRevoked, "这台设备已经停用，请找上级重新登记。")
	}
	s.peers.saw(m.Device.ID, "", now)
	return core.Peer{Device: m.Device.ID, Scope: m.Node.Scope, Node: m.Node.ID}, nil
}

// push takes changes. What is answered is on the disk.
func (s *Side) push(c *fiber.Ctx, from core.Peer) error {
	if len(c.BodyRaw()) >= box.BulkBytes {
		defer box.Haul()()
	}
	frame := sync.OnceValues(func() (wire.Push, error) { return readFrame[wire.Push](c) })
	begin, end, ordered := spanOf(c.Get(wire.SpanHeader))
	unroll := s.aheadOfTurn(func() { _, _ = frame() })
	if ordered {
		s.peers.turn(from.Device, begin, end)
	}
	reply, err := s.take(from, frame, unroll)
	if ordered {
		s.peers.took(from.Device, end)
	}
	if err != nil {
		return s.setBack(from.Device, err)
	}
	return sendFrame(c, reply)
}

// take waits for a place and takes a push in. What it unrolled before its turn counts among those at work from then on.
func (s *Side) take(from core.Peer, frame func() (wire.Push, error), counted func()) (reply wire.PushReply, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), box.WorkLimit)
	defer cancel()
	leave, err := s.crowd.enter(ctx)
	counted()
	if err != nil {
		return reply, err
	}
	defer leave()
	p, err := frame()
	if err != nil {
		return reply, err
	}
	err = s.box.Commit(ctx, func(l station.Ledger) (err error) {
		reply, err = core.Receive(l, s.box.Me(), from, p, s.box.Moment())
		return err
	})
	return reply, err
}

const mostUnrolled = 4 // pushes read before it is their turn; a small frame may unroll to megabytes

// aheadOfTurn reads a push while the one before it is being committed, where there is room; done frees the room.
func (s *Side) aheadOfTurn(read func()) (done func()) {
	select {
	case s.unrolled <- struct{}{}:
		read()
		return func() { <-s.unrolled }
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
