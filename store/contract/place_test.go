package contract

import (
	"context"
	"testing"

	"lianzhan/station"
	"lianzhan/store"
)

func at(t testing.TB, b box, scope string) *store.DB {
	t.Helper()
	db, err := b.tryOpen(store.Options{Scope: scope})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { shut(t, db) })
	return db
}

func placeOf(t testing.TB, db *store.DB, id string) (place string) {
	t.Helper()
	inspect(t, db, func(l station.Ledger) (err error) {
		place, err = l.Place(station.Ref{Kind: station.KindGroup, ID: id})
		return err
	})
	if r := record(t, db, station.KindGroup, id); r.Place != place {
		t.Errorf("%s belongs to %q by its record, to %q by the ledger", id, r.Place, place)
	}
	return place
}

func moved(t testing.TB, id, to string) station.Edit {
	t.Helper()
	e, err := station.MoveTo(station.KindGroup, id, to)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func in(e station.Edit, scope string) station.Edit {
	e.Scope = scope
	return e
}

// A record stays where it was first written, whoever edits it later; a box writes in its own branch and no higher.
func TestRecordsBelongToABranch(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		db := at(t, b, "/c/t")
		above, below := &far{origin: "above/1", place: "/c"}, &far{origin: "below/1", place: "/c/t/v"}
		take(t, db, above.group("from-above", "县里的"), below.group("from-below", "村里的"))
		write(t, db, group("own", "自己的"), in(group("for-below", "给村里"), "/c/t/v"), group("from-below", "镇里改的"), in(group("own", "又"), "/c/t/v"))
		for id, place := range map[string]string{"from-above": "/c", "from-below": "/c/t/v", "own": "/c/t", "for-below": "/c/t/v"} {
			if got := placeOf(t, db, id); got != place {
				t.Errorf("%s belongs to %q, not to %q", id, got, place)
			}
		}
		changes, _, err := db.Changes(3, 2)
		if err != nil || changes[0].Scope != "/c/t/v" || changes[1].Scope != "/c/t/v" {
			t.Errorf("scopes %+v: %v", changes, err)
		}
		for _, c := range []struct {
			edit station.Edit
			code string
		}{
			{group("from-above", "镇里改的"), "record_from_above"},
			{station.Edit{Kind: station.KindGroup, ID: "from-above", Op: station.OpDelete, Class: station.Public}, "record_from_above"},
			{in(group("new", "县里"), "/c"), "record_from_above"},
			{in(group("new", "别处"), "/c/u"), "scope_not_yours"},
			{moved(t, "from-below", "/c/u"), "scope_not_yours"},
			{moved(t, "own", "/c"), "scope_not_yours"},
			{moved(t, "from-above", "/c/t"), "record_from_above"},
		} {
			_, err := db.Write(context.Background(), "test", c.edit)
			wantCode(t, err, c.code)
		}
		write(t, db, moved(t, "from-below", "/c/t/w"), group("from-below", "搬了家"))
		if got := placeOf(t, db, "from-below"); got != "/c/t/w" {
			t.Errorf("a moved record belongs to %q", got)
		}
		verify(t, db, 8)
	})
}

// A box that stood alone brings what it wrote into its place in the tree; the place outlives a restart.
func TestScopeIsSetOnce(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		db := b.open(t)
		write(t, db, group("early", "早"))
		if placeOf(t, db, "early") != "" || db.Scope() != "/" {
			t.Errorf("alone, it belongs to %q, the box stands at %q", placeOf(t, db, "early"), db.Scope())
		}
		for _, wrong := range []string{"", "c", "/c/", "/大", "//"} {
			wantCode(t, db.SetScope(context.Background(), wrong), "scope_invalid")
		}
		if err := db.SetScope(context.Background(), "/c/t/v"); err != nil {
			t.Fatal(err)
		}
		below := &far{origin: "above/1", place: "/c/t/v", hlc: 1} // its clock is behind, yet it wrote later
		take(t, db, below.group("early", "上级改的"))
		write(t, db, group("late", "晚"), group("early", "改"))
		shut(t, db)
		db = at(t, b, "/other")
		if db.Scope() != "/c/t/v" || placeOf(t, db, "early") != "/c/t/v" || placeOf(t, db, "late") != "/c/t/v" {
			t.Errorf("at %s: %s, %s", db.Scope(), placeOf(t, db, "early"), placeOf(t, db, "late"))
		}
		inspect(t, db, func(l station.Ledger) error {
			entries, _, err := l.Entries(0, 10)
			for _, e := range entries {
				if e.Place != "/c/t/v" {
					t.Errorf("%d belongs to %q", e.Seq, e.Place)
				}
			}
			if len(entries) != 4 || entries[0].Header.Scope != "/" || entries[2].Header.Scope != "/c/t/v" {
				t.Errorf("entries %+v", entries)
			}
			return err
		})
	})
}
