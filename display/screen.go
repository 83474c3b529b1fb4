package display

import (
	"cmp"
	"math"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"lianzhan/station"
)

// seat is where a page sits: the screen it says it is, and the pixels its browser says it has. A record of the screen
// outranks the browser.
type seat struct {
	id            string
	width, height int
}

// The size of a wall that nobody has described.
const usualWidth, usualHeight = 1920, 1080

// seatOf reads the address of a socket: /ws/screens/hall?width=1280&height=640.
func seatOf(address *url.URL) seat {
	query := address.Query()
	return seat{path.Base(address.Path), pixels(query.Get("width")), pixels(query.Get("height"))}
}

// pixels of a side; what no screen can measure counts as unsaid.
func pixels(said string) int {
	n, err := strconv.Atoi(said)
	if err != nil || n < 64 || n > 16384 {
		return 0
	}
	return n
}

// panel is what a seat's board is laid out for. Width and height are taken together, from the first who knows both.
func (rec records) panel(s seat) Panel {
	screen := rec.screens[s.id]
	panel := Panel{ID: s.id, Name: screen.Name, Width: usualWidth, Height: usualHeight, MM: pixelSize(screen),
		TestCard: screen.TestCard}
	switch {
	case screen.Width > 0 && screen.Height > 0:
		panel.Width, panel.Height = screen.Width, screen.Height
	case s.width > 0 && s.height > 0:
		panel.Width, panel.Height = s.width, s.height
	}
	return panel
}

// pixelSize is the width of a pixel in millimetres: of an LED wall as entered, of a panel from its diagonal in inches.
func pixelSize(s station.Screen) float64 {
	if s.Pitch > 0 || s.Width <= 0 || s.Height <= 0 {
		return s.Pitch
	}
	return s.Diagonal * 25.4 / math.Hypot(float64(s.Width), float64(s.Height))
}

// kindOf tells a kiosk from a wall: the page knows best, then the record, then the name it gave itself. Both serve
// without registration.
func (rec records) kindOf(id, asked string) station.ScreenKind {
	switch kind := station.ScreenKind(asked); kind {
	case station.KioskScreen, station.WallScreen:
		return kind
	}
	if strings.HasPrefix(id, string(station.KioskScreen)) {
		return cmp.Or(rec.screens[id].Kind, station.KioskScreen)
	}
	return cmp.Or(rec.screens[id].Kind, station.WallScreen)
}

// screenItem is one screen in the list for whoever looks after them.
type screenItem struct {
	ID     string             `json:"id"`
	Name   string             `json:"name"`
	Kind   station.ScreenKind `json:"kind"`
	Width  int                `json:"width"`  // pixels; 0 when unknown
	Height int                `json:"height"` // pixels
	Health *report            `json:"health"` // null when it never turned up
}

type screenList struct {
	Total int          `json:"total"`
	Items []screenItem `json:"items"`
}

// screens lists the screens on record and those that merely turned up, by id.
func (r *Room) screens() (screenList, error) {
	rec, err := r.gallery.records()
	if err != nil {
		return screenList{}, err
	}
	list := screenList{Items: []screenItem{}}
	for _, id := range union(rec.screenIDs, r.health.ids()) {
		s := rec.screens[id]
		list.Items = append(list.Items, screenItem{ID: id, Name: s.Name, Kind: rec.kindOf(id, ""), Width: s.Width,
			Height: s.Height, Health: r.health.of(id)})
	}
	list.Total = len(list.Items)
	return list, nil
}

func union(a, b []string) []string {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}
