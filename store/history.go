package store

import (
	"slices"

	"lianzhan/station"
)

// The lines about one record are linked: the record knows its latest, each knows the one before. So a record is folded
// anew by reading its own lines and no others. What an older program wrote has no links: there the log is read from its
// beginning to where the links begin, which costs a second for a million lines, and only sync ever asks.

func (l *ledger) History(ref station.Ref) ([]station.Entry, error) {
	lines, err := l.lines(ref)
	if err != nil {
		return nil, err
	}
	var entries []station.Entry
	for _, at := range lines {
		if !at.out {
			entries = append(entries, l.told(at))
		}
	}
	return entries, nil
}

// lines are all lines about a record, oldest first.
func (l *ledger) lines(ref station.Ref) (lines []held, err error) {
	record, err := l.state(ref)
	if err != nil {
		return nil, err
	}
	seq := l.position.before(*record)
	for seq > l.position.Unlinked {
		at, err := readLine(l.tx, seq)
		if err != nil {
			return nil, err
		}
		if at.header != nil {
			lines = append(lines, at)
		}
		seq = at.link
	}
	slices.Reverse(lines)
	if seq == 0 {
		return lines, nil
	}
	old, err := l.unlinked(ref)
	return append(old, lines...), err
}

// unlinked are the lines about a record that an older program wrote.
func (l *ledger) unlinked(ref station.Ref) (lines []held, err error) {
	err = scanLines(l.tx, 1, func(at held) (bool, error) {
		if at.Seq > l.position.Unlinked {
			return false, nil
		}
		if at.Kind == ref.Kind && at.ID == ref.ID {
			lines = append(lines, at)
		}
		return true, nil
	})
	return lines, err
}

// fold works a record out from its lines, one of which is given as it shall be. Not ok: the record has no state.
func (l *ledger) fold(now held) (record station.Record, ok bool, err error) {
	ref := station.Ref{Kind: now.Kind, ID: now.ID}
	if now.Kind == station.KindAudit || !fits(now.Entry) {
		return record, false, nil
	}
	lines, err := l.lines(ref)
	if err != nil {
		return record, false, err
	}
	last := uint64(0)
	record = station.Record{Kind: ref.Kind, ID: ref.ID}
	for _, at := range lines {
		last = at.Seq
		if at.Seq == now.Seq {
			at = now
		}
		if at.out || at.Fault != "" {
			continue
		}
		if record, err = record.Take(l.placed(at)); err != nil {
			return record, false, err
		}
		number(&record, at.Revision(), at.Seq)
	}
	record.Line = last
	return record, true, nil
}

// placed is a line as its record took it in: what this box wrote while it stood alone belongs wherever it stands.
func (l *ledger) placed(at held) station.Entry {
	e := at.Entry
	if e.Via == "" && e.Place == "" {
		e.Place = e.Header.Scope
	}
	return e
}
