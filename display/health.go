package display

import (
	"encoding/json"
	"sync"
	"time"

	"lianzhan/station"
)

// mostReports bounds the screens remembered; who was silent longest is forgotten first.
const mostReports = 256

// report is what a screen last said of itself.
type report struct {
	Connected int       `json:"connected"`  // open sockets
	Painted   uint64    `json:"painted"`    // number of the board last painted
	PaintedMS int       `json:"painted_ms"` // from its arrival to the paint
	Frames    int       `json:"frames"`     // a second, while pages change
	Visible   bool      `json:"visible"`
	Seen      time.Time `json:"seen"` // last sign of life
}

// health remembers how the screens are. It holds no personal data: only what pages count.
type health struct {
	now     func() station.Reading
	lock    sync.Mutex
	reports map[string]*report
}

func newHealth(now func() station.Reading) *health {
	return &health{now: now, reports: map[string]*report{}}
}

// said is a message of a page: {"type":"painted","n":123,"ms":41} or {"type":"health","frames":60,"visible":true}.
type said struct {
	Type    string `json:"type"`
	N       uint64 `json:"n"`
	MS      int    `json:"ms"`
	Frames  int    `json:"frames"`
	Visible bool   `json:"visible"`
}

// hear takes a page's message. What it cannot read it ignores: an older or newer page must not lose its socket.
func (h *health) hear(id string, message []byte) {
	var s said
	if json.Unmarshal(message, &s) != nil {
		return
	}
	h.update(id, func(r *report) {
		switch s.Type {
		case "painted":
			r.Painted, r.PaintedMS = s.N, s.MS
		case "health":
			r.Frames, r.Visible = s.Frames, s.Visible
		}
	})
}

func (h *health) joined(id string) { h.update(id, func(r *report) { r.Connected++ }) }

func (h *health) left(id string) {
	h.update(id, func(r *report) { r.Connected = max(0, r.Connected-1) })
}

func (h *health) update(id string, change func(*report)) {
	h.lock.Lock()
	defer h.lock.Unlock()
	r := h.reports[id]
	if r == nil {
		r = &report{}
		h.reports[id] = r
	}
	change(r)
	r.Seen = h.now().Time
	if len(h.reports) > mostReports {
		h.forget()
	}
}

// forget drops the screen that was silent longest.
func (h *health) forget() {
	var oldest string
	for id, r := range h.reports {
		if oldest == "" || r.Seen.Before(h.reports[oldest].Seen) {
			oldest = id
		}
	}
	delete(h.reports, oldest)
}

// of is what is known of a screen, or nil.
func (h *health) of(id string) *report {
	h.lock.Lock()
	defer h.lock.Unlock()
	r := h.reports[id]
	if r == nil {
		return nil
	}
	known := *r
	return &known
}

func (h *health) ids() []string {
	h.lock.Lock()
	defer h.lock.Unlock()
	ids := make([]string, 0, len(h.reports))
	for id := range h.reports {
		ids = append(ids, id)
	}
	return ids
}
