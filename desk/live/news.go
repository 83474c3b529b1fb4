package live

import (
	"sync"

	"lianzhan/station"
)

// mostNamed is how many matters one message names; a page that hears of more reads everything again.
const mostNamed = 50

// toldKinds are the kinds of record a page of the desk may show.
var toldKinds = map[station.Kind]bool{station.KindMatter: true, station.KindSuggestion: true, station.KindSession: true,
	station.KindUnit: true, station.KindTemplate: true, station.KindPolicy: true, station.KindDeputy: true,
	station.KindStation: true, station.KindHolidays: true, station.KindReception: true}

// news gathers what was announced until the hub has time to tell it.
type news struct {
	bell chan struct{}

	lock    sync.Mutex
	kinds   map[station.Kind]bool
	matters map[string]bool
	drafts  bool
	other   map[string]bool // what changed beside records
}

func newNews() news {
	return news{bell: make(chan struct{}, 1), kinds: map[station.Kind]bool{}, matters: map[string]bool{}, other: map[string]bool{}}
}

func (n *news) commit(a station.Announcement) {
	n.lock.Lock()
	heard := false
	for _, ref := range a.Refs {
		if !toldKinds[ref.Kind] {
			continue
		}
		heard = true
		n.kinds[ref.Kind] = true
		if ref.Kind == station.KindMatter && len(n.matters) <= mostNamed {
			n.matters[ref.ID] = true
		}
	}
	n.lock.Unlock()
	if heard {
		n.ring()
	}
}

func (n *news) say(what string) {
	n.lock.Lock()
	n.other[what] = true
	n.lock.Unlock()
	n.ring()
}

func (n *news) draft() {
	n.lock.Lock()
	n.drafts = true
	n.lock.Unlock()
	n.ring()
}

func (n *news) ring() {
	select {
	case n.bell <- struct{}{}:
	default:
	}
}

// heard is what was gathered.
type heard struct {
	kinds   []string
	matters []string // none when there are too many to name
	drafts  bool
}

func (n *news) take() heard {
	n.lock.Lock()
	defer n.lock.Unlock()
	var h heard
	for _, kind := range station.Kinds {
		if n.kinds[kind] {
			h.kinds = append(h.kinds, string(kind))
		}
	}
	if len(n.matters) <= mostNamed {
		for id := range n.matters {
			h.matters = append(h.matters, id)
		}
	}
	for what := range n.other {
		h.kinds = append(h.kinds, what)
	}
	h.drafts, n.other = n.drafts, map[string]bool{}
	n.kinds, n.matters, n.drafts = map[station.Kind]bool{}, map[string]bool{}, false
	return h
}
