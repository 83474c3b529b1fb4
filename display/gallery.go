package display

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sync"

	"lianzhan/station"
	"lianzhan/web/pages"
	"lianzhan/web/socket"
)

// mostPictures bounds the boards kept; beyond it all are painted again when asked for.
const mostPictures = 256

// gallery keeps the newest board of every screen, painted and encoded once however many pages show it.
type gallery struct {
	store Store
	now   func() station.Reading
	home  string
	base  func() string

	stale staleness // what has changed since the records were read

	lock     sync.Mutex
	read     *records
	pictures map[seat]hung
	codes    codeBook
}

// picture is a board as it leaves the house. It is never altered once painted.
type picture struct {
	n       uint64          // of the records it was painted from
	board   []byte          // the board alone, to tell whether anything changed
	message json.RawMessage // the message of the socket, and the first data of the page
	frame   []byte
}

// stamp names what a board depends on besides its screen.
type stamp struct {
	read  *records
	turn  int
	trust station.Trust
	base  string
	here  string // where the box stands in the tree
}

// hung is a picture and the stamp it is known to be right for.
type hung struct {
	*picture
	right stamp
}

func newGallery(o Options) *gallery {
	g := &gallery{store: o.Store, now: o.Now, home: o.Station, base: o.Base, pictures: map[seat]hung{},
		codes: codeBook{}}
	g.stale.add(stale{kinds: allKinds})
	return g
}

// records are the newest, read again only after a change.
func (g *gallery) records() (*records, error) {
	g.lock.Lock()
	defer g.lock.Unlock()
	return g.reread()
}

func (g *gallery) reread() (*records, error) {
	old := g.stale.take() // before reading: a change that comes meanwhile counts for the next time
	if old.kinds == 0 {
		return g.read, nil
	}
	var last records
	if g.read != nil {
		last = *g.read
	}
	var fresh records
	err := g.store.View(func(r station.Reader) (err error) {
		fresh, err = last.reread(r, g.home, old, dateOf(g.now().Time))
		return err
	})
	if err != nil {
		g.stale.add(old)
		return nil, fmt.Errorf("reading what the walls show: %w", err)
	}
	fresh.codes = g.codes
	g.read = &fresh
	return g.read, nil
}

// picture is the newest board for a seat. The same pointer comes back as long as nothing on it has changed.
func (g *gallery) picture(at seat) (*picture, error) {
	g.lock.Lock()
	defer g.lock.Unlock()
	rec, err := g.reread()
	if err != nil {
		return nil, err
	}
	now := g.now()
	old, right := g.pictures[at], stamp{rec, turnOf(now.Time), now.Trust, g.base(), g.store.Scope()}
	if old.picture != nil && old.right == right {
		return old.picture, nil
	}
	fresh, err := paintPicture(at, right, now)
	if err != nil {
		return nil, err
	}
	if old.picture != nil && bytes.Equal(old.board, fresh.board) {
		fresh = old.picture
	} else if len(g.pictures) >= mostPictures {
		clear(g.pictures)
	}
	g.pictures[at] = hung{fresh, right}
	return fresh, nil
}

// boardMessage is what a wall's page gets, by socket or inside its HTML.
type boardMessage struct {
	Type    string          `json:"type"` // "board"
	N       uint64          `json:"n"`    // the store's last log number the board takes in
	Version string          `json:"version"`
	Board   json.RawMessage `json:"board"`
}

func paintPicture(at seat, right stamp, now station.Reading) (*picture, error) {
	panel := right.read.panel(at)
	board, err := json.Marshal(Paint(panel, right.read.programme(panel, right.here, now), *right.read, now, right.base))
	if err != nil {
		return nil, err
	}
	message, err := json.Marshal(boardMessage{Type: "board", N: right.read.n, Version: pages.Version(), Board: board})
	if err != nil {
		return nil, err
	}
	return &picture{n: right.read.n, board: board, message: message, frame: socket.Text(message)}, nil
}
