package sync

import (
	"context"
	"sync"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

// Room is sync at one box: towards its parent a client, towards its children a server. New opens it, Start lets it work,
// Close stops all of it and waits.
type Room struct {
	*Box
	Above *AboveSide
	Below *BelowSide
	Stick *Stick

	told    *teller
	unwatch func()
	ctx     context.Context // ends with Close
	stop    context.CancelFunc
	done    sync.WaitGroup
}

// New opens the room. It makes the device's keys when there are none, and reads to whom the box is linked.
func New(o Options) (*Room, error) {
	b, err := NewBox(o)
	if err != nil {
		return nil, err
	}
	r := &Room{Box: b, Below: newBelow(b), Stick: &Stick{b}}
	r.Above = newAbove(b, r.complete)
	r.told = newTeller(b, r.Above.KnockFiles)
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
		r.roll.heard(a)
		r.Below.Heard()
		r.told.heard(a)
		r.Above.Knock()
	})
	r.done.Go(r.prepare)
	r.done.Go(func() { r.told.run(r.ctx) })
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
