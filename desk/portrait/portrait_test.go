package portrait

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"

	"lianzhan/station"
)

func encodeJPEG(t *testing.T, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func decodeJPEG(t *testing.T, data []byte) image.Image {
	t.Helper()
	m, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// quarters is a picture with a red upper left quarter on blue, so that one sees how it was turned.
func quarters(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(m, m.Rect, image.NewUniform(color.RGBA{B: 255, A: 255}), image.Point{}, draw.Src)
	draw.Draw(m, image.Rect(0, 0, w/2, h/2), image.NewUniform(color.RGBA{R: 255, A: 255}), image.Point{}, draw.Src)
	return m
}

func red(m image.Image, x, y int) bool {
	r, _, b, _ := m.At(x, y).RGBA()
	return r > b
}

// held adds the EXIF block of a camera held some way, with a word in it that must not survive.
func held(data []byte, order binary.AppendByteOrder, orientation uint16) []byte {
	tiff := []byte("MM\x00*")
	if order.String() == "LittleEndian" {
		tiff = []byte("II*\x00")
	}
	tiff = order.AppendUint32(tiff, 8)
	tiff = order.AppendUint16(tiff, 2)
	for _, entry := range []struct{ tag, value uint16 }{{0x0100, 1}, {0x0112, orientation}} {
		tiff = order.AppendUint16(order.AppendUint16(tiff, entry.tag), 3)
		tiff = order.AppendUint16(order.AppendUint16(order.AppendUint32(tiff, 1), entry.value), 0)
	}
	segment := append([]byte("Exif\x00\x00"), append(tiff, "GPSposition"...)...)
	out := []byte{0xff, 0xd8, 0xff, 0xe1}
	out = binary.BigEndian.AppendUint16(out, uint16(len(segment)+2))
	return append(append(out, segment...), data[2:]...)
}

func TestPortraitIsTurnedUpright(t *testing.T) {
	data := encodeJPEG(t, quarters(64, 32))
	for orientation, corner := range map[uint16]string{
		0: "upper left", 1: "upper left", 2: "upper right", 3: "lower right", 4: "lower left",
		5: "upper left", 6: "upper right", 7: "lower right", 8: "lower left", 9: "upper left",
	} {
		for _, order := range []binary.AppendByteOrder{binary.BigEndian, binary.LittleEndian} {
			p, err := Make(held(data, order, orientation), Crop{})
			if err != nil {
				t.Fatal(err)
			}
			m := decodeJPEG(t, p.Photo)
			if lying := orientation >= 5 && orientation <= 8; lying != (m.Bounds().Dy() > m.Bounds().Dx()) {
				t.Errorf("orientation %d: %v", orientation, m.Bounds())
			}
			right, bottom := m.Bounds().Dx()-4, m.Bounds().Dy()-4
			at := map[string]bool{"upper left": red(m, 4, 4), "upper right": red(m, right, 4), "lower left": red(m, 4, bottom),
				"lower right": red(m, right, bottom)}
			for name, isRed := range at {
				if isRed != (name == corner) {
					t.Errorf("orientation %d, %s: red is %v", orientation, order, at)
					break
				}
			}
			if bytes.Contains(p.Photo, []byte("Exif")) || bytes.Contains(p.Photo, []byte("GPS")) {
				t.Error("metadata survived")
			}
		}
	}
}

func TestPortraitSizes(t *testing.T) {
	for _, c := range []struct{ w, h, photoW, photoH, thumbW, thumbH int }{
		{600, 3200, 150, 800, 45, 240}, {600, 900, 533, 800, 160, 240}, {1700, 400, 800, 188, 240, 56},
		{295, 413, 295, 413, 171, 240}, {100, 120, 100, 120, 100, 120}, {1, 3000, 1, 800, 1, 240},
	} {
		p, err := Make(encodeJPEG(t, quarters(c.w, c.h)), Crop{})
		if err != nil {
			t.Fatal(err)
		}
		photo, thumb := decodeJPEG(t, p.Photo).Bounds(), decodeJPEG(t, p.Thumb).Bounds()
		if photo.Dx() != c.photoW || photo.Dy() != c.photoH || thumb.Dx() != c.thumbW || thumb.Dy() != c.thumbH {
			t.Errorf("%dx%d became %v and %v", c.w, c.h, photo, thumb)
		}
		if m := decodeJPEG(t, p.Photo); c.w > 1 && (!red(m, c.photoW/4, c.photoH/4) || red(m, 3*c.photoW/4, 3*c.photoH/4)) {
			t.Errorf("%dx%d lost its picture", c.w, c.h)
		}
	}
}

func TestThumbOfNoiseStaysSmall(t *testing.T) {
	m, random := image.NewRGBA(image.Rect(0, 0, 240, 240)), rand.New(rand.NewPCG(1, 2))
	for i := range m.Pix {
		m.Pix[i] = byte(random.Uint32())
	}
	p, err := Make(encodeJPEG(t, m), Crop{})
	if err != nil || len(p.Thumb) > thumbBytes {
		t.Errorf("%d bytes, %v", len(p.Thumb), err)
	}
}

func TestSamePictureSameBytes(t *testing.T) {
	data := encodeJPEG(t, quarters(500, 1000))
	a, err := Make(data, Crop{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := Make(data, Crop{})
	if err != nil || a.PhotoHash != b.PhotoHash || a.ThumbHash != b.ThumbHash || len(a.PhotoHash) != 64 {
		t.Errorf("%v, %v, %v", a.PhotoHash, b.PhotoHash, err)
	}
}

func TestOtherFormatsAndCrop(t *testing.T) {
	empty := image.NewNRGBA(image.Rect(0, 0, 40, 40)) // fully transparent: white on paper
	var asPNG, asGIF bytes.Buffer
	if err := errors.Join(png.Encode(&asPNG, empty), gif.Encode(&asGIF, quarters(40, 40), nil)); err != nil {
		t.Fatal(err)
	}
	p, err := Make(asPNG.Bytes(), Crop{})
	if err != nil {
		t.Fatal(err)
	}
	if r, _, _, _ := decodeJPEG(t, p.Photo).At(20, 20).RGBA(); r < 0xf000 {
		t.Errorf("transparent became %x", r)
	}
	if p, err = Make(asGIF.Bytes(), Crop{Right: 0.5, Bottom: 0.5}); err != nil {
		t.Fatal(err)
	}
	if m := decodeJPEG(t, p.Photo); m.Bounds().Dx() != 20 || !red(m, 16, 16) {
		t.Errorf("cropped to %v", m.Bounds())
	}
}

// claiming is a PNG of a few bytes that says it is huge.
func claiming(w, h uint32) []byte {
	chunk := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte("IHDR"), w), h)
	chunk = append(chunk, 8, 6, 0, 0, 0)
	out := append([]byte("\x89PNG\r\n\x1a\n"), 0, 0, 0, 13)
	return binary.BigEndian.AppendUint32(append(out, chunk...), crc32.ChecksumIEEE(chunk))
}

func TestPicturesThatAreRefused(t *testing.T) {
	good := encodeJPEG(t, quarters(64, 64))
	for name, c := range map[string]struct {
		data []byte
		crop Crop
		code string
	}{
		"flood":        {claiming(60_000, 60_000), Crop{}, "picture_too_many_pixels"},
		"long flood":   {claiming(1, 1<<31-1), Crop{}, "picture_too_many_pixels"},
		"scan bomb":    {append(bytes.Clone(good), strings.Repeat("\xff\xda", maxScans)...), Crop{}, "picture_unreadable"},
		"text":         {[]byte("<svg/>"), Crop{}, "picture_format_unknown"},
		"metafile":     {[]byte("\x01\x00\x00\x00 EMF"), Crop{}, "picture_format_unknown"},
		"nothing":      {nil, Crop{}, "picture_format_unknown"},
		"cut off":      {good[:len(good)/4], Crop{}, "picture_unreadable"},
		"cropped away": {good, Crop{Left: 0.6, Right: 0.6}, "picture_empty"},
	} {
		_, err := Make(c.data, c.crop)
		var worded *station.Error
		if !errors.As(err, &worded) || worded.Code != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
	if n := Pixels(claiming(3, 4)); n != 12 {
		t.Errorf("pixels %d", n)
	}
}

// FuzzPortrait: any bytes make a portrait or a sentence.
func FuzzPortrait(f *testing.F) {
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00II*\x00\x08\x00\x00\x00"))
	f.Add(claiming(2, 2))
	f.Add([]byte("GIF89a\x01\x00\x01\x00"))
	f.Add([]byte("BM6\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Make(data, Crop{Left: 0.1})
		var worded *station.Error
		if err != nil && !errors.As(err, &worded) {
			t.Fatalf("an error without a sentence: %v", err)
		}
		if err == nil && (len(p.Photo) == 0 || len(p.Thumb) > thumbBytes) {
			t.Fatalf("photo %d, thumb %d bytes", len(p.Photo), len(p.Thumb))
		}
	})
}
