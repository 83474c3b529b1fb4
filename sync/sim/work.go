package sim

import (
	"encoding/json"
	"fmt"

	"lianzhan/station"
)

// job is one thing people do at a box; false when there was nothing to do.
type job func(w *World, b *box) bool

// jobs are what people do, the commoner ones several times.
var jobs = []job{putRecord, putRecord, putRecord, editRecord, editRecord, editRecord, openMatter, openMatter, addEvent, addEvent,
	vote, vote, escalate, escalate, holdMessage, eraseWords, deleteRecord, moveRecord, moveRecord, stayLocal,
	writeNewer, writePoison, writeForged}

// labour lets somebody somewhere do something.
func (w *World) labour() {
	b := w.boxes[w.work.IntN(len(w.boxes))]
	do := jobs[w.work.IntN(len(jobs))]
	if b.alive() && b.link.standing == joined {
		do(w, b)
	}
}

func (w *World) newID(kind string) string {
	w.made++
	return fmt.Sprintf("%s%d", kind, w.made)
}

var flat = []station.Kind{station.KindDeputy, station.KindProject, station.KindArticle}

func (w *World) fields() json.RawMessage {
	names := []string{"title", "text", "name", "order"}
	return json.RawMessage(fmt.Sprintf(`{%q:"%d",%q:%d}`, names[w.work.IntN(3)], w.work.IntN(1000), "order", w.work.IntN(100)))
}

func (w *World) class() station.Class {
	if chance(w.work, 50) {
		return station.Internal
	}
	return station.Public
}

func putRecord(w *World, b *box) bool {
	kind := flat[w.work.IntN(len(flat))]
	id := w.newID("r")
	e := station.Edit{Kind: kind, ID: id, Op: station.OpPut, Class: w.class(), Fields: w.fields()}
	if chance(w.work, 20) {
		e.Scope = w.belowOf(b)
	}
	if b.write("clerk", e) != nil {
		return false
	}
	w.refs = append(w.refs, station.Ref{Kind: kind, ID: id})
	return true
}

// belowOf is a scope in a box's own branch.
func (w *World) belowOf(b *box) string {
	for range 8 {
		s := w.seats[w.work.IntN(len(seats))]
		for _, scope := range append([]string{s.scope}, s.was...) { // somebody may not have heard that it moved
			if station.ScopeWithin(scope, b.mem.Scope()) {
				return scope
			}
		}
	}
	return b.mem.Scope()
}

// pick finds a record of a sort that a box holds.
func (w *World) pick(b *box, matter bool) (station.Record, bool) {
	for range 12 {
		if len(w.refs) == 0 {
			break
		}
		ref := w.refs[w.work.IntN(len(w.refs))]
		if (ref.Kind == station.KindMatter) != matter {
			continue
		}
		if r := b.mem.disk.records[ref.Kind][ref.ID]; r != nil {
			return *r, true
		}
	}
	return station.Record{}, false
}

func editRecord(w *World, b *box) bool {
	r, found := w.pick(b, false)
	return found && b.write("clerk", station.Edit{Kind: r.Kind, ID: r.ID, Op: station.OpPut, Class: w.class(), Fields: w.fields()}) == nil
}

func (w *World) event(id, kind string, class station.Class, data string) station.Edit {
	return station.Edit{Kind: station.KindMatter, ID: id, Op: station.OpEvent, Class: class,
		Fields: json.RawMessage(fmt.Sprintf(`{"type":%q,"data":%s}`, kind, data))}
}

func (w *World) personal(b *box, id string) station.Edit {
	return w.event(id, "told", station.Personal, fmt.Sprintf(`{"words":"%s%d-"}`, personMark, w.model.person(b)))
}

func openMatter(w *World, b *box) bool {
	id := w.newID("m")
	registered := w.event(id, "registered", station.Internal, `{"category":"road"}`)
	registered.Book = "matter/2026"
	if b.write("kiosk", registered, w.personal(b, id)) != nil {
		return false
	}
	w.refs = append(w.refs, station.Ref{Kind: station.KindMatter, ID: id})
	return true
}

func addEvent(w *World, b *box) bool {
	r, found := w.pick(b, true)
	if !found {
		return false
	}
	e := w.event(r.ID, "noted", station.Internal, fmt.Sprintf(`{"n":%d}`, w.work.IntN(1000)))
	if chance(w.work, 30) {
		e = w.personal(b, r.ID)
	}
	return b.write("officer", e) == nil
}

// vote is a counter: a set of events, never a number that is overwritten.
func vote(w *World, b *box) bool {
	r, found := w.pick(b, true)
	return found && b.write("voter", w.event(r.ID, "support", station.Internal, `{}`)) == nil
}

// spoken are the personal events of a record whose words a box still has.
func spoken(r station.Record) (revisions []station.Revision, bodies map[station.Revision]json.RawMessage) {
	bodies = map[station.Revision]json.RawMessage{}
	for _, e := range r.Events {
		if e.Class == station.Personal && !e.Erased() {
			revisions, bodies[e.Revision] = append(revisions, e.Revision), e.Body
		}
	}
	return revisions, bodies
}

// escalate tells the words of a matter to the county, sealed.
func escalate(w *World, b *box) bool {
	r, found := w.pick(b, true)
	if !found || b.seat == 0 {
		return false
	}
	revisions, bodies := spoken(r)
	if len(revisions) == 0 {
		return false
	}
	return w.disclose(b, r.ID, "", w.root(), revisions, bodies)
}

func (w *World) disclose(b *box, id, scope string, to *box, of []station.Revision, bodies map[station.Revision]json.RawMessage) bool {
	plain, err := json.Marshal(bodies)
	if err != nil {
		return false
	}
	data, err := json.Marshal(map[string]any{"for": to.who.id, "of": of, "box": sealTo(to.who, plain)})
	if err != nil {
		return false
	}
	for _, body := range bodies {
		mark := personIn(body)
		for _, other := range w.boxes {
			if other.who.id == to.who.id {
				w.model.allowed[mark] = append(w.model.allowed[mark], other.at)
			}
		}
	}
	e := w.event(id, "disclosed", station.Internal, string(data))
	e.Scope = scope
	return b.write("officer", e) == nil
}

// holdMessage is a voter's word left at the county for a station.
func holdMessage(w *World, _ *box) bool {
	b, to := w.root(), w.boxes[w.holder[1+w.work.IntN(len(seats)-1)]]
	if !b.alive() || to.link.standing != joined {
		return false
	}
	id, scope := w.newID("m"), w.seats[to.seat].scope
	registered, told := w.event(id, "registered", station.Internal, `{"category":"water"}`), w.personal(b, id)
	registered.Scope, told.Scope = scope, scope
	if b.write("page", registered, told) != nil {
		return false
	}
	w.refs = append(w.refs, station.Ref{Kind: station.KindMatter, ID: id})
	revisions, bodies := spoken(*b.mem.disk.records[station.KindMatter][id])
	return w.disclose(b, id, scope, to, revisions, bodies)
}

func eraseWords(w *World, b *box) bool {
	r, found := w.pick(b, true)
	if !found {
		return false
	}
	revisions, _ := spoken(r)
	if len(revisions) == 0 {
		return false
	}
	for _, e := range r.Events {
		if !e.Erased() && e.Class == station.Internal && isDisclosure(e.Body) {
			revisions = append(revisions, e.Revision)
		}
	}
	e, err := station.Erase(r.Kind, r.ID, revisions...)
	return err == nil && b.write("officer", e) == nil
}

func isDisclosure(body []byte) bool {
	var e struct {
		Type string `json:"type"`
	}
	return json.Unmarshal(body, &e) == nil && e.Type == "disclosed"
}

func deleteRecord(w *World, b *box) bool {
	r, found := w.pick(b, false)
	return found && b.write("clerk", station.Edit{Kind: r.Kind, ID: r.ID, Op: station.OpDelete, Class: w.class()}) == nil
}
