package audit

import (
	"sync"

	"lianzhan/desk/door"
	"lianzhan/station"
)

// Store is what the book needs of the store to be read.
type Store interface {
	Writer
	View(func(station.Reader) error) error
	Log(before uint64, limit int, match func(station.Header) bool) (lines []station.Line, next uint64, err error)
	Verify() (int, error)
}

// Book answers auditors.
type Book struct {
	store   Store
	walking sync.Mutex // one walk over the whole log at a time
}

// New opens the book over a store.
func New(store Store) *Book { return &Book{store: store} }

// Query says which lines are asked for; empty fields ask for all.
type Query struct {
	Person   string       // as the log names them, "account:…" or "cli:root"; what was done to the account counts too
	What     string       // as Entry.What
	Kind     station.Kind // of the record concerned
	ID       string       // of the record concerned
	From, To station.Date // days in the station's zone, both included
}

// mayMatch looks at what a header alone can say. What a line of the book concerns stands in its body.
func (q Query) mayMatch(h station.Header) bool {
	if day := station.DateOf(h.HLC.Time().In(station.Zone)); q.From != "" && day < q.From || q.To != "" && day > q.To {
		return false
	}
	if h.Kind == station.KindAudit {
		return true
	}
	return (q.Person == "" || h.Actor == q.Person || h.Kind == station.KindAccount && h.ID == door.AccountOf(q.Person)) &&
		(q.Kind == "" || h.Kind == q.Kind) && (q.ID == "" || h.ID == q.ID)
}

func (q Query) match(e Entry) bool {
	about := e.Kind == station.KindAccount && e.ID != "" && e.ID == door.AccountOf(q.Person)
	return (q.Person == "" || e.Actor == q.Person || about) && (q.What == "" || e.What == q.What) &&
		(q.Kind == "" || e.Kind == q.Kind) && (q.ID == "" || e.ID == q.ID)
}

const (
	batch     = 200 // lines asked of the store at once
	maxRounds = 50  // calls of the store for one page; the reader goes on from where it stopped
)

// Read returns at most limit entries before a log number, newest first, and the number to go on before: 0 when nothing
// older is left. A page may be short, even empty, while there is more.
func (b *Book) Read(q Query, before uint64, limit int) (entries []Entry, next uint64, err error) {
	names, err := b.names()
	if err != nil {
		return nil, 0, err
	}
	entries, next = []Entry{}, before
	for range maxRounds {
		var lines []station.Line
		if lines, next, err = b.store.Log(next, batch, q.mayMatch); err != nil {
			return nil, 0, err
		}
		for _, line := range lines {
			if e := entryOf(line, names); q.match(e) {
				if entries = append(entries, e); len(entries) == limit {
					return entries, e.Seq, nil
				}
			}
		}
		if next == 0 {
			break
		}
	}
	return entries, next, nil
}

// names tells what each account is called.
func (b *Book) names() (map[string]string, error) {
	names := map[string]string{}
	err := b.store.View(func(r station.Reader) error {
		all, err := station.All[station.Account](r, station.KindAccount)
		for _, a := range all {
			names[door.ActorOf(a.ID)] = a.Name
		}
		return err
	})
	return names, err
}

// Verify walks the whole log and checks its chain. The error says where it breaks; busy while another walk is under way.
func (b *Book) Verify() (changes int, err error) {
	if !b.walking.TryLock() {
		return 0, station.Busy("audit_verifying", "正在核对变更记录，请等它核对完。")
	}
	defer b.walking.Unlock()
	return b.store.Verify()
}
