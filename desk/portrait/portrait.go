// Package portrait makes the two JPEGs the house keeps of a person out of any picture an office sends: upright, without
// metadata, small enough for a wall of faces. It knows nothing of deputies.
package portrait

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/jpeg"

	"golang.org/x/image/draw"

	"lianzhan/station"
	"lianzhan/web/photo"
)

// What is accepted and what is kept.
const (
	MaxPixels    = 24_000_000 // checked before decoding: a small file can claim a picture that fills the memory
	photoSide    = 800        // pixels of the longer side
	photoQuality = 82
	thumbSide    = 240
	thumbQuality = 75
	thumbBytes   = 25_000
)

// Portrait is a person's picture as it is kept. The same picture always makes the same bytes, so importing a roster
// again changes nothing.
type Portrait struct {
	Photo, Thumb         []byte
	PhotoHash, ThumbHash string // 64 hex digits of SHA-256, the names the store gives them
}

// Crop is how much of each side is cut away, as parts of 1.
type Crop struct {
	Left, Top, Right, Bottom float64
}

// Make turns a JPEG, PNG, GIF, BMP or WebP picture into a portrait. Errors are station.Error with a sentence.
func Make(data []byte, crop Crop) (Portrait, error) {
	upright, err := decode(data, crop)
	if err != nil {
		return Portrait{}, err
	}
	large := fit(upright, photoSide)
	thumb := fit(large, thumbSide)
	p := Portrait{Photo: encode(large, photoQuality)}
	for quality := thumbQuality; ; quality -= 10 {
		if p.Thumb = encode(thumb, quality); len(p.Thumb) <= thumbBytes || quality <= 25 {
			break
		}
	}
	p.PhotoHash, p.ThumbHash = hash(p.Photo), hash(p.Thumb)
	return p, nil
}

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// decode reads the picture, turned upright and cropped, on white, and no larger than it is needed.
func decode(data []byte, crop Crop) (*image.RGBA, error) {
	f, err := formatOf(data)
	if err != nil {
		return nil, err
	}
	config, err := f.config(bytes.NewReader(data))
	if err != nil {
		return nil, unreadable(err)
	}
	if config.Width <= 0 || config.Height <= 0 || config.Width > MaxPixels/config.Height {
		return nil, station.Invalid("picture_too_many_pixels", "照片有 %d×%d 像素，超过了 2400 万，请缩小。", config.Width, config.Height)
	}
	m, err := f.decode(bytes.NewReader(data))
	if err != nil {
		return nil, unreadable(err)
	}
	area := crop.of(m.Bounds())
	if area.Empty() {
		return nil, station.Invalid("picture_empty", "照片被裁得什么也不剩。")
	}
	return photo.Turn(photo.Shrink(m, area, 2*photoSide), photo.Orientation(data)), nil
}

func unreadable(err error) error {
	return station.Invalid("picture_unreadable", "照片已经损坏，读不出来。").Because(err)
}

// of cuts the crop off a picture's bounds.
func (c Crop) of(b image.Rectangle) image.Rectangle {
	w, h := float64(b.Dx()), float64(b.Dy())
	return image.Rectangle{
		Min: image.Pt(b.Min.X+int(w*c.Left), b.Min.Y+int(h*c.Top)),
		Max: image.Pt(b.Max.X-int(w*c.Right), b.Max.Y-int(h*c.Bottom)),
	}.Intersect(b)
}

// fit scales a picture down so that its longer side is at most side; smaller ones stay as they are.
func fit(m *image.RGBA, side int) *image.RGBA {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	if longer := max(w, h); longer > side {
		w, h = max(1, (w*side+longer/2)/longer), max(1, (h*side+longer/2)/longer)
	}
	if w == m.Rect.Dx() && h == m.Rect.Dy() {
		return m
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.CatmullRom.Scale(out, out.Rect, m, m.Rect, draw.Src, nil)
	return out
}

func encode(m *image.RGBA, quality int) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality}); err != nil {
		panic(err) // writing to memory, of a picture within JPEG's bounds
	}
	return b.Bytes()
}
