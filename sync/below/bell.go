package below

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/sync/box"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
	"lianzhan/web/socket"
)

const (
	pingTick = time.Second // the bells are looked over; each is pinged when its time has come
	mostNews = 500         // entries looked at for who is concerned
	mostEars = 4096        // bells at once
	eachEars = 2           // of one device: the present one, and one whose end was not noticed yet

	// Every ring brings a question. Before the bells ring again those that were rung have the time to ask theirs: what
	// comes meanwhile is told with one ring.
	askTime  = 50 * time.Microsecond
	mostHush = 200 * time.Millisecond

	ordersEvery = 2 * time.Second // other processes' orders are looked for
)

// bells are the doorbells of the boxes below. One goroutine writes to all of them and waits for none.
type bells struct {
	side *Side
	news chan struct{}

	pealing sync.RWMutex // held while many bells ring

	lock   sync.Mutex
	open   *listeners
	closed bool
	ears   sync.WaitGroup
	nudges []string        // places where something came that is in no log: a file
	given  []string        // devices that were given something to do
	fresh  bool            // something was committed since other processes' orders were looked for
	atRoot map[string]bool // devices of whose chains the root has more

	// Of the one goroutine alone.
	rung    uint64            // log number up to which the bells were rung
	policy  wire.Policy       // as they were rung last
	sought  time.Time         // when other processes' orders were looked for
	ordered map[string]string // last order seen by device
	rooted  time.Time         // when it was last told what reached the root
}

// bell is one child's doorbell.
type bell struct {
	conn   *socket.Conn
	peer   core.Peer
	since  time.Time
	pinged time.Time
	due    bool // is among those to be rung
	bearer string
	slips  bool // it takes small frames on this line
}

func newBells(s *Side) *bells {
	return &bells{side: s, news: make(chan struct{}, 1), open: newListeners(), ordered: map[string]string{}, atRoot: map[string]bool{}}
}

// heard notes that something was committed.
func (b *bells) heard() {
	b.lock.Lock()
	b.fresh = true
	b.lock.Unlock()
	box.Poke(b.news)
}

// nudge rings those who share in a place.
func (b *bells) nudge(place string) {
	b.lock.Lock()
	if len(b.open.all) > 0 {
		b.nudges = append(b.nudges, place)
	}
	b.lock.Unlock()
	box.Poke(b.news)
}

// give rings those who were given something to do, by the keys of core's notes.
func (b *bells) give(keys []string) {
	if len(keys) == 0 {
		return
	}
	b.lock.Lock()
	for _, key := range keys {
		if device, _ := readOrder(key); len(b.open.device[device]) > 0 {
			b.given = append(b.given, device)
		}
	}
	b.lock.Unlock()
	box.Poke(b.news)
}

// silence waits until the last of many bells rang: whoever heard one asks at once, and would be answered before the others
// heard theirs. The bells wait for nobody, so that is a matter of milliseconds.
func (b *bells) silence() {
	b.pealing.RLock()
	defer b.pealing.RUnlock()
}

// before lets a child's request through to the handshake while there is room for one more.
func (b *bells) before(c *fiber.Ctx, _ core.Peer) error {
	b.lock.Lock()
	full := len(b.open.all) >= mostEars
	b.lock.Unlock()
	if full {
		return wire.ErrCrowd
	}
	return c.Next()
}

// join takes over an open connection of a child that was let in. Where one device has too many, the oldest is let go: its
// end was not noticed yet.
func (b *bells) join(conn *socket.Conn, request *http.Request) {
	peer, err := b.side.admit(request.Header.Get("Authorization"))
	if err != nil {
		conn.Close()
		return
	}
	one := &bell{conn: conn, peer: core.Peer{Device: strings.Clone(peer.Device), Scope: peer.Scope, Node: peer.Node}, since: time.Now(),
		bearer: request.Header.Get("Authorization"), slips: request.Header.Get(wire.DictHeader) == wire.DictID}
	one.pinged = one.since
	if !b.enlist(one) {
		conn.Close()
		return
	}
	b.side.peers.bell(one.peer.Device, 1, b.side.box.Store.Now().Time)
	if frame, err := b.ring(); err == nil {
		one.send(frame)
	}
}

func (b *bells) enlist(one *bell) bool {
	b.lock.Lock()
	defer b.lock.Unlock()
	if b.closed || len(b.open.all) >= mostEars {
		return false
	}
	if same := b.open.device[one.peer.Device]; len(same) >= eachEars {
		slices.MinFunc(same, func(a, b *bell) int { return a.since.Compare(b.since) }).conn.Close()
	}
	b.open.add(one)
	b.ears.Go(func() { b.hear(one) })
	return true
}

// hear waits for the end of a bell: a child has nothing to say here but that it is alive, and what fits on a slip.
func (b *bells) hear(one *bell) {
	why := one.conn.Hear(wire.DeadAfter, func(message []byte, binary bool) {
		if binary {
			b.hearSlip(one, message)
		}
	})
	slog.Debug("a doorbell fell silent", "device", one.peer.Device, "why", why)
	one.conn.Close()
	b.lock.Lock()
	b.open.remove(one)
	b.lock.Unlock()
	b.side.peers.bell(one.peer.Device, -1, b.side.box.Store.Now().Time)
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
	news, hush := b.news, time.NewTimer(0)
	defer hush.Stop()
	for {
		select {
		case <-ctx.Done():
			b.hangUp()
			return
		case <-news:
			rung, err := b.tell()
			if err != nil {
				slog.Error("the doorbells were not rung", "err", err)
			}
			if pause := min(time.Duration(rung)*askTime, mostHush); pause > time.Millisecond {
				news = nil
				hush.Reset(pause)
			}
		case <-hush.C:
			news = b.news
		case now := <-tick.C:
			b.ping(now)
			if err := b.seek(now); err != nil {
				slog.Error("the orders were not looked for", "err", err)
			}
			b.tellRoots(now)
		}
	}
}

func (b *bells) hangUp() {
	b.lock.Lock()
	b.closed = true
	for one := range b.open.all {
		one.send(socket.Closing(socket.GoingAway))
		one.conn.Close()
	}
	b.lock.Unlock()
	b.ears.Wait()
}

func (b *bells) ping(now time.Time) {
	b.lock.Lock()
	defer b.lock.Unlock()
	for one := range b.open.all {
		if now.Sub(one.pinged) >= wire.PingEvery {
			one.pinged = now
			one.send(socket.Ping())
		}
	}
}

// ring is the frame that tells a child where the log stands.
func (b *bells) ring() (frame []byte, err error) {
	var n news
	err = b.side.box.Store.Inspect(func(l station.Ledger) (err error) {
		n.epoch, n.head = l.Epoch(), l.Seq()
		n.policy, err = box.ReadPolicy(l, policyNote)
		return err
	})
	if err != nil {
		return nil, err
	}
	return b.frame(n)
}

func (b *bells) frame(n news) ([]byte, error) {
	now := b.side.box.Store.Now()
	message := wire.Bell{Epoch: n.epoch, Head: n.head, Time: now.Time.UnixMilli(), Trust: now.Trust, Slips: true}
	if n.policy != (wire.Policy{}) {
		message.Policy = &n.policy
	}
	raw, err := json.Marshal(message)
	return socket.Text(raw), err
}

// tell rings those whom the news concerns, and says how many they were.
func (b *bells) tell() (rung int, err error) {
	b.lock.Lock()
	sole, listening := b.sole(), len(b.open.all) > 0
	b.lock.Unlock()
	if !listening {
		return 0, nil
	}
	n, err := b.look(sole)
	if err != nil {
		return 0, err
	}
	frame, err := b.frame(n)
	if err != nil {
		return 0, err
	}
	if n.tree {
		if err := b.settle(); err != nil {
			return 0, err
		}
	}
	ruled := n.policy != b.policy // a slip does not tell it
	b.policy, n.all = n.policy, n.all || ruled
	due := b.concerned(n)
	if len(due) > fewDue {
		b.pealing.Lock()
		defer b.pealing.Unlock()
	}
	for _, one := range due { // the list is not held meanwhile: whoever hangs up does so at once
		if ruled || len(due) > fewDue || !b.feed(one, n.head) {
			one.send(frame)
		}
	}
	return len(due), nil
}
