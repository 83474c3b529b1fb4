package above

import (
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

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
