package contract

import (
	"context"
	"fmt"
	"testing"

	"lianzhan/station"
	"lianzhan/store"
)

func epochOf(t testing.TB, db *store.DB) (epoch string) {
	t.Helper()
	if err := db.Inspect(func(l station.Ledger) error { epoch = l.Epoch(); return nil }); err != nil {
		t.Fatal(err)
	}
	return epoch
}

// Another life of the log: what was written stays and verifies, what comes next is another chain of the same device.
func TestReincarnation(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		db := b.open(t)
		private := said("a1", "账号")
		private.Class = station.Local
		var origins []string
		epochs := map[string]bool{}
		for range 3 {
			origins = append(origins, db.Origin())
			epochs[epochOf(t, db)] = true
			write(t, db, group("g1", "甲"), private, group("g1", "乙"))
			if err := db.Reincarnate(context.Background()); err != nil {
				t.Fatal(err)
			}
		}
		if len(epochs) != 3 || epochs[epochOf(t, db)] || epochOf(t, db) == "" {
			t.Errorf("epochs %v, then %q", epochs, epochOf(t, db))
		}
		shut(t, db)
		db = b.mustOpen(t)
		write(t, db, group("g2", "丙"))
		inspect(t, db, func(l station.Ledger) error {
			heads, err := l.Heads()
			if len(heads) != 4 || heads[db.Origin()] != 1 {
				t.Errorf("heads = %v", heads)
			}
			for i, origin := range origins {
				if station.DeviceOf(origin) != station.DeviceOf(db.Origin()) || heads[origin] != 2 {
					t.Errorf("life %d was %s, now it is %s; held up to %d", i, origin, db.Origin(), heads[origin])
				}
				if e, found, err := l.Held(origin, 2); !found || err != nil || e.Seq != uint64(3*i+3) {
					t.Errorf("of life %d: %v %d %v", i, found, e.Seq, err)
				}
			}
			return err
		})
		verify(t, db, 10)
	})
}

// What a box lost comes back from those it had told: it is taken where its chain has a gap, and under the old name.
func TestLostChangesComeBack(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		db := b.mustOpen(t)
		before := &far{origin: db.Origin(), place: "/c"}
		write(t, db, group("g1", "一"))
		inspect(t, db, func(l station.Ledger) (err error) { before.ctr, before.head, err = l.Head(db.Origin()); return err })
		if err := db.Reincarnate(context.Background()); err != nil {
			t.Fatal(err)
		}
		before.hlc = record(t, db, station.KindGroup, "g1").Latest()
		lost := []station.Entry{before.group("g1", "二"), before.group("g1", "三"), before.group("g1", "四")}
		take(t, db, lost[2], lost[0])
		if head := headOf(t, db, before.origin); head != 2 || fmt.Sprint(names(t, db)) != "[四]" {
			t.Errorf("head %d, names %v", head, names(t, db))
		}
		take(t, db, lost[1])
		if head := headOf(t, db, before.origin); head != 4 {
			t.Errorf("head = %d", head)
		}
		verify(t, db, 4)
	})
}
