package photo

import (
	"bytes"
	"encoding/binary"
	"testing"
)

// FuzzHeader: any bytes give a size within bounds or a refusal with a sentence, and nothing is decoded for it.
func FuzzHeader(f *testing.F) {
	good := asJPEG(quarters(8, 8))
	for _, data := range [][]byte{
		good, held(good, camera{orientation: 6, gps: true}.exif(binary.LittleEndian)), hugeJPEG(60_000, 60_000),
		hugePNG(2, 2, 4), webpX(2, 8, 8), webpX(0, 8, 8, vp8L(8, 8)), fixture(f, "white.webp"),
	} {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		kind, err := formatOf(data)
		if err == nil {
			err = check(data, kind)
		}
		if err != nil {
			if code(err) == "" {
				t.Fatalf("an error without a sentence: %v", err)
			}
			return
		}
		config, err := kind.config(bytes.NewReader(data))
		if err != nil || config.Width > MaxSide || config.Height > MaxSide || config.Width*config.Height > MaxPixels {
			t.Fatalf("%d×%d passed, %v", config.Width, config.Height, err)
		}
		if kind.exif != nil {
			checkExif(t, kind.exif(data))
		}
	})
}

// FuzzExif: any block says an orientation that exists and a place on the map, or nothing.
func FuzzExif(f *testing.F) {
	f.Add(camera{orientation: 6, gps: true}.exif(binary.LittleEndian))
	f.Add(camera{orientation: 3, gps: true, lat: [3][2]uint32{{22, 1}, {1, 1}, {1, 1}}}.exif(binary.BigEndian))
	f.Fuzz(checkExif)
}

func checkExif(t *testing.T, block []byte) {
	if o := orientation(block); o < 1 || o > 8 {
		t.Fatalf("orientation %d", o)
	}
	if p := placeOf(block); p != nil && placed(p.Lat, p.Lon) == nil {
		t.Fatalf("place %v", *p)
	}
}

// FuzzAnswer: whatever a child writes becomes two clean JPEGs or a refusal.
func FuzzAnswer(f *testing.F) {
	var out bytes.Buffer
	if err := Reencode(bytes.NewReader(asJPEG(quarters(8, 8))), &out); err != nil {
		f.Fatal(err)
	}
	f.Add(out.Bytes())
	f.Add([]byte(`{"refusal":"photo_moving"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := read(data)
		if err != nil && code(err) == "" {
			t.Fatalf("an error without a sentence: %v", err)
		}
		if err == nil && (bytes.Contains(p.JPEG, []byte("Exif")) || p.Width > photoSide || p.Height > photoSide) {
			t.Fatalf("%d×%d", p.Width, p.Height)
		}
	})
}
