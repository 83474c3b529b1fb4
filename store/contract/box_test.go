// Package contract holds what every store keeps to, whatever its engine: each case runs on a bbolt file and on PostgreSQL.
package contract

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"testing"

	"lianzhan/station"
	"lianzhan/store"
	"lianzhan/store/postgres"
	"lianzhan/store/postgres/pgtest"
)

var server *pgtest.Server

func TestMain(m *testing.M) {
	var err error
	if server, err = pgtest.Start(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	if err := server.Stop(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// box is where one store lies: it can be opened again and again.
type box struct {
	dir, url string // url empty: a bbolt file in dir
}

// onEach runs a case on a fresh box of every engine.
func onEach(t *testing.T, run func(t *testing.T, b box)) {
	t.Run("bbolt", func(t *testing.T) { run(t, box{dir: t.TempDir()}) })
	t.Run("postgres", func(t *testing.T) { run(t, shared(t)) })
}

// shared is a fresh box that several stores may open at once.
func shared(t testing.TB) box {
	t.Helper()
	url, err := server.Database()
	if err != nil {
		t.Fatal(err)
	}
	return box{t.TempDir(), url}
}

func (b box) tryOpen(o store.Options) (*store.DB, error) {
	if b.url != "" {
		e, err := postgres.Open(b.url)
		if err != nil {
			return nil, err
		}
		o.Engine = e
	}
	return store.Open(b.dir, o)
}

// open opens the store; the caller closes it.
func (b box) open(t testing.TB) *store.DB {
	t.Helper()
	db, err := b.tryOpen(store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// mustOpen opens a store that the test closes.
func (b box) mustOpen(t testing.TB) *store.DB {
	t.Helper()
	db := b.open(t)
	t.Cleanup(func() { shut(t, db) })
	return db
}

func shut(t testing.TB, db *store.DB) {
	t.Helper()
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}

func group(id, name string) station.Edit {
	fields, _ := json.Marshal(station.Group{ID: id, Name: name})
	return station.Edit{Kind: station.KindGroup, ID: id, Op: station.OpPut, Class: station.Public, Fields: fields}
}

// said is an event of a matter, entered in a register.
func said(id, text string) station.Edit {
	return station.Edit{Kind: station.KindMatter, ID: id, Op: station.OpEvent, Class: station.Personal,
		Fields: fmt.Appendf(nil, `{"type":"said","data":%q}`, text), Book: "matter/2026"}
}

// spoilt is an edit every store refuses.
func spoilt(id string) station.Edit {
	e := group(id, "坏")
	e.Fields = json.RawMessage(`["not fields"]`)
	return e
}

func write(t testing.TB, db *store.DB, edits ...station.Edit) uint64 {
	t.Helper()
	seq, err := db.Write(context.Background(), "test", edits...)
	if err != nil {
		t.Fatal(err)
	}
	return seq
}

func record(t testing.TB, db *store.DB, kind station.Kind, id string) (r station.Record) {
	t.Helper()
	if err := db.View(func(all station.Reader) (err error) { r, err = all.Record(kind, id); return err }); err != nil {
		t.Fatal(err)
	}
	return r
}

func names(t testing.TB, db *store.DB) (all []string) {
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

// verify holds that the log is one dense chain of so many changes.
func verify(t testing.TB, db *store.DB, want int) {
	t.Helper()
	if n, err := db.Verify(); n != want || err != nil {
		t.Errorf("verified %d changes, want %d: %v", n, want, err)
	}
}

func wantCode(t testing.TB, err error, code string) {
	t.Helper()
	if err == nil || station.Worded(err).Code != code {
		t.Errorf("got %v, want %s", err, code)
	}
}

// busy reports whether a refusal promises that nothing was saved and trying again helps.
func busy(err error) bool {
	var e *station.Error
	return errors.As(err, &e) && e.Class == station.FaultBusy
}
