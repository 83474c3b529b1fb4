package sim

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"lianzhan/station"
)

// maxMoves is how many villages a seed moves at most: a town has only so many.
const maxMoves = 2

// moveNode is the county's office giving a village to another town, with the nodes below it and all that is known to belong
// to them. The technician comes later. Neither its disk nor that of the town it leaves is lost in the same seed: what that town wrote
// for itself and had not sent, only the village may hold, and of what the village wrote at its former place its points; neither
// may bring it along.
func (w *World) moveNode(b *box) bool {
	root, from := w.root(), w.seats[b.seat]
	if b.seat == 0 || from.parent <= 0 || w.seats[from.parent].parent != 0 || !root.alive() || w.moves == maxMoves || w.shaken[b.seat] || w.shaken[from.parent] {
		return false
	}
	to := 1
	for seat := range w.seats {
		if w.seats[seat].parent == 0 && seat != from.parent && (to == from.parent || chance(w.harm, 50)) {
			to = seat
		}
	}
	if to == from.parent {
		return false
	}
	before := slices.Clone(w.seats)
	w.moves++
	w.left[b.seat], w.left[from.parent] = true, true
	w.reseat(b.seat, to, fmt.Sprintf("%s/m%d", w.seats[to].scope, w.moves))
	_ = root.write("officer", w.journey()...) // it may die over it, before or after
	if !w.stands(b.seat) {
		w.seats = before
		return false
	}
	w.later(between(w.harm, time.Second, 2*time.Minute), "move", func() {
		for _, other := range w.boxes {
			if other.seat == b.seat && other.above != 0 {
				other.turnTo(w.seats[b.seat].parent)
			}
		}
	})
	return true
}

// reseat gives a seat another place, and those below it.
func (w *World) reseat(at, parent int, scope string) {
	from := w.seats[at].scope
	for seat := range w.seats {
		s := &w.seats[seat]
		if !station.ScopeWithin(s.scope, from) {
			continue
		}
		s.was = append(slices.Clone(s.was), s.scope)
		s.scope = scope + strings.TrimPrefix(s.scope, from)
	}
	w.seats[at].parent = parent
}

// journey is what the county has to write so that nodes and records stand where those who moved stand now.
func (w *World) journey() (edits []station.Edit) {
	root := w.root().mem
	for seat, s := range w.seats {
		if len(s.was) > 0 && root.state(station.KindNode, nodeID(seat)).Known() && !w.stands(seat) {
			edits = append(edits, station.Edit{Kind: station.KindNode, ID: nodeID(seat), Op: station.OpPut, Class: station.Internal,
				Fields: fmt.Appendf(nil, `{"scope":%q}`, s.scope)})
		}
	}
	for kind, records := range sorted(byName(root.disk.records)) {
		for id, r := range sorted(records) {
			if slices.Contains(kept, station.Kind(kind)) || r.Deleted() || !r.Known() {
				continue
			}
			if to := w.placeNow(r.Place); to != r.Place {
				e, err := station.MoveTo(r.Kind, id, to)
				if err != nil {
					w.fail("%s/%s cannot be moved to %s: %v", kind, id, to, err)
				}
				edits = append(edits, e)
			}
		}
	}
	return edits
}

// wasBelow are the places where a seat once was, and those that are below it now.
func (w *World) wasBelow(seat int) (scopes []string) {
	for _, s := range w.seats {
		if station.ScopeWithin(s.scope, w.seats[seat].scope) {
			scopes = append(scopes, s.was...)
		}
	}
	return scopes
}

// stands reports whether the county knows that a node stands where its seat is.
func (w *World) stands(seat int) bool {
	node := w.root().mem.state(station.KindNode, nodeID(seat))
	return string(node.Fields["scope"]) == fmt.Sprintf("%q", w.seats[seat].scope)
}

// placeNow is where what belongs to a place lies since its node moved.
func (w *World) placeNow(place string) string {
	for _, s := range w.seats {
		for _, was := range s.was {
			if station.ScopeWithin(place, was) {
				return s.scope + strings.TrimPrefix(place, was)
			}
		}
	}
	return place
}

// late has the county's office take along what came to its knowledge after a node had moved, and move again what its disk forgot.
func (w *World) late() bool {
	edits := w.journey()
	if len(edits) == 0 || !w.root().alive() {
		return false
	}
	if err := w.root().write("officer", edits...); err != nil {
		w.fail("what came late cannot be moved: %v", err)
	}
	return true
}

func withinAny(scope string, branches []string) bool {
	return slices.ContainsFunc(branches, func(b string) bool { return station.ScopeWithin(scope, b) })
}
