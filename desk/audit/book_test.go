package audit

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"lianzhan/station"
)

func TestTheBookIsFiltered(t *testing.T) {
	b := New(day(t))
	for name, c := range map[string]struct {
		query Query
		want  []string
	}{
		"all":      {Query{}, []string{"signed_in", "put", "put", "sign_in_failed", "revealed", "replied"}},
		"person":   {Query{Person: "account:a1"}, []string{"signed_in", "put", "put", "sign_in_failed"}}, // done by or to them
		"console":  {Query{Person: "cli:root"}, []string{"put"}},
		"record":   {Query{Kind: station.KindMatter, ID: "m1"}, []string{"revealed", "replied"}},
		"kind":     {Query{Kind: station.KindDeputy}, []string{"put"}},
		"what":     {Query{What: "revealed"}, []string{"revealed"}},
		"from":     {Query{From: "2026-11-22"}, []string{"revealed", "replied"}},
		"to":       {Query{To: "2026-11-21"}, []string{"signed_in", "put", "put", "sign_in_failed"}},
		"no match": {Query{Person: "account:a9"}, nil},
	} {
		entries, next, err := b.Read(c.query, 0, 100)
		if got := whats(entries); err != nil || next != 0 || !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, next %d, %v", name, got, next, err)
		}
	}
}

func TestTheBookIsTurnedPageByPage(t *testing.T) {
	b := New(day(t))
	whole, _, err := b.Read(Query{}, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	var turned []Entry
	before := uint64(0)
	for range 10 {
		entries, next, err := b.Read(Query{}, before, 2)
		if err != nil {
			t.Fatal(err)
		}
		if turned = append(turned, entries...); next == 0 {
			break
		}
		before = next
	}
	if !slices.Equal(turned, whole) {
		t.Errorf("page by page %v, at once %v", whats(turned), whats(whole))
	}
}

// The auditor sees that something was written, never what.
func TestTheBookTellsNoContent(t *testing.T) {
	l := day(t)
	entries, _, err := New(l).Read(Query{}, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	said, err := json.Marshal(entries)
	if err != nil || bytes.Contains(said, []byte("井盖")) {
		t.Errorf("%v: %s", err, said)
	}
	if e := entries[len(entries)-2]; e.Name != "吴立新" || e.At.Format("2006-01-02 15:04 -0700") != "2026-11-21 09:00 +0800" {
		t.Errorf("a change without a name: %+v", e)
	}
	if e := entries[2]; e.Missed != 4 || e.Address != "192.168.1.66" || e.ID != "a1" || e.Name != "" {
		t.Errorf("a failed sign-in: %+v", e)
	}
	l.lines[5].Body = nil // erased
	if entries, _, err = New(l).Read(Query{}, 0, 1); err != nil || entries[0].What != "event" || entries[0].ID != "m1" {
		t.Errorf("an erased event: %+v %v", entries, err)
	}
}

func TestTheTableHoldsTheChain(t *testing.T) {
	l := day(t)
	l.note(t, "account:a3", Line{What: Printed, Name: `=HYPERLINK("x")`, Detail: "a\nb"})
	file, lines, err := New(l).Table(Query{})
	if err != nil || lines != len(l.lines) || !bytes.HasPrefix(file, []byte("\ufeff")) {
		t.Fatalf("%d lines: %v", lines, err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(file, []byte("\ufeff")))).ReadAll()
	if err != nil || len(rows) != lines+1 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	column := func(name string) int { return slices.Index(rows[0], name) }
	for i, row := range rows[1:] {
		h := l.lines[i].Header
		if row[column("本条哈希")] != string(h.Hash()) || row[column("前条哈希")] != string(h.Prev) || row[column("操作人")] != h.Actor {
			t.Errorf("row %d: %v", i, row)
		}
		if i > 0 && row[column("前条哈希")] != rows[i][column("本条哈希")] {
			t.Errorf("row %d does not follow the one before", i)
		}
	}
	if last := rows[len(rows)-1]; strings.HasPrefix(last[column("姓名")], "=") {
		t.Errorf("a spreadsheet would run %q", last[column("姓名")])
	}
}

func TestWithoutItsLineNothingIsShown(t *testing.T) {
	l := day(t)
	full := errors.New("disk full")
	l.broken = full
	if err := Write(t.Context(), l, "account:a1", Line{What: Revealed}); !errors.Is(err, full) {
		t.Errorf("%v", err)
	}
}

func TestOneWalkAtATime(t *testing.T) {
	b := New(day(t))
	b.walking.Lock()
	if _, err := b.Verify(); station.Worded(err).Class != station.FaultBusy {
		t.Errorf("%v", err)
	}
	b.walking.Unlock()
	if n, err := b.Verify(); n != 6 || err != nil {
		t.Errorf("%d %v", n, err)
	}
}
