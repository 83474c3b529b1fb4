package store

import (
	"fmt"
	"strings"
	"testing"

	"lianzhan/station"
)

func kind(k station.Kind) func(station.Header) bool {
	return func(h station.Header) bool { return h.Kind == k }
}

func seqs(lines []station.Line) (all []uint64) {
	for _, l := range lines {
		all = append(all, l.Seq)
	}
	return all
}

func TestLogIsReadNewestFirst(t *testing.T) {
	db := mustOpen(t, t.TempDir())
	if lines, next, err := db.Log(0, 10, nil); len(lines) != 0 || next != 0 || err != nil {
		t.Errorf("an empty log: %v, %d, %v", lines, next, err)
	}
	mustWrite(t, db, group("g1", "甲"), said("m1", "一"), group("g2", "乙"), said("m1", "二"), said("m1", "三"))
	mustWrite(t, db, erase(t, "m1", matter(t, db, "m1").Events[1].Revision)) // line 4 has no body any more
	for _, c := range []struct {
		before uint64
		limit  int
		match  func(station.Header) bool
		seqs   string
		next   uint64
	}{
		{0, 10, nil, "[6 5 4 3 2 1]", 0},
		{0, 2, nil, "[6 5]", 5},
		{5, 2, nil, "[4 3]", 3},
		{3, 2, nil, "[2 1]", 0},
		{1, 2, nil, "[]", 0},
		{99, 1, nil, "[6]", 6},
		{7, 1, nil, "[6]", 6},
		{0, 0, nil, "[6]", 6},
		{0, 10, kind(station.KindGroup), "[3 1]", 0},
		{0, 1, kind(station.KindGroup), "[3]", 3},
		{3, 1, kind(station.KindGroup), "[1]", 0},
		{0, 10, kind(station.KindAudit), "[]", 0},
	} {
		lines, next, err := db.Log(c.before, c.limit, c.match)
		if got := fmt.Sprint(seqs(lines)); got != c.seqs && (len(lines) > 0 || c.seqs != "[]") || next != c.next || err != nil {
			t.Errorf("before %d, at most %d: %s, on from %d, %v; want %s, %d", c.before, c.limit, got, next, err, c.seqs, c.next)
		}
	}
	lines, _, _ := db.Log(0, 10, nil)
	for _, l := range lines {
		if erased := l.Seq == 4; (l.Body == nil) != erased || !erased && l.BodyHash != station.HashOf(l.Body) {
			t.Errorf("line %d has the body %q", l.Seq, l.Body)
		}
	}
}

// One call looks at a bounded stretch even when nothing in it matches, and says where to go on.
func TestLogIsBounded(t *testing.T) {
	db := mustOpen(t, t.TempDir())
	mustWrite(t, db, said("m1", "很早以前"))
	var many []station.Edit
	for i := range 2000 {
		many = append(many, group(fmt.Sprint("g", i), "组"))
	}
	for range maxScan/len(many) + 1 {
		mustWrite(t, db, many...)
	}
	last := db.Seq()
	lines, next, err := db.Log(0, 10, kind(station.KindMatter))
	if len(lines) != 0 || next != last-maxScan+1 || err != nil {
		t.Fatalf("%d lines, on from %d of %d: %v", len(lines), next, last, err)
	}
	lines, next, err = db.Log(next, 10, kind(station.KindMatter))
	if len(lines) != 1 || lines[0].Seq != 1 || next != 0 || err != nil {
		t.Errorf("%v, on from %d: %v", seqs(lines), next, err)
	}
	if lines, next, _ := db.Log(0, 1<<30, nil); len(lines) != maxLines || next != last-maxLines+1 {
		t.Errorf("%d lines at once, on from %d", len(lines), next)
	}
	for range 30 {
		mustWrite(t, db, group("big", strings.Repeat("长", 80_000)))
	}
	if lines, next, _ := db.Log(0, 100, nil); len(lines) != maxRead/240_000+1 || next != lines[len(lines)-1].Seq {
		t.Errorf("%d large lines at once, on from %d", len(lines), next)
	}
}
