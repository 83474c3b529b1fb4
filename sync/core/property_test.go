package core

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

var scopes = []string{"/c", "/c/t", "/c/t2", "/c/t/v", "/c/t/v2", "/c/t2/v", "/c/t/v/p", "", "/", "/d"}

// seesNaively is the filter written the long way round: step by step, and listing what may go rather than what may not.
func seesNaively(e station.Entry, place, scope string) bool {
	if !slices.Contains([]station.Class{"public", "internal", "personal"}, e.Class) || e.Fault != "" {
		return false
	}
	if slices.Contains([]station.Kind{"account", "audit", "policy", "screen", ""}, e.Kind) || place == "" || scope == "" {
		return false
	}
	a, b := strings.Split(place, "/"), strings.Split(scope, "/")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func TestTheFilterIsTheNaiveOne(t *testing.T) {
	kinds := append(slices.Clone(station.Kinds), "", "pavilion")
	rapid.Check(t, func(t *rapid.T) {
		e := station.Entry{Fault: rapid.SampledFrom([]string{"", "", "op_unknown"}).Draw(t, "fault")}
		e.Class = rapid.SampledFrom([]station.Class{"public", "internal", "personal", "local", "", "secret"}).Draw(t, "class")
		e.Kind = rapid.SampledFrom(kinds).Draw(t, "kind")
		e.Body = []byte(`{}`)
		place, scope := rapid.SampledFrom(scopes).Draw(t, "place"), rapid.SampledFrom(scopes).Draw(t, "scope")
		if place == "/" || scope == "/" {
			return // a box that stands alone has no link
		}
		if got := inSight(e, place, scope); got != seesNaively(e, place, scope) {
			t.Fatalf("%s %s %q at %q seen from %q: %v", e.Class, e.Kind, e.Fault, place, scope, got)
		}
		if out := outward(e); e.Class == station.Personal && out.Body != nil {
			t.Fatal("a personal body leaves the box")
		}
	})
}

func TestATimeIsJudgedWithinItsBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := time.UnixMilli(rapid.Int64Range(1.7e12, 1.9e12).Draw(t, "now"))
		at := Moment{Now: now, Trust: station.TrustNTP}
		w := way{At: station.HLC(rapid.Int64Range(0, 1.7e12).Draw(t, "last") << 16),
			Drained: rapid.Int64Range(0, now.UnixMilli()).Draw(t, "drained")}
		latest := station.HLCAt(now.Add(slack))
		for range 5 {
			e := station.Entry{}
			e.HLC = station.HLC(rapid.Int64Range(0, 4e12).Draw(t, "claimed") << 16)
			got := judge(e, w, at)
			switch {
			case got <= w.At:
				t.Fatalf("%d is not after the change before it, %d", got, w.At)
			case got > max(latest, w.At+1):
				t.Fatalf("%v is in the future of %v", got.Time(), now)
			case w.Drained > 0 && got < station.HLCAt(time.UnixMilli(w.Drained).Add(-slack)):
				t.Fatalf("%v is before everything was delivered", got.Time())
			case e.HLC > w.At && e.HLC <= latest && (w.Drained == 0 || e.HLC >= station.HLCAt(time.UnixMilli(w.Drained))) && got != e.HLC:
				t.Fatalf("an honest clock was corrected from %v to %v", e.HLC.Time(), got.Time())
			}
			e.At = got
			if again := judge(e, way{}, at); again != got {
				t.Fatal("a final time was judged again")
			}
			w.At = got
		}
		if judge(station.Entry{Change: station.Change{Header: station.Header{HLC: 5}}}, w, Moment{Now: now, Trust: station.TrustRTC}) != 0 {
			t.Fatal("a clock nobody confirmed judged")
		}
	})
}

// far is a ledger in which the end of every run is held, and has no room: what is held cannot be known otherwise without a store.
type far struct{ station.Ledger }

func (far) Held(chain string, ctr uint64) (station.Entry, bool, error) {
	e := station.Entry{Proof: []byte{1}, Via: "x"}
	e.Origin, e.Ctr, e.Class, e.Prev = chain, ctr, station.Public, headerHash(before(chain, ctr))
	return e, ctr > 100, nil
}

// before is the change a far one hangs on.
func before(chain string, ctr uint64) station.Entry {
	e := station.Entry{}
	e.Origin, e.Ctr, e.Class = chain, ctr-1, station.Public
	return e
}

func TestAPushHoldsOnlyWholeRuns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := &batch{l: far{}, open: map[string]bool{}, me: Me{}, limit: 500, acks: map[string]uint64{}, forks: map[string]uint64{}}
		ctr := map[string]uint64{}
		n := rapid.IntRange(1, 40).Draw(t, "n")
		for i := range n {
			origin := rapid.SampledFrom([]string{"a/1", "b/1", "c/1"}).Draw(t, "origin")
			if ctr[origin]++; rapid.IntRange(0, 9).Draw(t, "far") == 0 {
				ctr[origin] += 99
			}
			e := station.Entry{Seq: uint64(i + 1), Via: "x"}
			e.Origin, e.Ctr, e.Class = origin, ctr[origin], station.Public
			if rapid.Bool().Draw(t, "proof") {
				e.Proof = []byte{1}
			}
			if rapid.IntRange(0, 5).Draw(t, "own") == 0 {
				e.Via = ""
			}
			if err := b.take(e); err != nil {
				t.Fatal(err)
			}
		}
		taken := slices.Clone(b.offers)
		crowded := rapid.Bool().Draw(t, "crowded")
		if crowded {
			b.offers = slices.Grow(b.offers, 2*wire.MaxItems)
			for i := range 2 * wire.MaxItems {
				e := station.Entry{Proof: []byte{1}}
				e.Origin, e.Ctr = "full/1", uint64(i+1)
				b.offers = append(b.offers, offered{Entry: e})
			}
		}
		to, err := b.end(uint64(n))
		if err != nil {
			t.Fatal(err)
		}
		holdsWholeRuns(t, b)
		for i, o := range taken {
			kept := slices.ContainsFunc(b.items, func(k station.Entry) bool { return k.Origin == o.Origin && k.Ctr == o.Ctr })
			if end := o.Ctr >= 100; crowded && end && !kept && uint64(i+1) <= to {
				t.Fatalf("change %d was left out for want of room, and the log counts as covered up to %d", i+1, to)
			} else if !crowded && end && !kept {
				t.Fatalf("change %d was left out, and its end is held", i+1)
			}
		}
	})
}

func holdsWholeRuns(t *rapid.T, b *batch) {
	for i, e := range b.items {
		if len(e.Proof) > 0 || b.ours[i] {
			continue
		}
		if !slices.ContainsFunc(b.items[i:], func(k station.Entry) bool { return k.Origin == e.Origin && k.Ctr == e.Ctr+1 }) {
			t.Fatalf("%d@%s has no proof and no follower", e.Ctr, e.Origin)
		}
	}
}

// Whatever happens to a lane that has something to do, an attempt comes within the longest wait.
func TestARetryAlwaysLeadsToAnAttempt(t *testing.T) {
	kinds := []What{Wanted, Failed, LinkUp, Began, Finished, Continued, "unheard of"}
	rapid.Check(t, func(t *rapid.T) {
		now := time.UnixMilli(1.8e12)
		var lane Lane
		owes := false // something was wanted and no attempt began since
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			h := Happening{Kind: rapid.SampledFrom(kinds).Draw(t, "what")}
			if h.Kind == Failed {
				h.RetryAfter = time.Duration(rapid.Int64Range(-5, 1e5).Draw(t, "asked")) * time.Second
			}
			if h.Kind == Began && !lane.Due(now) || lane.Phase != UnderWay && slices.Contains([]What{Finished, Continued, Failed}, h.Kind) {
				continue // the rim begins what is due, and ends what it began
			}
			owes = owes && h.Kind != Began || h.Kind == Wanted || h.Kind == Failed || h.Kind == Continued
			lane = lane.Next(h, now, rapid.Float64Range(0, 0.999).Draw(t, "chance"))
			if lane.Phase == Waiting && lane.Until.Sub(now) > maxAsked {
				t.Fatalf("it sleeps for %v", lane.Until.Sub(now))
			}
			if owes && lane.Phase != UnderWay && !lane.Due(now) && lane.Wake().IsZero() {
				t.Fatalf("something is wanted and nothing will wake it: %+v", lane)
			}
			now = now.Add(time.Duration(rapid.Int64Range(0, 400).Draw(t, "pass")) * time.Second)
		}
	})
}

func TestTheParentsWishIsHonoured(t *testing.T) {
	now := time.UnixMilli(1.8e12)
	lane := Lane{Phase: UnderWay}.Next(Happening{Kind: Failed, RetryAfter: time.Minute}, now, 0)
	lane = lane.Next(Happening{Kind: LinkUp}, now.Add(time.Second), 0)
	if lane.Due(now.Add(59*time.Second)) || !lane.Due(now.Add(time.Minute)) {
		t.Error("asked to come back in a minute")
	}
	lane = Lane{Phase: UnderWay, Fails: 8}.Next(Happening{Kind: Failed}, now, 0.99)
	if lane = lane.Next(Happening{Kind: LinkUp}, now, 0); !lane.Due(now) || lane.Fails != 0 {
		t.Error("a link that came back is tried at once")
	}
}

func TestADigestDoesNotDependOnOrder(t *testing.T) {
	a := []station.Ref{{Kind: "matter", ID: "1"}, {Kind: "article", ID: "2"}}
	b := []station.Ref{a[1], a[0]}
	if wire.Digest(a) != wire.Digest(b) || wire.Digest(a) == wire.Digest(a[:1]) {
		t.Error("the digest of a receipt")
	}
}
