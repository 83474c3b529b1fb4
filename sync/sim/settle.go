package sim

import (
	"bytes"
	"slices"

	"lianzhan/station"
)

func (l *ledger) Settle(name string, ctr uint64, at station.HLC) error {
	err := l.change(name, ctr, func(e station.Entry) (station.Entry, error) {
		if at <= 0 {
			return e, errShape
		}
		e.At = at
		return e, nil
	})
	if head, _, _ := l.Head(name); err != nil || name != l.m.disk.Origin || ctr != head || at >= l.m.disk.HLC {
		return err
	}
	before := l.m.disk.position
	l.m.undo = append(l.m.undo, func() { l.m.disk.position = before })
	l.m.disk.HLC = at
	return nil
}

func (l *ledger) Fill(name string, ctr uint64, body []byte) error {
	return l.change(name, ctr, func(e station.Entry) (station.Entry, error) {
		seq, _ := l.m.disk.find(name, ctr)
		switch {
		case l.m.disk.lines[seq-1].retracted:
			return e, errNotHeld
		case e.BodyHash != station.HashOf(body):
			return e, errBody
		case l.m.erased(e):
			return e, errErased
		}
		e.Body = bytes.Clone(body)
		return e, nil
	})
}

func (l *ledger) Drop(name string, ctr uint64) error {
	return l.change(name, ctr, func(e station.Entry) (station.Entry, error) {
		e.Body = nil
		return e, nil
	})
}

func (l *ledger) Release(name string, ctr uint64) error {
	return l.change(name, ctr, func(e station.Entry) (station.Entry, error) {
		e.Fault = ""
		_, err := l.m.state(e.Kind, e.ID).Take(e)
		return e, err
	})
}

func (l *ledger) Retract(ref station.Ref) error {
	if l.sealed {
		return errSealed
	}
	for _, seq := range l.m.disk.history[ref] {
		l.m.alter(seq, func(line *line) { line.retracted, line.entry.Body = true, nil })
	}
	l.m.keep(ref, nil)
	return nil
}

// change puts another version of a held line in its place and folds the record anew.
func (l *ledger) change(name string, ctr uint64, to func(station.Entry) (station.Entry, error)) error {
	m := l.m
	seq, found := m.disk.find(name, ctr)
	switch {
	case l.sealed:
		return errSealed
	case !found:
		return errNotHeld
	}
	e, err := to(m.disk.lines[seq-1].entry)
	if err != nil {
		return err
	}
	if m.disk.lines[seq-1].retracted {
		m.alter(seq, func(l *line) { l.entry = e })
		return nil // it counts in no record
	}
	m.alter(seq, func(l *line) { l.entry = e })
	if e.Op == station.OpErase && e.Fault == "" {
		m.blank(e)
	}
	return m.refold(refOf(e))
}

// refold works a record out from its lines.
func (m *Memory) refold(ref station.Ref) error {
	if ref.Kind == station.KindAudit {
		return nil
	}
	lines := slices.DeleteFunc(slices.Clone(m.disk.history[ref]), func(seq uint64) bool {
		l := m.disk.lines[seq-1]
		return l.retracted || l.entry.Fault != ""
	})
	if len(lines) == 0 {
		m.keep(ref, nil)
		return nil
	}
	record := station.Record{Kind: ref.Kind, ID: ref.ID}
	for _, seq := range lines {
		e := m.disk.read(seq)
		next, err := record.Take(e)
		if err != nil {
			return err
		}
		number(next.Events, e.Revision(), seq)
		record = next
	}
	m.keep(ref, &record)
	return nil
}
