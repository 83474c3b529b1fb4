package sync

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

func TestThumbnailsAreSmall(t *testing.T) {
	noise := image.NewRGBA(image.Rect(0, 0, 1600, 1200))
	random := rand.New(rand.NewPCG(1, 2))
	for i := range noise.Pix {
		noise.Pix[i] = uint8(random.Uint32())
	}
	flat := image.NewGray(image.Rect(0, 0, 4000, 10))
	flat.Set(1, 1, color.White)
	for name, picture := range map[string]image.Image{"noise": noise, "a strip": flat} {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, picture, nil); err != nil {
			t.Fatal(err)
		}
		thumb := thumbOf(b.Bytes())
		config, err := jpeg.DecodeConfig(bytes.NewReader(thumb))
		if err != nil || len(thumb) > mostThumb || max(config.Width, config.Height) != thumbEdge {
			t.Errorf("%s: %d bytes, %v, %v", name, len(thumb), config, err)
		}
	}
	for name, b := range map[string][]byte{"nothing": nil, "a text": []byte("hello"), "a head alone": {0xff, 0xd8, 0xff}} {
		if thumbOf(b) != nil {
			t.Errorf("%s has a thumbnail", name)
		}
	}
}

func TestTheBudgetOfFiles(t *testing.T) {
	var b budget
	if b.wait(1<<30, false, noon) != 0 {
		t.Error("without a policy something waits")
	}
	b.follow(wire.Policy{FileBytesPerHour: 1 << 20}, noon)
	if b.wait(1<<20, false, noon) != 0 {
		t.Error("the first hour's worth waits")
	}
	if got := b.wait(256<<10, false, noon); got < 14*time.Minute || got > 16*time.Minute {
		t.Errorf("a quarter of an hour's worth waits %v", got)
	}
	if b.wait(256<<10, false, noon.Add(15*time.Minute)) != 0 {
		t.Error("after a quarter of an hour it still waits")
	}
	if got := b.wait(10<<20, false, noon.Add(3*time.Hour)); got != 0 {
		t.Errorf("more than an hour's worth is stuck for ever: %v", got)
	}
	for _, c := range []struct {
		from, to, now string
		want          time.Duration
	}{
		{"22:00", "06:00", "21:00", time.Hour}, {"22:00", "06:00", "23:30", 0}, {"22:00", "06:00", "05:59", 0},
		{"22:00", "06:00", "06:00", 16 * time.Hour}, {"01:00", "02:00", "00:30", 30 * time.Minute}, {"01:00", "02:00", "03:00", 22 * time.Hour},
		{"", "", "12:00", 0}, {"x", "06:00", "12:00", 0}, {"06:00", "06:00", "12:00", 0},
	} {
		var b budget
		b.follow(wire.Policy{FilesFrom: c.from, FilesTo: c.to}, noon)
		now, err := time.ParseInLocation("2006-01-02 15:04", "2026-11-22 "+c.now, station.Zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := b.wait(1000, false, now); got != c.want {
			t.Errorf("%s-%s at %s: %v, want %v", c.from, c.to, c.now, got, c.want)
		}
		if b.wait(1000, true, now) != 0 {
			t.Errorf("%s-%s at %s: a thumbnail waits", c.from, c.to, c.now)
		}
	}
}

func TestNamesOfFilesAreFound(t *testing.T) {
	one, two := string(bytes.Repeat([]byte("a1"), 32)), string(bytes.Repeat([]byte("b2"), 32))
	raw := []byte(`{"photo":"` + one + `","photos":["` + two + `","` + one + `"],"code_hash":"` + string(bytes.Repeat([]byte("c3"), 32)) + `","x":"` + one[:63] + `"}`)
	if got := filesIn(raw); len(got) != 2 || got[0] != one || got[1] != two {
		t.Errorf("%v", got)
	}
}
