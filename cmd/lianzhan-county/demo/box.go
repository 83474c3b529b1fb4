package demo

import (
	"time"

	"lianzhan/station"
)

// box is the box of a town's central station: it writes changes in a chain of its own, as a store does.
type box struct {
	origin  string
	ctr     uint64
	prev    station.Hash
	clock   station.HLC
	serials map[string]uint64
	records map[station.Ref]station.Record
	entries []station.Entry
}

func newBox(origin string) *box {
	return &box{origin: origin, serials: map[string]uint64{}, records: map[station.Ref]station.Record{}}
}

// write takes edits in at a time and place. What a voter said stays in the town: only its header goes up.
func (b *box) write(at time.Time, place string, edits ...station.Edit) error {
	for _, e := range edits {
		record := b.records[station.Ref{Kind: e.Kind, ID: e.ID}]
		b.ctr++
		b.clock = b.clock.Next(at)
		c := station.Change{Body: e.Fields, Header: station.Header{Origin: b.origin, Ctr: b.ctr, Prev: b.prev, HLC: b.clock,
			Trust: station.TrustNTP, Scope: place, Class: e.Class, Kind: e.Kind, ID: e.ID, Op: e.Op, Base: record.Revision,
			BodyHash: station.HashOf(e.Fields), Schema: 1, Actor: "demo", Serial: b.next(e.Book)}}
		if e.Class == station.Personal {
			c.Body = nil
		}
		entry := station.Entry{Change: c, Place: place, At: b.clock}
		next, err := record.Take(entry)
		if err != nil {
			return err
		}
		b.prev = c.Header.Hash()
		b.records[station.Ref{Kind: e.Kind, ID: e.ID}] = next
		b.entries = append(b.entries, entry)
	}
	return nil
}

func (b *box) next(book string) uint64 {
	if book == "" {
		return 0
	}
	b.serials[book]++
	return b.serials[book]
}

func (b *box) record(kind station.Kind, id string) station.Record {
	return b.records[station.Ref{Kind: kind, ID: id}]
}

// put makes a record say something.
func (b *box) put(at time.Time, place string, kind station.Kind, id string, thing station.Thing) error {
	edits, err := station.Put(b.record(kind, id), kind, id, thing)
	if err != nil {
		return err
	}
	return b.write(at, place, edits...)
}
