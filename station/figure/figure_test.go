package figure

import (
	"flag"
	"os"
	"testing"

	"lianzhan/station"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The pages of the cockpit are built on these files: a field that goes missing is seen here first.
func TestGoldenBoards(t *testing.T) {
	s := newSample(t).fill()
	b := s.book()
	q := Query{Scope: county, From: "2024-01-01", To: "2024-06-30"}
	list, err := b.List(q, s.moment(), "overdue", "", 0, 50)
	if err != nil {
		t.Fatal(err)
	}
	for name, v := range map[string]any{"cockpit.json": b.Board(q, s.moment()), "list.json": list} {
		path := "../../county/testdata/" + name
		got := jsonOf(t, v)
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s has changed; run with -update when that is meant", name)
		}
	}
}

// Counted by hand from the sample.
func TestFiguresAreCounted(t *testing.T) {
	board := newSample(t).fill().board(county, "2024-01-01", "2024-06-30")
	for _, c := range []struct {
		key       string
		value, of float64
		rows      int
	}{
		{"receptions", 2, 0, 2},
		{"received", 8, 0, 3}, // five; two visitors named where one was registered; one who walked in
		{"visits", 3, 0, 3},
		{"visited", 12, 0, 3},
		{"contacts", 20, 0, 6},
		{"outreach", 30, 0, 1},
		{"news", 1, 0, 1}, // neither the notice nor what was not published
		{"opinions", 4, 0, 4},
		{"accepted", 3, 4, 4},
		{"handled", 1, 3, 3},
		{"solved", 1, 0, 1},
		{"satisfied", 1, 1, 1},
		{"reply_days", 4, 1, 1},
		{"escalated", 0, 1, 1},
		{"rectified", 1, 1, 1},
		{"overdue", 3, 3, 3},
		{"activities", 5, 0, 5},
		{"attendance", 6, 0, 5},
		{"duty", 2.25, 4, 4},
		{"active", 3, 4, 4},
		{"tested", 2, 0, 1},
		{"marks", 85, 2, 1},
		{"results", 1, 0, 1},
		{"projects", 1, 2, 2},
		{"progress", 70, 2, 2},
		{"late_projects", 1, 2, 2},
		{"votes", 2, 0, 2}, // two projects were chosen on one day: one ballot
		{"vote_results", 2, 3, 2},
		{"sites", 3, 0, 3},
		{"members", 4, 0, 4},
		{"tiers", 3, 0, 3}, // one holds two tiers
		{"placed", 3, 4, 4},
		{"groups", 1, 0, 1},
	} {
		f := board.figure(c.key)
		of := 0.0
		if f.Of != nil {
			of = *f.Of
		}
		if f.Value != c.value || of != c.of || f.Rows != c.rows || f.Definition == "" {
			t.Errorf("%s: %v of %v from %d records, want %v of %v from %d", c.key, f.Value, of, f.Rows, c.value, c.of, c.rows)
		}
	}
}

// The outcomes of a vote add up to all votes, those that failed as well; parts that are no outcomes keep their own whole.
func TestOutcomesAddUpToTheWhole(t *testing.T) {
	board := newSample(t).fill().board(county, "2024-01-01", "2024-06-30")
	sum := 0.0
	for _, p := range board.figure("vote_results").Parts {
		sum += p.Value
	}
	if sum != 3 {
		t.Errorf("the outcomes of three votes add up to %v", sum)
	}
	overdue := board.figure("overdue").Parts
	if len(overdue) != 2 || overdue[0].Value != 2 || *overdue[1].Of != 1 || overdue[1].Label != "镇城建办（东镇）" {
		t.Errorf("overdue by unit: %+v", overdue)
	}
}

// A list is the number itself, row by row: whatever the figure or its part, the rows add up to it.
func TestListsAddUpToTheirNumbers(t *testing.T) {
	s := newSample(t).fill()
	b, q := s.book(), Query{Scope: county, From: "2024-01-01", To: "2024-06-30"}
	adds := func(f Figure, part string, want float64) {
		t.Helper()
		list, err := b.List(q, s.moment(), f.Key, part, 0, 1000)
		if err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for _, item := range list.Items {
			if item.Hit {
				sum += item.Amount
			}
			if item.Line == "" && item.Kind != station.KindSession {
				t.Errorf("%s: %s %s says nothing", f.Key, item.Kind, item.ID)
			}
		}
		if sum != want || list.Total != len(list.Items) {
			t.Errorf("%s %s: the rows add up to %v, the number is %v", f.Key, part, sum, want)
		}
	}
	for _, f := range b.Board(q, s.moment()).Figures {
		if f.Sum != nil {
			adds(f, "", *f.Sum)
			continue
		}
		adds(f, "", f.Value)
		for _, p := range f.Parts {
			adds(f, p.Key, p.Value)
		}
	}
	if _, err := b.List(q, s.moment(), "applause", "", 0, 10); station.Worded(err).Class != station.FaultNotFound {
		t.Errorf("an unknown figure: %v", err)
	}
}

func TestBoardOfABranch(t *testing.T) {
	s := newSample(t).fill()
	town := s.board(east, "2024-01-01", "2024-06-30")
	if f := town.figure("members"); f.Value != 3 {
		t.Errorf("the town has %v members", f.Value)
	}
	sites := town.figure("sites")
	if sites.Declared == nil || *sites.Declared != 7 || !sites.Mismatch || sites.Value != 2 {
		t.Errorf("sites: %+v", sites)
	}
	if len(town.Mismatches) != 2 || town.Mismatches[1].What != "联络点" {
		t.Errorf("mismatches: %+v", town.Mismatches)
	}
	if len(town.Places) != 2 || !town.Places[0].Own || town.Places[1].Name != "林村" {
		t.Errorf("places: %+v", town.Places)
	}
	whole := s.board(county, "2024-01-01", "2024-06-30")
	if whole.figure("sites").Declared != nil || len(whole.Mismatches) != 2 || len(whole.Places) != 2 {
		t.Errorf("county: %+v %+v", whole.figure("sites"), whole.Mismatches)
	}
	if whole.Boxes != (Share{1, 3}) || len(whole.Missing) != 2 || whole.Missing[0].State != Waiting {
		t.Errorf("boxes %+v, missing %+v", whole.Boxes, whole.Missing)
	}
	invented := s.moment()
	invented.Nodes = append(invented.Nodes, Node{Scope: east + "/demo", State: Demo})
	if b := s.book().Board(Query{Scope: county, From: "2024-01-01", To: "2024-06-30"}, invented); b.Demo != 1 || b.Boxes != whole.Boxes || len(b.Missing) != 2 {
		t.Errorf("an invented box: %d, boxes %+v, missing %+v", b.Demo, b.Boxes, b.Missing)
	}
	if label := town.figure("tiers").Parts[1].Label; label != "镇代表" {
		t.Errorf("the town calls its deputies %s", label)
	}
	for _, p := range whole.Places {
		if p.Scope == west && p.Values["opinions"].Value != 1 {
			t.Errorf("the other town: %+v", p.Values["opinions"])
		}
	}
}

// What changes or goes is counted as it is now.
func TestBookFollowsRecords(t *testing.T) {
	s := newSample(t).fill()
	b, q := s.book(), Query{Scope: county, From: "2024-01-01", To: "2024-06-30"}
	s.put(east, station.KindSession, "r1", &station.ReceptionSession{ID: "r1", Date: "2024-03-15", Deputies: []string{"d1"}, Visitors: 9})
	if err := b.Put(s.all[station.Ref{Kind: station.KindSession, ID: "r1"}]); err != nil {
		t.Fatal(err)
	}
	b.Drop(station.Ref{Kind: station.KindActivity, ID: "v0"})
	b.Drop(station.Ref{Kind: station.KindMatter, ID: "m3"})
	board := b.Board(q, s.moment())
	if got := board.figure("received").Value; got != 11 {
		t.Errorf("received %v", got)
	}
	if got := board.figure("visits").Value; got != 2 {
		t.Errorf("visits %v", got)
	}
	if got := board.figure("opinions").Value; got != 3 {
		t.Errorf("opinions %v", got)
	}
}
