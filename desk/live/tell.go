package live

import (
	"encoding/json"
	"log/slog"
	"slices"

	"lianzhan/station"
	"lianzhan/web/socket"
)

// sessionEnded is the status a page is closed with when its sign-in no longer holds (RFC 6455 7.4.2, private use).
const sessionEnded = 4401

var (
	pingFrame    = socket.Ping()
	closingFrame = socket.Closing(socket.GoingAway)
	endedFrame   = socket.Closing(sessionEnded)
)

// message is all this socket ever says. Each has a number of its own, because a page drops one it has seen.
type message struct {
	Type    string   `json:"type"` // "changed" or "ring"
	N       uint64   `json:"n"`
	Version string   `json:"version"`
	Kinds   []string `json:"kinds,omitempty"`
	IDs     []string `json:"ids,omitempty"`
	What    string   `json:"what,omitempty"` // rings: "matter" or "draft"
	ID      string   `json:"id,omitempty"`
}

func (h *Hub) send(p *peer, m message) {
	h.n++
	m.N, m.Version = h.n, h.o.Version
	body, err := json.Marshal(m)
	if err != nil {
		slog.Error("news not worded", "err", err)
		return
	}
	h.put(p, socket.Text(body))
}

// tellAll tells a page that joins to read everything again: it cannot know what it missed.
func (h *Hub) tellAll(p *peer) {
	h.send(p, message{Type: "changed", Kinds: []string{}, IDs: []string{}})
}

// settle takes what is there when the first page joins as known, so that nobody is rung for yesterday's matters.
func (h *Hub) settle() {
	var err error
	if _, h.arrived, err = h.o.Book.Arrived(0); err != nil {
		slog.Error("the casebook could not be read", "err", err)
	}
	h.ringDrafts(false)
}

// tell passes on what was announced: each page hears of what its person may see.
func (h *Hub) tell() {
	news := h.news.take()
	if len(h.peers) == 0 {
		return // nobody listens; who joins is told to read everything
	}
	arrived, count, err := h.o.Book.Arrived(h.arrived)
	if err != nil {
		slog.Error("the casebook could not be read again", "err", err)
	} else {
		h.arrived = count
	}
	for p := range h.peers {
		h.tellOne(p, news, arrived)
	}
	if news.drafts {
		h.ringDrafts(true)
	}
}

func (h *Hub) tellOne(p *peer, news heard, arrived []string) {
	kinds := news.kinds
	if !p.scope.Any() {
		kinds = slices.DeleteFunc(slices.Clone(kinds), func(kind string) bool { return kind == string(station.KindMatter) })
	}
	ids, err := h.o.Book.Readable(p.scope, news.matters)
	if err == nil && len(kinds) > 0 {
		h.send(p, message{Type: "changed", Kinds: kinds, IDs: ids})
	}
	fresh, err := h.o.Book.Readable(p.scope, arrived)
	if err != nil {
		slog.Error("the casebook could not be read", "err", err)
	}
	for _, id := range fresh {
		h.send(p, message{Type: "ring", What: "matter", ID: id})
	}
}

// ringDrafts rings once for each draft that waits for somebody to write, at the pages of those who write for voters.
func (h *Hub) ringDrafts(aloud bool) {
	if h.o.Drafts == nil {
		return
	}
	waiting := map[string]bool{}
	for _, d := range h.o.Drafts.Drafts() {
		if d.For != station.ForStaff {
			continue
		}
		waiting[d.Token] = true
		if h.rungFor[d.Token] || d.State != station.DraftOpen {
			continue
		}
		for p := range h.peers {
			if aloud && p.who.May(station.ActVerify) {
				h.send(p, message{Type: "ring", What: "draft", ID: d.Token})
			}
		}
	}
	h.rungFor = waiting
	for p := range h.peers {
		if aloud && p.who.May(station.ActVerify) {
			h.send(p, message{Type: "changed", Kinds: []string{"draft"}})
		}
	}
}
