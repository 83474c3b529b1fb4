package casebook

import (
	"cmp"
	"slices"
	"strings"

	"lianzhan/station"
)

// Query says which rows of the table are asked for; empty fields let all through.
type Query struct {
	State, Category, Unit, Channel, Grade []string
	Site                                  []string // branches of the tree, each with all below it
	Due                                   string   // "late", "soon" or "ok"
	Public                                string
	From, To                              station.Date // days received, both included
	Text                                  string       // every word must be found
	Sort                                  string       // a column, "-" before it for the other way round
	Offset, Limit                         int
}

// Page is a stretch of the table, with how many rows each choice of each filter would leave.
type Page struct {
	Total  int                       `json:"total"`
	Items  []Row                     `json:"items"`
	Facets map[string]map[string]int `json:"facets"`
}

// filter is one column of the query: the values wanted, the value a row has, and whether that is one of those wanted.
type filter struct {
	name   string
	wanted []string
	value  func(e *Entry, day Day) string
	meets  func(wanted []string, value string) bool
}

func (q Query) filters() []filter {
	one := func(word string) []string {
		if word == "" {
			return nil
		}
		return []string{word}
	}
	return []filter{
		{"state", q.State, func(e *Entry, _ Day) string { return string(e.State) }, oneOf},
		{"category", q.Category, func(e *Entry, _ Day) string { return e.Category }, oneOf},
		{"unit", q.Unit, func(e *Entry, _ Day) string { return e.Unit }, oneOf},
		{"channel", q.Channel, func(e *Entry, _ Day) string { return string(e.Channel) }, oneOf},
		{"grade", q.Grade, func(e *Entry, _ Day) string { return string(e.Grade) }, oneOf},
		{"due", one(q.Due), func(e *Entry, day Day) string { return nearness[e.light(day)] }, oneOf},
		{"site", q.Site, func(e *Entry, _ Day) string { return e.Branch }, within},
		{"public", one(q.Public), func(e *Entry, _ Day) string { return e.Public }, oneOf},
	}
}

func oneOf(wanted []string, value string) bool { return slices.Contains(wanted, value) }

// within reports whether a branch lies in one of those wanted.
func within(wanted []string, branch string) bool {
	return slices.ContainsFunc(wanted, func(w string) bool { return station.ScopeWithin(branch, w) })
}

// nearness is what a filter calls a light.
var nearness = map[Light]string{Red: "late", Yellow: "soon", Green: "ok"}

// List answers a query within a scope. A facet counts what its own filter would leave with the others in force.
func (b *Book) List(s Scope, q Query) (page Page, err error) {
	err = b.reading(func() {
		day := b.day()
		found, facets := b.find(s, q, day)
		slices.SortFunc(found, orderOf(q.Sort))
		page = Page{Total: len(found), Items: []Row{}, Facets: facets}
		first := min(max(q.Offset, 0), len(found))
		for _, e := range found[first:min(first+max(q.Limit, 0), len(found))] {
			page.Items = append(page.Items, e.row(b.house, day))
		}
	})
	return page, err
}

func (b *Book) find(s Scope, q Query, day Day) (found []*Entry, facets map[string]map[string]int) {
	filters := q.filters()
	facets = make(map[string]map[string]int, len(filters))
	for _, f := range filters {
		facets[f.name] = map[string]int{}
	}
	words := strings.Fields(fold(q.Text))
	values := make([]string, len(filters))
	for _, e := range b.entries {
		if !s.sees(e) || !e.within(q.From, q.To) || !e.says(words, s.words) {
			continue
		}
		misses, missed := 0, 0
		for i, f := range filters {
			if values[i] = f.value(e, day); len(f.wanted) > 0 && !f.meets(f.wanted, values[i]) {
				misses, missed = misses+1, i
			}
		}
		if misses == 0 {
			found = append(found, e)
		}
		for i, f := range filters {
			if values[i] != "" && (misses == 0 || misses == 1 && missed == i) {
				facets[f.name][values[i]]++
			}
		}
	}
	if facets["site"] = withAbove(facets["site"]); len(facets["site"]) == 0 { // a station alone has no others
		delete(facets, "site")
	}
	return found, facets
}

// withAbove counts what belongs to a branch for those above it too.
func withAbove(counts map[string]int) map[string]int {
	all := make(map[string]int, len(counts))
	for branch, n := range counts {
		for at := branch; at != ""; at = station.ParentScope(at) {
			all[at] += n
		}
	}
	return all
}

func (e *Entry) within(from, to station.Date) bool {
	return (from == "" || e.ReceivedOn >= from) && (to == "" || e.ReceivedOn <= to)
}

// says reports whether every word asked for is found in the row, or in what the voter said where that may be read.
func (e *Entry) says(words []string, all bool) bool {
	for _, w := range words {
		if !strings.Contains(e.haystack, w) && (!all || !strings.Contains(e.words, w)) {
			return false
		}
	}
	return true
}

// farDue sorts what has no deadline behind everything that has one.
const farDue station.Date = "9999-12-31"

var columns = map[string]func(a, b *Entry) int{
	"number":       func(a, b *Entry) int { return cmp.Or(cmp.Compare(a.year, b.year), cmp.Compare(a.serial, b.serial)) },
	"title":        func(a, b *Entry) int { return cmp.Compare(a.Title, b.Title) },
	"category":     func(a, b *Entry) int { return cmp.Compare(a.Category, b.Category) },
	"state":        func(a, b *Entry) int { return cmp.Compare(stateRank[a.State], stateRank[b.State]) },
	"site":         func(a, b *Entry) int { return cmp.Compare(a.Branch, b.Branch) },
	"label":        func(a, b *Entry) int { return cmp.Compare(stateRank[a.State], stateRank[b.State]) },
	"public":       func(a, b *Entry) int { return cmp.Compare(a.Public, b.Public) },
	"written_by":   func(a, b *Entry) int { return cmp.Compare(a.WrittenBy, b.WrittenBy) },
	"place":        func(a, b *Entry) int { return cmp.Compare(a.Place, b.Place) },
	"grade":        func(a, b *Entry) int { return cmp.Compare(gradeRank[a.Grade], gradeRank[b.Grade]) },
	"channel":      func(a, b *Entry) int { return cmp.Compare(a.Channel, b.Channel) },
	"village":      func(a, b *Entry) int { return cmp.Or(cmp.Compare(a.Village, b.Village), cmp.Compare(a.Place, b.Place)) },
	"unit":         func(a, b *Entry) int { return cmp.Compare(a.Unit, b.Unit) },
	"received_on":  func(a, b *Entry) int { return a.Received.Compare(b.Received) },
	"due":          func(a, b *Entry) int { return cmp.Compare(a.dueDay(), b.dueDay()) },
	"people":       func(a, b *Entry) int { return cmp.Compare(a.People, b.People) },
	"me_too":       func(a, b *Entry) int { return cmp.Compare(a.MeToo, b.MeToo) },
	"satisfaction": func(a, b *Entry) int { return cmp.Compare(a.Rating, b.Rating) },
}

func (e *Entry) dueDay() station.Date {
	if e.Next == nil {
		return farDue
	}
	return e.Next.Due
}

// orderOf is the order by a column; the newest first where none is named. Ties go to the newest.
func orderOf(sort string) func(a, b *Entry) int {
	name, down := strings.CutPrefix(sort, "-")
	column, known := columns[name]
	newest := func(a, b *Entry) int { return cmp.Or(b.Received.Compare(a.Received), cmp.Compare(a.ID, b.ID)) }
	switch {
	case !known:
		return newest
	case down:
		return func(a, b *Entry) int { return cmp.Or(column(b, a), newest(a, b)) }
	}
	return func(a, b *Entry) int { return cmp.Or(column(a, b), newest(a, b)) }
}

// Sortable reports whether rows can be sorted by a word.
func Sortable(sort string) bool {
	name, _ := strings.CutPrefix(sort, "-")
	_, known := columns[name]
	return sort == "" || known
}
