package below

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/sync/box"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// shelfRoutes are the files lane of a parent. Each request names a record that names the file.
func (s *Side) shelfRoutes(at fiber.Router) {
	at.Head("/files/:hash", s.admitted(s.filed(s.fileState)))
	at.Patch("/files/:hash", s.admitted(s.filed(s.filePart)))
	at.Put("/files/:hash", s.admitted(s.filed(s.takeThumb)))
	at.Get("/files/:hash", s.admitted(s.filed(s.fileBytes)))
}

// filed lets requests through for files of records the child shares in.
func (s *Side) filed(serve func(*fiber.Ctx, string, station.Ref) error) func(*fiber.Ctx, core.Peer) error {
	return func(c *fiber.Ctx, p core.Peer) error {
		hash, ref := strings.Clone(c.Params("hash")), station.Ref{Kind: station.Kind(strings.Clone(c.Query("kind"))), ID: strings.Clone(c.Query("id"))}
		known := false
		err := s.box.Store.Inspect(func(l station.Ledger) (err error) {
			known, err = box.SharedFile(l, p, ref, hash)
			return err
		})
		if err != nil {
			return err
		}
		if !known {
			return wire.ErrAsked
		}
		return serve(c, hash, ref)
	}
}

// fileState answers how much of a file is here.
func (s *Side) fileState(c *fiber.Ctx, hash string, _ station.Ref) error {
	offset, whole, err := s.box.Store.Offset(hash)
	if err != nil {
		return err
	}
	tellOffset(c, offset, whole)
	return c.SendStatus(fiber.StatusNoContent)
}

func tellOffset(c *fiber.Ctx, offset int64, whole bool) {
	c.Set(wire.OffsetHeader, strconv.FormatInt(offset, 10))
	if whole {
		c.Set(wire.WholeHeader, "?1")
	}
}

// filePart takes the next bytes of a file.
func (s *Side) filePart(c *fiber.Ctx, hash string, ref station.Ref) error {
	at, err := strconv.ParseInt(c.Get(wire.OffsetHeader), 10, 64)
	length, err2 := strconv.ParseInt(c.Get(wire.LengthHeader), 10, 64)
	if err != nil || err2 != nil || len(c.BodyRaw()) > wire.PartBytes {
		return wire.ErrOffset
	}
	offset, whole, err := s.box.Store.AppendPart(hash, at, length, bytes.NewReader(c.BodyRaw()))
	if err != nil {
		return err
	}
	if whole {
		s.box.DropThumb(hash)
		s.box.Found(c.UserContext(), hash)
		s.box.Arrived(ref)
	}
	tellOffset(c, offset, whole)
	return c.SendStatus(fiber.StatusNoContent)
}

// fileBytes answers at most one part of a file, from the offset on that was asked for, or the thumbnail of it.
func (s *Side) fileBytes(c *fiber.Ctx, hash string, _ station.Ref) error {
	if c.QueryBool("small") && !s.tiny(hash) {
		return s.giveThumb(c, hash)
	}
	f, err := s.box.Store.File(hash)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	from, err := strconv.ParseInt(c.Query("from", "0"), 10, 64)
	if err != nil || from < 0 || from > info.Size() {
		return wire.ErrOffset
	}
	body := make([]byte, min(wire.PartBytes, info.Size()-from))
	if _, err := f.ReadAt(body, from); err != nil {
		return err
	}
	c.Set(wire.LengthHeader, strconv.FormatInt(info.Size(), 10))
	c.Set(fiber.HeaderContentType, fiber.MIMEOctetStream)
	return c.Send(body)
}

// takeThumb answers a child that sends the thumbnail of a picture ahead.
func (s *Side) takeThumb(c *fiber.Ctx, hash string, _ station.Ref) error {
	if err := s.box.KeepThumb(hash, c.BodyRaw()); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}

// tiny reports whether a file is here and no larger than a thumbnail: it comes in the place of one, with its length.
func (s *Side) tiny(hash string) bool {
	size, whole, err := s.box.Store.Offset(hash)
	return err == nil && whole && size <= wire.MostThumb
}

// giveThumb answers a child that asks for the thumbnail of a picture first; 204 when the picture had better come as it is.
func (s *Side) giveThumb(c *fiber.Ctx, hash string) error {
	thumb, held := s.box.Small(hash)
	if !held {
		return wire.ErrAsked
	}
	if thumb == nil {
		return c.SendStatus(fiber.StatusNoContent)
	}
	c.Set(fiber.HeaderContentType, "image/jpeg")
	return c.Send(thumb)
}
