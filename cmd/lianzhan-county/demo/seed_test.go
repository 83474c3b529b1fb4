package demo

import (
	"testing"
	"time"

	"lianzhan/county"
	"lianzhan/station"
	"lianzhan/station/figure"
	"lianzhan/store"
	"lianzhan/sync/core"
)

// The towns move into a real store by the road real boxes take, once, and the figures come out there too.
func TestTownsMoveIn(t *testing.T) {
	db, err := store.Open(t.TempDir(), store.Options{Scope: root, Clock: func() (time.Time, station.Trust) { return present2026, station.TrustNTP }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	for range 2 {
		if err := Seed(t.Context(), db, "1.0.0", present2026); err != nil {
			t.Fatal(err)
		}
	}
	book := figure.NewBook(root, station.StationCalendar(nil))
	if err := db.View(func(r station.Reader) error {
		for _, kind := range figure.Kinds {
			records, err := r.Records(kind)
			if err != nil {
				return err
			}
			for _, record := range records {
				if err := book.Put(record); err != nil {
					return err
				}
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for _, c := range published {
		board := book.Board(figure.Query{Scope: root + "/" + c.town, From: c.days[0], To: c.days[1]}, figure.Moment{Now: present2026})
		if value, _ := number(board, c.key, c.part); value != c.want {
			t.Errorf("%s %s: %v, want %v", c.town, c.words, value, c.want)
		}
	}
	heard(t, db)
	if err := db.View(func(r station.Reader) error {
		nodes, err := r.Records(station.KindNode)
		if len(nodes) != 8 {
			t.Errorf("%d places of boxes, want 5 that called and 3 to come", len(nodes))
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

// heard looks at what the county knows of the boxes: all called once and said that they are invented.
func heard(t *testing.T, db *store.DB) {
	t.Helper()
	if err := db.Inspect(func(l station.Ledger) error {
		children, err := core.Children(l)
		for _, c := range children {
			if c.Status.Version != county.Demo {
				t.Errorf("%s runs %s", c.Scope, c.Status.Version)
			}
		}
		faults, ferr := core.Quarantined(l)
		if len(children) != 5 || len(faults) != 0 || ferr != nil {
			t.Errorf("%d boxes, %d kept aside: %v", len(children), len(faults), ferr)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}
