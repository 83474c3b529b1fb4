package casebook

import (
	"slices"
	"time"

	"lianzhan/station/matter"
)

// mostPiled is how many rows a pile of the day shows; the table has the rest.
const mostPiled = 50

// Piles are the heaps of a working day.
type Piles struct {
	Due           []Row `json:"due"`
	Overdue       []Row `json:"overdue"`
	New           []Row `json:"new"`
	Unverified    []Row `json:"unverified"`
	Rechecks      []Row `json:"rechecks"`
	PublicWaiting []Row `json:"public_waiting"`
}

// Piles sorts what somebody must look at today. A public text waits for anybody but the account that wrote it.
func (b *Book) Piles(s Scope, account string) (p Piles, err error) {
	err = b.reading(func() {
		day := b.day()
		look := func(belongs func(e *Entry) bool) []Row { return b.pile(s, day, belongs) }
		p = Piles{
			Due:        look(func(e *Entry) bool { return e.light(day) == Yellow && !lookBack(e) }),
			Overdue:    look(func(e *Entry) bool { return e.light(day) == Red && !lookBack(e) }),
			New:        look(func(e *Entry) bool { return e.State == matter.Registered }),
			Unverified: look(func(e *Entry) bool { return e.State == matter.Unverified }),
			Rechecks:   look(func(e *Entry) bool { return lookBack(e) && e.light(day) != Green }),
			PublicWaiting: look(func(e *Entry) bool {
				return e.Public == "draft" && e.Drafter != account
			}),
		}
	})
	return p, err
}

// lookBack reports whether what comes next is a look back at a closed matter (回头看).
func lookBack(e *Entry) bool {
	return e.Next != nil && (e.Next.Step == matter.ToRecheck1 || e.Next.Step == matter.ToRecheck2)
}

func (b *Book) pile(s Scope, day Day, belongs func(e *Entry) bool) []Row {
	var found []*Entry
	for _, e := range b.entries {
		if s.sees(e) && belongs(e) {
			found = append(found, e)
		}
	}
	slices.SortFunc(found, orderOf("due"))
	rows := make([]Row, 0, min(len(found), mostPiled))
	for _, e := range found[:min(len(found), mostPiled)] {
		rows = append(rows, e.row(b.house, day))
	}
	return rows
}

// Row is one matter as the table has it; false when the scope does not open it.
func (b *Book) Row(s Scope, id string) (row Row, ok bool, err error) {
	err = b.reading(func() {
		if e := b.entries[id]; e != nil && s.sees(e) {
			row, ok = e.row(b.house, b.day()), true
		}
	})
	return row, ok, err
}

// At lists the matters that came up at a reception, by visitor.
func (b *Book) At(s Scope, session string) (rows []Row, err error) {
	err = b.reading(func() {
		var found []*Entry
		for _, e := range b.entries {
			if e.Session == session && session != "" && s.sees(e) {
				found = append(found, e)
			}
		}
		slices.SortFunc(found, func(x, y *Entry) int {
			if x.Visitor != y.Visitor {
				return x.Visitor - y.Visitor
			}
			return columns["number"](x, y)
		})
		day := b.day()
		rows = make([]Row, 0, len(found))
		for _, e := range found {
			rows = append(rows, e.row(b.house, day))
		}
	})
	return rows, err
}

// Stored are the matters that keep a contact although nothing was owed any more at a moment.
func (b *Book) Stored(endedBefore time.Time) (ids []string, err error) {
	err = b.reading(func() {
		for id, e := range b.entries {
			if e.Contact != NoContact && !e.Ended.IsZero() && !e.Ended.After(endedBefore) {
				ids = append(ids, id)
			}
		}
		slices.Sort(ids)
	})
	return ids, err
}
