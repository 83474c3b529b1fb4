// Package docket keeps in memory what the public may ask about matters: which one a query code belongs to, which are
// shown, and how the promise to answer is kept. Only what is needed for that is remembered; a matter itself is read
// from the store when somebody follows it.
package docket

import (
	"log/slog"
	"slices"
	"sync"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// Store is what the docket reads from.
type Store interface {
	View(fn func(r station.Reader) error) error
}

// Rules are the station's terms and calendar, by which a matter is late.
type Rules struct {
	Version  uint64 // another one when either changed
	Terms    matter.Terms
	Calendar station.Calendar
}

// mostStale bounds the names remembered between two visits; beyond it reading everything again is cheaper.
const mostStale = 4096

// Docket is the memory. Any number of goroutines may ask it at once.
type Docket struct {
	store Store

	noting sync.Mutex
	stale  map[string]bool
	all    bool

	lock    sync.RWMutex
	rules   uint64
	entries map[string]*Entry
	codes   map[string]*Entry
	prints  map[string]*Entry
	private map[string]int // how many matters hold a file that is not for everybody
	shown   []*Entry       // released, the latest first
	public  map[string]int // how many released matters show a file
}

// New makes a docket that reads everything when it is first asked.
func New(store Store) *Docket { return &Docket{store: store, all: true} }

// Heard notes what a commit touched. It is quick, as the store's watchers must be.
func (d *Docket) Heard(a station.Announcement) {
	d.noting.Lock()
	defer d.noting.Unlock()
	for _, ref := range a.Refs {
		if ref.Kind != station.KindMatter || d.all {
			continue
		}
		if d.stale == nil {
			d.stale = map[string]bool{}
		}
		if d.stale[ref.ID] = true; len(d.stale) > mostStale {
			d.all, d.stale = true, nil
		}
	}
}

// take hands over what is stale.
func (d *Docket) take() (ids []string, all bool) {
	d.noting.Lock()
	defer d.noting.Unlock()
	for id := range d.stale {
		ids = append(ids, id)
	}
	all, d.stale, d.all = d.all, nil, false
	return ids, all
}

func (d *Docket) giveBack(ids []string, all bool) {
	d.noting.Lock()
	defer d.noting.Unlock()
	d.all = d.all || all
	for _, id := range ids {
		if d.stale == nil {
			d.stale = map[string]bool{}
		}
		d.stale[id] = true
	}
}

// fresh reports whether nothing changed since the docket last read.
func (d *Docket) fresh(rules uint64) bool {
	d.noting.Lock()
	clean := !d.all && len(d.stale) == 0
	d.noting.Unlock()
	if !clean {
		return false
	}
	d.lock.RLock()
	defer d.lock.RUnlock()
	return d.rules == rules
}

// Renew takes in every commit made before the call.
func (d *Docket) Renew(rules Rules) error {
	if d.fresh(rules.Version) {
		return nil
	}
	d.lock.Lock()
	defer d.lock.Unlock()
	ids, all := d.take()
	all = all || d.entries == nil || d.rules != rules.Version
	shownBefore := d.anyShown(ids)
	err := d.store.View(func(r station.Reader) error { return d.read(r, ids, all, rules) })
	if err != nil {
		d.giveBack(ids, all)
		return err
	}
	d.rules = rules.Version
	if all || shownBefore || d.anyShown(ids) {
		d.sortShown()
	}
	return nil
}

func (d *Docket) anyShown(ids []string) bool {
	return slices.ContainsFunc(ids, func(id string) bool { e := d.entries[id]; return e != nil && e.Shown })
}

func (d *Docket) sortShown() {
	d.shown, d.public = nil, map[string]int{}
	for _, e := range d.entries {
		if e.Shown {
			d.shown = append(d.shown, e)
			for _, photo := range e.Photos {
				d.public[photo]++
			}
		}
	}
	slices.SortFunc(d.shown, latest)
}

func (d *Docket) read(r station.Reader, ids []string, all bool, rules Rules) error {
	if !all {
		for _, id := range ids {
			record, err := r.Record(station.KindMatter, id)
			if err != nil && station.Worded(err).Class != station.FaultNotFound {
				return err
			}
			d.forget(id)
			if err == nil {
				d.enter(entryOf(matter.Fold(record), rules))
			}
		}
		return nil
	}
	records, err := r.Records(station.KindMatter)
	if err != nil {
		return err
	}
	d.entries, d.codes = make(map[string]*Entry, len(records)), make(map[string]*Entry, len(records))
	d.prints, d.private = map[string]*Entry{}, map[string]int{}
	for _, record := range records {
		d.enter(entryOf(matter.Fold(record), rules))
	}
	return nil
}

func (d *Docket) enter(e *Entry) {
	if e.State == "" {
		slog.Warn("a matter cannot be shown", "id", e.ID)
		return
	}
	d.entries[e.ID] = e
	if e.code != "" {
		d.codes[e.code] = e
	}
	if e.imprint != "" {
		d.prints[e.imprint] = e
	}
	for _, file := range e.files {
		d.private[file]++
	}
}

func (d *Docket) forget(id string) {
	e := d.entries[id]
	if e == nil {
		return
	}
	delete(d.entries, id)
	if d.codes[e.code] == e {
		delete(d.codes, e.code)
	}
	if d.prints[e.imprint] == e {
		delete(d.prints, e.imprint)
	}
	for _, file := range e.files {
		if d.private[file]--; d.private[file] <= 0 {
			delete(d.private, file)
		}
	}
}

// ByCode is the id of the matter with the hash of a query code. For a hash nobody has it names some other matter and says
// no, so that the asker can do the same work either way and the time tells nothing.
func (d *Docket) ByCode(hash string) (id string, found bool) {
	d.lock.RLock()
	defer d.lock.RUnlock()
	if e := d.codes[hash]; e != nil {
		return e.ID, true
	}
	for decoy := range d.entries {
		return decoy, false
	}
	return "", false
}

// Twin reports whether another matter with the same print was entered after an instant.
func (d *Docket) Twin(imprint, id string, after time.Time) bool {
	d.lock.RLock()
	defer d.lock.RUnlock()
	e := d.prints[imprint]
	return imprint != "" && e != nil && e.ID != id && e.at.After(after)
}

// Displays reports whether a released matter shows a file.
func (d *Docket) Displays(hash string) bool {
	d.lock.RLock()
	defer d.lock.RUnlock()
	return d.public[hash] > 0
}

// Holders counts the matters that hold or show a file.
func (d *Docket) Holders(hash string) int {
	d.lock.RLock()
	defer d.lock.RUnlock()
	return d.private[hash] + d.public[hash]
}
