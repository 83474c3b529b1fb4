package sim

import (
	"maps"
	"time"

	"lianzhan/station"
)

// built is when the simulated program was built: no clock is believed before it.
var built = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// Write commits edits of this box, all or none, as the real store does.
func (m *Memory) Write(actor string, edits ...station.Edit) (uint64, error) {
	err := m.Exchange(func(station.Ledger) error {
		for _, e := range edits {
			if err := m.write(actor, e); err != nil {
				return err
			}
		}
		return nil
	})
	return m.disk.Seq, err
}

func (m *Memory) write(actor string, edit station.Edit) error {
	d := m.disk
	record := m.state(edit.Kind, edit.ID)
	if edit.Base != "" && edit.Base != record.Revision {
		return station.Conflict("record_changed", "这条记录刚被别人改过，请重新打开再改。")
	}
	if record.Place != "" && record.Place != d.Scope && station.ScopeWithin(d.Scope, record.Place) {
		return station.Conflict("record_from_above", "这条记录由上级维护，本站不能修改。")
	}
	c := m.next(actor, edit, record)
	next, err := m.fold(station.Entry{Change: c, Place: d.placeOf(c.Scope)})
	if err != nil {
		return err
	}
	m.put(station.Entry{Change: c}, c.Header.Hash(), next)
	return nil
}

// next is the edit as the next change of one of the box's chains.
func (m *Memory) next(actor string, edit station.Edit, record station.Record) station.Change {
	d := m.disk
	before := d.position
	m.undo = append(m.undo, func() { d.position = before })
	now := m.now()
	d.HLC = d.HLC.Next(now.Time)
	hlc := max(d.HLC, record.Latest()+1) // after what it answers, without moving the box's clock
	origin := d.Origin
	if edit.Class == station.Local || m.keeps(edit.Kind) {
		origin += localChain
	}
	if edit.Class == station.Personal && edit.Op == station.OpEvent && len(edit.Fields) > 2 {
		edit.Fields = append([]byte(`{"salt":"`+m.name()+`",`), edit.Fields[1:]...)
	}
	ctr, prev := uint64(0), station.Hash("")
	if ch := d.chains[origin]; ch != nil {
		ctr, prev = ch.head, ch.hash
	}
	return station.Change{Body: edit.Fields, Header: station.Header{
		Origin: origin, Ctr: ctr + 1, Prev: prev, HLC: hlc, Trust: now.Trust, Scope: m.scopeFor(edit, record),
		Class: edit.Class, Kind: edit.Kind, ID: edit.ID, Op: edit.Op, Base: record.Revision,
		BodyHash: station.HashOf(edit.Fields), Schema: 1, Actor: actor, Serial: m.serial(edit.Book),
	}}
}

// scopeFor keeps a record where it is; a new one belongs where the edit says, else here.
func (m *Memory) scopeFor(edit station.Edit, record station.Record) string {
	switch {
	case record.Place != "":
		return record.Place
	case edit.Scope != "":
		return edit.Scope
	}
	return m.disk.Scope
}

func (m *Memory) serial(book string) uint64 {
	if book == "" {
		return 0
	}
	books := maps.Clone(m.disk.Books)
	if books == nil {
		books = map[string]uint64{}
	}
	books[book]++
	m.disk.Books = books
	return books[book]
}

// now is the wall clock, never before what was last written.
func (m *Memory) now() station.Reading {
	wall := m.options.Clock()
	return station.ReadClock(wall.Time, wall.Trust, m.disk.HLC.Time(), built)
}
