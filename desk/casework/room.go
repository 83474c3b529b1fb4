// Package casework is the desk's hand on matters: it registers them, moves them along the lawful way, shows one in full
// to those who may see it, and gives out what is masked only against a line in the audit.
//
// Who acts is always taken from the session. What may happen is decided by station/matter; who may do it by station.May
// through one table (step.go).
package casework

import (
	"context"
	"io"
	"os"
	"sync"

	"lianzhan/desk/casebook"
	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/station/slate"
	"lianzhan/web/photo"
)

// Store is what this package may do to the memory of the house.
type Store interface {
	View(func(station.Reader) error) error
	Write(ctx context.Context, actor string, edits ...station.Edit) (uint64, error)
	Now() station.Reading
	AddFile(io.Reader) (string, error)
	File(hash string) (*os.File, error)
	DeleteFile(hash string) error
}

// Cleaner makes strangers' pictures harmless.
type Cleaner interface {
	Clean(ctx context.Context, r io.Reader) (photo.Picture, error)
}

// Small is the small copy of a picture that is still on its way here, by the hash of the picture.
type Small func(hash string) (jpeg []byte, ok bool)

// Options introduce the room to its neighbours.
type Options struct {
	Store  Store
	Book   *casebook.Book
	Codes  matter.Codes
	Photos Cleaner // nil: no pictures are taken at the desk
	ID     func() string
	Stand  casebook.Stand
	Small  Small       // nil: no picture comes from another box
	Erased func()      // asked for after something was erased, to empty the file's free pages; nil for nothing
	Slate  slate.Slate // shared by the processes of this house; nil: there is one
}

// Room answers what the desk asks about matters.
type Room struct {
	store    Store
	book     *casebook.Book
	codes    matter.Codes
	photos   Cleaner
	id       func() string
	stand    casebook.Stand
	small    Small
	erased   func()
	attached attached
	registry sync.Mutex // one registration at a time: two must not take one query code
}

// New opens the room.
func New(o Options) *Room {
	r := &Room{store: o.Store, book: o.Book, codes: o.Codes, photos: o.Photos, id: o.ID, stand: o.Stand, small: o.Small, erased: o.Erased,
		attached: attached{slate: o.Slate}}
	if r.erased == nil {
		r.erased = func() {}
	}
	return r
}
