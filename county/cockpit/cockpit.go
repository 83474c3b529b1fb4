// Package cockpit is the county's room of figures: it keeps what is counted at hand, answers the data wall and the desk, and
// writes the report of a month. What a figure means is settled in station/figure; nothing is counted here.
package cockpit

import (
	"net/http"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/station/figure"
	"lianzhan/web/form"
)

// Store is what the room needs of the store.
type Store interface {
	View(func(station.Reader) error) error
}

// Viewer is who asks: what they are called on paper, and the branch of the tree they may see.
type Viewer struct {
	Name  string
	Scope string // empty: everything
}

// Options introduce the room to its neighbours.
type Options struct {
	Store  Store
	Now    func() station.Reading
	Scope  func() string                           // where this box stands: the widest that can be asked for
	Nodes  func() ([]figure.Node, error)           // how the boxes of the tree stand
	Viewer func(c *fiber.Ctx) Viewer               // whom the door let in
	Taken  func(c *fiber.Ctx, report string) error // writes down who takes a report away, before it is handed out
	Rings  func()                                  // told that figures changed, not more often than every two seconds
	Base   string                                  // path of the addresses; empty means the usual one
}

// Route is one address of the room; whoever mounts it keeps the door.
type Route struct {
	Method, Path string
	Answer       fiber.Handler
}

// Room answers with figures. Its methods may be called from any goroutine.
type Room struct {
	o      Options
	memory memory
	bell   *bell
	press  *form.Press
}

// Path is where the room answers, unless it is told otherwise.
const Path = "/api/v1/county/cockpit"

// New opens the room. Heard must be called after each commit, Close at the end.
func New(o Options) *Room {
	if o.Base == "" {
		o.Base = Path
	}
	return &Room{o: o, memory: memory{all: true}, bell: newBell(o.Rings), press: form.NewPress()}
}

// Routes are the addresses of the room.
func (r *Room) Routes() []Route {
	return []Route{
		{http.MethodGet, r.o.Base, r.Board},
		{http.MethodGet, r.o.Base + "/list", r.list},
		{http.MethodGet, r.o.Base + "/month.:kind", r.month},
		{http.MethodGet, r.o.Base + "/style/:file", r.style},
	}
}

// Heard notes what a commit touched. It is quick, as the store's watchers must be.
func (r *Room) Heard(a station.Announcement) {
	if r.memory.heard(a.Refs) {
		r.bell.ring()
	}
}

// Close stops what the room left running.
func (r *Room) Close() { r.bell.close() }
