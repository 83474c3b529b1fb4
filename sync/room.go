package sync

import (
	"context"
	"crypto/rand"
	"strings"
	"sync"
	"time"

	"lianzhan/station"
	"lianzhan/station/slate"
	"lianzhan/sync/core"
)

// Options introduce the room to its neighbours.
type Options struct {
	Store   Store
	Dir     string         // data directory, where the device's keys lie
	Version string         // of the program
	Root    bool           // nobody is above this box
	Schema  map[string]int // version of each kind's fields
	Drop    func()         // asked after plain copies of personal data were taken out; the store then clears its free pages
	Slate   slate.Slate    // shared with the other processes of this box; nil: there are none
}

// Room is sync at one box: towards its parent a client, towards its children a server. New opens it, Start lets it work,
// Close stops all of it and waits.
type Room struct {
	o        Options
	device   *device
	sessions *sessions
	roll     *roll
	crowd    *crowd
	asking   *pace // requests by device
	guessing *pace // codes by address
	unrolled chan struct{}
	peers    *peers
	bells    *bells
	clock    *offset
	abroad   *abroad

	lock    sync.Mutex
	client  *client // nil while the box stands alone
	link    link
	started bool
	closed  bool

	unwatch func()
	ctx     context.Context // ends with Close
	stop    context.CancelFunc
	done    sync.WaitGroup
	told    *teller
}

// New opens the room. It makes the device's keys when there are none, and reads to whom the box is linked.
func New(o Options) (*Room, error) {
	d, err := keysOf(o)
	if err != nil {
		return nil, err
	}
	if o.Drop == nil {
		o.Drop = func() {}
	}
	r := &Room{o: o, device: d, sessions: newSessions(o.Store.Key()), roll: newRoll(o.Store), crowd: newCrowd(),
		asking: newPace(perSecond, atOnce), guessing: newPace(enrolsPerMin/60.0, enrolsAtOnce), peers: newPeers(),
		clock: &offset{}, abroad: newAbroad(o.Slate), unrolled: make(chan struct{}, mostUnrolled)}
	r.sessions.slate = o.Slate
	r.ctx, r.stop = context.WithCancel(context.Background())
	if r.link, err = readLink(o.Store); err != nil {
		return nil, err
	}
	r.bells = newBells(r)
	r.told = newTeller(r)
	return r, nil
}

func keysOf(o Options) (*device, error) {
	if o.Root {
		return rootDevice(o.Store.Key())
	}
	return loadDevice(o.Dir)
}

// Start lets the owners of sockets and timers go. It returns at once: nothing waits for a network.
func (r *Room) Start() {
	r.unwatch = r.o.Store.Watch(func(a station.Announcement) {
		r.roll.heard(a)
		r.bells.heard()
		r.told.heard(a)
		r.lock.Lock()
		defer r.lock.Unlock()
		if r.client != nil {
			r.client.up.knock()
		}
	})
	r.done.Go(r.prepare)
	r.done.Go(func() { r.bells.run(r.ctx) })
	r.done.Go(func() { r.told.run(r.ctx) })
	r.done.Go(func() { r.abroad.run(r.ctx, r.near) })
	r.lock.Lock()
	defer r.lock.Unlock()
	r.started = true
	r.connect()
}

// connect starts the client of the present link; the lock is held.
func (r *Room) connect() {
	if r.closed || r.link.Parent == "" {
		return
	}
	r.client = newClient(r, r.link)
	r.client.start()
}

// Close stops everything and waits for it.
func (r *Room) Close() {
	r.lock.Lock()
	r.closed = true
	c := r.client
	r.client = nil
	r.lock.Unlock()
	if c != nil {
		c.close()
	}
	if r.unwatch != nil {
		r.unwatch()
	}
	r.stop() // the bells hang up, the teller ends
	r.done.Wait()
}

// me is this box as the core sees it.
func (r *Room) me() core.Me {
	return core.Me{Device: station.DeviceOf(r.o.Store.Origin()), Scope: r.o.Store.Scope(), Root: r.o.Root, Version: r.o.Version,
		Schema: r.o.Schema, Key: r.o.Store.Key(), Sign: r.device.Sign, Open: r.device.Open}
}

// moment is the world as it stands.
func (r *Room) moment() core.Moment {
	now := r.o.Store.Now()
	return core.Moment{Now: now.Time, Trust: now.Trust, Random: rand.Reader}
}

// millis is a time as the wire tells it.
func millis(t time.Time) int64 { return t.UnixMilli() }

// own is a copy of text that lies in a request's memory.
func own(s string) string { return strings.Clone(s) }
