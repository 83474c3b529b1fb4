package sync

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

const (
	mostFrames = 64 // feeds in answer to one pull
	longAnswer = 10 * time.Second
)

// feed answers a pull, mostly without writing anything. A child that asks for it gets several feeds in one answer, one behind
// the other, so that no journey lies between them.
func (r *Room) feed(c *fiber.Ctx, to core.Peer) error {
	p, err := readFrame[wire.Pull](c)
	if err != nil {
		return err
	}
	f, err := r.serve(to, p)
	if err != nil {
		return err
	}
	if p.Frames < 2 || last(p, f) || c.Get(fiber.HeaderContentType) != wire.PackedType {
		return sendFrame(c, f)
	}
	c.Set(fiber.HeaderContentType, wire.SeriesType)
	c.Set(wire.DictHeader, wire.DictID)
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		if err := r.series(w, to, p, f); err != nil {
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
func (r *Room) series(w *bufio.Writer, to core.Peer, p wire.Pull, f wire.Feed) (err error) {
	began := time.Now()
	p.Tally = ""
	for n := 1; ; n++ {
		if err := writeFrame(w, f); err != nil {
			return err
		}
		if last(p, f) || n >= min(p.Frames, mostFrames) || time.Since(began) > longAnswer {
			return nil
		}
		p.From = f.Next
		if f, err = r.serve(to, p); err != nil {
			return err
		}
	}
}

func (r *Room) serve(to core.Peer, p wire.Pull) (f wire.Feed, err error) {
	serve := func(l station.Ledger) (err error) {
		f, err = core.Serve(l, r.me(), to, p, r.moment())
		return err
	}
	err = r.look(serve)
	if err != nil && station.Worded(err).Code == readOnly {
		err = r.crowded(serve)
	}
	if err == nil {
		r.peers.followed(to.Device, p, f)
	}
	return f, err
}

// writeFrame writes a packed feed behind its length.
func writeFrame(w *bufio.Writer, f wire.Feed) error {
	raw, err := wire.Pack(f)
	if err != nil {
		return err
	}
	_, err = w.Write(binary.BigEndian.AppendUint32(nil, uint32(len(raw))))
	if err == nil {
		_, err = w.Write(raw)
	}
	return errors.Join(err, w.Flush())
}

// feedsOf reads the feeds of an answer, however many there are, until take wants no more.
func feedsOf(res *http.Response, take func(wire.Feed) bool) error {
	if res.Header.Get("Content-Type") != wire.SeriesType {
		raw, err := readAnswer(res)
		if err != nil {
			return unreached(err)
		}
		f, err := wire.Read[wire.Feed](res.Header.Get("Content-Type"), res.Header.Get(wire.DictHeader), raw)
		if err == nil {
			take(f)
		}
		return err
	}
	for {
		var length [4]byte
		if _, err := io.ReadFull(res.Body, length[:]); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return unreached(err)
		}
		size := binary.BigEndian.Uint32(length[:])
		if size > wire.MaxPacked {
			return fmt.Errorf("sync: a feed of %d bytes: %w", size, errLarge)
		}
		raw := make([]byte, size)
		if _, err := io.ReadFull(res.Body, raw); err != nil {
			return unreached(err)
		}
		f, err := wire.Unpack[wire.Feed](raw)
		if err != nil || !take(f) {
			return err
		}
	}
}
