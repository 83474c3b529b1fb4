package below

import (
	"bufio"
	"log/slog"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/sync/box"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

const longAnswer = 10 * time.Second

// feed answers a pull, mostly without writing anything. A child that asks for it gets several feeds in one answer, one behind
// the other, so that no journey lies between them.
func (s *Side) feed(c *fiber.Ctx, to core.Peer) error {
	p, err := readFrame[wire.Pull](c)
	if err != nil {
		return err
	}
	f, err := s.serve(to, p)
	if err != nil {
		return err
	}
	if p.Frames < 2 || last(p, f) || c.Get(fiber.HeaderContentType) != wire.PackedType {
		return sendFrame(c, f)
	}
	c.Set(fiber.HeaderContentType, wire.SeriesType)
	c.Set(wire.DictHeader, wire.DictID)
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		if err := s.series(w, to, p, f); err != nil {
			slog.Debug("a series of feeds ended early", "device", to.Device, "err", err)
		}
	})
	return nil
}

// last reports whether nothing should follow a feed in its answer: all was told, or the child has to do something first.
func last(p wire.Pull, f wire.Feed) bool {
	return f.Next >= f.Head || f.Next <= max(p.After, p.From) || len(f.Orders)+len(f.Apart) > 0
}

// series writes a feed and those behind it. What goes wrong on the way ends it; the child asks again and hears why.
func (s *Side) series(w *bufio.Writer, to core.Peer, p wire.Pull, f wire.Feed) (err error) {
	began := time.Now()
	p.Tally = ""
	for n := 1; ; n++ {
		if err := wire.WriteFrame(w, f); err != nil {
			return err
		}
		if last(p, f) || n >= min(p.Frames, wire.MostFrames) || time.Since(began) > longAnswer {
			return nil
		}
		p.From = f.Next
		if f, err = s.serve(to, p); err != nil {
			return err
		}
	}
}

func (s *Side) serve(to core.Peer, p wire.Pull) (f wire.Feed, err error) {
	serve := func(l station.Ledger) (err error) {
		f, err = core.Serve(l, s.box.Me(), to, p, s.box.Moment())
		return err
	}
	err = s.look(serve)
	if err != nil && station.Worded(err).Code == box.ReadOnly {
		err = s.crowded(serve)
	}
	if err == nil {
		s.peers.followed(to.Device, p, f)
	}
	return f, err
}
