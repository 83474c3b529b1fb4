package docket

import (
	"cmp"
	"slices"

	"lianzhan/station"
)

// Promise counts how the promise to answer everything that was accepted is kept (受理必复). Only numbers: most matters
// are not public.
type Promise struct {
	Open   int
	Late   int
	Solved int // closed in the last 30 days
	Units  []UnitPromise
}

// UnitPromise is a unit's share.
type UnitPromise struct {
	Unit string // id
	Open int
	Late int
}

const promiseDays = 30

// Promise counts as of a day.
func (d *Docket) Promise(today station.Date) Promise {
	d.lock.RLock()
	defer d.lock.RUnlock()
	var p Promise
	units := map[string]*UnitPromise{}
	since := today.AddDays(-promiseDays)
	for _, e := range d.entries {
		if e.Closed > since {
			p.Solved++
		}
		if e.Accepted == "" || !e.State.Open() {
			continue
		}
		p.Open++
		late := 0
		if e.Late(today) {
			late = 1
		}
		p.Late += late
		if e.Unit == "" {
			continue
		}
		if units[e.Unit] == nil {
			units[e.Unit] = &UnitPromise{Unit: e.Unit}
		}
		units[e.Unit].Open++
		units[e.Unit].Late += late
	}
	for _, u := range units {
		p.Units = append(p.Units, *u)
	}
	slices.SortFunc(p.Units, func(a, b UnitPromise) int {
		return cmp.Or(cmp.Compare(b.Late, a.Late), cmp.Compare(b.Open, a.Open), cmp.Compare(a.Unit, b.Unit))
	})
	return p
}
