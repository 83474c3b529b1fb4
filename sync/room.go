package sync

import (
	"context"
	"sync"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/sync/above"
	"lianzhan/sync/below"
	"lianzhan/sync/box"
	"lianzhan/sync/stick"
	"lianzhan/sync/teller"
)

// Options introduce the room to its neighbours.
type Options = box.Options

// Room is sync at one box: towards its parent a client, towards its children a server. New opens it, Start lets it work,
// Close stops all of it and waits.
type Room struct {
	*box.Box
	Above *above.Side
	Below *below.Side
	Stick *stick.Stick

	told    *teller.Teller
	unwatch func()
	ctx     context.Context // ends with Close
	stop    context.CancelFunc
	done    sync.WaitGroup
}

// New opens the room. It makes the device's keys when there are none, and reads to whom the box is linked.
func New(o box.Options) (*Room, error) {
	b, err := box.New(o)
	if err != nil {
		return nil, err
	}
	r := &Room{Box: b, Below: below.New(b), Stick: stick.New(b)}
	r.Above = above.New(b, r.complete)
	r.told = teller.New(b, r.Above.KnockFiles)
	b.OnOrders, b.OnRoot = r.Below.Ordered, r.Below.Rooted
	b.OnFile = func(place string) {
		if place != "" {
			r.Below.Nudge(place)
		}
		r.Above.KnockFiles() // what came from below goes on upwards
	}
	r.ctx, r.stop = context.WithCancel(context.Background())
	return r, nil
}

// Start lets the owners of sockets and timers go. It returns at once: nothing waits for a network.
func (r *Room) Start() {
	r.unwatch = r.Store.Watch(func(a station.Announcement) {
		r.Roll.Heard(a)
		r.Below.Heard()
		r.told.Heard(a)
		r.Above.Knock()
	})
	r.done.Go(r.prepare)
	r.done.Go(func() { r.told.Run(r.ctx) })
	r.Below.Start()
	r.Above.Start()
}

// Close stops everything and waits for it.
func (r *Room) Close() {
	r.Above.Close()
	if r.unwatch != nil {
		r.unwatch()
	}
	r.stop()
	r.Below.Close()
	r.done.Wait()
}

// Routes puts on the server what a child asks, and what anybody in the hall may know.
func (r *Room) Routes(app fiber.Router) {
	app.Get("/api/v1/sync", r.brief)
	r.Below.Routes(app)
}
