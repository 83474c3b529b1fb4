package display

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

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

// due is a matter with the last day of its reply.
type due struct {
	matter.Matter
	days int
}

// waiting are the matters not yet answered, the most urgent first.
func (p painter) waiting() []due {
	var list []due
	for _, m := range p.cases {
		if !unanswered(m) {
			continue
		}
		if d, ok := replyBy(m, p.terms, p.calendar); ok {
			list = append(list, due{m, d.DaysLeft(p.today)})
		}
	}
	slices.SortFunc(list, func(a, b due) int { return cmp.Or(a.days-b.days, cmp.Compare(a.ID, b.ID)) })
	return list
}

// replyBy is the deadline of the voter's answer, of the first round or of a redo.
func replyBy(m matter.Matter, terms matter.Terms, calendar station.Calendar) (matter.Deadline, bool) {
	var found matter.Deadline
	for _, d := range m.Deadlines(terms, calendar) {
		if d.Done == "" && (d.Step == matter.ToReply || d.Step == matter.ToRedo) {
			found = d
		}
	}
	return found, found.Due != ""
}

// promisePages list what is promised, a page at a time.
func (p painter) promisePages() []Page {
	waiting := p.waiting()
	solved := 0
	for _, m := range p.cases {
		if !m.Closed.IsZero() && daysSince(m.Closed, p.today) < recent {
			solved++
		}
	}
	if len(waiting)+solved == 0 {
		return nil
	}
	head := PromisePage{Head: Head{Kind: station.PagePromise, Title: "反映事项答复承诺"}, Open: len(waiting), Solved: solved,
		Units: p.lateUnits(waiting), Items: []PromiseItem{}}
	for _, d := range waiting {
		if d.days < 0 {
			head.Late++
		}
	}
	// A voter who asked for secrecy is counted and not listed. The figures above the rows take the room of three of them.
	listed := slices.DeleteFunc(waiting, func(d due) bool { return d.Confidential })
	parts := chunks(listed, max(1, p.rows()-3))
	if len(parts) == 0 {
		head.Dwell = promiseDwell
		return []Page{head}
	}
	var pages []Page
	for i, part := range parts {
		page, words := head, ""
		if len(parts) > 1 {
			page.Part = fmt.Sprintf("%d/%d", i+1, len(parts))
		}
		for _, d := range part {
			item := PromiseItem{Number: shortNumber(d.Matter), Title: clip(titleOf(d.Matter)), Unit: clip(p.unitName(d.LeadUnit)), Days: d.days}
			words += item.Title
			page.Items = append(page.Items, item)
		}
		page.Dwell = max(dwellOf(words), promiseDwell)
		pages = append(pages, page)
	}
	return pages
}

// rows is how many rows of a list a page holds.
func (p painter) rows() int {
	return min(p.size.body().Height/max(p.size.short()/rowPart, smallestRow), mostRows)
}

// lateUnits counts by unit; only those with something late are named.
func (p painter) lateUnits(waiting []due) []UnitPromise {
	counts := map[string]*UnitPromise{}
	for _, d := range waiting {
		count := counts[d.LeadUnit]
		if count == nil {
			count = &UnitPromise{Unit: clip(cmp.Or(p.unitName(d.LeadUnit), "待交办"))}
			counts[d.LeadUnit] = count
		}
		count.Open++
		if d.days < 0 {
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

// titleOf is what the public may read of a matter: the released title, else no more than its class.
func titleOf(m matter.Matter) string {
	if m.Public.Released && m.Public.Shown != nil {
		return m.Public.Shown.Title
	}
	return matter.CategoryLabel(m.Category) + "方面的事"
}

func shortNumber(m matter.Matter) string {
	return strconv.Itoa(m.Year) + "-" + strconv.FormatUint(m.Serial, 10)
}
