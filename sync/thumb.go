package sync

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"
	"golang.org/x/image/draw"

	"lianzhan/station"
)

// A picture of some hundred kilobytes may wait for the night; a thumbnail of it goes at once, made by whoever has it.
const (
	thumbsDir  = "thumbs"
	mostThumb  = 30 << 10 // bytes
	thumbEdge  = 320      // pixels of the longer side
	smallFile  = 64 << 10 // bytes; what is smaller needs no thumbnail
	mostPixels = 40 << 20 // of a picture that is made small
	thumbLife  = 90 * 24 * time.Hour
)

var errThumb = station.Invalid("thumb_invalid", "缩略图不对。")

// thumbOf makes a thumbnail of a JPEG; nil when it is none.
func thumbOf(picture []byte) []byte {
	config, err := jpeg.DecodeConfig(bytes.NewReader(picture))
	if err != nil || config.Width*config.Height > mostPixels {
		return nil
	}
	whole, err := jpeg.Decode(bytes.NewReader(picture))
	if err != nil {
		return nil
	}
	scale := min(1, float64(thumbEdge)/float64(max(config.Width, config.Height)))
	small := image.NewRGBA(image.Rect(0, 0, max(1, int(float64(config.Width)*scale)), max(1, int(float64(config.Height)*scale))))
	draw.ApproxBiLinear.Scale(small, small.Bounds(), whole, whole.Bounds(), draw.Src, nil)
	for quality := 75; quality >= 25; quality -= 25 {
		var b bytes.Buffer
		if jpeg.Encode(&b, small, &jpeg.Options{Quality: quality}) == nil && b.Len() <= mostThumb {
			return b.Bytes()
		}
	}
	return nil
}

// Thumb is the thumbnail of a picture that is still on its way here.
func (r *Room) Thumb(hash string) ([]byte, bool) {
	if !hashShape.MatchString(hash) {
		return nil, false
	}
	b, err := os.ReadFile(r.thumbPath(hash))
	return b, err == nil
}

func (r *Room) thumbPath(hash string) string { return filepath.Join(r.o.Dir, thumbsDir, hash) }

// keepThumb puts the thumbnail of a picture that is not here yet beside the files.
func (r *Room) keepThumb(hash string, thumb []byte) error {
	config, err := jpeg.DecodeConfig(bytes.NewReader(thumb))
	if err != nil || len(thumb) > mostThumb || max(config.Width, config.Height) > thumbEdge {
		return errThumb
	}
	if _, whole, err := r.o.Store.Offset(hash); err != nil || whole {
		return err
	}
	if err := os.MkdirAll(filepath.Join(r.o.Dir, thumbsDir), 0o700); err != nil {
		return full(err)
	}
	if err := keep(r.thumbPath(hash), thumb); err != nil {
		return full(err)
	}
	return nil
}

// takeThumb answers a child that sends the thumbnail of a picture ahead.
func (r *Room) takeThumb(c *fiber.Ctx, hash string, _ station.Ref) error {
	if err := r.keepThumb(hash, c.BodyRaw()); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}

// giveThumb answers a child that asks for the thumbnail of a picture first; 204 when the picture had better come as it is. A file
// no larger than a thumbnail comes itself, with its length.
func (r *Room) giveThumb(c *fiber.Ctx, hash string) error {
	if whole, here := r.fileHere(hash); here && len(whole) <= mostThumb {
		c.Set(lengthHeader, strconv.Itoa(len(whole)))
		c.Set(fiber.HeaderContentType, fiber.MIMEOctetStream)
		return c.Send(whole)
	}
	thumb, held := r.small(hash)
	if !held {
		return errAsked
	}
	if thumb == nil {
		return c.SendStatus(fiber.StatusNoContent)
	}
	c.Set(fiber.HeaderContentType, "image/jpeg")
	return c.Send(thumb)
}

// small is the thumbnail of a picture, wherever it comes from: nil when the picture needs none, held=false when neither is here.
func (r *Room) small(hash string) (thumb []byte, held bool) {
	if thumb, held = r.Thumb(hash); held {
		return thumb, true
	}
	picture, here := r.fileHere(hash)
	if !here || len(picture) < smallFile {
		return nil, here
	}
	return thumbOf(picture), true
}

// SweepThumbs forgets thumbnails nobody looks at any more: a picture that takes a season to arrive does not come.
func (r *Room) SweepThumbs() {
	thumbs, err := os.ReadDir(filepath.Join(r.o.Dir, thumbsDir))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		slog.Error("old thumbnails are not swept", "err", err)
	}
	for _, thumb := range thumbs {
		if info, err := thumb.Info(); err == nil && time.Since(info.ModTime()) > thumbLife {
			r.dropThumb(thumb.Name())
		}
	}
}

// dropThumb forgets the thumbnail of a picture that arrived.
func (r *Room) dropThumb(hash string) {
	// It may never have been there, and one too many does no harm.
	_ = os.Remove(r.thumbPath(hash))
}

// bringThumb sends a thumbnail ahead, once.
func (c *client) bringThumb(ctx context.Context, session string, e errand) error {
	thumb, held := c.room.small(e.Hash)
	if !held {
		return nil
	}
	if thumb != nil {
		if _, _, err := c.file(ctx, http.MethodPut, session, e, "", nil, thumb); err != nil {
			return ignoreAsked(err)
		}
		c.heard()
	}
	return c.thumbCrossed(ctx, upNote, e)
}

// fetchThumb asks for a thumbnail before the picture is asked for, once: what the county shows is seen the same day.
func (c *client) fetchThumb(ctx context.Context, session string, e errand) error {
	if at, _, err := c.room.o.Store.Offset(e.Hash); err != nil || at > 0 {
		return err
	}
	res, thumb, err := c.file(ctx, http.MethodGet, session, e, "&small=1", nil, nil)
	if err != nil {
		return ignoreAsked(err)
	}
	c.heard()
	if res.Get(lengthHeader) == strconv.Itoa(len(thumb)) {
		return c.tookWhole(ctx, e, thumb)
	}
	if len(thumb) > 0 {
		if err := c.room.keepThumb(e.Hash, thumb); err != nil && !errors.Is(err, errThumb) { // an older parent sends the picture itself
			return err
		}
		c.room.arrived(station.Ref{Kind: e.Kind, ID: e.ID})
	}
	return c.thumbCrossed(ctx, downNote, e)
}

// tookWhole keeps a file that came in the place of its thumbnail.
func (c *client) tookWhole(ctx context.Context, e errand, body []byte) error {
	_, whole, err := c.room.o.Store.AppendPart(e.Hash, 0, int64(len(body)), bytes.NewReader(body))
	if err != nil || !whole {
		return err
	}
	c.room.arrived(station.Ref{Kind: e.Kind, ID: e.ID})
	return c.crossed(ctx, downNote, e)
}

func (c *client) thumbCrossed(ctx context.Context, prefix string, e errand) error {
	e.Thumb = true
	return c.room.o.Store.Exchange(ctx, func(l station.Ledger) error { return putErrand(l, prefix, e) })
}
