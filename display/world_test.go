package display

import (
	"encoding/json"
	"errors"
	"net"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gorilla/websocket"
	"go.uber.org/goleak"

	"lianzhan/station"
	"lianzhan/web/problem"
)

// memory is a store for tests: records as they are, every write a commit of its own.
type memory struct {
	lock     sync.Mutex
	seq      uint64
	records  map[station.Ref]station.Record
	watchers []func(station.Announcement)
	broken   atomic.Pointer[error] // what View says while the disk is gone
	refused  atomic.Int64
}

func (m *memory) View(fn func(station.Reader) error) error {
	if err := m.broken.Load(); err != nil {
		m.refused.Add(1)
		return *err
	}
	m.lock.Lock()
	defer m.lock.Unlock()
	return fn((*memoryReader)(m))
}

func (m *memory) Scope() string { return "/c/t/v" }

func (m *memory) Watch(fn func(station.Announcement)) func() {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.watchers = append(m.watchers, fn)
	at := len(m.watchers) - 1
	return func() {
		m.lock.Lock()
		defer m.lock.Unlock()
		m.watchers[at] = func(station.Announcement) {}
	}
}

// put commits one thing and announces it, as a store does, and returns the number of the commit.
func (m *memory) put(kind station.Kind, id string, thing any) uint64 {
	fields := map[string]json.RawMessage{}
	encoded, err := json.Marshal(thing)
	if err == nil {
		err = json.Unmarshal(encoded, &fields)
	}
	if err != nil {
		panic(err)
	}
	return m.keep(station.Record{Kind: kind, ID: id, Fields: fields})
}

// keep commits a record as it is and announces it.
func (m *memory) keep(record station.Record) uint64 {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.seq++
	ref := station.Ref{Kind: record.Kind, ID: record.ID}
	m.records[ref] = record
	for _, tell := range m.watchers {
		tell(station.Announcement{Seq: m.seq, Refs: []station.Ref{ref}})
	}
	return m.seq
}

type memoryReader memory

func (r *memoryReader) Seq() uint64 { return r.seq }

func (r *memoryReader) Record(kind station.Kind, id string) (station.Record, error) {
	if record, found := r.records[station.Ref{Kind: kind, ID: id}]; found {
		return record, nil
	}
	return station.Record{}, station.NotFound("record_not_found", "没有这条记录。")
}

func (r *memoryReader) Records(kind station.Kind) ([]station.Record, error) {
	var found []station.Record
	for ref, record := range r.records {
		if ref.Kind == kind {
			found = append(found, record)
		}
	}
	slices.SortFunc(found, func(a, b station.Record) int { return strings.Compare(a.ID, b.ID) })
	return found, nil
}

// hall is a running room with a store, a clock that is set by hand and a server on loopback.
type hall struct {
	*memory
	room  *Room
	clock atomic.Pointer[station.Reading]
	addr  string
}

// waiting bounds every wait of the stories; none of them measures time.
const waiting = time.Minute

// open starts a hall with n deputies; when the test ends everything must be gone.
func open(t testing.TB, n int) *hall {
	t.Helper()
	running := goleak.IgnoreCurrent()
	h := &hall{memory: &memory{records: map[station.Ref]station.Record{}}}
	h.set(noon)
	rec := town(n)
	for id, s := range rec.stations {
		h.put(station.KindStation, id, s)
	}
	for _, d := range rec.deputies {
		h.put(station.KindDeputy, d.ID, d)
	}
	h.put(station.KindReception, "weekly", rec.rules[0])
	h.room = New(Options{Store: h, Now: func() station.Reading { return *h.clock.Load() }, Station: "s0",
		Base: func() string { return "http://192.168.1.10:8080" }, Beat: 5 * time.Millisecond})
	app := fiber.New(fiber.Config{DisableStartupMessage: true, ErrorHandler: problem.Handler})
	h.room.Routes(app)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h.addr = listener.Addr().String()
	served := make(chan error, 1)
	go func() { served <- app.Listener(listener) }()
	t.Cleanup(func() {
		h.room.Close()
		if err := app.Shutdown(); err != nil {
			t.Error(err)
		}
		<-served
		// fasthttp keeps two housekeepers for the life of the process.
		goleak.VerifyNone(t, running, goleak.IgnoreAnyFunction("github.com/valyala/fasthttp.updateServerDate.func1"),
			goleak.IgnoreAnyFunction("github.com/valyala/fasthttp.(*workerPool).Start.func2"))
	})
	return h
}

func (h *hall) set(clock string) {
	reading := at(clock)
	h.clock.Store(&reading)
}

// heard is any message of the room.
type heard struct {
	Type  string
	N     uint64
	Kinds []station.Kind
	Board struct {
		Date  station.Date
		Pages []struct {
			Kind  station.PageKind
			Cards []Card
		}
	}
}

// deputies on the pages of faces.
func (m heard) deputies() (ids []string) {
	for _, page := range m.Board.Pages {
		if page.Kind == station.PageFaces {
			for _, card := range page.Cards {
				ids = append(ids, card.ID)
			}
		}
	}
	return ids
}

// sit opens a page's socket: "hall?kind=wall".
func (h *hall) sit(t testing.TB, screen string) *websocket.Conn {
	t.Helper()
	page, _, err := websocket.DefaultDialer.Dial("ws://"+h.addr+"/ws/screens/"+screen, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { page.Close() })
	if err := page.SetReadDeadline(time.Now().Add(waiting)); err != nil {
		t.Fatal(err)
	}
	return page
}

func hear(t testing.TB, page *websocket.Conn) heard {
	t.Helper()
	var m heard
	if err := page.ReadJSON(&m); err != nil {
		t.Fatalf("the room says nothing more: %v", err)
	}
	return m
}

// sitDeaf opens a socket whose page reads nothing until it is told to, with as small a buffer as the kernel grants.
func (h *hall) sitDeaf(t testing.TB, screen string) *websocket.Conn {
	t.Helper()
	small := net.Dialer{Control: func(_, _ string, c syscall.RawConn) (err error) {
		controlled := c.Control(func(fd uintptr) {
			err = syscall.SetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_RCVBUF, 32<<10)
		})
		return errors.Join(controlled, err)
	}}
	dialer := websocket.Dialer{NetDialContext: small.DialContext}
	page, _, err := dialer.Dial("ws://"+h.addr+"/ws/screens/"+screen, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { page.Close() })
	if err := page.SetReadDeadline(time.Now().Add(waiting)); err != nil {
		t.Fatal(err)
	}
	return page
}

// floods is more changes of a board of 98 deputies than a connection holds.
const floods = 50

// flood changes the board again and again, while a page hears every change, and returns the number of the last.
func (h *hall) flood(t testing.TB, quick *websocket.Conn) (n uint64) {
	t.Helper()
	d := deputy(0, 98)
	for i := range floods {
		d.Name = names[(i+1)%len(names)]
		n = h.put(station.KindDeputy, d.ID, d)
		for hear(t, quick).N < n {
			continue
		}
	}
	return n
}
