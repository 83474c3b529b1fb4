package contract

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"lianzhan/station"
	"lianzhan/store"
)

// story is what some boxes wrote about a few records, and what became of it on the way.
type story struct {
	entries []station.Entry
	settled map[int]station.HLC // effective times that come afterwards
}

// drawStory names everything after the round: one store serves them all.
func drawStory(t *rapid.T, round int) story {
	matter, group := fmt.Sprint("m", round), fmt.Sprint("g", round)
	recordsTold := []station.Ref{{Kind: station.KindMatter, ID: matter}, {Kind: station.KindGroup, ID: group}}
	boxes := []*far{{origin: fmt.Sprint("a/", round), place: "/c/t/v"}, {origin: fmt.Sprint("b/", round), place: "/c/t"},
		{origin: fmt.Sprint("c/", round), place: "/c"}}
	s := story{settled: map[int]station.HLC{}}
	for i := range rapid.IntRange(3, 14).Draw(t, "n") {
		by := rapid.SampledFrom(boxes).Draw(t, "by")
		by.hlc += station.HLC(rapid.IntRange(0, 3).Draw(t, "later")) << 16
		var e station.Entry
		switch rapid.IntRange(0, 8).Draw(t, "deed") {
		case 0:
			e = by.write(station.OpDelete, recordsTold[i%2].Kind, recordsTold[i%2].ID, "")
		case 1:
			e = by.erase(matter, drawRevision(t, s.entries))
		case 2:
			e = by.write(station.OpMove, recordsTold[i%2].Kind, recordsTold[i%2].ID, rapid.SampledFrom([]string{`{"to":"/c/t/w"}`, `{"to":"/c/t"}`}).Draw(t, "to"))
		case 3, 4, 5:
			e = by.said(matter, fmt.Sprint("话", i))
		default:
			e = by.group(group, fmt.Sprint("组", rapid.IntRange(0, 3).Draw(t, "name")))
		}
		if rapid.IntRange(0, 2).Draw(t, "settled") == 0 {
			s.settled[i] = station.HLC(rapid.IntRange(1, 20).Draw(t, "at"))<<16 | station.HLC(i)
		}
		s.entries = append(s.entries, e)
	}
	return s
}

func drawRevision(t *rapid.T, entries []station.Entry) station.Revision {
	if len(entries) == 0 {
		return "1@a/1"
	}
	return rapid.SampledFrom(entries).Draw(t, "erased").Revision()
}

// fresh is what a replica holds that is told all of it once, in the end.
func (s story) fresh() map[station.Ref]station.Record {
	records := map[station.Ref]station.Record{}
	for i, e := range s.entries {
		if at, settled := s.settled[i]; settled {
			e.At = at
		}
		ref := station.Ref{Kind: e.Kind, ID: e.ID}
		next, err := records[ref].Take(e)
		if err != nil {
			panic(err)
		}
		records[ref] = next
	}
	return records
}

// told is what a record says, without what each box sees for itself.
func told(r station.Record) string {
	for i := range r.Events {
		r.Events[i].Line = 0
	}
	raw, err := json.Marshal(struct {
		Fields    map[string]json.RawMessage
		Stamps    map[string]station.Stamp
		Gone      *station.Stamp
		Events    []station.Event
		Forgotten []station.Revision
		Place     string
		Placed    station.HLC
		Moved     bool
	}{r.Fields, r.Stamps, r.Gone, r.Events, r.Forgotten, r.Place, r.Placed, r.Moved})
	if err != nil {
		panic(err)
	}
	return string(raw)
}

// Bodies that stay behind and come later, effective times given late, quarantine, records taken out and told again, bodies
// dropped and brought back - in any order: in the end every record is what a replica has that was told it all at once.
func TestFoldedAnewIsAsToldAtOnce(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		db, round := b.mustOpen(t), 0
		rapid.Check(t, func(t *rapid.T) {
			round++
			w := wandering{t: t, db: db, story: drawStory(t, round)}
			w.run()
			for ref, want := range w.story.fresh() {
				if got := w.record(ref); told(got) != told(want) {
					t.Fatalf("%s %s is\n%s\nand was told\n%s", ref.Kind, ref.ID, told(got), told(want))
				}
			}
		})
		if _, err := db.Verify(); err != nil {
			t.Error(err)
		}
	})
}

// wandering brings a story into a store on crooked ways.
type wandering struct {
	t     *rapid.T
	db    *store.DB
	story story
}

// record is one as it stands, deleted or not.
func (w wandering) record(ref station.Ref) (r station.Record) {
	if err := w.db.View(func(all station.Reader) error { r, _ = all.Record(ref.Kind, ref.ID); return nil }); err != nil {
		w.t.Fatal(err)
	}
	return r
}

func (w wandering) run() {
	for _, i := range rapid.Permutation(indexes(len(w.story.entries))).Draw(w.t, "order") {
		w.exchange(func(l station.Ledger) error { return w.bring(l, i) })
	}
}

func indexes(n int) (all []int) {
	for i := range n {
		all = append(all, i)
	}
	return all
}

// bring takes one change in, one way or another.
func (w wandering) bring(l station.Ledger, i int) error {
	whole := w.story.entries[i]
	e := whole
	way := rapid.SampledFrom([]string{"plain", "bare", "fault", "retracted", "dropped"}).Draw(w.t, "way")
	switch way {
	case "bare":
		e.Body = nil
	case "fault":
		e.Fault = "scope_not_yours"
	}
	at, settled := w.story.settled[i]
	if settled && rapid.Bool().Draw(w.t, "settled at once") {
		e.At, settled = at, false
	}
	if _, err := l.Append(e); err != nil {
		return err
	}
	switch way {
	case "fault":
		if err := l.Release(e.Chain(), e.Ctr); err != nil {
			return err
		}
	case "dropped":
		if err := l.Drop(e.Chain(), e.Ctr); err != nil {
			return err
		}
	case "retracted":
		if err := w.again(l, e); err != nil {
			return err
		}
	}
	if settled {
		if err := l.Settle(e.Chain(), e.Ctr, at); err != nil {
			return err
		}
	}
	err := l.Fill(e.Chain(), e.Ctr, whole.Body)
	if whole.Body == nil || err != nil && station.Worded(err).Code == "change_erased" {
		return nil
	}
	return err
}

// again takes a record out and tells all that was told of it once more, backwards.
func (w wandering) again(l station.Ledger, e station.Entry) error {
	ref := station.Ref{Kind: e.Kind, ID: e.ID}
	history, err := l.History(ref)
	if err != nil {
		return err
	}
	if err := l.Retract(ref); err != nil {
		return err
	}
	if _, err := l.Record(ref.Kind, ref.ID); err == nil {
		return fmt.Errorf("%s %s is there after its retraction", ref.Kind, ref.ID)
	}
	if left, err := l.History(ref); err != nil || len(left) > 0 {
		return fmt.Errorf("%d changes of a record that was taken out: %w", len(left), err)
	}
	for i := len(history) - 1; i >= 0; i-- {
		if _, err := l.Append(history[i]); err != nil {
			return err
		}
	}
	return nil
}

func (w wandering) exchange(fn func(station.Ledger) error) {
	if err := w.db.Exchange(context.Background(), fn); err != nil {
		w.t.Fatal(err)
	}
}
