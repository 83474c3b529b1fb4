package photo

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"image"
	"image/color"
	"os"
	"strings"
	"testing"
)

// child runs what the child does, in this process: refusals come back the way the station sees them.
func child(t *testing.T, data []byte) (Picture, error) {
	t.Helper()
	var out bytes.Buffer
	if err := Reencode(bytes.NewReader(data), &out); err != nil {
		t.Fatal(err)
	}
	return read(out.Bytes())
}

func TestAttacksAreRefused(t *testing.T) {
	good := asJPEG(quarters(64, 64))
	for name, c := range map[string]struct {
		data []byte
		code string
	}{
		"PNG flood":                       {hugePNG(60_000, 60_000, 1000), "photo_too_many_pixels"},
		"PNG of 2 thousand million lines": {hugePNG(1, 1<<31-1, 1000), "photo_too_many_pixels"},
		"JPEG flood":                      {hugeJPEG(60_000, 60_000), "photo_too_many_pixels"},
		"WebP flood":                      {webpX(0, 40_000, 40_000), "photo_too_many_pixels"},
		"WebP past counting":              {webpX(0, 60_000, 60_000), "photo_unreadable"},
		"WebP of two sizes":               {webpX(0, 10, 10, vp8L(16_000, 16_000)), "photo_unreadable"},
		"WebP lossless flood":             {append([]byte("RIFF\x14\x00\x00\x00WEBP"), vp8L(16_384, 16_384)...), "photo_too_many_pixels"},
		"one side too long":               {hugePNG(MaxSide+1, 1, 1000), "photo_too_many_pixels"},
		"a pixel too many":                {hugePNG(5001, 5000, 1000), "photo_too_many_pixels"},
		"PNG that never ends":             {hugePNG(16, 16, 4<<20)[:2000], "photo_unreadable"},
		"PNG cut off":                     {hugePNG(4000, 4000, 1000), "photo_unreadable"},
		"scan bomb":                       {append(bytes.Clone(good), strings.Repeat("\xff\xda", maxScans)...), "photo_unreadable"},
		"JPEG cut off":                    {good[:len(good)/4], "photo_unreadable"},
		"only a JPEG's start":             {[]byte("\xff\xd8\xff"), "photo_unreadable"},
		"nothing":                         {nil, "photo_unreadable"},
		"GIF":                             {[]byte("GIF89a\x01\x00\x01\x00"), "photo_moving"},
		"animated WebP":                   {webpX(2, 8, 8), "photo_moving"},
		"SVG":                             {[]byte(`<svg onload="alert(1)"/>`), "photo_format_unknown"},
		"page":                            {[]byte("<!doctype html><script>alert(1)</script>"), "photo_format_unknown"},
		"PDF":                             {[]byte("%PDF-1.7"), "photo_format_unknown"},
		"bitmap":                          {[]byte("BM6\x00\x00\x00"), "photo_format_unknown"},
		"video":                           {[]byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00"), "photo_format_unknown"},
		"AVIF":                            {[]byte("\x00\x00\x00\x18ftypavif\x00\x00\x00\x00"), "photo_format_unknown"},
		"too many bytes":                  {append(bytes.Clone(good), make([]byte, MaxBytes)...), "photo_too_large"},
	} {
		if _, err := child(t, c.data); code(err) != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
}

// A small file that unpacks to far more than its picture needs: the decoder stops at the picture's end.
func TestPNGThatUnpacksToTooMuchIsCut(t *testing.T) {
	bomb := hugePNG(16, 16, 4<<20)
	if len(bomb) > 100_000 {
		t.Fatalf("the bomb has %d bytes", len(bomb))
	}
	if _, err := encoder(t, "well").Clean(t.Context(), bytes.NewReader(bomb)); code(err) != "photo_unreadable" {
		t.Errorf("bomb: %v", err)
	}
}

func TestOnlyPixelsSurvive(t *testing.T) {
	good := asJPEG(quarters(640, 320))
	var archive bytes.Buffer
	z := zip.NewWriter(&archive)
	w, err := z.Create("evil.html")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = w.Write([]byte("<script>alert(1)</script>"))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	png := asPNG(t, quarters(640, 320))
	texts := append(chunk("tEXt", []byte("Comment\x00<script>alert(1)</script>")),
		chunk("eXIf", camera{orientation: 1}.exif(binary.BigEndian))...)
	for name, data := range map[string][]byte{
		"zip behind":       append(bytes.Clone(good), archive.Bytes()...),
		"script in Exif":   held(good, camera{orientation: 1}.exif(binary.LittleEndian)),
		"script behind":    append(bytes.Clone(good), "<script>alert(1)</script>"...),
		"comment":          append([]byte("\xff\xd8\xff\xfe\x00\x0a<script>"), good[2:]...),
		"colour profile":   append([]byte("\xff\xd8\xff\xe2\x00\x16ICC_PROFILE\x00<script>"), good[2:]...),
		"text in PNG":      append(append(bytes.Clone(png[:33]), texts...), png[33:]...),
		"something in PNG": append(bytes.Clone(png), archive.Bytes()...),
	} {
		p, err := child(t, data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, out := range [][]byte{p.JPEG, p.Thumb} {
			for _, trace := range []string{"script", "Exif", "ICC_PROFILE", "PK\x03\x04", "evil", "Comment"} {
				if bytes.Contains(out, []byte(trace)) {
					t.Errorf("%s: %q survived", name, trace)
				}
			}
		}
		if !sizeIs(t, p.JPEG, 640, 320) || !red(decoded(t, p.JPEG), 10, 10) {
			t.Errorf("%s: the picture is lost", name)
		}
	}
}

func TestAnswersThatCarryMoreAreRefused(t *testing.T) {
	good := asJPEG(quarters(16, 16))
	for name, p := range map[string]Picture{
		"Exif":         {JPEG: held(good, camera{}.exif(binary.BigEndian)), Thumb: good, Width: 16, Height: 16},
		"in the thumb": {JPEG: good, Thumb: held(good, camera{}.exif(binary.BigEndian)), Width: 16, Height: 16},
		"behind":       {JPEG: append(bytes.Clone(good), "<script>"...), Thumb: good, Width: 16, Height: 16},
		"other size":   {JPEG: good, Thumb: good, Width: 17, Height: 16},
		"too large":    {JPEG: hugeJPEG(60_000, 60_000), Thumb: good, Width: 60_000, Height: 60_000},
		"large thumb":  {JPEG: asJPEG(quarters(400, 8)), Thumb: asJPEG(quarters(400, 8)), Width: 400, Height: 8},
	} {
		data, err := json.Marshal(answer{Picture: &p})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := read(data); code(err) != "photo_unreadable" {
			t.Errorf("%s: %v", name, err)
		}
	}
	away := Picture{JPEG: good, Thumb: good, Width: 16, Height: 16, Place: &Place{Lat: 24.123456, Lon: 300}}
	data, err := json.Marshal(answer{Picture: &away})
	if err != nil {
		t.Fatal(err)
	}
	if p, err := read(data); err != nil || p.Place != nil {
		t.Errorf("a place off the map: %v, %v", p.Place, err)
	}
}

func red(m image.Image, x, y int) bool {
	r, _, b, _ := m.At(x, y).RGBA()
	return r > b
}

func TestUnusualPicturesAreRead(t *testing.T) {
	deep := image.NewNRGBA64(image.Rect(0, 0, 40, 30))
	for i := range deep.Pix {
		deep.Pix[i] = 0xff
	}
	palette := image.NewPaletted(image.Rect(0, 0, 40, 30), color.Palette{color.White, color.Black})
	for name, data := range map[string][]byte{
		"16 bits":     asPNG(t, deep),
		"palette":     asPNG(t, palette),
		"transparent": asPNG(t, image.NewNRGBA(image.Rect(0, 0, 40, 30))),
		"grey":        asJPEG(white(image.NewGray(image.Rect(0, 0, 40, 30)))),
		"CMYK":        fixture(t, "white-cmyk.jpg"),
		"WebP":        fixture(t, "white.webp"),
		"one pixel":   asPNG(t, white(image.NewGray(image.Rect(0, 0, 1, 1)))),
		"a hair":      asPNG(t, white(image.NewGray(image.Rect(0, 0, 6000, 2)))),
	} {
		p, err := child(t, data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if r, g, b, _ := decoded(t, p.JPEG).At(0, 0).RGBA(); r < 0xf000 || g < 0xf000 || b < 0xf000 {
			t.Errorf("%s: white became %x %x %x", name, r, g, b)
		}
	}
}

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func white(m *image.Gray) *image.Gray {
	for i := range m.Pix {
		m.Pix[i] = 0xff
	}
	return m
}

func TestPhotosAreTurnedUpright(t *testing.T) {
	data := asJPEG(quarters(64, 32))
	for orientation, corner := range map[uint16]image.Point{
		0: {0, 0}, 1: {0, 0}, 2: {1, 0}, 3: {1, 1}, 4: {0, 1}, 5: {0, 0}, 6: {1, 0}, 7: {1, 1}, 8: {0, 1}, 9: {0, 0},
	} {
		for _, order := range []binary.AppendByteOrder{binary.BigEndian, binary.LittleEndian} {
			p, err := child(t, held(data, camera{orientation: orientation}.exif(order)))
			if err != nil {
				t.Fatal(err)
			}
			m := decoded(t, p.JPEG)
			if lying := orientation >= 5 && orientation <= 8; lying != (p.Height > p.Width) {
				t.Errorf("orientation %d: %v", orientation, m.Bounds())
			}
			for _, at := range []image.Point{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
				if red(m, 4+at.X*(p.Width-8), 4+at.Y*(p.Height-8)) != (at == corner) {
					t.Errorf("orientation %d, %s: corner %v", orientation, order, at)
				}
			}
		}
	}
}

func TestPlaceIsOfferedBlurred(t *testing.T) {
	data := asJPEG(quarters(16, 16))
	lat, lon := [3][2]uint32{{22, 1}, {47, 1}, {123_456, 10_000}}, [3][2]uint32{{115, 1}, {20, 1}, {5999, 100}}
	for name, c := range map[string]struct {
		camera
		want *Place
	}{
		"north east":   {camera{gps: true, lat: lat, lon: lon}, &Place{22.787, 115.35}},
		"south west":   {camera{gps: true, lat: lat, lon: lon, south: true, west: true}, &Place{-22.787, -115.35}},
		"no place":     {camera{}, nil},
		"no fix":       {camera{gps: true, lat: [3][2]uint32{{0, 1}, {0, 1}, {0, 1}}, lon: [3][2]uint32{{0, 1}, {0, 1}, {0, 1}}}, nil},
		"by zero":      {camera{gps: true, lat: [3][2]uint32{{1, 0}, {0, 1}, {0, 1}}, lon: lon}, nil},
		"zero by zero": {camera{gps: true, lat: [3][2]uint32{}, lon: lon}, nil},
		"off the map":  {camera{gps: true, lat: [3][2]uint32{{91, 1}, {0, 1}, {0, 1}}, lon: lon}, nil},
	} {
		for _, order := range []binary.AppendByteOrder{binary.BigEndian, binary.LittleEndian} {
			block := c.exif(order)
			png := asPNG(t, quarters(16, 16))
			for _, photo := range [][]byte{held(data, block), append(append(bytes.Clone(png[:33]), chunk("eXIf", block)...), png[33:]...)} {
				p, err := child(t, photo)
				if err != nil {
					t.Fatal(err)
				}
				if (p.Place == nil) != (c.want == nil) || p.Place != nil && *p.Place != *c.want {
					t.Errorf("%s, %s: %v, want %v", name, order, p.Place, c.want)
				}
			}
		}
	}
}
