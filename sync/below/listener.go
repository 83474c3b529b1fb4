package below

import (
	"slices"

	"lianzhan/station"
)

// listeners are the open doorbells, found by device and by where they share in what a place has to say: in as many steps
// as the tree is deep, however many listen.
type listeners struct {
	all    map[*bell]struct{}
	device map[string][]*bell
	at     map[string][]*bell // scope: the bells of that very node
	under  map[string][]*bell // scope: the bells of its branch
}

func newListeners() *listeners {
	return &listeners{all: map[*bell]struct{}{}, device: map[string][]*bell{}, at: map[string][]*bell{}, under: map[string][]*bell{}}
}

func (l *listeners) add(b *bell) {
	l.all[b] = struct{}{}
	enlist(l.device, b.peer.Device, b)
	enlist(l.at, b.peer.Scope, b)
	for _, scope := range upwards(b.peer.Scope) {
		enlist(l.under, scope, b)
	}
}

func (l *listeners) remove(b *bell) {
	if _, there := l.all[b]; !there {
		return
	}
	delete(l.all, b)
	strike(l.device, b.peer.Device, b)
	strike(l.at, b.peer.Scope, b)
	for _, scope := range upwards(b.peer.Scope) {
		strike(l.under, scope, b)
	}
}

// share are the bells of those to whom what belongs to a place is visible: its branch, and whoever stands above it.
func (l *listeners) share(place string, tell func(*bell)) {
	if place == "/" {
		for b := range l.all {
			tell(b)
		}
		return
	}
	for i, scope := range upwards(place) {
		list := l.at[scope]
		if i == 0 {
			list = l.under[scope]
		}
		for _, b := range list {
			tell(b)
		}
	}
}

// upwards are a scope and all above it.
func upwards(scope string) (list []string) {
	for at := scope; at != ""; at = station.ParentScope(at) {
		list = append(list, at)
	}
	return list
}

func enlist(lists map[string][]*bell, key string, b *bell) { lists[key] = append(lists[key], b) }

// strike takes a bell off a list; the order does not matter.
func strike(lists map[string][]*bell, key string, b *bell) {
	list := lists[key]
	i := slices.Index(list, b)
	if i < 0 {
		return
	}
	last := len(list) - 1
	list[i], list[last] = list[last], nil
	if lists[key] = list[:last]; last == 0 {
		delete(lists, key)
	}
}
