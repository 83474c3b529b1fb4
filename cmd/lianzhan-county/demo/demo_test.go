package demo

import (
	"encoding/json"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/station/figure"
	"lianzhan/station/matter"
	"lianzhan/station/proposal"
)

const root = "/hechuan"

var present2026 = time.Date(2026, 11, 22, 15, 0, 0, 0, station.Zone)

// move is what a store makes of the story: the records as they stand.
func move(t testing.TB, tale Tale) map[station.Ref]station.Record {
	t.Helper()
	records := map[station.Ref]station.Record{}
	for _, e := range tale.Entries {
		ref := station.Ref{Kind: e.Kind, ID: e.ID}
		next, err := records[ref].Take(e)
		if err != nil {
			t.Fatal(err)
		}
		records[ref] = next
	}
	return records
}

func told(t testing.TB) (Tale, map[station.Ref]station.Record, *figure.Book) {
	t.Helper()
	tale, err := Tell(root, present2026)
	if err != nil {
		t.Fatal(err)
	}
	records, book := move(t, tale), figure.NewBook(root, station.StationCalendar(nil))
	for _, r := range records {
		if err := book.Put(r); err != nil {
			t.Fatal(err)
		}
	}
	return tale, records, book
}

// Two towns announce a number of sites that is not the counted one, and a third kind of claim is right.
func TestDeclaredNumbersStandBeside(t *testing.T) {
	_, _, book := told(t)
	board := book.Board(figure.Query{Scope: root, From: "2024-01-01", To: "2024-11-19"}, figure.Moment{Now: present2026})
	type claim struct {
		scope, part       string
		declared, counted float64
	}
	var got []claim
	for _, m := range board.Mismatches {
		got = append(got, claim{m.Scope, m.Part, m.Declared, m.Counted})
	}
	want := []claim{{root + "/haicheng", "", 7, 8}, {root + "/xinan", "station", 12, 9}}
	if len(got) != 2 || !(got[0] == want[0] && got[1] == want[1] || got[0] == want[1] && got[1] == want[0]) {
		t.Errorf("%+v", got)
	}
}

// The demo's life must be a lawful one: every event fits, nothing a voter said went up, one manhole cover took two days, and
// today has work that is late.
func TestDemoIsLawful(t *testing.T) {
	tale, records, book := told(t)
	heads := map[string]station.Header{}
	for _, e := range tale.Entries {
		if e.Class == station.Personal && e.Body != nil {
			t.Fatalf("%s %s went up", e.Kind, e.ID)
		}
		if held, known := heads[e.Origin]; known && (e.Ctr != held.Ctr+1 || e.Prev != held.Hash() || e.HLC <= held.HLC) {
			t.Fatalf("the chain of %s breaks at %d", e.Origin, e.Ctr)
		}
		if heads[e.Origin] = e.Header; e.Time().Time().After(present2026.Add(time.Minute)) {
			t.Fatalf("%s %s is of a day to come", e.Kind, e.ID)
		}
	}
	quick, readable := 0, 0
	for ref, r := range records {
		switch ref.Kind {
		case station.KindMatter:
			m := matter.Fold(r)
			if len(m.Unapplied()) > 0 {
				t.Errorf("%s: %+v", ref.ID, m.Unapplied())
			}
			if m.Village == "东横街村" && m.Category == "road" && len(m.Replies) > 0 && m.Replies[0].At.Sub(m.Timeline[0].At) == 48*time.Hour {
				quick++
			}
			if m.Public.Released && present2026.Sub(m.Timeline[0].At) < 90*24*time.Hour {
				readable++
			}
		case station.KindSuggestion:
			if p := proposal.Fold(r); len(p.Unapplied()) > 0 {
				t.Errorf("%s: %+v", ref.ID, p.Unapplied())
			}
		}
	}
	if quick == 0 {
		t.Error("no manhole cover was mended in two days")
	}
	if readable == 0 {
		t.Error("everybody may read nothing of the last 90 days")
	}
	board := book.Board(figure.Query{Scope: root, From: "2026-01-01", To: "2026-11-22"}, figure.Moment{Now: present2026})
	for _, key := range []string{"received", "visits", "activities", "opinions", "adopted", "handled", "satisfied", "rectified", "overdue", "suggestions", "projects", "news"} {
		if value, _ := number(board, key, ""); value == 0 {
			t.Errorf("nothing of %s today", key)
		}
	}
}

func TestTellingTwiceIsTheSame(t *testing.T) {
	a, err := Tell(root, present2026)
	if err != nil {
		t.Fatal(err)
	}
	b, err := Tell(root, present2026)
	if err != nil {
		t.Fatal(err)
	}
	one, _ := json.Marshal(a)
	two, _ := json.Marshal(b)
	if string(one) != string(two) {
		t.Error("two tellings differ")
	}
}

func BenchmarkTell(b *testing.B) {
	for b.Loop() {
		if _, err := Tell(root, present2026); err != nil {
			b.Fatal(err)
		}
	}
}
