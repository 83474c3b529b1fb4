package display

import (
	"cmp"
	"fmt"
	"slices"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// PromisePage is the reply promise clock (受理必复): everything accepted and not yet answered, with the days left. A matter
// that was not released for the public is shown by its class alone.
type PromisePage struct {
	Head
	Open   int           `json:"open"`
	Late   int           `json:"late"`
	Solved int           `json:"solved"` // closed in the last 30 days
	Units  []UnitPromise `json:"units"`  // those that are late, the latest first
	Items  []PromiseItem `json:"items"`
}

// UnitPromise says how many matters a unit has open, and how many of them too long.
type UnitPromise struct {
	Unit string `json:"unit"`
	Open int    `json:"open"`
	Late int    `json:"late"`
}

// PromiseItem is one matter in one row.
type PromiseItem struct {
	Number string `json:"number"` // year and number: 2026-12
	Title  string `json:"title"`
	Unit   string `json:"unit"`
	Days   int    `json:"days"` // left; negative when late
}

const (
	mostUnits    = 4
	promiseDwell = 10.0 // three figures and a list: more than the words alone say
)

// wait is a matter that waits for its answer.
type wait struct {
	promised
	id   string
	days int // left
}

// waiting are the matters not yet answered, the most urgent first.
func (p painter) waiting() []wait {
	var list []wait
	for id, c := range p.cases {
		if c.due != "" {
			list = append(list, wait{c, id, daysBetween(p.today, c.due)})
		}
	}
	slices.SortFunc(list, func(a, b wait) int { return cmp.Or(a.days-b.days, cmp.Compare(a.id, b.id)) })
	return list
}

// promisePages list what is promised, a page at a time.
func (p painter) promisePages() []Page {
	waiting := p.waiting()
	solved := 0
	for _, c := range p.cases {
		if c.closed != "" && daysBetween(c.closed, p.today) < recent {
			solved++
		}
	}
	if len(waiting)+solved == 0 {
		return nil
	}
	head := PromisePage{Head: Head{Kind: station.PagePromise, Title: "反映事项答复承诺"}, Open: len(waiting), Solved: solved,
		Units: p.lateUnits(waiting), Items: []PromiseItem{}}
	for _, w := range waiting {
		if w.days < 0 {
			head.Late++
		}
	}
	// A voter who asked for secrecy is counted and not listed. The figures above the rows take the room of three of them.
	listed := slices.DeleteFunc(waiting, func(w wait) bool { return w.confidential })
	parts := chunks(listed, max(1, p.rows()-3))
	if len(parts) == 0 {
		head.Dwell = promiseDwell
		return []Page{&head}
	}
	var pages []Page
	for i, part := range parts {
		page, words := head, ""
		if len(parts) > 1 {
			page.Part = fmt.Sprintf("%d/%d", i+1, len(parts))
		}
		for _, w := range part {
			item := PromiseItem{Number: w.number, Title: clip(w.title()), Unit: clip(p.unitName(w.unit)), Days: w.days}
			words += item.Title
			page.Items = append(page.Items, item)
		}
		page.Dwell = max(dwellOf(words), promiseDwell)
		pages = append(pages, &page)
	}
	return pages
}

// rows is how many rows of a list a page holds.
func (p painter) rows() int {
	return min(p.size.body().Height/max(p.size.short()/rowPart, smallestRow), mostRows)
}

// lateUnits counts by unit; only those with something late are named.
func (p painter) lateUnits(waiting []wait) []UnitPromise {
	counts := map[string]*UnitPromise{}
	for _, w := range waiting {
		count := counts[w.unit]
		if count == nil {
			count = &UnitPromise{Unit: clip(cmp.Or(p.unitName(w.unit), "待交办"))}
			counts[w.unit] = count
		}
		count.Open++
		if w.days < 0 {
			count.Late++
		}
	}
	late := []UnitPromise{}
	for _, count := range counts {
		if count.Late > 0 {
			late = append(late, *count)
		}
	}
	slices.SortFunc(late, func(a, b UnitPromise) int { return cmp.Or(b.Late-a.Late, cmp.Compare(a.Unit, b.Unit)) })
	return late[:min(len(late), mostUnits)]
}

func (p painter) unitName(id string) string {
	unit := p.units[id]
	return cmp.Or(unit.Short, unit.Name)
}

// title is what the public may read of a matter: the released title, else no more than its class.
func (c promised) title() string {
	if c.shown != nil {
		return c.shown.Title
	}
	return matter.CategoryLabel(c.category) + "方面的事"
}
