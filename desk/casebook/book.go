// Package casebook keeps the desk's matters at hand: the table people filter and sort, what is due today, and what must
// not stay for ever. It folds a matter again only when it was announced as changed; nothing in it is written anywhere.
package casebook

import (
	"log/slog"
	"sync"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// Store is what the casebook reads from.
type Store interface {
	View(fn func(r station.Reader) error) error
}

// Book is the memory. Any number of goroutines may ask it at once.
type Book struct {
	store Store
	now   func() station.Reading
	stand Stand
	stale stale

	lock     sync.RWMutex
	house    *House
	entries  map[string]*Entry
	codes    map[string]string // matter by the hash of its query code
	files    map[string]int    // how many matters name a file
	arrivals []string          // matters that came since the book was opened, in their order
}

// New makes a book that reads everything when it is first asked.
func New(store Store, now func() station.Reading, stand Stand) *Book {
	b := &Book{store: store, now: now, stand: stand}
	b.stale.all, b.stale.house = true, true
	return b
}

// Heard notes what a commit touched. It is quick, as the store's watchers must be.
func (b *Book) Heard(a station.Announcement) { b.stale.add(a.Refs) }

// Renew takes in every commit made before the call.
func (b *Book) Renew() error {
	if b.stale.clean() {
		return nil
	}
	b.lock.Lock()
	defer b.lock.Unlock()
	ids, house, all := b.stale.take()
	err := b.store.View(func(r station.Reader) error { return b.read(r, ids, house, all) })
	if err != nil {
		b.stale.giveBack(ids, house, all)
	}
	return err
}

func (b *Book) read(r station.Reader, ids []string, house, all bool) error {
	if house {
		read, err := readHouse(r, b.stand)
		if err != nil {
			return err
		}
		all = all || b.house == nil || b.house.rules != read.rules
		b.house = read
	}
	if all {
		return b.readAll(r)
	}
	for _, id := range ids {
		record, err := r.Record(station.KindMatter, id)
		if err != nil && station.Worded(err).Class != station.FaultNotFound {
			return err
		}
		_, known := b.entries[id]
		b.forget(id)
		if err == nil && b.enter(record) && !known {
			b.arrivals = append(b.arrivals, id)
		}
	}
	return nil
}

func (b *Book) readAll(r station.Reader) error {
	records, err := r.Records(station.KindMatter)
	if err != nil {
		return err
	}
	before := b.entries
	b.entries = make(map[string]*Entry, len(records))
	b.codes, b.files = make(map[string]string, len(records)), map[string]int{}
	for _, record := range records {
		if b.enter(record) && before != nil && before[record.ID] == nil {
			b.arrivals = append(b.arrivals, record.ID)
		}
	}
	return nil
}

// enter folds a record into the book; one that never was registered is left out.
func (b *Book) enter(record station.Record) bool {
	m := matter.Fold(record)
	if m.State == "" {
		slog.Warn("a matter cannot be shown", "id", record.ID)
		return false
	}
	if b.stand.Dated(m) {
		m = m.Silent()
	}
	e := entryOf(m, b.house)
	b.entries[e.ID] = e
	if e.code != "" {
		b.codes[e.code] = e.ID
	}
	for _, file := range e.files {
		b.files[file]++
	}
	return true
}

func (b *Book) forget(id string) {
	e := b.entries[id]
	if e == nil {
		return
	}
	delete(b.entries, id)
	if b.codes[e.code] == id {
		delete(b.codes, e.code)
	}
	for _, file := range e.files {
		if b.files[file]--; b.files[file] <= 0 {
			delete(b.files, file)
		}
	}
}

// reading renews the book and runs fn while nobody alters it.
func (b *Book) reading(fn func()) error {
	if err := b.Renew(); err != nil {
		return err
	}
	b.lock.RLock()
	defer b.lock.RUnlock()
	fn()
	return nil
}

// House is the station as the desk knows it now. It is never altered.
func (b *Book) House() (h *House, err error) {
	err = b.reading(func() { h = b.house })
	return h, err
}

// Taken reports whether another matter already has a query code, by the code's hash.
func (b *Book) Taken(codeHash, by string) (taken bool, err error) {
	err = b.reading(func() {
		id, ok := b.codes[codeHash]
		taken = ok && id != by
	})
	return taken, err
}

// Named reports how many matters name a file.
func (b *Book) Named(file string) (n int, err error) {
	err = b.reading(func() { n = b.files[file] })
	return n, err
}

// Arrived lists the matters that came after a count, and the new count; 0 asks from the opening of the book.
func (b *Book) Arrived(after int) (ids []string, count int, err error) {
	err = b.reading(func() {
		count = len(b.arrivals)
		ids = append(ids, b.arrivals[min(max(after, 0), count):]...)
	})
	return ids, count, err
}
