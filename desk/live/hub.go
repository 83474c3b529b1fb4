// Package live tells the open pages of the desk what changed, and rings when something new came in. A message names
// records and never says what is in them; a page asks again for what it shows.
package live

import (
	"sync"
	"time"

	"lianzhan/desk/casebook"
	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/web/socket"
)

// Drafts are the matters that are still being told at a kiosk.
type Drafts interface {
	Drafts() []station.Draft
	WatchDrafts(fn func()) (stop func())
}

// Options introduce the hub to its neighbours.
type Options struct {
	Book    *casebook.Book
	Drafts  Drafts                    // nil: no kiosk of this house asks staff to write
	Stands  func(session string) bool // whether a sign-in still holds
	Version string                    // build of the pages
	Beat    time.Duration             // how often sign-ins are looked at; 0 means 5 s
}

const (
	mostPeers = 128
	usualBeat = 5 * time.Second
	pingEvery = 20 * time.Second
	silence   = 45 * time.Second // without a sign of life a page is dead
	farewell  = time.Second
)

// Hub owns every open page of the desk. One goroutine writes to all of them and waits for none.
type Hub struct {
	o    Options
	news news

	joins, leaves chan *peer
	stop          chan struct{}
	unwatch       func()

	door    sync.Mutex // guards shut and the first Add of running
	shut    bool
	open    int
	running sync.WaitGroup

	peers   map[*peer]struct{}
	n       uint64          // of the last message
	arrived int             // matters rung for
	rungFor map[string]bool // drafts
}

// peer is one open page and who sits at it.
type peer struct {
	conn  *socket.Conn
	who   door.Who
	scope casebook.Scope
}

// New opens the hub. Heard must be called after each commit, Close at the end.
func New(o Options) *Hub {
	if o.Beat <= 0 {
		o.Beat = usualBeat
	}
	h := &Hub{o: o, news: newNews(), joins: make(chan *peer), leaves: make(chan *peer), stop: make(chan struct{}),
		unwatch: func() {}, peers: map[*peer]struct{}{}, rungFor: map[string]bool{}}
	if o.Drafts != nil {
		h.unwatch = o.Drafts.WatchDrafts(h.news.draft)
	}
	h.running.Add(1)
	go h.run()
	return h
}

// Heard notes what a commit touched. It is quick, as the store's watchers must be.
func (h *Hub) Heard(a station.Announcement) { h.news.commit(a) }

// Say tells the open pages that something beside the records changed.
func (h *Hub) Say(what string) { h.news.say(what) }

// Join takes over the connection of somebody signed in. A house that is full or closing lets it go at once.
func (h *Hub) Join(conn *socket.Conn, who door.Who) {
	h.door.Lock()
	defer h.door.Unlock()
	if h.shut || h.open >= mostPeers {
		conn.Close()
		return
	}
	h.open++
	h.running.Add(1)
	go h.listen(&peer{conn: conn, who: who, scope: casebook.ScopeOf(who)})
}

// listen reads a page until its connection ends; what it says is a sign of life and no more.
func (h *Hub) listen(p *peer) {
	defer h.running.Done()
	defer func() {
		h.door.Lock()
		h.open--
		h.door.Unlock()
	}()
	select {
	case h.joins <- p:
	case <-h.stop:
		p.conn.Close()
		return
	}
	// Why a page leaves is no news: people close windows.
	_ = p.conn.Listen(silence, func([]byte) {})
	p.conn.Close()
	h.leaves <- p
}

// Close tells every page that the server goes and waits until nothing of the hub runs.
func (h *Hub) Close() {
	h.unwatch()
	h.door.Lock()
	if !h.shut {
		h.shut = true
		close(h.stop)
	}
	h.door.Unlock()
	h.running.Wait()
}

func (h *Hub) run() {
	defer h.running.Done()
	beat, pings := time.NewTicker(h.o.Beat), time.NewTicker(pingEvery)
	defer beat.Stop()
	defer pings.Stop()
	for {
		select {
		case <-h.stop:
			h.sendAway()
			return
		case p := <-h.joins:
			if len(h.peers) == 0 {
				h.settle()
			}
			h.peers[p] = struct{}{}
			h.tellAll(p)
		case p := <-h.leaves:
			delete(h.peers, p)
		case <-h.news.bell:
			h.tell()
		case <-beat.C:
			h.look()
		case <-pings.C:
			for p := range h.peers {
				h.put(p, pingFrame)
			}
		}
	}
}

// look closes the pages of sign-ins that no longer hold.
func (h *Hub) look() {
	for p := range h.peers {
		if !h.o.Stands(p.who.Session) {
			h.put(p, endedFrame)
			p.conn.Close()
		}
	}
}

// put writes a frame that a page takes at once or never: one that has no room for a few bytes comes back by itself.
func (h *Hub) put(p *peer, frame []byte) {
	if n, err := p.conn.Offer(frame); err != nil || n < len(frame) {
		p.conn.Close()
	}
}

// sendAway says goodbye and waits for the listeners, but not for long.
func (h *Hub) sendAway() {
	for p := range h.peers {
		h.put(p, closingFrame)
	}
	late := time.NewTimer(farewell)
	defer late.Stop()
	for len(h.peers) > 0 {
		select {
		case p := <-h.leaves:
			delete(h.peers, p)
		case <-late.C:
			for p := range h.peers {
				p.conn.Close()
			}
		}
	}
}
