package sim

import (
	"slices"
	"strings"

	"lianzhan/station"
)

// ledger is one transaction; a sealed one only reads.
type ledger struct {
	m      *Memory
	sealed bool
}

// errSealed refuses to write in a transaction that only reads.
var errSealed = station.Conflict("read_only", "这里只能读，不能写。")

var _ station.Ledger = (*ledger)(nil)

func (l *ledger) Seq() uint64    { return l.m.disk.Seq }
func (l *ledger) Origin() string { return l.m.disk.Origin }
func (l *ledger) Scope() string  { return l.m.disk.Scope }
func (l *ledger) Epoch() string  { return l.m.disk.Epoch }

func (l *ledger) Record(kind station.Kind, id string) (station.Record, error) {
	r := l.m.disk.records[kind][id]
	if r == nil || r.Deleted() || !r.Known() {
		return station.Record{}, station.NotFound("record_not_found", "没有找到。")
	}
	return *r, nil
}

func (l *ledger) Records(kind station.Kind) ([]station.Record, error) {
	var all []station.Record
	for _, r := range l.m.disk.records[kind] {
		if !r.Deleted() && r.Known() {
			all = append(all, *r)
		}
	}
	slices.SortFunc(all, func(a, b station.Record) int { return strings.Compare(a.ID, b.ID) })
	return all, nil
}

func (l *ledger) Head(name string) (uint64, station.Hash, error) {
	if ch := l.m.disk.chains[name]; ch != nil && ch.head > 0 {
		if _, held := ch.lines[ch.head]; held {
			return ch.head, ch.hash, nil
		}
	}
	return 0, "", nil
}

func (l *ledger) Heads() (map[string]uint64, error) {
	heads := map[string]uint64{}
	for name := range l.m.disk.chains {
		if head, _, _ := l.Head(name); head > 0 && !strings.Contains(name, localChain) {
			heads[name] = head
		}
	}
	return heads, nil
}

func (l *ledger) Held(name string, ctr uint64) (station.Entry, bool, error) {
	seq, found := l.m.disk.find(name, ctr)
	if !found {
		return station.Entry{}, false, nil
	}
	return l.m.disk.read(seq), true, nil
}

func (l *ledger) Entries(after uint64, limit int) (entries []station.Entry, last uint64, err error) {
	d := l.m.disk
	for last = after; last < d.Seq && len(entries) < limit; last++ {
		if line := d.lines[last]; line != nil && line.entry.Class != station.Local && !strings.Contains(line.entry.Origin, localChain) {
			entries = append(entries, d.read(last+1))
		}
	}
	return entries, last, nil
}

func (l *ledger) History(ref station.Ref) ([]station.Entry, error) {
	var entries []station.Entry
	for _, seq := range l.m.disk.history[ref] {
		if !l.m.disk.lines[seq-1].retracted {
			entries = append(entries, l.m.disk.read(seq))
		}
	}
	return entries, nil
}

func (l *ledger) Note(key string) ([]byte, error) { return l.m.disk.notes[key], nil }

// Place is where a record belongs as it stands, one that was deleted too; empty when that is not known.
func (l *ledger) Place(ref station.Ref) (string, error) {
	if r := l.m.disk.records[ref.Kind][ref.ID]; r != nil && r.Known() {
		return r.Place, nil
	}
	return "", nil
}

func (l *ledger) PutNote(key string, value []byte) error {
	if l.sealed {
		return errSealed
	}
	d := l.m.disk
	old, had := d.notes[key]
	l.m.undo = append(l.m.undo, func() { d.note(key, old, had) })
	d.note(key, slices.Clone(value), value != nil)
	return nil
}

func (d *disk) note(key string, value []byte, there bool) {
	at, found := slices.BinarySearch(d.keys, key)
	switch {
	case there && !found:
		d.keys = slices.Insert(d.keys, at, key)
	case !there && found:
		d.keys = slices.Delete(d.keys, at, at+1)
	}
	if !there {
		delete(d.notes, key)
		return
	}
	d.notes[key] = value
}

func (l *ledger) Notes(prefix string, fn func(key string, value []byte) bool) error {
	d := l.m.disk
	at, _ := slices.BinarySearch(d.keys, prefix)
	// fn may write notes; it sees those that were there when it began.
	for _, key := range slices.Clone(d.keys[at:]) {
		if !strings.HasPrefix(key, prefix) {
			return nil
		}
		if value, there := d.notes[key]; there && !fn(key, value) {
			return nil
		}
	}
	return nil
}
