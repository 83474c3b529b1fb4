// Package display keeps open pages true: walls and live lists. It paints boards, runs the hub all screens are
// connected to, and knows how the screens are.
//
// An announcement of the store says what changed, not what it became. The hub marks the screens concerned, reads the
// records again and sends each screen its newest board; a slow screen skips pictures and never queues.
package display

import (
	"net/http"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/web/pages"
	"lianzhan/web/socket"
)

// Store is all this room may do to the memory of the house.
type Store interface {
	View(fn func(r station.Reader) error) error
	Scope() string // where the box stands in the tree, "/" alone
	Watch(fn func(station.Announcement)) (stop func())
}

// Options introduce the room to its neighbours.
type Options struct {
	Store   Store
	Now     func() station.Reading // the box's clock, corrected
	Station string                 // id of the station this box stands in; empty lets the records decide
	Base    func() string          // address phones reach this box at, "http://192.168.1.10:8080"
	// Beat is how often the clock is looked at, because boards change with the day and the turn; 0 means 5 s.
	Beat time.Duration
}

// Room serves the walls and tells all screens what changed.
type Room struct {
	gallery *gallery
	health  *health
	hub     *hub
	unwatch func()
}

// New opens the room; it listens for changes until Close.
func New(o Options) *Room {
	if o.Beat <= 0 {
		o.Beat = 5 * time.Second
	}
	r := &Room{gallery: newGallery(o), health: newHealth(o.Now)}
	r.hub = newHub(r.gallery, r.health, o.Beat)
	r.unwatch = o.Store.Watch(r.hub.announce)
	return r
}

// Close tells all screens that the server goes, closes their sockets and waits until nothing of the room runs.
func (r *Room) Close() {
	r.unwatch()
	r.hub.close()
}

// Sockets is the number of open sockets.
func (r *Room) Sockets() int { return int(r.hub.open.Load()) }

// Routes adds the room's addresses.
func (r *Room) Routes(app fiber.Router) {
	app.Get("/ws/screens/:id", r.known, socket.Upgrade(r.join))
	app.Get("/display", r.welcome)
	app.Get("/display/:id", r.known, r.wall)
	app.Get("/api/v1/screens", r.list)
}

// known refuses ids no screen could have before anything remembers them.
func (r *Room) known(c *fiber.Ctx) error {
	id := c.Params("id")
	if (station.Screen{ID: id, Kind: station.WallScreen}).Check() != nil {
		return station.NotFound("screen_not_found", "没有这块屏幕，屏幕编号只有小写字母、数字和短横线。")
	}
	return c.Next()
}

func (r *Room) join(conn *socket.Conn, request *http.Request) {
	r.hub.join(conn, seatOf(request.URL), request.URL.Query().Get("kind"))
}

// welcome is the page of a wall nobody has told yet which screen it is.
func (r *Room) welcome(c *fiber.Ctx) error {
	list, err := r.screens()
	if err != nil {
		return err
	}
	return pages.Serve(c, "display", list)
}

// wall is the page of a screen with its first board inside.
func (r *Room) wall(c *fiber.Ctx) error {
	picture, err := r.gallery.picture(seat{id: c.Params("id")})
	if err != nil {
		return err
	}
	return pages.Serve(c, "display", picture.message)
}

// list answers GET /api/v1/screens.
func (r *Room) list(c *fiber.Ctx) error {
	list, err := r.screens()
	if err != nil {
		return err
	}
	return c.JSON(list)
}
