package cockpit

import (
	"log/slog"
	"slices"
	"sync"
	"time"

	"lianzhan/station"
	"lianzhan/station/figure"
)

// memory is the book of what is counted, and what of it is old. A record is read again only when somebody asks after it was
// announced, however often it changed before.
type memory struct {
	marks sync.Mutex // guards all and stale; taken inside lock, never around it
	all   bool
	stale map[station.Ref]bool

	lock    sync.RWMutex
	book    *figure.Book
	version uint64

	boards sync.Mutex
	kept   map[figure.Query]keptBoard
}

// keptBoard is a board that was just asked for: a room full of walls asks for the same one.
type keptBoard struct {
	version uint64
	at      time.Time
	board   figure.Board
}

const (
	mostStale  = 5000            // records marked one by one; beyond that everything is read again
	boardFresh = 5 * time.Second // boxes fall silent by the clock, without any commit
	mostKept   = 64
)

// heard marks what a commit touched, and reports whether any of it is counted.
func (m *memory) heard(refs []station.Ref) bool {
	m.marks.Lock()
	defer m.marks.Unlock()
	counted := false
	for _, ref := range refs {
		switch {
		case ref.Kind == station.KindHolidays:
			m.all, counted = true, true
		case ref.Kind == station.KindNode:
			counted = true
		case slices.Contains(figure.Kinds, ref.Kind):
			counted = true
			m.mark(ref)
		}
	}
	return counted
}

func (m *memory) mark(ref station.Ref) {
	if m.stale == nil {
		m.stale = map[station.Ref]bool{}
	}
	if m.stale[ref] = true; len(m.stale) > mostStale {
		m.all = true
	}
	if m.all {
		m.stale = nil
	}
}

func (m *memory) take() (stale map[station.Ref]bool, all bool) {
	m.marks.Lock()
	defer m.marks.Unlock()
	stale, all = m.stale, m.all
	m.stale, m.all = nil, false
	return stale, all
}

func (m *memory) clean() bool {
	m.marks.Lock()
	defer m.marks.Unlock()
	return !m.all && len(m.stale) == 0
}

func (m *memory) giveBack(stale map[station.Ref]bool, all bool) {
	m.marks.Lock()
	defer m.marks.Unlock()
	m.all = m.all || all
	for ref := range stale {
		m.mark(ref)
	}
}

// renew takes in every commit made before the call.
func (m *memory) renew(store Store, here string) error {
	if m.clean() {
		return nil
	}
	m.lock.Lock()
	defer m.lock.Unlock()
	stale, all := m.take()
	err := store.View(func(r station.Reader) error {
		if all {
			return m.fill(r, here)
		}
		return m.refresh(r, stale)
	})
	if err != nil {
		m.giveBack(stale, all)
		return err
	}
	m.version++
	return nil
}

// fill reads everything that is counted.
func (m *memory) fill(r station.Reader, here string) error {
	entered, err := station.All[station.Holidays](r, station.KindHolidays)
	if err != nil {
		return err
	}
	book := figure.NewBook(here, station.StationCalendar(entered))
	for _, kind := range figure.Kinds {
		records, err := r.Records(kind)
		if err != nil {
			return err
		}
		for _, record := range records {
			take(book, record)
		}
	}
	m.book = book
	return nil
}

func (m *memory) refresh(r station.Reader, stale map[station.Ref]bool) error {
	for ref := range stale {
		record, err := r.Record(ref.Kind, ref.ID)
		switch {
		case err == nil:
			take(m.book, record)
		case station.Worded(err).Class == station.FaultNotFound:
			m.book.Drop(ref)
		default:
			return err
		}
	}
	return nil
}

// take counts a record. One that cannot be read, of a newer program perhaps, must not keep all the others from being counted.
func take(book *figure.Book, record station.Record) {
	if err := book.Put(record); err != nil {
		slog.Warn("a record cannot be counted", "kind", record.Kind, "id", record.ID, "err", err)
	}
}

// board adds up, or hands out what was just added up for somebody else.
func (m *memory) board(q figure.Query, at figure.Moment) figure.Board {
	m.lock.RLock()
	defer m.lock.RUnlock()
	m.boards.Lock()
	defer m.boards.Unlock()
	held, known := m.kept[q]
	if age := at.Now.Sub(held.at); known && held.version == m.version && age >= 0 && age < boardFresh {
		return held.board
	}
	if m.kept == nil || len(m.kept) >= mostKept {
		m.kept = map[figure.Query]keptBoard{}
	}
	board := m.book.Board(q, at)
	m.kept[q] = keptBoard{m.version, at.Now, board}
	return board
}

func (m *memory) list(q figure.Query, at figure.Moment, w wanted) (figure.List, error) {
	m.lock.RLock()
	defer m.lock.RUnlock()
	return m.book.List(q, at, w.figure, w.part, w.skip, w.limit)
}
