package sim

import (
	"encoding/json"
	"slices"
	"strings"

	"lianzhan/station"
)

// The refusals of the ledger, with the codes the real store uses.
var (
	errHeld    = station.Conflict("change_held", "这条变更已经有了。")
	errOwn     = station.Conflict("origin_own", "这条变更冒用了本机的名字。")
	errNotHeld = station.NotFound("change_not_found", "没有这条变更。")
	errErased  = station.Conflict("change_erased", "这条内容已经擦除，不能再补上。")
	errShape   = station.Invalid("entry_invalid", "变更的格式不对。")
	errBody    = station.Conflict("body_altered", "变更内容被改动过。")
)

func (l *ledger) Append(e station.Entry) (uint64, error) {
	if l.sealed {
		return 0, errSealed
	}
	m, d := l.m, l.m.disk
	hash := e.Header.Hash()
	old, held := d.find(e.Chain(), e.Ctr)
	switch {
	case held && d.lines[old-1].hash != hash:
		return 0, errHeld
	case held && !d.lines[old-1].retracted:
		return old, nil
	case !held && e.Origin == d.Origin && e.Branch == "":
		return 0, errOwn
	}
	if e.Body != nil && e.BodyHash != station.HashOf(e.Body) {
		return 0, errBody
	}
	if e.Body != nil && m.erased(e) {
		e.Body = nil
	}
	next, err := m.fold(e)
	if err != nil {
		return 0, err
	}
	if held {
		m.vacate(old)
	}
	return m.put(e, hash, next), nil
}

// fold is the record as a change leaves it; nil when the change is kept only.
func (m *Memory) fold(e station.Entry) (*station.Record, error) {
	if e.Fault != "" || e.Kind == station.KindAudit {
		return nil, nil
	}
	next, err := m.state(e.Kind, e.ID).Take(e)
	return &next, err
}

// put enters a line at the end of the log, in its chain and in its record.
func (m *Memory) put(e station.Entry, hash station.Hash, next *station.Record) uint64 {
	d := m.disk
	before, ref, name := d.position, refOf(e), e.Chain()
	ch := m.chain(name)
	head, at := ch.head, ch.hash
	old, had := ch.lines[e.Ctr]
	lines, told := d.history[ref]
	m.undo = append(m.undo, func() {
		d.position, d.lines = before, d.lines[:before.Seq]
		restore(d.history, ref, lines, told)
		ch.head, ch.hash = head, at
		restore(ch.lines, e.Ctr, old, had)
	})
	d.Seq++
	e.Seq = 0
	d.lines = append(d.lines, &line{entry: e, hash: hash})
	d.history[ref] = append(d.history[ref], d.Seq)
	ch.lines[e.Ctr] = d.Seq
	d.advance(name)
	if next == nil {
		return d.Seq
	}
	if e.Op == station.OpErase {
		m.blank(e)
	}
	number(next.Events, e.Revision(), d.Seq)
	m.keep(ref, next)
	return d.Seq
}

func (m *Memory) chain(name string) *chain {
	chains := m.disk.chains
	if ch := chains[name]; ch != nil {
		return ch
	}
	stem, _, branch := strings.Cut(name, "#")
	m.undo = append(m.undo, func() { delete(chains, name) })
	if branch {
		branches, old := m.disk.branches, m.disk.branches[stem]
		m.undo = append(m.undo, func() { branches[stem] = old })
		branches[stem] = append(slices.Clone(old), name)
	}
	chains[name] = &chain{lines: map[uint64]uint64{}}
	return chains[name]
}

func restore[K comparable, V any](to map[K]V, key K, old V, had bool) {
	if had {
		to[key] = old
		return
	}
	delete(to, key)
}

// vacate leaves a hole where a retracted line stood that is told again.
func (m *Memory) vacate(seq uint64) {
	d := m.disk
	old := d.lines[seq-1]
	ref := refOf(old.entry)
	lines := d.history[ref]
	m.undo = append(m.undo, func() { d.lines[seq-1], d.history[ref] = old, lines })
	d.lines[seq-1] = nil
	d.history[ref] = slices.DeleteFunc(slices.Clone(lines), func(s uint64) bool { return s == seq })
}

func number(events []station.Event, revision station.Revision, seq uint64) {
	for i := range events {
		if events[i].Revision == revision {
			events[i].Line = seq
		}
	}
}

// blank takes the bodies of erased events out of the log.
func (m *Memory) blank(by station.Entry) {
	revisions := erasedBy(by)
	for _, seq := range m.disk.history[refOf(by)] {
		e := m.disk.lines[seq-1].entry
		if e.Body != nil && e.Op == station.OpEvent && names(revisions, e) {
			m.alter(seq, func(l *line) { l.entry.Body = nil })
		}
	}
}

// erased reports whether an erasure of this change is already held.
func (m *Memory) erased(e station.Entry) bool {
	if e.Op != station.OpEvent {
		return false
	}
	return slices.ContainsFunc(m.disk.history[refOf(e)], func(seq uint64) bool {
		by := m.disk.lines[seq-1]
		return by.entry.Op == station.OpErase && !by.retracted && by.entry.Fault == "" &&
			names(erasedBy(by.entry), e)
	})
}

// names reports whether an erasure means a change: by its name, or by the name it has without its branch.
func names(revisions []station.Revision, e station.Entry) bool {
	return slices.Contains(revisions, e.Revision()) || slices.Contains(revisions, e.Header.Revision())
}

func erasedBy(e station.Entry) []station.Revision {
	var erasure station.Erasure
	_ = json.Unmarshal(e.Body, &erasure) // one that cannot be read was refused by Take
	return erasure.Revisions
}

func refOf(e station.Entry) station.Ref { return station.Ref{Kind: e.Kind, ID: e.ID} }

func (m *Memory) state(kind station.Kind, id string) station.Record {
	if r := m.disk.records[kind][id]; r != nil {
		return *r
	}
	return station.Record{Kind: kind, ID: id}
}

func (m *Memory) keep(ref station.Ref, r *station.Record) {
	d := m.disk
	of := d.records[ref.Kind]
	if of == nil {
		of = map[string]*station.Record{}
		d.records[ref.Kind] = of
	}
	old, had := of[ref.ID]
	m.undo = append(m.undo, func() { restore(of, ref.ID, old, had) })
	if r == nil {
		delete(of, ref.ID)
		return
	}
	of[ref.ID] = r
}

// alter replaces a line by a changed copy.
func (m *Memory) alter(seq uint64, change func(*line)) {
	d := m.disk
	old := d.lines[seq-1]
	next := *old
	change(&next)
	m.undo = append(m.undo, func() { d.lines[seq-1] = old })
	d.lines[seq-1] = &next
}
