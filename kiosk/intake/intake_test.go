package intake

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lianzhan/station"
)

var (
	morning = time.Date(2026, 11, 21, 9, 0, 0, 0, station.Zone)
)

func stopped(at *time.Time) Clock {
	return func() station.Reading { return station.Reading{Time: *at} }
}

// Whatever the times, a key never gets more than its burst and one more for each interval gone by.
func TestARateIsNeverExceeded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := &Rate{Burst: rapid.IntRange(1, 5).Draw(t, "burst"), Every: time.Minute}
		now, granted := morning, 0
		for range 60 {
			now = now.Add(time.Duration(rapid.IntRange(0, 90).Draw(t, "gap")) * time.Second)
			wait := r.Take("k", now)
			if wait == 0 {
				granted++
			} else if r.Take("k", now.Add(wait)) != 0 {
				t.Fatal("refused at the moment it named")
			} else {
				now = now.Add(wait)
				granted++
			}
			if most := r.Burst + int(now.Sub(morning)/r.Every); granted > most {
				t.Fatalf("%d granted, %d allowed", granted, most)
			}
		}
	})
}

// However many come, the memory is bounded: the newcomers of a flood share one allowance, the old keep theirs.
func TestLimitersAreBounded(t *testing.T) {
	r, d, o := &Rate{Burst: 2, Every: time.Hour}, &Daily{Most: 2}, &Once{}
	taken := 0
	for n := range 2 * mostKeys {
		key := fmt.Sprint(n)
		if r.Take(key, morning) == 0 {
			taken++
		}
		d.Take(key, "2026-11-21")
		o.Use(key, morning.Add(time.Hour), morning)
		o.Use(key+"x", morning.Add(time.Hour), morning)
	}
	if len(r.full) > mostKeys+1 || len(d.taken) > mostKeys+1 || len(o.used) > mostOnce || taken != mostKeys+2 {
		t.Errorf("%d %d %d keys, %d granted", len(r.full), len(d.taken), len(o.used), taken)
	}
	if o.Use("more", morning.Add(time.Hour), morning) || !o.Use("more", morning.Add(2*time.Hour), morning.Add(time.Hour)) {
		t.Error("a full memory took one more, or never forgets")
	}
	if r.Take("new", morning.Add(3*time.Hour)) != 0 || !d.Take("new", "2026-11-22") {
		t.Error("after the flood nobody gets in")
	}
}

func TestOnceIsOnce(t *testing.T) {
	var o Once
	if !o.Use("a", morning.Add(time.Minute), morning) || o.Use("a", morning.Add(time.Minute), morning) || !o.Use("b", morning.Add(time.Minute), morning) {
		t.Error("not once")
	}
	o.Free("b")
	if !o.Use("b", morning.Add(time.Minute), morning) || !o.Use("a", morning.Add(time.Hour), morning.Add(2*time.Minute)) {
		t.Error("given back or run out, and still held")
	}
}

func TestTurnsOnAKeyDoNotOverlap(t *testing.T) {
	var turns Turns
	var inside, most [2]int
	var lock sync.Mutex
	var all sync.WaitGroup
	for n := range 64 {
		all.Go(func() {
			done, err := turns.Take(fmt.Sprint(n % 2))
			if err != nil {
				t.Error(err)
				return
			}
			defer done()
			lock.Lock()
			inside[n%2]++
			most[n%2] = max(most[n%2], inside[n%2])
			lock.Unlock()
			lock.Lock()
			inside[n%2]--
			lock.Unlock()
		})
	}
	all.Wait()
	if most != [2]int{1, 1} || len(turns.busy) != 0 {
		t.Errorf("%v at once, %d left", most, len(turns.busy))
	}
}

func TestAddressKeys(t *testing.T) {
	for ip, want := range map[string]string{"10.0.0.1": "10.0.0.1", "::ffff:10.0.0.1": "10.0.0.1", "2001:db8:1:2:3::4": "2001:db8:1:2::/64",
		"fe80::1%eth0": "fe80::/64", "nonsense": "nonsense"} {
		if got := AddressKey(ip); got != want {
			t.Errorf("%s: %s", ip, got)
		}
	}
}

func TestUploadsWaitInBoundedMemory(t *testing.T) {
	now := morning
	h := &Holding{Clock: stopped(&now)}
	first, err := h.Hold(make([]byte, 1<<20), nil, false)
	if err != nil {
		t.Fatal(err)
	}
	for h.bytes <= heldBytes-1<<20 {
		if _, err := h.Hold(make([]byte, 1<<20), nil, false); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := h.Hold(make([]byte, 1<<20), nil, false); station.Worded(err).Code != "uploads_full" {
		t.Errorf("beyond the bound: %v", err)
	}
	if h.Drop(first.ID); h.bytes > heldBytes-1<<20 {
		t.Errorf("%d bytes after one was dropped", h.bytes)
	}
	now = now.Add(uploadLife)
	if _, found := h.Find(first.ID); found {
		t.Error("found after its time")
	}
	if h.Drop(); h.bytes != 0 || len(h.held) != 0 {
		t.Errorf("%d bytes of %d uploads stay for ever", h.bytes, len(h.held))
	}
}

// No text makes tidying fall over, and what comes out is clean.
func TestTidyingNeverFallsOver(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Submission{Category: "road", Consent: station.ConsentVersion, Words: rapid.String().Draw(t, "words"), Place: rapid.String().Draw(t, "place"),
			Contact: &Contact{Name: rapid.String().Draw(t, "name"), Phone: rapid.String().Draw(t, "phone")}}
		if _, err := s.Tidy(); err != nil {
			if station.Worded(err).Class != station.FaultInvalid {
				t.Fatal(err)
			}
			return
		}
		again := s
		if _, err := again.Tidy(); err != nil || again.Words != s.Words || again.Place != s.Place {
			t.Fatalf("tidied twice it differs: %q %q, %v", s.Words, again.Words, err)
		}
		for _, r := range s.Words + s.Place + s.Title {
			if r < ' ' && r != '\n' && r != '\t' || r == '\u202e' {
				t.Fatalf("%q stays", r)
			}
		}
	})
}
