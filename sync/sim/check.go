package sim

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"lianzhan/station"
)

// check holds the whole tree at rest against what must be.
func (w *World) check() {
	w.judge()
	if w.broken == nil {
		w.nothingQueued()
	}
}

// judge holds what the boxes hold against what must be.
func (w *World) judge() {
	for _, step := range []func(){w.nothingLost, w.ruins, w.rootFold, w.sameState, w.nobodyElse, w.rightPlaces, w.nothingTwice, w.nothingForged, w.nothingStolen} {
		if step(); w.broken != nil {
			return
		}
	}
}

// nothingLost: what somebody wrote is at the county, unless every copy was destroyed.
func (w *World) nothingLost() {
	for i := range w.model.facts {
		f := &w.model.facts[i]
		if f.gone || f.local || f.heldBy(w.root()) {
			continue
		}
		var holders []string
		for _, b := range w.boxes {
			if !b.gone && f.heldBy(b) {
				holders = append(holders, b.String())
			}
		}
		w.fail("lost: %d@%s about %s/%s never reached the county; held by %v", f.ctr, f.origin, f.ref.Kind, f.ref.ID, holders)
		return
	}
}

// ruins finds the records of which every copy, or every copy of some words, was destroyed: bare headers may be left of them, and
// not everywhere the same. It is counted as "words-destroyed": nothing can bring back what a disaster took from the last disk
// that had it.
func (w *World) ruins() {
	left := map[station.Ref]bool{}
	for _, f := range w.model.facts {
		left[f.ref] = left[f.ref] || !f.gone
	}
	for ref, some := range left {
		if !some {
			w.strays[ref] = true
		}
	}
	for _, f := range w.model.facts {
		if f.mute && !w.model.spoken(f) {
			w.strays[f.ref] = true
		}
	}
}

// rootFold: the county's records are what an independent and slow fold makes of its log.
func (w *World) rootFold() {
	root := w.root()
	for ref := range root.mem.disk.history {
		var lines []station.Entry
		for _, seq := range root.mem.disk.history[ref] {
			if l := root.mem.disk.lines[seq-1]; !l.retracted && l.entry.Fault == "" {
				lines = append(lines, root.mem.disk.read(seq))
			}
		}
		if why := disagree(root.mem.state(ref.Kind, ref.ID), lines); why != "" && ref.Kind != station.KindAudit {
			w.fail("%s/%s at the county: %s", ref.Kind, ref.ID, why)
			return
		}
	}
}

// sameState: who shares in a record holds the same of it as the county does.
func (w *World) sameState() {
	root := w.root().mem.disk
	for kind, records := range sorted(byName(root.records)) {
		for id, r := range sorted(records) {
			ref := station.Ref{Kind: station.Kind(kind), ID: id}
			for _, b := range w.boxes[1:] {
				if b.gone || w.strays[ref] || slices.Contains(keptBy(b.seat), ref.Kind) || slices.Contains(keptBy(0), ref.Kind) {
					continue
				}
				w.compare(b, ref, *r)
			}
		}
	}
}

func byName(m map[station.Kind]map[string]*station.Record) map[string]map[string]*station.Record {
	names := make(map[string]map[string]*station.Record, len(m))
	for kind, records := range m {
		names[string(kind)] = records
	}
	return names
}

func (w *World) compare(b *box, ref station.Ref, want station.Record) {
	got := b.mem.state(ref.Kind, ref.ID)
	if !station.Visible(want.Place, w.seats[b.seat].scope) {
		if want.Deleted() && withinAny(want.Place, w.wasBelow(b.seat)) {
			return // it went along with a node, but nobody moved it because it is no more
		}
		if got.Known() || bodies(b, ref) > 0 {
			w.fail("%s still holds %s/%s, which belongs to %s: known %v, %d bodies", b, ref.Kind, ref.ID, want.Place, got.Known(), bodies(b, ref))
		}
		return
	}
	if why := differ(got, want); why != "" {
		w.fail("%s and the county differ about %s/%s of %s: %s", b, ref.Kind, ref.ID, want.Place, why)
	}
}

// bodies counts what a box's log still says about a record; what it may not apply it keeps for a person to decide.
func bodies(b *box, ref station.Ref) int {
	n := 0
	for _, seq := range b.mem.disk.history[ref] {
		if l := b.mem.disk.lines[seq-1]; l.entry.Body != nil && l.entry.Fault == "" {
			n++
		}
	}
	return n
}

// plain is a stamp without the name of its branch: which of two clones' chains keeps the plain name is each box's own.
func plain(s station.Stamp) station.Stamp {
	s.Origin, s.Revision = stem(s.Origin), stem(s.Revision)
	return s
}

func stem[T ~string](name T) T {
	before, _, _ := strings.Cut(string(name), "#")
	return T(before)
}

// differ compares what everybody must agree on. The words of a voter are only where they were said.
func differ(got, want station.Record) string {
	switch {
	case !maps.EqualFunc(got.Stamps, want.Stamps, func(a, b station.Stamp) bool { return plain(a) == plain(b) }):
		return "stamps " + text(got.Stamps) + " want " + text(want.Stamps)
	case !maps.EqualFunc(got.Fields, want.Fields, func(a, b json.RawMessage) bool { return bytes.Equal(a, b) }):
		return "fields " + text(got.Fields) + " want " + text(want.Fields)
	case (got.Gone == nil) != (want.Gone == nil) || got.Gone != nil && plain(*got.Gone) != plain(*want.Gone):
		return "deletion " + text(got.Gone) + " want " + text(want.Gone)
	case got.Place != want.Place:
		return "place " + got.Place + " want " + want.Place
	case len(got.Events) != len(want.Events):
		return "events " + text(got.Events) + " want " + text(want.Events)
	}
	for i := range got.Events {
		g, e := got.Events[i], want.Events[i]
		g.Line, e.Line, g.Withheld, e.Withheld = 0, 0, false, false
		g.Origin, e.Origin, g.Revision, e.Revision = stem(g.Origin), stem(e.Origin), stem(g.Revision), stem(e.Revision)
		if g.Class == station.Personal {
			g.Body, e.Body = nil, nil
		}
		if !reflect.DeepEqual(g, e) {
			return "event " + text(g) + " want " + text(e)
		}
	}
	return ""
}

func text(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// nobodyElse: a box below holds no record the county has not heard of.
func (w *World) nobodyElse() {
	root := w.root().mem
	for _, b := range w.boxes[1:] {
		if b.gone {
			continue
		}
		for kind, records := range sorted(byName(b.mem.disk.records)) {
			for id, r := range sorted(records) {
				local := slices.Contains(keptBy(b.seat), station.Kind(kind)) || !r.Known() ||
					w.strays[station.Ref{Kind: station.Kind(kind), ID: id}]
				if !local && !root.state(station.Kind(kind), id).Known() {
					w.fail("only %s knows of %s/%s", b, kind, id)
				}
			}
		}
	}
}

// rightPlaces: no body of what is personal anywhere it may not be, none that was erased, none that was altered.
func (w *World) rightPlaces() {
	erased := w.model.erased()
	for _, b := range w.boxes {
		if b.gone {
			continue
		}
		for _, l := range b.mem.disk.lines {
			if l == nil || l.entry.Body == nil {
				continue
			}
			if station.HashOf(l.entry.Body) != l.entry.BodyHash {
				w.fail("%s holds an altered body of %d@%s", b, l.entry.Ctr, l.entry.Origin)
			}
			w.person(b, l.entry, erased)
			if l.entry.At.Time().After(w.now.Add(slack)) {
				w.fail("%s holds %d@%s, which happens at %s", b, l.entry.Ctr, l.entry.Origin, l.entry.At.Time())
			}
		}
		for key, value := range sorted(b.mem.disk.notes) {
			if bytes.Contains(value, []byte(personMark)) || strings.Contains(key, personMark) {
				w.fail("%s has what is personal among its notes: %s", b, key)
			}
		}
	}
}

// slack is how far honest clocks may be apart.
const slack = 3 * time.Minute

func (w *World) person(b *box, e station.Entry, erased map[erasure]bool) {
	mark := personIn(e.Body)
	switch {
	case mark != 0 && !slices.Contains(w.model.allowed[mark], b.at):
		w.fail("%s holds the words of person %d in %d@%s", b, mark, e.Ctr, e.Origin)
	case e.Op != station.OpEvent: // only events are erased; of two clones the other's erasure may bear the event's name
	case erased[erasure{refOf(e), e.Revision()}] || erased[erasure{refOf(e), e.Header.Revision()}]:
		w.fail("%s holds %d@%s of %s/%s, which was erased", b, e.Ctr, e.Origin, e.Kind, e.ID)
	}
}

// erasure names an event of a record: two clones give one name to events of different records.
type erasure struct {
	ref      station.Ref
	revision station.Revision
}

// erased are the events whose erasure survived.
func (m *model) erased() map[erasure]bool {
	all := map[erasure]bool{}
	for _, f := range m.facts {
		for _, revision := range f.erases {
			all[erasure{f.ref, revision}] = all[erasure{f.ref, revision}] || !f.gone
		}
	}
	return all
}

// nothingTwice: every event stands in its list once, and every vote of the facts counts once.
func (w *World) nothingTwice() {
	for _, b := range w.boxes {
		for _, r := range b.mem.disk.records[station.KindMatter] {
			seen := map[station.Revision]bool{}
			for _, e := range r.Events {
				if seen[e.Revision] {
					w.fail("%s holds %s of %s twice", b, e.Revision, r.ID)
				}
				seen[e.Revision] = true
			}
		}
	}
}

// nothingForged: what a box holds somebody wrote.
func (w *World) nothingForged() {
	for _, b := range w.boxes {
		for _, l := range b.mem.disk.lines {
			if l != nil && !b.gone && !w.model.said[l.hash] {
				w.fail("%s holds %d@%s about %s/%s, which nobody wrote", b, l.entry.Ctr, l.entry.Chain(), l.entry.Kind, l.entry.ID)
			}
		}
	}
}
