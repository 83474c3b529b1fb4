package store

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"lianzhan/station"
)

func epochOf(t testing.TB, db *DB) (epoch string) {
	t.Helper()
	if err := db.Inspect(func(l station.Ledger) error { epoch = l.Epoch(); return nil }); err != nil {
		t.Fatal(err)
	}
	return epoch
}

// Somebody puts an older database back by hand: the folder knows, and what is written next is never taken for what was lost.
func TestADatabaseSetBackBeginsAnotherLife(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, FileName)
	db := open(t, dir)
	mustWrite(t, db, group("g1", "甲"))
	closeStore(t, db)
	older, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	db = open(t, dir)
	origin, epoch := db.Origin(), epochOf(t, db)
	mustWrite(t, db, group("g2", "乙"))
	closeStore(t, db)
	for _, c := range []struct {
		name    string
		before  func() error
		another bool
	}{
		{"as it was left", func() error { return nil }, false},
		{"without the mark", func() error { return os.Remove(filepath.Join(dir, markName)) }, false},
		{"with a mark cut short", func() error { return os.Truncate(filepath.Join(dir, markName), 40) }, false},
		{"set back", func() error { return os.WriteFile(path, older, 0o600) }, true},
		{"started again", func() error { return nil }, false},
	} {
		if err := c.before(); err != nil {
			t.Fatal(err)
		}
		db := open(t, dir)
		if now := epochOf(t, db); (now != epoch) != c.another || (db.Origin() != origin) != c.another {
			t.Errorf("%s: epoch %s after %s, origin %s after %s", c.name, now, epoch, db.Origin(), origin)
		}
		if station.DeviceOf(db.Origin()) != station.DeviceOf(origin) {
			t.Errorf("%s: another device", c.name)
		}
		origin, epoch = db.Origin(), epochOf(t, db)
		closeStore(t, db)
	}
	db = mustOpen(t, dir)
	mustWrite(t, db, group("g3", "丙"))
	if n, err := db.Verify(); n != 2 || err != nil {
		t.Errorf("verified %d: %v", n, err)
	}
}

func TestRestoreBeginsAnotherLife(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	mustWrite(t, db, group("g1", "甲"))
	var backup bytes.Buffer
	if _, err := db.Backup(&backup); err != nil {
		t.Fatal(err)
	}
	mustWrite(t, db, group("g2", "乙"))
	origin, epoch := db.Origin(), epochOf(t, db)
	closeStore(t, db)
	if _, err := Restore(dir, &backup); err != nil {
		t.Fatal(err)
	}
	db = open(t, dir)
	restored, now := db.Origin(), epochOf(t, db)
	if now == epoch || restored == origin {
		t.Errorf("restored as %s in epoch %s", restored, now)
	}
	if err := db.Inspect(func(l station.Ledger) error {
		heads, err := l.Heads()
		if len(heads) != 1 || heads[origin] != 1 {
			t.Errorf("heads = %v", heads)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	closeStore(t, db)
	if db = mustOpen(t, dir); db.Origin() != restored || epochOf(t, db) != now {
		t.Error("the mark of the former life began a third")
	}
}
