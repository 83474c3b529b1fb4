package sim

import (
	"fmt"
	"slices"

	"lianzhan/station"
)

// moveRecord gives a record to another branch.
func moveRecord(w *World, b *box) bool {
	r, found := w.pick(b, chance(w.work, 30))
	if !found || len(seats) == b.seat+1 {
		return false
	}
	e, err := station.MoveTo(r.Kind, r.ID, w.belowOf(b))
	if err != nil || w.without[recordMoved] || b.write("officer", e) != nil {
		return false
	}
	w.hits[recordMoved]++
	return true
}

// stayLocal writes what must never leave the box.
func stayLocal(w *World, b *box) bool {
	kind := []station.Kind{station.KindAccount, station.KindAudit, station.KindPolicy}[w.work.IntN(3)]
	return b.write("officer", station.Edit{Kind: kind, ID: w.newID("l"), Op: station.OpPut, Class: station.Local,
		Fields: []byte(fmt.Sprintf(`{"name":"%s%d"}`, localMark, w.made))}) == nil
}

// writeNewer is a box whose program is newer than the others': a kind, an operation or a schema nobody else knows.
func writeNewer(w *World, b *box) bool {
	if w.without[newerVersion] || b.seat == 0 {
		return false
	}
	id := w.newID("n")
	var err error
	switch w.work.IntN(3) {
	case 0:
		err = b.write("clerk", station.Edit{Kind: "pavilion", ID: id, Op: station.OpPut, Class: station.Internal, Fields: w.fields()})
	case 1:
		err = b.odd("op_unknown", station.Edit{Kind: station.KindArticle, ID: id, Op: "merge", Class: station.Public, Fields: w.fields()}, nil)
	default:
		err = b.odd("", station.Edit{Kind: station.KindArticle, ID: id, Op: station.OpPut, Class: station.Public,
			Fields: []byte(`{"title":"x","hologram":{"depth":3}}`)}, func(c *station.Change) { c.Schema = 9 })
	}
	if err != nil {
		return false
	}
	w.hits[newerVersion]++
	return true
}

// writePoison is a change nobody can apply, from a box whose program has a fault.
func writePoison(w *World, b *box) bool {
	if w.without[poison] || b.seat == 0 {
		return false
	}
	if b.odd("body_invalid", station.Edit{Kind: station.KindProject, ID: w.newID("r"), Op: station.OpPut, Class: station.Public,
		Fields: []byte(`["not","fields"]`)}, nil) != nil {
		return false
	}
	w.hits[poison]++
	return true
}

// writeForged is a box that was broken into: it writes in the name of another branch, or about the tree itself.
func writeForged(w *World, b *box) bool {
	if w.without[forged] || b.seat == 0 {
		return false
	}
	victim, own := w.seats[w.work.IntN(len(seats))].scope, w.seats[b.seat]
	if withinAny(victim, append([]string{own.scope, b.mem.Scope()}, own.was...)) {
		return false
	}
	e := station.Edit{Kind: station.KindArticle, ID: w.newID("f"), Op: station.OpPut, Class: station.Public, Fields: []byte(`{"title":"forged"}`)}
	if r, found := w.pick(b, false); found && chance(w.work, 50) {
		e.Kind, e.ID = r.Kind, r.ID
	}
	if chance(w.work, 25) {
		e.Kind, e.ID, victim = station.KindNode, nodeID(b.seat), b.mem.Scope()
	}
	if r, found := w.pick(b, false); w.thieves && found && chance(w.work, 40) && !w.model.wasOf(station.Ref{Kind: r.Kind, ID: r.ID}, b) {
		return w.steal(b, r)
	}
	if b.odd("scope_not_yours", e, func(c *station.Change) { c.Scope = victim }) != nil {
		return false
	}
	w.hits[forged]++
	return true
}

// steal moves somebody else's record to the box's own place, and writes on.
func (w *World) steal(b *box, r station.Record) bool {
	move, err := station.MoveTo(r.Kind, r.ID, b.mem.Scope())
	if err != nil {
		return false
	}
	put := station.Edit{Kind: r.Kind, ID: r.ID, Op: station.OpPut, Class: station.Public, Fields: []byte(`{"title":"stolen"}`)}
	for _, e := range []station.Edit{move, put} {
		if b.odd("scope_not_yours", e, func(c *station.Change) { c.Scope = b.mem.Scope() }) != nil {
			return false
		}
		w.hits[forged]++
	}
	return true
}

// wasOf reports whether a record ever belonged to the branch of a box.
func (m *model) wasOf(ref station.Ref, b *box) bool {
	own := append([]string{m.w.seats[b.seat].scope, b.mem.Scope()}, m.w.seats[b.seat].was...)
	return slices.ContainsFunc(m.places[ref], func(place string) bool { return withinAny(place, own) })
}

// nothingStolen: what was not a box's to say applies nowhere, unless the record came into its branch since.
func (w *World) nothingStolen() {
	for _, f := range w.model.facts {
		if !f.forged || w.model.wasOf(f.ref, w.boxes[f.box]) {
			continue
		}
		for _, b := range w.boxes {
			if l := b.mem.disk.line(f.origin, f.ctr, f.hash); !b.gone && l != nil && !l.retracted && l.entry.Fault == "" {
				w.fail("stolen: %s applies %d@%s about %s/%s", b, f.ctr, f.origin, f.ref.Kind, f.ref.ID)
			}
		}
	}
}

// odd puts a change into a box's own log that its own store would not have written. One with a fault is not applied.
func (b *box) odd(fault string, edit station.Edit, change func(*station.Change)) error {
	before := b.mem.disk.Seq
	err := b.transact(func() error {
		return b.mem.Exchange(func(station.Ledger) error { return b.mem.odd(fault, edit, change) })
	})
	b.w.model.wrote(b, before)
	if err == nil {
		b.want(up)
	}
	return err
}

func (m *Memory) odd(fault string, edit station.Edit, change func(*station.Change)) error {
	c := m.next("program", edit, m.state(edit.Kind, edit.ID))
	if change != nil {
		change(&c)
	}
	e := station.Entry{Change: c, Fault: fault}
	seen := e
	seen.Place = m.disk.placeOf(c.Scope)
	next, err := m.fold(seen)
	if err == nil {
		m.put(e, c.Header.Hash(), next)
	}
	return err
}
