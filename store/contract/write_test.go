package contract

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/store"
)

func TestWriteSurvivesReopening(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		db := b.open(t)
		write(t, db, group("g1", "第一代表小组"), group("g2", "第二代表小组"))
		write(t, db, group("g1", "改了名"))
		origin := db.Origin()
		shut(t, db)
		db = b.mustOpen(t)
		if got := names(t, db); fmt.Sprint(got) != "[改了名 第二代表小组]" {
			t.Errorf("names = %v", got)
		}
		if db.Seq() != 3 || db.Origin() != origin {
			t.Errorf("seq %d, origin %s (was %s)", db.Seq(), db.Origin(), origin)
		}
		write(t, db, group("g3", "第三"))
		verify(t, db, 4)
	})
}

func TestWriteIsAllOrNothing(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		db := b.mustOpen(t)
		for code, edits := range map[string][]station.Edit{
			"body_invalid":      {group("g1", "甲"), spoilt("g2")},
			"change_too_large":  {group("g1", "甲"), group("g3", strings.Repeat("长", 100_000))},
			"record_id_invalid": {group("g1", "甲"), {Kind: station.KindGroup, Op: station.OpPut}},
		} {
			_, err := db.Write(context.Background(), "test", edits...)
			wantCode(t, err, code)
		}
		if got := names(t, db); len(got) != 0 || db.Seq() != 0 {
			t.Errorf("refused edits left %v at %d", got, db.Seq())
		}
		write(t, db, group("g1", "甲"))
		verify(t, db, 1)
	})
}

func TestEditorMustHaveSeenTheRevision(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		db := b.mustOpen(t)
		write(t, db, group("g1", "甲"))
		seen := record(t, db, station.KindGroup, "g1").Revision
		write(t, db, group("g1", "乙"))
		late := group("g1", "丙")
		late.Base = seen
		_, err := db.Write(context.Background(), "test", late)
		wantCode(t, err, "record_changed")
		late.Base = record(t, db, station.KindGroup, "g1").Revision
		write(t, db, late)
	})
}

func TestDeletedIsGoneAndComesBack(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		db := b.mustOpen(t)
		write(t, db, group("g1", "甲"))
		write(t, db, station.Edit{Kind: station.KindGroup, ID: "g1", Op: station.OpDelete, Class: station.Public})
		err := db.View(func(r station.Reader) error { _, err := r.Record(station.KindGroup, "g1"); return err })
		wantCode(t, err, "group_not_found")
		write(t, db, group("g1", "回来"))
		if got := names(t, db); fmt.Sprint(got) != "[回来]" {
			t.Errorf("names = %v", got)
		}
	})
}

// The log is read in order from any place, in any stretch, in both directions.
func TestLogIsReadInOrder(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		db := b.mustOpen(t)
		const n = 700
		for i := 0; i < n; i += 100 {
			var edits []station.Edit
			for j := range 100 {
				edits = append(edits, group(fmt.Sprintf("g%03d", i+j), fmt.Sprint("第", i+j)))
			}
			write(t, db, edits...)
		}
		read := 0
		for after := uint64(0); ; {
			changes, last, err := db.Changes(after, 90)
			if err != nil {
				t.Fatal(err)
			}
			if len(changes) == 0 {
				break
			}
			for _, c := range changes {
				if want := fmt.Sprintf("g%03d", read); c.ID != want || !strings.Contains(string(c.Body), fmt.Sprint("第", read)) {
					t.Fatalf("line %d is %s: %s", read+1, c.ID, c.Body)
				}
				read++
			}
			after = last
		}
		back := 0
		for before := uint64(0); back == 0 || before != 0; {
			lines, next, err := db.Log(before, 90, nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range lines {
				if l.Seq != uint64(n-back) {
					t.Fatalf("line %d after %d", l.Seq, n-back+1)
				}
				back++
			}
			before = next
		}
		if read != n || back != n {
			t.Errorf("%d lines forwards, %d back", read, back)
		}
	})
}

func TestErasedIsGone(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		db := b.open(t)
		write(t, db, said("m1", "我的电话 13955557777"), said("m1", "答复"))
		first := record(t, db, station.KindMatter, "m1").Events[0].Revision
		e, err := station.Erase(station.KindMatter, "m1", first)
		if err != nil {
			t.Fatal(err)
		}
		write(t, db, e)
		shut(t, db)
		db = b.mustOpen(t)
		events := record(t, db, station.KindMatter, "m1").Events
		if !events[0].Erased() || !strings.Contains(string(events[1].Body), "答复") {
			t.Errorf("events = %+v", events)
		}
		changes, _, err := db.Changes(0, 10)
		if err != nil || changes[0].Body != nil || changes[1].Body == nil {
			t.Errorf("the log says %+v: %v", changes, err)
		}
		verify(t, db, 3)
		if !db.NeedsCompact() {
			t.Error("a restart forgot what is still to be done")
		}
		if err := db.Compact(); err != nil || db.NeedsCompact() {
			t.Errorf("compaction: %v, still needed: %v", err, db.NeedsCompact())
		}
		write(t, db, said("m1", "又来"))
		verify(t, db, 4)
	})
}

// Writers who share commits each hear their own outcome; books have no holes; announcements come in order.
func TestManyWriters(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		db := b.open(t)
		var heard []station.Announcement
		stop := db.Watch(func(a station.Announcement) { heard = append(heard, a) })
		const writers, each = 16, 20
		var all sync.WaitGroup
		for w := range writers {
			all.Go(func() {
				for i := range each {
					id := fmt.Sprintf("m%d-%d", w, i)
					edits := []station.Edit{said(id, "话")}
					if i%5 == 4 {
						edits = append(edits, spoilt(id))
					}
					if _, err := db.Write(context.Background(), "test", edits...); (err != nil) != (i%5 == 4) {
						t.Errorf("writer %d edit %d: %v", w, i, err)
					}
				}
			})
		}
		all.Wait()
		stop()
		const good = writers * each * 4 / 5
		verify(t, db, good)
		checkSerials(t, db, good)
		last, refs := uint64(0), 0
		for _, a := range heard {
			if a.Seq <= last {
				t.Fatalf("announcement %d after %d", a.Seq, last)
			}
			last, refs = a.Seq, refs+len(a.Refs)
		}
		if refs != good || last != db.Seq() {
			t.Errorf("announced %d records up to %d, want %d up to %d", refs, last, good, db.Seq())
		}
		shut(t, db)
		db = b.mustOpen(t)
		write(t, db, said("after", "话"))
		checkSerials(t, db, good+1)
	})
}

// checkSerials holds that a register is numbered 1, 2, 3 ... in the order of the log.
func checkSerials(t testing.TB, db *store.DB, n int) {
	t.Helper()
	changes, _, err := db.Changes(0, 100_000)
	if err != nil {
		t.Fatal(err)
	}
	var got []uint64
	for _, c := range changes {
		got = append(got, c.Serial)
	}
	for i, serial := range got {
		if serial != uint64(i+1) {
			t.Fatalf("line %d has number %d in the register", i+1, serial)
		}
	}
	if len(got) != n {
		t.Errorf("%d numbers given, want %d", len(got), n)
	}
}

func TestClockBehindTheLogIsNotBelieved(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		at := func(date string) store.Options {
			return store.Options{Clock: func() (time.Time, station.Trust) { return station.Date(date).Time(), station.TrustNTP }}
		}
		db, err := b.tryOpen(at("2026-11-21"))
		if err != nil {
			t.Fatal(err)
		}
		write(t, db, group("g1", "甲"))
		shut(t, db)
		if db, err = b.tryOpen(at("1970-01-01")); err != nil {
			t.Fatal(err)
		}
		defer shut(t, db)
		write(t, db, group("g2", "乙"))
		changes, _, err := db.Changes(0, 10)
		if err != nil || changes[1].HLC <= changes[0].HLC || changes[1].Trust != station.TrustUntrusted {
			t.Errorf("the second change is at %d %s after %d: %v", changes[1].HLC, changes[1].Trust, changes[0].HLC, err)
		}
	})
}

func TestClosedStoreRefuses(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		db := b.open(t)
		shut(t, db)
		_, err := db.Write(context.Background(), "test", group("g1", "甲"))
		wantCode(t, err, "store_closed")
	})
}

func TestRecordsAreListedById(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		db := b.mustOpen(t)
		ids := []string{"乙", "b", "Z", "a-1", "a1", "甲"}
		for _, id := range ids {
			write(t, db, group(id, id))
		}
		slices.Sort(ids)
		if got := names(t, db); !slices.Equal(got, ids) {
			t.Errorf("listed %v, want %v", got, ids)
		}
	})
}
