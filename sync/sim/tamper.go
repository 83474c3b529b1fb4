package sim

import (
	"bytes"
	"slices"

	"lianzhan/station"
)

// tamper alters a push on its way up: bytes fall off, somebody rewrites it, or an older box tells what it must not.
func (w *World) tamper(p packet) packet {
	if p.Push == nil || len(p.Push.Items) == 0 || !chance(w.road, w.weather.harmed) {
		return p
	}
	f := truncated + Fault(w.road.IntN(int(leaked-truncated)+1))
	if w.without[f] {
		return p
	}
	if f == truncated {
		w.hits[f]++
		p.torn = true
		return p
	}
	altered := *p.Push
	altered.Items = slices.Clone(p.Push.Items)
	if !w.rewrite(f, altered.Items, w.boxes[p.from]) {
		return p
	}
	w.hits[f]++
	w.say("%s: a push of %s", f, w.boxes[p.from])
	p.Push, p.harmed = &altered, true
	return p
}

func (w *World) rewrite(f Fault, items []station.Entry, from *box) bool {
	e := &items[w.road.IntN(len(items))]
	switch f {
	case altered:
		if len(e.Body) == 0 {
			return false
		}
		e.Body = []byte(`{"title":"altered"}`)
	case unproven:
		return forge(&items[len(items)-1])
	case leaked:
		return leak(items, from)
	}
	return true
}

// forge gives the last change of a run other words, with all hashes right; only the signature tells.
func forge(e *station.Entry) bool {
	switch {
	case len(e.Proof) == 0:
		return false
	case len(e.Body) > 0 && e.Op == station.OpPut:
		e.Body = []byte(`{"title":"forged"}`)
		e.BodyHash = station.HashOf(e.Body)
	default:
		e.Proof = bytes.Clone(e.Proof)
		e.Proof[0] ^= 1
	}
	return true
}

// leak puts the bodies back that a box keeps to itself.
func leak(items []station.Entry, from *box) bool {
	some := false
	for i := range items {
		if items[i].Class != station.Personal {
			continue
		}
		if seq, found := from.mem.disk.find(items[i].Chain(), items[i].Ctr); found {
			items[i].Body = from.mem.disk.lines[seq-1].entry.Body
			some = some || items[i].Body != nil
		}
	}
	return some
}
