package sync

import (
	"bytes"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/sync/core"
)

// What the two ends of a file say beside its bytes.
const (
	offsetHeader = "Upload-Offset"
	lengthHeader = "Upload-Length"
	wholeHeader  = "Upload-Complete"
)

// shelfRoutes are the files lane of a parent. Each request names a record that names the file.
func (r *Room) shelfRoutes(at fiber.Router) {
	at.Head("/files/:hash", r.admitted(r.filed(r.fileState)))
	at.Patch("/files/:hash", r.admitted(r.filed(r.filePart)))
	at.Put("/files/:hash", r.admitted(r.filed(r.takeThumb)))
	at.Get("/files/:hash", r.admitted(r.filed(r.fileBytes)))
}

// filed lets requests through for files of records the child shares in.
func (r *Room) filed(serve func(*fiber.Ctx, string, station.Ref) error) func(*fiber.Ctx, core.Peer) error {
	return func(c *fiber.Ctx, p core.Peer) error {
		hash, ref := own(c.Params("hash")), station.Ref{Kind: station.Kind(own(c.Query("kind"))), ID: own(c.Query("id"))}
		known := false
		err := r.o.Store.Inspect(func(l station.Ledger) (err error) {
			known, err = sharedFile(l, p, ref, hash)
			return err
		})
		if err != nil {
			return err
		}
		if !known {
			return errAsked
		}
		return serve(c, hash, ref)
	}
}

// fileState answers how much of a file is here.
func (r *Room) fileState(c *fiber.Ctx, hash string, _ station.Ref) error {
	offset, whole, err := r.o.Store.Offset(hash)
	if err != nil {
		return err
	}
	tellOffset(c, offset, whole)
	return c.SendStatus(fiber.StatusNoContent)
}

func tellOffset(c *fiber.Ctx, offset int64, whole bool) {
	c.Set(offsetHeader, strconv.FormatInt(offset, 10))
	if whole {
		c.Set(wholeHeader, "?1")
	}
}

// filePart takes the next bytes of a file.
func (r *Room) filePart(c *fiber.Ctx, hash string, ref station.Ref) error {
	at, err := strconv.ParseInt(c.Get(offsetHeader), 10, 64)
	length, err2 := strconv.ParseInt(c.Get(lengthHeader), 10, 64)
	if err != nil || err2 != nil || len(c.BodyRaw()) > partBytes {
		return errOffset
	}
	offset, whole, err := r.o.Store.AppendPart(hash, at, length, bytes.NewReader(c.BodyRaw()))
	if err != nil {
		return err
	}
	if whole {
		r.dropThumb(hash)
		r.found(c.UserContext(), hash)
		r.arrived(ref)
	}
	tellOffset(c, offset, whole)
	return c.SendStatus(fiber.StatusNoContent)
}

// fileBytes answers at most one part of a file, from the offset on that was asked for, or the thumbnail of it.
func (r *Room) fileBytes(c *fiber.Ctx, hash string, _ station.Ref) error {
	if c.QueryBool("small") {
		return r.giveThumb(c, hash)
	}
	f, err := r.o.Store.File(hash)
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
		return errOffset
	}
	body := make([]byte, min(partBytes, info.Size()-from))
	if _, err := f.ReadAt(body, from); err != nil {
		return err
	}
	c.Set(lengthHeader, strconv.FormatInt(info.Size(), 10))
	c.Set(fiber.HeaderContentType, fiber.MIMEOctetStream)
	return c.Send(body)
}
