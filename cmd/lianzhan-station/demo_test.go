package main

import (
	"slices"
	"testing"

	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/store"
)

// The demo town must move in by the road a real station takes, once, and be whole.
func TestDemoTownMovesIn(t *testing.T) {
	clock := &demoClock{}
	db, err := store.Open(t.TempDir(), store.Options{Clock: clock.read})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	for range 2 {
		if err := seedDemo(t.Context(), db, clock); err != nil {
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
			// Tables of holidays are shipped, accounts are made by people, the audit has lines but no state, who stands
			// alone is in no tree, and the walls play their usual loop until somebody arranges another.
			if len(records) == 0 && !slices.Contains([]station.Kind{station.KindHolidays, station.KindAccount, station.KindAudit, station.KindNode, station.KindPlaylist}, kind) {
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

// The demo's life must be a real one: every event fits, some matters are late, some are done, and the day is today.
func TestDemoLifeIsLawful(t *testing.T) {
	clock := &demoClock{}
	db, err := store.Open(t.TempDir(), store.Options{Clock: clock.read})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := seedDemo(t.Context(), db, clock); err != nil {
		t.Fatal(err)
	}
	if now := db.Now(); now.Trust == station.TrustUntrusted {
		t.Errorf("the clock stands at %s and is not believed", now.Time)
	}
	today, states, late, shown := station.DateOf(db.Now().Time), map[matter.State]int{}, 0, 0
	if err := db.View(func(r station.Reader) error {
		records, err := r.Records(station.KindMatter)
		for _, record := range records {
			m := matter.Fold(record)
			states[m.State]++
			if len(m.Unapplied()) > 0 {
				t.Errorf("%s: %+v", m.Title, m.Unapplied())
			}
			if next, ok := m.Next(nil, station.StationCalendar(nil)); ok && next.Late(today) {
				late++
			}
			if m.Public.Released {
				shown++
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if late < 3 || shown < 6 || len(states) < 12 {
		t.Errorf("%d late, %d shown, states %v", late, shown, states)
	}
}
