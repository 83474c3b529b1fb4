package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"lianzhan/station"
)

// mustOpen opens a store that the test closes.
func mustOpen(t testing.TB, dir string) *DB {
	t.Helper()
	db, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func group(id, name string) station.Edit {
	fields, _ := json.Marshal(station.Group{ID: id, Name: name})
	return station.Edit{Kind: station.KindGroup, ID: id, Op: station.OpPut, Class: station.Public, Fields: fields}
}

func mustWrite(t testing.TB, db *DB, edits ...station.Edit) uint64 {
	t.Helper()
	seq, err := db.Write(context.Background(), "test", edits...)
	if err != nil {
		t.Fatal(err)
	}
	return seq
}

func names(t testing.TB, db *DB) (all []string) {
	t.Helper()
	if err := db.View(func(r station.Reader) error {
		groups, err := station.All[station.Group](r, station.KindGroup)
		for _, g := range groups {
			all = append(all, g.Name)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

func wantCode(t testing.TB, err error, code string) {
	t.Helper()
	if err == nil || station.Worded(err).Code != code {
		t.Errorf("got %v, want %s", err, code)
	}
}

func TestWriteSurvivesReopening(t *testing.T) {
	dir := t.TempDir()
	db, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	mustWrite(t, db, group("g1", "第一代表小组"), group("g2", "第二代表小组"))
	mustWrite(t, db, group("g1", "改了名"))
	origin := db.Origin()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = mustOpen(t, dir)
	if got := names(t, db); fmt.Sprint(got) != "[改了名 第二代表小组]" {
		t.Errorf("names = %v", got)
	}
	if db.Seq() != 3 || db.Origin() != origin {
		t.Errorf("seq %d, origin %s (was %s)", db.Seq(), db.Origin(), origin)
	}
	if n, err := db.Verify(); n != 3 || err != nil {
		t.Errorf("verified %d: %v", n, err)
	}
}

func TestWriteIsAllOrNothing(t *testing.T) {
	db := mustOpen(t, t.TempDir())
	spoilt := group("g2", "乙")
	spoilt.Fields = json.RawMessage(`["not fields"]`)
	_, err := db.Write(context.Background(), "test", group("g1", "甲"), spoilt)
	wantCode(t, err, "body_invalid")
	big := group("g3", strings.Repeat("长", 100_000))
	_, err = db.Write(context.Background(), "test", group("g1", "甲"), big)
	wantCode(t, err, "change_too_large")
	_, err = db.Write(context.Background(), "test", group("g1", "甲"), station.Edit{Kind: station.KindGroup, Op: station.OpPut})
	wantCode(t, err, "record_id_invalid")
	if got := names(t, db); len(got) != 0 || db.Seq() != 0 {
		t.Errorf("refused edits left %v at %d", got, db.Seq())
	}
	mustWrite(t, db, group("g1", "甲"))
	if n, err := db.Verify(); n != 1 || err != nil {
		t.Errorf("the chain has a hole after refusals: %d, %v", n, err)
	}
}

func TestEditorMustHaveSeenTheRevision(t *testing.T) {
	db := mustOpen(t, t.TempDir())
	mustWrite(t, db, group("g1", "甲"))
	var seen station.Record
	if err := db.View(func(r station.Reader) (err error) { seen, err = r.Record(station.KindGroup, "g1"); return err }); err != nil {
		t.Fatal(err)
	}
	mustWrite(t, db, group("g1", "乙"))
	late := group("g1", "丙")
	late.Base = seen.Revision
	_, err := db.Write(context.Background(), "test", late)
	wantCode(t, err, "record_changed")
}

func TestDeletedIsGoneAndComesBack(t *testing.T) {
	db := mustOpen(t, t.TempDir())
	mustWrite(t, db, group("g1", "甲"))
	mustWrite(t, db, station.Edit{Kind: station.KindGroup, ID: "g1", Op: station.OpDelete, Class: station.Public})
	err := db.View(func(r station.Reader) error { _, err := r.Record(station.KindGroup, "g1"); return err })
	wantCode(t, err, "group_not_found")
	if got := names(t, db); len(got) != 0 {
		t.Errorf("a deleted group is listed: %v", got)
	}
	mustWrite(t, db, group("g1", "回来"))
	if got := names(t, db); fmt.Sprint(got) != "[回来]" {
		t.Errorf("names = %v", got)
	}
}

// Many writers share commits, each hears its own outcome, and the announcements come in order and after the commit.
func TestManyWriters(t *testing.T) {
	db := mustOpen(t, t.TempDir())
	var heard []station.Announcement
	stop := db.Watch(func(a station.Announcement) { heard = append(heard, a) })
	const writers, each = 32, 20
	var wg sync.WaitGroup
	for w := range writers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range each {
				e := group(fmt.Sprintf("g%d-%d", w, i), "组")
				if i%5 == 4 {
					e.Fields = json.RawMessage(`1`)
				}
				_, err := db.Write(context.Background(), "test", e)
				if (err != nil) != (i%5 == 4) {
					t.Errorf("writer %d edit %d: %v", w, i, err)
				}
			}
		}()
	}
	wg.Wait()
	stop()
	const good = writers * each * 4 / 5
	if n, err := db.Verify(); n != good || err != nil {
		t.Errorf("%d changes in the log, want %d: %v", n, good, err)
	}
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
	mustWrite(t, db, group("after", "组"))
	if heard[len(heard)-1].Seq == db.Seq() {
		t.Error("a stopped watcher still hears")
	}
}

func TestClosedStoreRefuses(t *testing.T) {
	db, err := Open(t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = db.Write(context.Background(), "test", group("g1", "甲"))
	wantCode(t, err, "store_closed")
}

func TestClockBehindTheLogIsNotBelieved(t *testing.T) {
	dir := t.TempDir()
	at := func(s string) Options {
		return Options{Clock: func() (time.Time, station.Trust) { return station.Date(s).Time(), station.TrustNTP }}
	}
	db, err := Open(dir, at("2026-11-21"))
	if err != nil {
		t.Fatal(err)
	}
	mustWrite(t, db, group("g1", "甲"))
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db, err = Open(dir, at("1970-01-01"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if now := db.Now(); now.Trust != station.TrustUntrusted || station.DateOf(now.Time) != "2026-11-21" {
		t.Errorf("now = %v", now)
	}
	mustWrite(t, db, group("g2", "乙"))
	changes, _, err := db.Changes(0, 10)
	if err != nil || changes[1].HLC <= changes[0].HLC || changes[1].Trust != station.TrustUntrusted {
		t.Errorf("the second change is at %d %s after %d: %v", changes[1].HLC, changes[1].Trust, changes[0].HLC, err)
	}
}

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	db := mustOpen(t, dir)
	hash, err := db.AddFile(strings.NewReader("一张照片"))
	if err != nil {
		t.Fatal(err)
	}
	if again, err := db.AddFile(strings.NewReader("一张照片")); again != hash || err != nil {
		t.Errorf("the same picture got %s: %v", again, err)
	}
	f, err := db.File(hash)
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	for _, wrong := range []string{"", "../station.db", strings.Repeat("0", 64), strings.ToUpper(hash), hash + "/.."} {
		_, err := db.File(wrong)
		wantCode(t, err, "file_not_found")
	}
	left, _ := filepath.Glob(filepath.Join(dir, filesDir, partPrefix+"*"))
	if len(left) != 0 {
		t.Errorf("half-written files are left: %v", left)
	}
}

func TestDeletedFileIsGone(t *testing.T) {
	dir := t.TempDir()
	db := mustOpen(t, dir)
	hash, err := db.AddFile(strings.NewReader("一段录音"))
	if err != nil {
		t.Fatal(err)
	}
	other, err := db.AddFile(strings.NewReader("另一段"))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := db.DeleteFile(hash); err != nil {
			t.Error(err)
		}
	}
	_, err = db.File(hash)
	wantCode(t, err, "file_not_found")
	if f, err := db.File(other); err != nil {
		t.Error(err)
	} else {
		f.Close()
	}
	if hits(t, dir, "一段录音") != 0 {
		t.Error("the content still lies in the folder")
	}
	for _, wrong := range []string{"", "../station.db", strings.Repeat("Z", 64), other + "/.."} {
		wantCode(t, db.DeleteFile(wrong), "file_not_found")
	}
	if again, err := db.AddFile(strings.NewReader("一段录音")); again != hash || err != nil {
		t.Errorf("kept again as %s: %v", again, err)
	}
}

func TestNewerDatabaseIsRefused(t *testing.T) {
	dir := t.TempDir()
	db, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	migrationsNow := migrations
	defer func() { migrations = migrationsNow }()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	migrations = nil
	_, err = Open(dir, Options{})
	wantCode(t, err, "database_newer")
	if errors.Is(err, os.ErrNotExist) {
		t.Error("unexpected cause")
	}
}
