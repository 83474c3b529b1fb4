package sync

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"net/http"
	"os"
	"path/filepath"

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

// fileThumb takes the thumbnail of a picture that is not here yet.
func (r *Room) fileThumb(c *fiber.Ctx, hash string, _ station.Ref) error {
	body := c.BodyRaw()
	config, err := jpeg.DecodeConfig(bytes.NewReader(body))
	if err != nil || len(body) > mostThumb || max(config.Width, config.Height) > thumbEdge {
		return errThumb
	}
	if _, whole, err := r.o.Store.Offset(hash); err != nil || whole {
		return errors.Join(err, c.SendStatus(fiber.StatusNoContent))
	}
	if err := os.MkdirAll(filepath.Join(r.o.Dir, thumbsDir), 0o700); err != nil {
		return full(err)
	}
	if err := keep(r.thumbPath(hash), body); err != nil {
		return full(err)
	}
	return c.SendStatus(fiber.StatusNoContent)
}

// dropThumb forgets the thumbnail of a picture that arrived.
func (r *Room) dropThumb(hash string) {
	// It may never have been there, and one too many does no harm.
	_ = os.Remove(r.thumbPath(hash))
}

// bringThumb sends a thumbnail ahead, once.
func (c *client) bringThumb(ctx context.Context, session string, e errand) error {
	if e.Thumb {
		return nil
	}
	thumb, held := c.room.Thumb(e.Hash) // made further down
	if !held {
		picture, _ := c.room.fileHere(e.Hash)
		if len(picture) < smallFile {
			return nil // it is not here, or goes as it is
		}
		thumb = thumbOf(picture)
	}
	if thumb != nil {
		if _, _, err := c.file(ctx, http.MethodPut, session, e, "", nil, thumb); err != nil {
			return ignoreAsked(err)
		}
		c.heard()
	}
	e.Thumb = true
	return c.room.o.Store.Exchange(ctx, func(l station.Ledger) error { return putErrand(l, upNote, e) })
}
