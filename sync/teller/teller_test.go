package teller

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"lianzhan/station"
	"lianzhan/sync/box"
	"lianzhan/sync/sim"
)

// counting is a store that counts what is read of it.
type counting struct {
	box.Store
	ledger          *sim.Memory
	entries, sweeps int
	matters         map[string]int
}

type countingLedger struct {
	station.Ledger
	by *counting
}

func (s *counting) Inspect(fn func(station.Ledger) error) error {
	return s.ledger.Inspect(func(l station.Ledger) error { return fn(countingLedger{l, s}) })
}

func (s *counting) Exchange(_ context.Context, fn func(station.Ledger) error) error {
	return s.ledger.Exchange(fn)
}

func (s *counting) Now() station.Reading {
	return station.Reading{Time: time.Now(), Trust: station.TrustNTP}
}
func (s *counting) Key() station.Key { return station.Key("the county's key") }
func (s *counting) Scope() string    { return "/c" }
func (s *counting) Origin() string   { return "c/0000000000000001" }

func (l countingLedger) Entries(after uint64, limit int) ([]station.Entry, uint64, error) {
	l.by.entries++
	return l.Ledger.Entries(after, limit)
}

func (l countingLedger) Records(kind station.Kind) ([]station.Record, error) {
	if kind == station.KindMatter {
		l.by.sweeps++
	}
	return l.Ledger.Records(kind)
}

func (l countingLedger) Record(kind station.Kind, id string) (station.Record, error) {
	if kind == station.KindMatter {
		l.by.matters[id]++
	}
	return l.Ledger.Record(kind, id)
}

// A county takes in thousands of changes and enrols thousands of boxes. Who looks after disclosures reads the matters that
// are named, not the log again for every commit and not all matters for every box.
func TestTheTellerReadsWhatIsNew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &counting{ledger: sim.NewLedger(sim.Options{Device: "c", Scope: "/c"}), matters: map[string]int{}}
		self, err := box.New(box.Options{Store: store, Root: true})
		if err != nil {
			t.Fatal(err)
		}
		teller, seq := New(self, func() {}), uint64(0)
		teller.mine = true
		told := func(kind station.Kind, ids ...string) {
			t.Helper()
			seq++
			a := station.Announcement{Seq: seq}
			for _, id := range ids {
				a.Refs = append(a.Refs, station.Ref{Kind: kind, ID: id})
			}
			teller.Heard(a)
			if err := teller.look(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		told(station.KindArticle, "first")
		if store.entries != 1 {
			t.Fatalf("at the start the log was looked at %d times", store.entries)
		}
		for n := range 100 {
			told(station.KindArticle, fmt.Sprint("a", n))
		}
		told(station.KindMatter, "m1", "m2")
		if store.entries != 1 || len(store.matters) != 2 || store.matters["m1"] != 1 {
			t.Errorf("the log was looked at %d times, matters: %v", store.entries, store.matters)
		}
		for n := range 100 {
			told(station.KindNode, fmt.Sprint("n", n))
		}
		if store.sweeps > 1 || len(teller.moved) == 0 {
			t.Errorf("all matters were read %d times at once, %d nodes wait", store.sweeps, len(teller.moved))
		}
		time.Sleep(treeEvery)
		told(station.KindArticle, "later")
		if store.sweeps > 2 || len(teller.moved) > 0 {
			t.Errorf("all matters were read %d times, %d nodes wait", store.sweeps, len(teller.moved))
		}
		var many []string
		for n := range mostMentioned + 1 {
			many = append(many, fmt.Sprint("m", n))
		}
		told(station.KindMatter, many...)
		if store.entries != 2 || len(store.matters) != 2 {
			t.Errorf("too many to be named: the log was looked at %d times, %d matters", store.entries, len(store.matters))
		}
	})
}

// Whose matters are looked at again when a node changed.
func TestWhatANodeBearsOn(t *testing.T) {
	ledger := sim.NewLedger(sim.Options{Device: "c", Scope: "/c/t"})
	for id, scope := range map[string]string{"here": "/c/t", "below": "/c/t/v", "beside": "/c/t/w"} {
		if _, err := ledger.Write("test", station.Edit{Kind: station.KindMatter, ID: id, Op: station.OpEvent, Class: station.Internal,
			Scope: scope, Fields: []byte(`{"type":"registered"}`)}); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		scopes []string
		want   int
	}{{nil, 0}, {[]string{"/c/t/v"}, 1}, {[]string{"/c/t/v", "/c/t/w"}, 2}, {[]string{"/c/t/x"}, 0}, {[]string{"/c/t/x", "/c"}, 3},
		{[]string{"/c/t"}, 3}} {
		if err := ledger.Inspect(func(l station.Ledger) error {
			ids, err := bearingOn(l, c.scopes)
			if len(ids) != c.want {
				t.Errorf("%v: %v, want %d", c.scopes, ids, c.want)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
}
