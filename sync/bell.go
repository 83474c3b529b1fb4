package sync

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
	"lianzhan/web/socket"
)

const (
	pingTick  = time.Second // the bells are looked over; each is pinged when its time has come
	mostNews  = 500         // entries looked at for who is concerned
	orderNote = "order/"    // core's notes of what children have to do, by device
)

// bells are the doorbells of the boxes below. One goroutine writes to all of them and waits for none.
type bells struct {
	room *Room
	news chan struct{}

	lock   sync.Mutex
	open   map[*bell]struct{}
	closed bool
	ears   sync.WaitGroup

	nudges  []item            // places where something came that is in no log: a file
	rung    uint64            // log number up to which the bells were rung
	ordered map[string]string // last order seen by device
}

// bell is one child's doorbell.
type bell struct {
	conn   *socket.Conn
	peer   core.Peer
	pinged time.Time
}

func newBells(r *Room) *bells {
	return &bells{room: r, news: make(chan struct{}, 1), open: map[*bell]struct{}{}, ordered: map[string]string{}}
}

// heard notes that something was committed.
func (b *bells) heard() { poke(b.news) }

// nudge rings those who share in a place.
func (b *bells) nudge(place string) {
	b.lock.Lock()
	if len(b.open) > 0 {
		b.nudges = append(b.nudges, item{place: place})
	}
	b.lock.Unlock()
	b.heard()
}

// join takes over an open connection of a child that was let in.
func (b *bells) join(conn *socket.Conn, request *http.Request) {
	peer, err := b.room.admit(request.Header.Get("Authorization"))
	if err != nil {
		conn.Close()
		return
	}
	one := &bell{conn: conn, peer: core.Peer{Device: strings.Clone(peer.Device), Scope: peer.Scope, Node: peer.Node}, pinged: time.Now()}
	b.lock.Lock()
	defer b.lock.Unlock()
	if b.closed {
		conn.Close()
		return
	}
	b.open[one] = struct{}{}
	b.room.peers.bell(one.peer.Device, 1, b.room.o.Store.Now().Time)
	b.ears.Go(func() { b.hear(one) })
	if ring, err := b.ring(); err == nil {
		one.send(ring)
	}
}

// hear waits for the end of a bell: a child has nothing to say here but that it is alive.
func (b *bells) hear(one *bell) {
	why := one.conn.Listen(deadAfter, func([]byte) {})
	slog.Debug("a doorbell fell silent", "device", one.peer.Device, "why", why)
	one.conn.Close()
	b.lock.Lock()
	delete(b.open, one)
	b.lock.Unlock()
	b.room.peers.bell(one.peer.Device, -1, b.room.o.Store.Now().Time)
}

// send writes frames without waiting; a bell that cannot take a hundred bytes is dead.
func (one *bell) send(frames []byte) {
	if n, err := one.conn.Offer(frames); err != nil || n < len(frames) {
		one.conn.Close()
	}
}

// run rings and pings until the room stops.
func (b *bells) run(ctx context.Context) {
	tick := time.NewTicker(pingTick)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			b.hangUp()
			return
		case <-b.news:
			if err := b.tell(); err != nil {
				slog.Error("the doorbells were not rung", "err", err)
			}
		case now := <-tick.C:
			b.ping(now)
		}
	}
}

func (b *bells) hangUp() {
	b.lock.Lock()
	b.closed = true
	for one := range b.open {
		one.send(socket.Closing(socket.GoingAway))
		one.conn.Close()
	}
	b.lock.Unlock()
	b.ears.Wait()
}

func (b *bells) ping(now time.Time) {
	b.lock.Lock()
	defer b.lock.Unlock()
	for one := range b.open {
		if now.Sub(one.pinged) >= pingEvery {
			one.pinged = now
			one.send(socket.Ping())
		}
	}
}

// ring is the frame that tells a child where the log stands.
func (b *bells) ring() (frame []byte, err error) {
	now := b.room.o.Store.Now()
	message := wire.Bell{Time: millis(now.Time), Trust: now.Trust}
	if policy := b.room.o.Policy(); policy != (wire.Policy{}) {
		message.Policy = &policy
	}
	err = b.room.o.Store.Inspect(func(l station.Ledger) error {
		message.Epoch, message.Head = l.Epoch(), l.Seq()
		return nil
	})
	if err != nil {
		return nil, err
	}
	raw, err := json.Marshal(message)
	return socket.Text(raw), err
}

// tell rings those whom the news concerns.
func (b *bells) tell() error {
	b.lock.Lock()
	listening := len(b.open)
	b.lock.Unlock()
	if listening == 0 {
		return nil
	}
	frame, err := b.ring()
	if err != nil {
		return err
	}
	concerned, err := b.concerned()
	if err != nil {
		return err
	}
	b.lock.Lock()
	defer b.lock.Unlock()
	for one := range b.open {
		if concerned(one.peer) {
			one.send(frame)
		}
	}
	return nil
}
