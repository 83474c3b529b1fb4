package kiosk

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lianzhan/station"
)

// world is a memory for tests: records folded from changes exactly as a store folds them.
type world struct {
	lock     sync.Mutex
	seq      uint64
	records  map[station.Ref]station.Record
	watchers []func(station.Announcement)
	files    string // directory
	broken   error  // what View says while the disk is gone
	views    int    // how often the records were opened
	read     int    // how many records were read

	refusing  error  // what Write says while the disk takes nothing
	before    func() // called before a Write of the counter is looked at
	clock     func() time.Time
	last      station.HLC
	books     map[string]uint64
	compacted int
}

func newWorld(t testing.TB) *world {
	return &world{records: map[station.Ref]station.Record{}, files: t.TempDir(), books: map[string]uint64{},
		clock: func() time.Time { return morning }}
}

// put writes things, all in one commit.
func (w *world) put(t testing.TB, things ...station.Thing) {
	t.Helper()
	w.lock.Lock()
	defer w.lock.Unlock()
	var changes []station.Change
	for _, thing := range things {
		kind, id := refOf(thing)
		edits, err := station.Put(w.records[station.Ref{Kind: kind, ID: id}], kind, id, thing)
		if err != nil {
			t.Errorf("%s %s: %v", kind, id, err)
		}
		for _, e := range edits {
			changes = append(changes, change(station.OpPut, kind, id, e.Fields))
		}
	}
	w.commit(t, changes)
}

// write commits changes as they come, right or wrong.
func (w *world) write(t testing.TB, changes ...station.Change) {
	t.Helper()
	w.lock.Lock()
	defer w.lock.Unlock()
	w.commit(t, changes)
}

func change(op station.Op, kind station.Kind, id string, body json.RawMessage) station.Change {
	return station.Change{Header: station.Header{Op: op, Kind: kind, ID: id}, Body: body}
}

func (w *world) commit(t testing.TB, changes []station.Change) {
	t.Helper()
	var refs []station.Ref
	for _, c := range changes {
		w.seq++
		w.last = w.last.Next(w.clock())
		c.Origin, c.Ctr, c.HLC = "test/1", w.seq, w.last
		ref := station.Ref{Kind: c.Kind, ID: c.ID}
		next, err := w.records[ref].Apply(c)
		if err != nil {
			t.Errorf("%s %s: %v", ref.Kind, ref.ID, err)
		}
		w.records[ref] = next
		refs = append(refs, ref)
	}
	for _, watcher := range w.watchers {
		watcher(station.Announcement{Seq: w.seq, Refs: refs})
	}
}

func refOf(thing station.Thing) (station.Kind, string) {
	switch v := thing.(type) {
	case *station.Station:
		return station.KindStation, v.ID
	case *station.Deputy:
		return station.KindDeputy, v.ID
	case *station.Group:
		return station.KindGroup, v.ID
	case *station.ReceptionRule:
		return station.KindReception, v.ID
	case *station.Holidays:
		return station.KindHolidays, v.ID
	case *station.Activity:
		return station.KindActivity, v.ID
	case *station.Project:
		return station.KindProject, v.ID
	case *station.Suggestion:
		return station.KindSuggestion, v.ID
	case *station.Article:
		return station.KindArticle, v.ID
	case *station.Screen:
		return station.KindScreen, v.ID
	case *station.Unit:
		return station.KindUnit, v.ID
	case *station.Policy:
		return station.KindPolicy, station.PolicyID
	}
	panic(fmt.Sprintf("the world has no %T", thing))
}

func (w *world) View(fn func(station.Reader) error) error {
	w.lock.Lock()
	defer w.lock.Unlock()
	if w.broken != nil {
		return w.broken
	}
	w.views++
	return fn(reader{w})
}

func (w *world) Watch(fn func(station.Announcement)) (stop func()) {
	w.lock.Lock()
	defer w.lock.Unlock()
	at := len(w.watchers)
	w.watchers = append(w.watchers, fn)
	return func() {
		w.lock.Lock()
		defer w.lock.Unlock()
		w.watchers = slices.Delete(w.watchers, at, at+1)
	}
}

func (w *world) File(hash string) (*os.File, error) {
	f, err := os.Open(filepath.Join(w.files, hash))
	if err != nil {
		return nil, station.NotFound("file_not_found", "没有找到这个文件。").Because(err)
	}
	return f, nil
}

// reader reads the world inside a View.
type reader struct{ w *world }

func (r reader) Seq() uint64 { return r.w.seq }

func (r reader) Record(kind station.Kind, id string) (station.Record, error) {
	r.w.read++
	record, found := r.w.records[station.Ref{Kind: kind, ID: id}]
	if !found || record.Deleted() {
		return station.Record{}, station.NotFound("record_not_found", "没有这条记录。")
	}
	return record, nil
}

func (r reader) Records(kind station.Kind) ([]station.Record, error) {
	var records []station.Record
	for ref, record := range r.w.records {
		if ref.Kind == kind && !record.Deleted() {
			records = append(records, record)
			r.w.read++
		}
	}
	slices.SortFunc(records, func(a, b station.Record) int { return strings.Compare(a.ID, b.ID) })
	return records, nil
}
