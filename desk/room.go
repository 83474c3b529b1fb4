package desk

import (
	"context"
	"io"
	"os"
	"time"

	"lianzhan/desk/casebook"
	"lianzhan/desk/casework"
	"lianzhan/desk/live"
	"lianzhan/desk/paper"
	"lianzhan/desk/register"
	"lianzhan/desk/retention"
	"lianzhan/desk/settings"
	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/station/slate"
)

// Store is all the desk may do to the memory of the house.
type Store interface {
	View(func(station.Reader) error) error
	Write(ctx context.Context, actor string, edits ...station.Edit) (uint64, error)
	Watch(func(station.Announcement)) (stop func())
	Now() station.Reading
	Scope() string
	AddFile(io.Reader) (string, error)
	File(hash string) (*os.File, error)
	DeleteFile(hash string) error
}

// Drafts are the matters that are still being told at a kiosk and wait for somebody to write them down (代录).
type Drafts interface {
	Drafts() []station.Draft
	Draft(token string) (station.Draft, error)
	Claim(token, account, name string) (station.Draft, error)
	Write(token string, text station.DraftText) (station.Draft, error)
	ReadBack(token string) (station.Draft, error)
	WatchDrafts(fn func()) (stop func())
}

// Pending is a picture of a draft, by its hash: a JPEG that is in no store yet.
type Pending func(token, hash string) (jpeg []byte, ok bool)

// Options introduce the room to its neighbours.
type Options struct {
	Store   Store
	Key     station.Key
	Codes   func() station.Key // the key of the tree for query codes; nil while the box stands alone
	Stand   casebook.Stand     // where the desk stands in the tree
	Small   casework.Small     // pictures that are on their way from another box; nil: none are
	Photos  casework.Cleaner   // nil: no pictures are taken at the desk
	Drafts  Drafts             // nil: no kiosk of this house asks staff to write
	Pending Pending            // nil: drafts have no pictures
	Stands  func(session string) bool
	ID      func() string // a fresh id
	Compact func()        // asked after something was erased; nil for nothing
	Slate   slate.Slate   // shared by the processes of this house; nil: there is one
	Version string        // build of the pages
	Base    func() string // address phones reach this box at, for the codes on paper; nil prints none
	Beat    time.Duration // how often sign-ins behind live sockets are looked at; 0 means 5 s
	Hour    time.Duration // how often retention is looked at; 0 means an hour
}

// Room answers staff over HTTP. Who they are is told by desk/account; the room behind the door is this one.
type Room struct {
	store    Store
	id       func() string
	stand    casebook.Stand
	book     *casebook.Book
	work     *casework.Room
	register *register.Room
	paper    *paper.Room
	settings *settings.Room
	keeping  *retention.Runner
	live     *live.Hub
	pending  Pending
	drafts   Drafts
	unwatch  func()
}

// New opens the room; it listens for changes until Close.
func New(o Options) *Room {
	r := open(o)
	r.keeping = retention.Start(retention.Options{Store: o.Store, Book: r.book, Erased: o.Compact, Every: o.Hour, Stand: o.Stand})
	return r
}

// open is a room that leaves forgetting to another.
func open(o Options) *Room {
	codes := matter.Codes{Own: o.Key, Tree: o.Codes}
	book := casebook.New(o.Store, o.Store.Now, o.Stand)
	r := &Room{store: o.Store, stand: o.Stand, id: o.ID, book: book, drafts: o.Drafts, pending: o.Pending}
	r.work = casework.New(casework.Options{Store: o.Store, Book: book, Codes: codes, Stand: o.Stand, Small: o.Small, Photos: o.Photos, ID: o.ID, Erased: o.Compact, Slate: o.Slate})
	r.register = register.New(o.Store, book, o.ID)
	r.paper = paper.New(paper.Options{Store: o.Store, Book: book, Work: r.work, Codes: codes, Base: o.Base})
	r.settings = settings.New(o.Store, o.ID)
	r.live = live.New(live.Options{Book: book, Drafts: o.Drafts, Stands: o.Stands, Version: o.Version, Beat: o.Beat})
	r.unwatch = o.Store.Watch(func(a station.Announcement) {
		book.Heard(a)
		r.live.Heard(a)
	})
	return r
}

// Close ends the live sockets and waits until nothing of the room runs.
func (r *Room) Close() {
	r.unwatch()
	if r.keeping != nil {
		r.keeping.Close()
	}
	r.live.Close()
}
