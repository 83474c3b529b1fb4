package casebook

import (
	"cmp"
	"slices"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// Moved is a running deadline that a table of holidays would move.
type Moved struct {
	ID     string       `json:"id"`
	Number string       `json:"number"`
	Title  string       `json:"title"`
	Label  string       `json:"label"` // of the step
	From   station.Date `json:"from"`
	To     station.Date `json:"to"`
}

// Moved works out which running deadlines another table of a year would move, the earliest first. Nothing is written.
func (b *Book) Moved(table station.Holidays) ([]Moved, error) {
	if err := table.Check(); err != nil {
		return nil, err
	}
	house, err := b.House()
	if err != nil {
		return nil, err
	}
	moved := []Moved{}
	err = b.store.View(func(r station.Reader) error {
		entered, err := station.All[station.Holidays](r, station.KindHolidays)
		if err != nil {
			return err
		}
		entered = slices.DeleteFunc(entered, func(h station.Holidays) bool { return h.Year == table.Year })
		then := station.StationCalendar(append(entered, table))
		return b.eachRunning(r, func(m matter.Matter) { moved = append(moved, movedOf(m, house, then)...) })
	})
	slices.SortFunc(moved, func(a, b Moved) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Number, b.Number)) })
	return moved, err
}

// eachRunning folds the matters of which something is still owed.
func (b *Book) eachRunning(r station.Reader, fn func(matter.Matter)) error {
	var running []string
	if err := b.reading(func() {
		for id, e := range b.entries {
			if e.Next != nil {
				running = append(running, id)
			}
		}
	}); err != nil {
		return err
	}
	for _, id := range running {
		record, err := r.Record(station.KindMatter, id)
		if err != nil {
			return err
		}
		fn(matter.Fold(record))
	}
	return nil
}

func movedOf(m matter.Matter, house *House, then station.Calendar) (moved []Moved) {
	after := m.Deadlines(house.Policy.Terms, then)
	for _, now := range m.Deadlines(house.Policy.Terms, house.Calendar) {
		if now.Done != "" {
			continue
		}
		for _, d := range after {
			if d.Step == now.Step && d.Due != now.Due {
				moved = append(moved, Moved{ID: m.ID, Number: house.NumberOf(m), Title: m.Title, Label: now.Label,
					From: now.Due, To: d.Due})
			}
		}
	}
	return moved
}
