package sim

import (
	"bytes"
	"slices"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// overhear holds what goes over a link against what may.
func (m *model) overhear(below *box, p packet) {
	switch {
	case p.Push != nil && !p.harmed:
		m.number(p.Push.Items)
		m.hear(p, p.Push.Items)
	case p.Feed != nil:
		m.number(p.Feed.Items)
		m.hear(p, p.Feed.Items)
		m.inSight(below, p.Feed.Items)
		for _, o := range p.Feed.Orders {
			m.hear(p, o.Grant)
			m.inSight(below, o.Grant)
		}
	}
}

func (m *model) number(items []station.Entry) {
	m.carried += len(items)
	for _, e := range items {
		m.w.number(e.Ctr)
		m.w.number(uint64(e.At))
	}
}

func (m *model) hear(p packet, items []station.Entry) {
	// A run is never cut, so a frame may be rounded up by one.
	if len(items) > 2*wire.MaxItems {
		m.w.fail("a frame of %d changes", len(items))
	}
	for _, e := range items {
		switch {
		case bytes.Contains(e.Body, []byte(personMark)):
			m.w.fail("%s from %s carries what is personal: %s/%s", p.Kind, m.w.boxes[p.from], e.Kind, e.ID)
		case e.Class == station.Local || bytes.Contains(e.Body, []byte(localMark)):
			m.w.fail("%s from %s carries what is local: %s/%s", p.Kind, m.w.boxes[p.from], e.Kind, e.ID)
		}
	}
}

// inSight checks that a child hears nothing of a record that never was in its sight.
func (m *model) inSight(below *box, items []station.Entry) {
	scopes := append(m.w.wasBelow(below.seat), m.w.seats[below.seat].scope)
	for _, e := range items {
		seen := false
		for _, place := range m.places[refOf(e)] {
			seen = seen || slices.ContainsFunc(scopes, func(scope string) bool { return station.Visible(place, scope) })
		}
		if !seen {
			m.w.fail("%s hears of %s/%s, which belongs to %v", below, e.Kind, e.ID, m.places[refOf(e)])
		}
	}
}

// overhearBytes searches the very bytes of a frame.
func (m *model) overhearBytes(p packet, raw []byte) {
	switch {
	case len(raw) > wire.MaxFrame:
		m.w.fail("a frame of %d bytes", len(raw))
	case !p.harmed && (bytes.Contains(raw, []byte(personMark)) || bytes.Contains(raw, []byte(localMark))):
		m.w.fail("the bytes of %s from %s carry what must stay", p.Kind, m.w.boxes[p.from])
	}
}
