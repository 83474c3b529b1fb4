package photo

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"testing"
)

// quarters is a picture with a red upper left quarter on blue, so that one sees how it was turned.
func quarters(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(m, m.Rect, image.NewUniform(color.RGBA{B: 255, A: 255}), image.Point{}, draw.Src)
	draw.Draw(m, image.Rect(0, 0, w/2, h/2), image.NewUniform(color.RGBA{R: 255, A: 255}), image.Point{}, draw.Src)
	return m
}

func asJPEG(m image.Image) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		panic(err) // writing to memory
	}
	return b.Bytes()
}

func asPNG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func decoded(t *testing.T, data []byte) image.Image {
	t.Helper()
	m, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func sizeIs(t *testing.T, data []byte, w, h int) bool {
	t.Helper()
	b := decoded(t, data).Bounds()
	return b.Dx() == w && b.Dy() == h
}

// chunk is one chunk of a PNG.
func chunk(kind string, content []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(content)))
	body := append([]byte(kind), content...)
	return binary.BigEndian.AppendUint32(append(out, body...), crc32.ChecksumIEEE(body))
}

// hugePNG says it is w×h and carries a small zlib stream that unpacks to n zeros.
func hugePNG(w, h uint32, n int) []byte {
	header := append(binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h), 8, 0, 0, 0, 0)
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	_, _ = z.Write(make([]byte, n))
	_ = z.Close()
	out := append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", header)...)
	return append(append(out, chunk("IDAT", packed.Bytes())...), chunk("IEND", nil)...)
}

// hugeJPEG is a header that says w×h, up to where its pixels would begin.
func hugeJPEG(w, h uint16) []byte {
	out := []byte{0xff, 0xd8, 0xff, 0xc0, 0, 17, 8}
	out = binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(out, h), w)
	return append(out, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 0xff, 0xda, 0, 2)
}

// webpX is an extended WebP whose canvas is w×h, with the flags and chunks given.
func webpX(flags byte, w, h uint32, chunks ...[]byte) []byte {
	w, h = w-1, h-1
	body := append([]byte("WEBPVP8X\x0a\x00\x00\x00"), flags, 0, 0, 0,
		byte(w), byte(w>>8), byte(w>>16), byte(h), byte(h>>8), byte(h>>16))
	body = append(body, bytes.Join(chunks, nil)...)
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

// vp8L is the header of a lossless WebP picture of w×h.
func vp8L(w, h uint32) []byte {
	bits := (w - 1) | (h-1)<<14
	return append(binary.LittleEndian.AppendUint32([]byte("VP8L\x08\x00\x00\x00\x2f"), bits), 0, 0, 0)
}

// camera is what an Exif block says.
type camera struct {
	orientation uint16
	gps         bool
	lat, lon    [3][2]uint32 // degrees, minutes, seconds as rationals
	south, west bool
}

// exif writes an Exif block in one of the byte orders, with a word in it that must not survive.
func (c camera) exif(order binary.AppendByteOrder) []byte {
	out := []byte("MM\x00*")
	if order.String() == "LittleEndian" {
		out = []byte("II*\x00")
	}
	word := func(v uint16) { out = order.AppendUint16(out, v) }
	long := func(v uint32) { out = order.AppendUint32(out, v) }
	tag := func(id, kind uint16, count uint32) { word(id); word(kind); long(count) }
	ref := func(id uint16, plus, minus byte, isMinus bool) {
		tag(id, 2, 2)
		if isMinus {
			plus = minus
		}
		out = append(out, plus, 0, 0, 0)
	}
	long(8)
	word(2)
	tag(tagOrientation, 3, 1)
	word(c.orientation)
	word(0)
	tag(tagGPS, 4, 1)
	long(38) // 8 + 2 + 2·12 + 4
	long(0)
	if !c.gps {
		word(0)
		return append(out, "<script>alert(1)</script>"...)
	}
	word(4)
	ref(gpsLatRef, 'N', 'S', c.south)
	tag(gpsLat, 5, 3)
	long(92) // 38 + 2 + 4·12 + 4
	ref(gpsLonRef, 'E', 'W', c.west)
	tag(gpsLon, 5, 3)
	long(116)
	long(0)
	for _, pair := range append(c.lat[:], c.lon[:]...) {
		long(pair[0])
		long(pair[1])
	}
	return append(out, "<script>alert(1)</script>"...)
}

// held puts an Exif block into a JPEG.
func held(data, block []byte) []byte {
	segment := append([]byte("Exif\x00\x00"), block...)
	out := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xe1}, uint16(len(segment)+2))
	return append(append(out, segment...), data[2:]...)
}
