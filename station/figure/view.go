package figure

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"lianzhan/station"
)

// view is a book seen from one place for one stretch of days.
type view struct {
	book  *Book
	q     Query
	today station.Date
	on    station.Date // the day states are read at: the last one asked for, but not a day to come
	years [2]int

	kids   []Place // the branches one step down
	kidOf  []int32 // branch of each place of the book; outside for what is not asked for
	names  map[string]string
	months map[string]int // number of a month of the trend

	crowds map[string]int // visitors of a sitting, as far as matters name them
	duties []int32        // by person
}

const outside = -1

func (b *Book) look(q Query, m Moment) *view {
	today := station.DateOf(m.Now.In(station.Zone))
	v := &view{book: b, q: q, today: today, on: min(q.To, today), names: map[string]string{}}
	v.years = [2]int{q.From.Time().Year(), q.To.Time().Year()}
	v.name(m.Nodes)
	v.branch(m.Nodes)
	v.gather()
	return v
}

func (v *view) within(d station.Date) bool { return d >= v.q.From && d <= v.q.To }

func (v *view) inYears(year int) bool { return year >= v.years[0] && year <= v.years[1] }

// name learns what places are called: as the tree says, else as the first site there is called.
func (v *view) name(nodes []Node) {
	best := map[string]*siteFact{}
	for i := range v.book.sites.facts {
		f := &v.book.sites.facts[i]
		scope := v.book.places[f.place]
		if held := best[scope]; held == nil || siteRank(f) < siteRank(held) {
			best[scope], v.names[scope] = f, f.title
		}
	}
	for _, n := range nodes {
		v.names[n.Scope] = n.Name
	}
}

func siteRank(f *siteFact) int {
	switch f.site.Kind {
	case station.SiteHome:
		return 0
	case station.SiteCenter:
		return 1
	}
	return 2 + f.site.Order
}

func (v *view) nameOf(place int32) string { return v.called(v.book.places[place]) }

func (v *view) called(scope string) string {
	return cmp.Or(v.names[scope], scope[strings.LastIndexByte(scope, '/')+1:], scope)
}

// branch finds the places one step down, in the order of the tree, and which of them each place belongs to.
func (v *view) branch(nodes []Node) {
	steps := map[string]bool{}
	for _, scope := range v.book.places {
		steps[v.stepTo(scope)] = true
	}
	for _, n := range nodes {
		steps[v.stepTo(n.Scope)] = true
	}
	delete(steps, "")
	v.kids = []Place{}
	at := map[string]int32{}
	for _, scope := range inOrder(sortedKeys(steps), v.q.Scope, nodes) {
		at[scope] = int32(len(v.kids))
		v.kids = append(v.kids, Place{Scope: scope, Name: v.called(scope), Own: scope == v.q.Scope, Values: map[string]Value{}})
	}
	v.kidOf = make([]int32, len(v.book.places))
	for i, scope := range v.book.places {
		v.kidOf[i] = outside
		if step := v.stepTo(scope); step != "" {
			v.kidOf[i] = at[step]
		}
	}
}

// stepTo is the place one step down on the way to a scope; the place asked for is its own step, "" lies outside.
func (v *view) stepTo(scope string) string {
	if scope == v.q.Scope {
		return scope
	}
	root := strings.TrimSuffix(v.q.Scope, "/") + "/"
	rest, below := strings.CutPrefix(scope, root)
	if !below {
		return ""
	}
	first, _, _ := strings.Cut(rest, "/")
	return root + first
}

// inOrder puts the place asked for first, then the boxes as the tree has them, then places without a box.
func inOrder(scopes []string, own string, nodes []Node) []string {
	rank := map[string]int{own: -1}
	for i, n := range nodes {
		if n.Scope != own {
			rank[n.Scope] = i
		}
	}
	slices.SortStableFunc(scopes, func(a, b string) int {
		return cmp.Compare(rankOf(rank, a), rankOf(rank, b))
	})
	return scopes
}

func rankOf(rank map[string]int, scope string) int {
	if n, known := rank[scope]; known {
		return n
	}
	return math.MaxInt
}

func sortedKeys[T any](m map[string]T) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// gather counts what one kind of record says about another: visitors named by matters, duties of deputies.
func (v *view) gather() {
	v.crowds, v.duties = map[string]int{}, make([]int32, len(v.book.personsOf))
	type visitor struct {
		session string
		n       int
	}
	seen := map[visitor]bool{}
	for i := range v.book.matters.facts {
		f := &v.book.matters.facts[i]
		if who := (visitor{f.session, f.visitor}); f.session != "" && (f.visitor == 0 || !seen[who]) {
			seen[who] = true
			v.crowds[f.session]++
		}
	}
	for i := range v.book.activities.facts {
		if f := &v.book.activities.facts[i]; v.within(f.date) {
			v.add(f.came)
		}
	}
	for i := range v.book.sessions.facts {
		if f := &v.book.sessions.facts[i]; v.within(f.date) {
			v.add(f.deputies)
		}
	}
}

func (v *view) add(persons []int32) {
	for _, p := range persons {
		v.duties[p]++
	}
}

func (v *view) dutiesOf(f *deputyFact) int { return int(v.duties[f.person]) }

// crowd is how many people came to a sitting: as registered, or as the matters say where they name more.
func (v *view) crowd(f *sessionFact) int { return max(f.visitors, v.crowds[f.id]) }
