package main

import (
	"testing"

	"lianzhan/station"
	"lianzhan/store"
)

// The demo town must move in by the road a real station takes, once, and be whole.
func TestDemoTownMovesIn(t *testing.T) {
	db, err := store.Open(t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	for range 2 {
		if err := seedDemo(t.Context(), db); err != nil {
			t.Fatal(err)
		}
	}
	today := station.DateOf(db.Now().Time)
	if err := db.View(func(r station.Reader) error {
		deputies, err := station.All[station.Deputy](r, station.KindDeputy)
		tiers := map[station.Tier]int{}
		for _, d := range deputies {
			for _, tier := range d.Tiers(today) {
				tiers[tier]++
			}
		}
		if len(deputies) != 98 || tiers[station.Prefecture] != 5 || tiers[station.County] != 18 || tiers[station.Township] != 75 {
			t.Errorf("%d deputies, %v", len(deputies), tiers)
		}
		for _, kind := range station.Kinds {
			records, err := r.Records(kind)
			if err != nil {
				return err
			}
			if len(records) == 0 && kind != station.KindHolidays {
				t.Errorf("the demo town has no %s", kind)
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

func TestDemoDaysFollowToday(t *testing.T) {
	for text, want := range map[string]string{
		"{day-3}": "2026-02-26", "{day+40}": "2026-04-10", "{year}-05-11": "2026-05-11", "莲池村": "莲池村",
	} {
		if got := onDay(text, "2026-03-01"); got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
	}
}
