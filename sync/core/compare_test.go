package core_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// compare has everybody compare with the one above, and lets them talk until nobody has anything to say.
func (h *house) compare() {
	h.t.Helper()
	for range 2 { // what a town learns from below, its other villages learn the night after
		for _, b := range h.boxes {
			if b.up != nil {
				b.do(core.Compare)
			}
		}
		h.settle()
	}
}

// said is the first change a box holds of an article.
func (b *box) said(id string) station.Entry {
	b.h.t.Helper()
	history := b.history(station.KindArticle, id)
	if len(history) == 0 {
		b.h.t.Fatalf("%s holds nothing of %s", b.device, id)
	}
	return history[0]
}

func TestWhateverBefellABoxIsMendedOvernight(t *testing.T) {
	ref := station.Ref{Kind: station.KindArticle, ID: "a"}
	for name, harm := range map[string]func(b *box, e station.Entry) func(l station.Ledger) error{
		"the words are gone": func(_ *box, e station.Entry) func(l station.Ledger) error {
			return func(l station.Ledger) error { return l.Drop(e.Chain(), e.Ctr) }
		},
		"the record is gone": func(*box, station.Entry) func(l station.Ledger) error {
			return func(l station.Ledger) error { return l.Retract(ref) }
		},
		"another time was judged": func(_ *box, e station.Entry) func(l station.Ledger) error {
			return func(l station.Ledger) error { return l.Settle(e.Chain(), e.Ctr, e.HLC+1) }
		},
	} {
		t.Run(name, func(t *testing.T) {
			h, c, town, one, two := county(t)
			one.write(article("a", "村里的事"))
			h.settle()
			c.write(article("a", "县里改的"))
			two.write(article("b", "不相干的"))
			h.settle()
			for _, b := range []*box{c, town, one} {
				before := b.history(station.KindArticle, "a")[0]
				b.do(harm(b, before))
				h.compare()
				for _, other := range []*box{c, town, one} {
					if other.title("a") != "县里改的" || !slices.EqualFunc(other.changes("a"), c.changes("a"), sameChange) {
						t.Errorf("harmed at %s, %s holds %v, want %v", b.device, other.device, other.changes("a"), c.changes("a"))
					}
				}
			}
		})
	}
}

// changes are what a box holds of an article, by their hashes.
func (b *box) changes(id string) []station.Entry {
	history := b.history(station.KindArticle, id)
	slices.SortFunc(history, func(a, b station.Entry) int { return strings.Compare(string(a.Header.Hash()), string(b.Header.Hash())) })
	return history
}

func sameChange(a, b station.Entry) bool {
	return a.Header.Hash() == b.Header.Hash() && a.Time() == b.Time() && string(a.Body) == string(b.Body)
}

// An order to take a record out is lost, with all that was remembered of it.
func TestWhatShouldHaveBeenTakenOutIsTakenOutOvernight(t *testing.T) {
	h, c, town, one, two := county(t)
	one.write(article("a", "一"))
	h.settle()
	move, err := station.MoveTo(station.KindArticle, "a", "/c/t/v2")
	if err != nil {
		t.Fatal(err)
	}
	c.write(move)
	town.pull()
	for range 3 {
		two.pull()
		two.push()
	}
	var p wire.Pull
	one.do(func(l station.Ledger) (err error) { p, err = core.NextPull(l, one.me()); return err })
	town.do(func(l station.Ledger) error {
		if _, err := core.Serve(l, town.me(), one.up.peer, p, town.moment()); err != nil {
			return err
		}
		var keys []string
		if err := l.Notes("order/one/", func(key string, _ []byte) bool { keys = append(keys, key); return true }); err != nil || len(keys) == 0 {
			t.Fatalf("no order was given: %v", err)
		}
		for _, key := range keys {
			if err := l.PutNote(key, nil); err != nil {
				return err
			}
		}
		return nil
	})
	h.settle()
	if one.title("a") != "一" {
		t.Fatal("the order was not lost")
	}
	h.compare()
	if one.title("a") != "" || two.title("a") != "一" {
		t.Errorf("the old village has %q, the new one %q", one.title("a"), two.title("a"))
	}
}

func (b *box) listings() (n int) {
	for _, p := range b.sent {
		if p.Listed != nil {
			n++
		}
	}
	return n
}

func TestBoxesThatAgreeListNothing(t *testing.T) {
	h, c, _, one, two := county(t)
	one.write(article("a", "一"), told("m"))
	two.write(article("b", "二"))
	c.write(at("/c/t/v1", article("k", "县")))
	h.settle()
	h.compare()
	for _, b := range h.boxes {
		if n := b.listings(); n != 0 {
			t.Errorf("%s listed %d times", b.device, n)
		}
	}
}

func TestBoxesCompareOnceADayOfThemselves(t *testing.T) {
	h, c, _, one, _ := county(t)
	one.write(article("a", "一"))
	h.settle()
	e := c.said("a")
	c.do(func(l station.Ledger) error { return l.Drop(e.Chain(), e.Ctr) })
	h.settle()
	if c.title("a") != "" {
		t.Fatal("it came back at once")
	}
	h.now = h.now.Add(25 * time.Hour)
	h.settle()
	if c.title("a") != "一" {
		t.Error("a day later the county still lacks the words")
	}
}

// A village holds what no device anybody knows ever wrote: they never agree, and do not go on about it.
func TestAComparisonEndsThoughTheyNeverAgree(t *testing.T) {
	h, _, town, one, _ := county(t)
	one.do(func(l station.Ledger) error {
		e := station.Entry{Via: "stranger", Place: "/c/t/v1", Change: station.Change{Body: []byte(`{"title":"x"}`), Header: station.Header{Origin: "stranger/1", Ctr: 1,
			HLC: station.HLCAt(h.now), Scope: "/c/t/v1", Class: station.Public, Kind: station.KindArticle, ID: "x", Op: station.OpPut, BodyHash: station.HashOf([]byte(`{"title":"x"}`))}}}
		_, err := l.Append(e)
		return err
	})
	h.compare()
	if town.title("x") != "" {
		t.Error("the town believed it")
	}
	once := one.listings()
	h.settle()
	if n := one.listings(); once == 0 || once > 16 || n != once {
		t.Errorf("%d listings, then %d", once, n)
	}
	_ = one.Inspect(func(l station.Ledger) error {
		s, err := core.Pending(l, one.me(), one.moment())
		if s.Apart != 1 {
			t.Errorf("%d parts are said to differ", s.Apart)
		}
		return err
	})
}

func TestWhatIsToldNeedsAProofAndItsOwnWords(t *testing.T) {
	h, _, town, one, two := county(t)
	one.write(article("a", "一"), told("m"))
	two.write(article("b", "二"))
	h.settle()
	said, words := one.said("a"), one.history(station.KindMatter, "m")[0]
	town.do(func(l station.Ledger) error { return l.Drop(said.Chain(), said.Ctr) })
	forged := two.said("b")
	forged.Ctr, forged.ID, forged.Place, forged.Proof = 9, "f", "/c/t/v1", []byte("no")
	altered := said
	altered.Body = []byte(`{"title":"altered"}`)
	for what, e := range map[string]station.Entry{"a change nobody signed": forged, "other words": altered, "what is personal": words} {
		var life string
		one.do(func(l station.Ledger) error { life = l.Origin(); return nil })
		err := town.Exchange(func(l station.Ledger) error {
			_, err := core.Receive(l, town.me(), one.up.peer, wire.Push{Epoch: l.Epoch(), Life: life, Told: []station.Entry{e}}, town.moment())
			return err
		})
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if town.title("f") != "" || town.title("a") != "" || town.says("m") {
			t.Errorf("the town took %s", what)
		}
	}
}

// A town judged two changes of a record by a tree it had not heard of yet, and the county applied them: the comparison sees both.
func TestTwoChangesThatLieAsideDoNotHideEachOther(t *testing.T) {
	h, c, town, one, _ := county(t)
	h.settle()
	up := one.up
	one.up = nil
	one.write(article("a", "一"), article("a", "二"))
	town.do(func(l station.Ledger) error {
		for _, e := range one.history(station.KindArticle, "a") {
			e.Via, e.Place, e.Fault, e.Proof = one.device, "/c/t/v1", core.CodeScope, one.me().Sign(wire.ProofBytes(e.Header.Hash()))
			if _, err := l.Append(e); err != nil {
				return err
			}
		}
		return nil
	})
	one.up = up
	h.settle()
	h.compare()
	for _, b := range []*box{c, town} {
		if b.title("a") != "二" {
			t.Errorf("%s has %q", b.device, b.title("a"))
		}
	}
}
