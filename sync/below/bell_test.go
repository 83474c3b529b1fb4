package below

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gorilla/websocket"

	"lianzhan/station"
	"lianzhan/sync/box"
	"lianzhan/sync/core"
	"lianzhan/sync/sim"
	"lianzhan/sync/wire"
	"lianzhan/web/problem"
	"lianzhan/web/socket"
)

// patience bounds every wait of the stories; none of them measures time.
const patience = 10 * time.Second

// belfry is a county with boxes below it, of which only the doorbells are open.
type belfry struct {
	t     *testing.T
	store *countyStore
	side  *Side
	addr  string
	stop  context.CancelFunc
	done  chan struct{} // closed when the bells ended
}

// countyStore is the store of a county as its bells need it.
type countyStore struct {
	box.Store
	lock   sync.Mutex
	ledger *sim.Memory
}

func (s *countyStore) Inspect(fn func(station.Ledger) error) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.ledger.Inspect(fn)
}

func (s *countyStore) Exchange(_ context.Context, fn func(station.Ledger) error) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.ledger.Exchange(fn)
}

func (s *countyStore) Now() station.Reading {
	return station.Reading{Time: time.Now(), Trust: station.TrustNTP}
}

func (s *countyStore) Key() station.Key { return station.Key("the county's key") }

// openBelfry opens a county whose branch has these scopes, each with a box named like it.
func openBelfry(t *testing.T, scopes ...string) *belfry {
	t.Helper()
	b := &belfry{t: t, store: &countyStore{ledger: sim.NewLedger(sim.Options{Device: "c", Scope: "/c"})}, done: make(chan struct{})}
	for _, scope := range scopes {
		n := station.Node{Name: scope, Scope: scope, Devices: []station.Device{{ID: deviceAt(scope), Key: "ed25519:AA", Since: noon}}}
		b.write(station.KindNode, deviceAt(scope), scope, n)
	}
	self, err := box.New(box.Options{Store: b.store, Root: true})
	if err != nil {
		t.Fatal(err)
	}
	b.side = New(self)
	self.OnOrders = b.side.Ordered
	app := fiber.New(fiber.Config{DisableStartupMessage: true, ErrorHandler: problem.Handler})
	app.Get("/sync/v1/bell", b.side.admitted(b.side.bells.before), socket.Upgrade(b.side.bells.join))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	b.addr = listener.Addr().String()
	served := make(chan error, 1)
	go func() { served <- app.Listener(listener) }()
	t.Cleanup(func() {
		b.close()
		if err := app.Shutdown(); err != nil {
			t.Error(err)
		}
		<-served
	})
	return b
}

// work lets the bells ring by themselves.
func (b *belfry) work() {
	ctx, stop := context.WithCancel(context.Background())
	b.stop = stop
	go func() {
		defer close(b.done)
		b.side.bells.run(ctx)
	}()
}

func (b *belfry) close() {
	if b.stop == nil {
		b.work()
	}
	b.stop()
	<-b.done
}

// seat writes where a box stands.
func (b *belfry) seat(id string, n station.Node) {
	b.t.Helper()
	b.write(station.KindNode, id, n.Scope, n)
	b.side.box.Roll.Heard(station.Announcement{Refs: []station.Ref{{Kind: station.KindNode, ID: id}}})
}

func deviceAt(scope string) string { return "d" + fmt.Sprint(len(scope)) + scope[len(scope)-1:] }

func (b *belfry) write(kind station.Kind, id, scope string, v any) {
	b.t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		b.t.Fatal(err)
	}
	b.store.lock.Lock()
	defer b.store.lock.Unlock()
	edit := station.Edit{Kind: kind, ID: id, Op: station.OpPut, Class: station.Internal, Scope: scope, Fields: raw}
	if _, err := b.store.ledger.Write("test", edit); err != nil {
		b.t.Fatal(err)
	}
}

// tell writes something at a place and lets the bells know.
func (b *belfry) tell(place string) (head uint64) {
	b.t.Helper()
	b.write(station.KindArticle, fmt.Sprint("news-", time.Now().UnixNano()), place, map[string]string{"title": "消息"})
	if err := b.store.Inspect(func(l station.Ledger) error { head = l.Seq(); return nil }); err != nil {
		b.t.Fatal(err)
	}
	b.side.bells.heard()
	return head
}

// ear is a box that hears its doorbell.
type ear struct {
	conn  *websocket.Conn
	lock  sync.Mutex
	heads []uint64
	moved chan struct{}
	ended error
}

func (b *belfry) header(scope string) http.Header {
	b.t.Helper()
	m, known, err := b.side.box.Roll.Member(deviceAt(scope))
	if err != nil || !known {
		b.t.Fatal(scope, known, err)
	}
	return http.Header{"Authorization": {wire.Bearer + b.side.sessions.open(m.Device, time.Now())}}
}

// deaf opens a doorbell that nobody reads.
func (b *belfry) deaf(scope string) *websocket.Conn {
	b.t.Helper()
	dialer := websocket.Dialer{NetDial: func(network, address string) (net.Conn, error) {
		conn, err := net.Dial(network, address)
		if err != nil {
			return nil, err
		}
		return conn, conn.(*net.TCPConn).SetReadBuffer(4 << 10)
	}}
	conn, res, err := dialer.Dial("ws://"+b.addr+"/sync/v1/bell", b.header(scope))
	if err != nil {
		b.t.Fatal(err)
	}
	res.Body.Close()
	b.t.Cleanup(func() { conn.Close() })
	return conn
}

// listen opens a doorbell and hears its first ring, which says where the log stands.
func (b *belfry) listen(scope string) *ear {
	b.t.Helper()
	e := &ear{conn: b.deaf(scope), moved: make(chan struct{}, 1)}
	go func() {
		for {
			_, raw, err := e.conn.ReadMessage()
			var ring wire.Bell
			if err == nil {
				err = json.Unmarshal(raw, &ring)
			}
			e.lock.Lock()
			if e.ended = err; err == nil {
				e.heads = append(e.heads, ring.Head)
			}
			e.lock.Unlock()
			box.Poke(e.moved)
			if err != nil {
				return
			}
		}
	}()
	e.until(b.t, func(heads []uint64, _ error) bool { return len(heads) > 0 })
	return e
}

// until waits for something that was heard.
func (e *ear) until(t *testing.T, holds func(heads []uint64, ended error) bool) {
	t.Helper()
	end := time.After(patience)
	for {
		e.lock.Lock()
		ok := holds(e.heads, e.ended)
		e.lock.Unlock()
		if ok {
			return
		}
		select {
		case <-e.moved:
		case <-end:
			t.Fatalf("it heard %v, %v", e.heads, e.ended)
		}
	}
}

func (e *ear) rung(t *testing.T, head uint64) {
	t.Helper()
	e.until(t, func(heads []uint64, _ error) bool { return slices.Contains(heads, head) })
}

// A bell rings for what its box may see: what was decided above it and what happened in its own branch. What happens at
// a sibling's it does not hear of at all, not even that there was something.
func TestABellRingsForItsOwnBranch(t *testing.T) {
	scopes := []string{"/c/a", "/c/a/x", "/c/b"}
	b := openBelfry(t, scopes...)
	b.work()
	ears := map[string]*ear{}
	for _, scope := range scopes {
		ears[scope] = b.listen(scope)
	}
	all := b.tell("/c") // from here on the bells know where the log stands
	for _, scope := range scopes {
		ears[scope].rung(t, all)
	}
	for _, c := range []struct {
		place string
		want  []string
	}{
		{"/c/a", []string{"/c/a", "/c/a/x"}},
		{"/c/a/x", []string{"/c/a", "/c/a/x"}},
		{"/c/a/y", []string{"/c/a"}},
		{"/c/b", []string{"/c/b"}},
		{"/c/b/z", []string{"/c/b"}},
		{"/c/ab", nil},
	} {
		head := b.tell(c.place)
		for _, scope := range c.want {
			ears[scope].rung(t, head)
		}
		if c.want == nil {
			continue
		}
		all := b.tell("/c")
		for _, scope := range scopes {
			ears[scope].rung(t, all)
			ears[scope].lock.Lock()
			heard := slices.Contains(ears[scope].heads, head)
			ears[scope].lock.Unlock()
			if heard != slices.Contains(c.want, scope) {
				t.Errorf("something at %s: the bell of %s rang: %v", c.place, scope, heard)
			}
		}
	}
}

// A box that was moved in the tree keeps its bell, and from then on it rings for where the box stands. One that was revoked
// hears nothing more.
func TestABellFollowsItsBox(t *testing.T) {
	b := openBelfry(t, "/c/a", "/c/b")
	b.work()
	moved, revoked := b.listen("/c/a"), b.listen("/c/b")
	device := station.Device{ID: deviceAt("/c/a"), Key: "ed25519:AA", Since: noon}
	b.seat(deviceAt("/c/a"), station.Node{Name: "a", Scope: "/c/x", Devices: []station.Device{device}})
	moved.rung(t, b.tell("/c"))
	moved.rung(t, b.tell("/c/x/y"))
	device = station.Device{ID: deviceAt("/c/b"), Key: "ed25519:AA", Since: noon, Revoked: noon.Add(time.Hour)}
	b.seat(deviceAt("/c/b"), station.Node{Name: "b", Scope: "/c/b", Devices: []station.Device{device}})
	b.tell("/c")
	revoked.until(t, func(_ []uint64, ended error) bool { return ended != nil })
}

// What a box is told to do stands in no log; its bell alone rings for it, at once.
func TestABellRingsForAnOrder(t *testing.T) {
	b := openBelfry(t, "/c/a", "/c/b")
	b.work()
	one, other := b.listen("/c/a"), b.listen("/c/b")
	b.tell("/c/a")
	one.until(t, func(heads []uint64, _ error) bool { return len(heads) == 2 })
	key := box.OrderNote + deviceAt("/c/a") + "/0000000000000001"
	if err := b.side.box.Commit(t.Context(), func(l station.Ledger) error { return l.PutNote(key, []byte("{}")) }); err != nil {
		t.Fatal(err)
	}
	one.until(t, func(heads []uint64, _ error) bool { return len(heads) == 3 })
	other.rung(t, b.tell("/c"))
	if other.lock.Lock(); len(other.heads) > 3 { // its first, the first after the start, this one
		t.Errorf("another's order rang: %v", other.heads)
	}
	other.lock.Unlock()
}

// An order another process over the same database gave is not announced here; it is found all the same.
func TestAnOrderOfAnotherProcessIsFound(t *testing.T) {
	b := openBelfry(t, "/c/a", "/c/b")
	b.listen("/c/a")
	if err := b.store.ledger.Exchange(func(l station.Ledger) error {
		return l.PutNote(box.OrderNote+deviceAt("/c/a")+"/0000000000000001", []byte("{}"))
	}); err != nil {
		t.Fatal(err)
	}
	for i, c := range []struct {
		heard bool
		after time.Duration
		want  int
	}{{false, 0, 0}, {true, 0, 1}, {true, ordersEvery / 2, 1}, {true, 2 * ordersEvery, 1}} {
		if c.heard {
			b.side.bells.heard()
		}
		if err := b.side.bells.seek(noon.Add(c.after)); err != nil {
			t.Fatal(err)
		}
		if got := len(b.side.bells.given); got != c.want {
			t.Errorf("%d: %d devices to ring, want %d", i, got, c.want)
		}
	}
}

// A box that does not read, or whose line is dead, is let go; the others hear every ring meanwhile.
func TestASilentListenerHoldsNobody(t *testing.T) {
	b := openBelfry(t, "/c/a", "/c/b")
	b.deaf("/c/a")
	good := b.listen("/c/b")
	open := func() int {
		b.side.bells.lock.Lock()
		defer b.side.bells.lock.Unlock()
		return len(b.side.bells.open.all)
	}
	for end := time.Now().Add(patience); open() < 2 && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
	rings := 1
	for end := time.Now().Add(patience); open() == 2; rings++ {
		if time.Now().After(end) {
			t.Fatalf("after %d rings the silent one still is there", rings)
		}
		b.side.bells.nudge("/c")
		if _, err := b.side.bells.tell(); err != nil {
			t.Fatal(err)
		}
		if rings%64 == 0 { // the one that reads is given the time to
			good.until(t, func(heads []uint64, ended error) bool { return len(heads) >= rings || ended != nil })
		}
	}
	good.until(t, func(heads []uint64, _ error) bool { return len(heads) >= rings })
}

func TestBellsEndWithTheirBox(t *testing.T) {
	b := openBelfry(t, "/c/a", "/c/b")
	b.work()
	ears := []*ear{b.listen("/c/a"), b.listen("/c/b")}
	b.close() // waits for whoever listened
	for _, e := range ears {
		e.until(t, func(_ []uint64, ended error) bool { return ended != nil })
		if !websocket.IsCloseError(e.ended, websocket.CloseGoingAway) {
			t.Errorf("a bell ended with %v", e.ended)
		}
	}
	late := b.deaf("/c/a")
	if err := late.SetReadDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := late.ReadMessage(); err == nil {
		t.Error("a bell is open that nobody rings any more")
	}
}

// A box whose line broke comes again before the end of its last bell was noticed. A third one is not kept for it.
func TestABoxHasFewBells(t *testing.T) {
	b := openBelfry(t, "/c/a", "/c/b")
	b.work()
	oldest, neighbour := b.listen("/c/a"), b.listen("/c/b")
	second, third := b.listen("/c/a"), b.listen("/c/a")
	oldest.until(t, func(_ []uint64, ended error) bool { return ended != nil })
	head := b.tell("/c")
	for _, e := range []*ear{neighbour, second, third} {
		e.rung(t, head)
	}
}

// When the hall is full, the next one is told so, and when to come again, before its connection is taken over.
func TestAFullHallSaysSo(t *testing.T) {
	b := openBelfry(t, "/c/a")
	head := b.header("/c/a")
	var crowd []*bell
	b.side.bells.lock.Lock()
	for i := range mostEars {
		crowd = append(crowd, &bell{peer: core.Peer{Device: fmt.Sprint("x", i), Scope: "/c/x"}})
		b.side.bells.open.add(crowd[i])
	}
	b.side.bells.lock.Unlock()
	_, res, err := websocket.DefaultDialer.Dial("ws://"+b.addr+"/sync/v1/bell", head)
	if err == nil || res == nil {
		t.Fatal("let in", err)
	}
	defer res.Body.Close()
	var said problem.Problem
	if err := json.NewDecoder(res.Body).Decode(&said); err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != http.StatusServiceUnavailable || said.Code != "busy" || res.Header.Get("Retry-After") == "" {
		t.Errorf("%s %q, Retry-After %q", res.Status, said.Code, res.Header.Get("Retry-After"))
	}
	b.side.bells.lock.Lock()
	for _, one := range crowd {
		b.side.bells.open.remove(one)
	}
	b.side.bells.lock.Unlock()
	b.listen("/c/a")
}
