package display

import (
	"log/slog"
	"time"

	"lianzhan/station"
	"lianzhan/web/socket"
)

// How patient the room is with a page.
const (
	pingEvery = 20 * time.Second
	silence   = 45 * time.Second // without a sign of life a page is dead
	patience  = 10 * time.Second // for a full connection to take what it was promised
	farewell  = time.Second      // for pages to go by themselves when the server closes
)

// peer is one open page. The hub's goroutine owns all fields but the connection.
type peer struct {
	conn *socket.Conn
	seat seat
	asks string // kind the page says it is

	wall  bool
	shown *picture // last one sent to a wall
	owed  kinds    // what a kiosk has not been told yet
	busy  bool     // a goroutine of its own is finishing a frame
	gone  bool
}

// live reads the page's reports until its connection ends. It runs in its own goroutine.
func (h *hub) live(p *peer) {
	defer h.running.Done()
	defer h.open.Add(-1)
	select {
	case h.joins <- p:
	case <-h.stop:
		p.conn.Close()
		return
	}
	// Why a page leaves is no news: screens are switched off every evening.
	_ = p.conn.Listen(silence, func(message []byte) { h.health.hear(p.seat.id, message) })
	p.conn.Close()
	h.leaves <- p
}

// put writes a frame to a page without waiting. A page with no room for it gets a goroutine that waits for it alone.
func (h *hub) put(p *peer, frame []byte) {
	n, err := p.conn.Offer(frame)
	if err != nil {
		p.conn.Close()
		return
	}
	if n < len(frame) {
		p.busy = true
		h.waiting++
		go h.finish(p, frame[n:])
	}
}

// finish writes the rest of a frame; a page that takes nothing for too long loses its connection.
func (h *hub) finish(p *peer, rest []byte) {
	if p.conn.Write(rest, patience) != nil {
		p.conn.Close()
	}
	h.freed <- p
}

// admit gives a new page the whole picture first: a wall its board, a kiosk the advice to read everything again.
func (h *hub) admit(p *peer) {
	rec, err := h.gallery.records()
	if err != nil {
		slog.Error("page turned away", "screen", p.seat.id, "err", err)
		p.conn.Close()
	} else {
		p.wall, h.n = rec.kindOf(p.seat.id, p.asks) == station.WallScreen, max(h.n, rec.n)
	}
	h.peers[p] = struct{}{}
	h.health.joined(p.seat.id)
	p.owed = allKinds
	h.serve(p)
}

// release forgets a page whose reader has ended.
func (h *hub) release(p *peer) {
	delete(h.peers, p)
	p.gone = true
	h.health.left(p.seat.id)
}

// resume goes on with a page that had to be waited for: it gets the newest, whatever it missed.
func (h *hub) resume(p *peer) {
	h.waiting--
	p.busy = false
	if !p.gone {
		h.serve(p)
	}
}

// serve sends one page what it has not seen.
func (h *hub) serve(p *peer) {
	if p.wall {
		h.showWall(p, h.newest(p.seat))
	} else {
		h.serveKiosk(p)
	}
}

func (h *hub) ping() {
	for p := range h.peers {
		if !p.busy {
			h.put(p, pingFrame)
		}
	}
}

var (
	pingFrame      = socket.Ping()
	closingFrame   = socket.Closing(socket.GoingAway)
	comeAgainFrame = socket.Closing(socket.ComeAgain)
)

// sendAway tells every page that the server goes and waits for them, but not for long.
func (h *hub) sendAway() {
	for p := range h.peers {
		if !p.busy {
			h.put(p, closingFrame)
		}
	}
	late := time.NewTimer(farewell)
	defer late.Stop()
	for len(h.peers) > 0 || h.waiting > 0 {
		select {
		case p := <-h.leaves:
			h.release(p)
		case p := <-h.freed:
			h.waiting--
			p.busy = false
		case <-late.C:
			for p := range h.peers {
				p.conn.Close()
			}
		}
	}
}
