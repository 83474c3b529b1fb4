package box

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/image/draw"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// A picture of some hundred kilobytes may wait for the night; a thumbnail of it goes at once, made by whoever has it.
const (
	thumbsDir  = "thumbs"
	thumbEdge  = 320      // pixels of the longer side
	SmallFile  = 64 << 10 // bytes; what is smaller needs no thumbnail
	mostPixels = 40 << 20 // of a picture that is made small
	thumbLife  = 90 * 24 * time.Hour
)

// ErrThumb is what came in place of a thumbnail.
var ErrThumb = station.Invalid("thumb_invalid", "缩略图不对。")

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
		if jpeg.Encode(&b, small, &jpeg.Options{Quality: quality}) == nil && b.Len() <= wire.MostThumb {
			return b.Bytes()
		}
	}
	return nil
}

// Thumb is the thumbnail of a picture that is still on its way here.
func (b *Box) Thumb(hash string) ([]byte, bool) {
	if !hashShape.MatchString(hash) {
		return nil, false
	}
	thumb, err := os.ReadFile(b.thumbPath(hash))
	return thumb, err == nil
}

func (b *Box) thumbPath(hash string) string { return filepath.Join(b.Dir, thumbsDir, hash) }

// KeepThumb puts the thumbnail of a picture that is not here yet beside the files.
func (b *Box) KeepThumb(hash string, thumb []byte) error {
	config, err := jpeg.DecodeConfig(bytes.NewReader(thumb))
	if err != nil || len(thumb) > wire.MostThumb || max(config.Width, config.Height) > thumbEdge {
		return ErrThumb
	}
	if _, whole, err := b.Store.Offset(hash); err != nil || whole {
		return err
	}
	if err := os.MkdirAll(filepath.Join(b.Dir, thumbsDir), 0o700); err != nil {
		return full(err)
	}
	if err := Keep(b.thumbPath(hash), thumb); err != nil {
		return full(err)
	}
	return nil
}

// Small is the thumbnail of a picture, wherever it comes from: nil when the picture needs none, held=false when neither is here.
func (b *Box) Small(hash string) (thumb []byte, held bool) {
	if thumb, held = b.Thumb(hash); held {
		return thumb, true
	}
	picture, here := b.FileHere(hash)
	if !here || len(picture) < SmallFile {
		return nil, here
	}
	return thumbOf(picture), true
}

// SweepThumbs forgets thumbnails nobody looks at any more: a picture that takes a season to arrive does not come.
func (b *Box) SweepThumbs() {
	thumbs, err := os.ReadDir(filepath.Join(b.Dir, thumbsDir))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		slog.Error("old thumbnails are not swept", "err", err)
	}
	for _, thumb := range thumbs {
		if info, err := thumb.Info(); err == nil && time.Since(info.ModTime()) > thumbLife {
			b.DropThumb(thumb.Name())
		}
	}
}

// DropThumb forgets the thumbnail of a picture that arrived.
func (b *Box) DropThumb(hash string) {
	// It may never have been there, and one too many does no harm.
	_ = os.Remove(b.thumbPath(hash))
}
