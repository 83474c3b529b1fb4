package store

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"lianzhan/station"
)

// said is an event of a matter, entered in a register.
func said(id, text string) station.Edit {
	return station.Edit{Kind: station.KindMatter, ID: id, Op: station.OpEvent, Class: station.Personal,
		Fields: fmt.Appendf(nil, `{"type":"said","data":%q}`, text), Book: "matter/2026"}
}

func erase(t testing.TB, id string, revisions ...station.Revision) station.Edit {
	t.Helper()
	e, err := station.Erase(station.KindMatter, id, revisions...)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func matter(t testing.TB, db *DB, id string) (record station.Record) {
	t.Helper()
	if err := db.View(func(r station.Reader) (err error) { record, err = r.Record(station.KindMatter, id); return err }); err != nil {
		t.Fatal(err)
	}
	return record
}

// serials are the numbers given in the log, in its order.
func serials(t testing.TB, db *DB) (all []uint64) {
	t.Helper()
	changes, _, err := db.Changes(0, 100_000)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range changes {
		if c.Serial != 0 {
			all = append(all, c.Serial)
		}
	}
	return all
}

func dense(n int) (all []uint64) {
	for i := range n {
		all = append(all, uint64(i+1))
	}
	return all
}

// A register has no holes and no number twice (the books of a station are checked by hand), whoever writes at once and
// whatever is refused, before and after a restart.
func TestBooksNumberDensely(t *testing.T) {
	dir := t.TempDir()
	for round := range 3 {
		db, err := Open(dir, Options{})
		if err != nil {
			t.Fatal(err)
		}
		var writers sync.WaitGroup
		for w := range 8 {
			writers.Go(func() {
				for i := range 10 {
					id := fmt.Sprintf("m%d-%d-%d", round, w, i)
					if _, err := db.Write(context.Background(), "test", said(id, "话"), said(id, "又")); err != nil {
						t.Error(err)
					}
					if _, err := db.Write(context.Background(), "test", said(id, "好"), spoilt()); err == nil {
						t.Error("a spoilt edit was taken")
					}
				}
			})
		}
		writers.Wait()
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	db := mustOpen(t, dir)
	if got := serials(t, db); !slices.Equal(got, dense(3*8*10*2)) {
		t.Errorf("numbers in the log: %v", got)
	}
	other := said("m0-0-0", "另一本")
	other.Book = "visit/2026"
	mustWrite(t, db, other, said("m0-0-0", "这一本"))
	events := matter(t, db, "m0-0-0").Events
	if last := events[len(events)-2:]; last[0].Serial != 1 || last[1].Serial != 481 {
		t.Errorf("two books give %d and %d", last[0].Serial, last[1].Serial)
	}
}

func spoilt() station.Edit {
	e := said("spoilt", "坏")
	e.Op = "nonsense"
	return e
}

func TestEraseBlanksStateAndLog(t *testing.T) {
	db := mustOpen(t, t.TempDir())
	mustWrite(t, db, said("m1", "13900000000"), said("m1", "回复"))
	first := matter(t, db, "m1").Events[0]
	if first.Line != 1 || db.NeedsCompact() {
		t.Fatalf("line %d, needs compaction %v", first.Line, db.NeedsCompact())
	}
	mustWrite(t, db, erase(t, "m1", "99@nobody/0"))
	if db.NeedsCompact() {
		t.Error("an erasure of nothing asks for a compaction")
	}
	for range 2 {
		mustWrite(t, db, erase(t, "m1", first.Revision, "99@nobody/0"))
		events := matter(t, db, "m1").Events
		if len(events) != 2 || !events[0].Erased() || events[1].Erased() || events[0].Serial != 1 {
			t.Fatalf("events = %+v", events)
		}
		changes, _, err := db.Changes(0, 10)
		if err != nil || changes[0].Body != nil || changes[0].Kind != station.KindMatter || len(changes[1].Body) == 0 {
			t.Errorf("the log says %+v: %v", changes, err)
		}
	}
	if n, err := db.Verify(); n != 5 || err != nil {
		t.Errorf("verified %d: %v", n, err)
	}
}

func TestEraseInTheSameWrite(t *testing.T) {
	db := mustOpen(t, t.TempDir())
	mustWrite(t, db, said("m1", "先"))
	mustWrite(t, db, said("m1", "13900000000"), erase(t, "m1", station.Revision("2@"+db.Origin())))
	changes, _, err := db.Changes(0, 10)
	if err != nil || len(changes) != 3 || changes[1].Body != nil || changes[0].Body == nil {
		t.Errorf("the log says %+v: %v", changes, err)
	}
	if !matter(t, db, "m1").Events[1].Erased() || !db.NeedsCompact() {
		t.Error("an event erased by the write that made it is still there")
	}
}

func TestRefusedEraseErasesNothing(t *testing.T) {
	db := mustOpen(t, t.TempDir())
	mustWrite(t, db, said("m1", "留着"))
	_, err := db.Write(context.Background(), "test", erase(t, "m1", matter(t, db, "m1").Events[0].Revision), spoilt())
	wantCode(t, err, "op_unknown")
	if matter(t, db, "m1").Events[0].Erased() || db.NeedsCompact() {
		t.Error("a refused write erased")
	}
}

func TestAuditLinesHaveNoState(t *testing.T) {
	db := mustOpen(t, t.TempDir())
	signedIn := station.Edit{Kind: station.KindAudit, ID: "account/3f2a", Op: station.OpEvent, Class: station.Local,
		Fields: []byte(`{"type":"signed_in"}`)}
	mustWrite(t, db, signedIn, signedIn)
	err := db.View(func(r station.Reader) error { _, err := r.Record(station.KindAudit, "account/3f2a"); return err })
	wantCode(t, err, "audit_not_found")
	if err := db.View(func(r station.Reader) error {
		if all, err := r.Records(station.KindAudit); len(all) != 0 || err != nil {
			t.Errorf("records of the audit: %v, %v", all, err)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	changes, _, err := db.Changes(0, 10)
	if err != nil || len(changes) != 2 || changes[1].Class != station.Local {
		t.Errorf("the log says %+v: %v", changes, err)
	}
	if n, err := db.Verify(); n != 2 || err != nil {
		t.Errorf("verified %d: %v", n, err)
	}
}

func TestDeletedMatterComesBackWithALaterEvent(t *testing.T) {
	db := mustOpen(t, t.TempDir())
	mustWrite(t, db, said("m1", "先"))
	mustWrite(t, db, station.Edit{Kind: station.KindMatter, ID: "m1", Op: station.OpDelete, Class: station.Personal})
	err := db.View(func(r station.Reader) error { _, err := r.Record(station.KindMatter, "m1"); return err })
	wantCode(t, err, "matter_not_found")
	mustWrite(t, db, said("m1", "后"))
	if events := matter(t, db, "m1").Events; len(events) != 2 {
		t.Errorf("events = %+v", events)
	}
}
