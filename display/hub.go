package display

import (
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"lianzhan/station"
	"lianzhan/web/socket"
)

// mostPeers bounds the open pages of one station.
const mostPeers = 4096

// A repaint reads the records and lays out the boards. However fast changes come, that may take a fifth of one core.
const (
	restFactor  = 4
	longestRest = 200 * time.Millisecond
)

// hub is the one writer of all open pages: one goroutine that owns them, one dirty slot, no queue.
type hub struct {
	gallery *gallery
	health  *health
	news    *news
	open    atomic.Int64

	joins, leaves, freed chan *peer
	stop                 chan struct{}

	door    sync.Mutex // guards shut and the first Add of running
	shut    bool
	running sync.WaitGroup

	peers   map[*peer]struct{}
	waiting int // peers that are busy
	n       uint64
	told    struct { // the last news worded
		n     uint64
		kinds kinds
		frame []byte
	}
}

func newHub(g *gallery, health *health, beat time.Duration) *hub {
	h := &hub{gallery: g, health: health, news: newNews(), peers: map[*peer]struct{}{},
		joins: make(chan *peer), leaves: make(chan *peer), freed: make(chan *peer), stop: make(chan struct{})}
	h.running.Add(1)
	go h.run(beat)
	return h
}

// announce marks what a commit touched and returns at once.
func (h *hub) announce(a station.Announcement) {
	touched := staleBy(a.Refs)
	h.gallery.stale.add(touched)
	h.news.add(a.Seq, touched.kinds)
}

// join takes a connection over. A house that is full or closing lets it go at once.
func (h *hub) join(conn *socket.Conn, at seat, asks string) {
	h.door.Lock()
	defer h.door.Unlock()
	if h.shut || h.open.Load() >= mostPeers {
		conn.Close()
		return
	}
	h.open.Add(1)
	h.running.Add(1)
	go h.live(&peer{conn: conn, seat: at, asks: asks})
}

// close sends every page away and waits until all goroutines of the hub have ended.
func (h *hub) close() {
	h.door.Lock()
	if !h.shut {
		h.shut = true
		close(h.stop)
	}
	h.door.Unlock()
	h.running.Wait()
}

func (h *hub) run(beat time.Duration) {
	defer h.running.Done()
	pings, clock := time.NewTicker(pingEvery), time.NewTicker(beat)
	defer pings.Stop()
	defer clock.Stop()
	bell := h.news.bell
	var rested <-chan time.Time
	for {
		select {
		case <-h.stop:
			h.sendAway()
			return
		case p := <-h.joins:
			h.admit(p)
		case p := <-h.leaves:
			h.release(p)
		case p := <-h.freed:
			h.resume(p)
		case <-bell:
			bell, rested = nil, time.After(h.tell())
		case <-rested:
			bell, rested = h.news.bell, nil
		case <-clock.C:
			h.serveWalls()
		case <-pings.C:
			h.ping()
		}
	}
}

// tell passes on what was announced and returns how long to rest before the next time.
func (h *hub) tell() time.Duration {
	n, what := h.news.take()
	h.n = max(h.n, n)
	var painting time.Duration
	if what&onWalls != 0 {
		painting = h.serveWalls()
	}
	for p := range h.peers {
		if !p.wall {
			p.owed |= what
			h.serveKiosk(p)
		}
	}
	return min(restFactor*painting, longestRest)
}

// serveWalls brings every wall up to date and returns how long painting took, without the writing. Walls that show the
// same board follow each other in no order, so the last one painted is kept at hand.
func (h *hub) serveWalls() (painting time.Duration) {
	var at seat
	var newest *picture
	for p := range h.peers {
		if !p.wall {
			continue
		}
		if newest == nil || p.seat != at {
			began := time.Now()
			at, newest = p.seat, h.newest(p.seat)
			painting += time.Since(began)
		}
		h.showWall(p, newest)
	}
	return painting
}

// newest is the board for a seat, or nil when it cannot be painted: the walls keep what they show.
func (h *hub) newest(at seat) *picture {
	newest, err := h.gallery.picture(at)
	if err != nil {
		slog.Error("board not painted", "screen", at.id, "err", err)
		return nil
	}
	return newest
}

// showWall sends a board a wall does not show yet. One that changed with the clock alone bears the number of the one
// before, and a page drops numbers it has seen: such a page is asked to connect anew, and takes what it then gets first.
func (h *hub) showWall(p *peer, newest *picture) {
	if newest == nil || newest == p.shown || p.busy {
		return
	}
	frame := newest.frame
	if p.shown != nil && p.shown.n == newest.n {
		frame = comeAgainFrame
	}
	p.shown = newest
	h.put(p, frame)
}

// serveKiosk tells a kiosk what it is owed. Kiosks that are owed the same share one frame.
func (h *hub) serveKiosk(p *peer) {
	if p.busy || p.owed == 0 {
		return
	}
	if h.told.frame == nil || h.told.n != h.n || h.told.kinds != p.owed {
		frame, err := changedFrame(h.n, p.owed)
		if err != nil {
			slog.Error("news not worded", "err", err)
			return
		}
		h.told.n, h.told.kinds, h.told.frame = h.n, p.owed, frame
	}
	p.owed = 0
	h.put(p, h.told.frame)
}
