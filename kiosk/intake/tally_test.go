package intake

import (
	"bytes"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/station/slate"
)

// Two processes over one slate count as one: what was used, granted or handed over at one is so at the other.
func TestProcessesShareTheThreshold(t *testing.T) {
	now := morning
	s := slate.InMemory(func() time.Time { return now })
	tally := func(sort string) Tally { return Tally{Slate: s, Sort: sort} }

	rates := [2]Rate{}
	for i := range rates {
		rates[i] = Rate{Burst: 2, Every: time.Minute, Tally: tally("rate")}
	}
	for i, want := range []time.Duration{0, 0, time.Minute, time.Minute} {
		if wait := rates[i%2].Take("a", now); wait != want {
			t.Errorf("turn %d waits %v, want %v", i, wait, want)
		}
	}
	if rates[0].Take("b", now) != 0 || rates[1].Take("a", now.Add(time.Minute)) != 0 {
		t.Error("somebody else waits, or for too long")
	}

	days := [2]Daily{{Most: 3, Tally: tally("day")}, {Most: 3, Tally: tally("day")}}
	for i, want := range []bool{true, true, true, false, false} {
		if got := days[i%2].Take("a", "2026-11-22"); got != want {
			t.Errorf("turn %d of the day: %v", i, got)
		}
	}
	if !days[0].Take("a", "2026-11-23") {
		t.Error("the next day nothing is granted")
	}

	onces := [2]Once{{Tally: tally("once")}, {Tally: tally("once")}}
	if !onces[0].Use("x", now.Add(time.Minute), now) || onces[1].Use("x", now.Add(time.Minute), now) {
		t.Error("used at both")
	}
	if onces[1].Free("x"); !onces[0].Use("x", now.Add(time.Minute), now) {
		t.Error("given back and still held")
	}
}

// A picture that waits is found by its id alone, and what lies on the slate says nothing without it.
func TestAWaitingPictureIsSealed(t *testing.T) {
	now := morning
	s := slate.InMemory(func() time.Time { return now })
	clock := func() station.Reading { return station.Reading{Time: morning} }
	here, there := Holding{Clock: clock, Tally: Tally{s, "upload"}}, Holding{Clock: clock, Tally: Tally{s, "upload"}}
	picture := bytes.Repeat([]byte("a face"), 1000)
	u, err := here.Hold(picture, []byte("small"), false)
	if err != nil {
		t.Fatal(err)
	}
	got, found := there.Find(u.ID)
	if !found || !bytes.Equal(got.Body, picture) || got.Hash != u.Hash || got.ID != u.ID || string(got.Thumb) != "small" {
		t.Errorf("the other process finds %v %d bytes", found, len(got.Body))
	}
	lines, err := s.List("")
	if err != nil || len(lines) != 1 {
		t.Fatalf("%d lines, %v", len(lines), err)
	}
	if bytes.Contains(lines[0].Value, []byte("face")) || bytes.Contains([]byte(lines[0].Key), []byte(u.ID)) {
		t.Error("whoever reads the slate sees the picture, or how to open it")
	}
	there.Drop(u.ID)
	if _, found := here.Find(u.ID); found {
		t.Error("claimed at one process, it still waits at the other")
	}
}
