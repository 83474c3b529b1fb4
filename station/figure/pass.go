package figure

import (
	"cmp"
	"math"
	"slices"
)

// pass runs rules over every record of the place asked for. take gets each row with the record it comes from and the branch
// the record belongs to.
func (v *view) pass(rules []*rule, take func(at int, h *head, kid int32, r row)) {
	b := v.book
	through(v, &b.sessions, rules, func(r *rule) func(*view, *sessionFact, func(row)) { return r.session }, take)
	through(v, &b.activities, rules, func(r *rule) func(*view, *activityFact, func(row)) { return r.activity }, take)
	through(v, &b.matters, rules, func(r *rule) func(*view, *matterFact, func(row)) { return r.matter }, take)
	through(v, &b.suggestions, rules, func(r *rule) func(*view, *suggestionFact, func(row)) { return r.suggestion }, take)
	through(v, &b.projects, rules, func(r *rule) func(*view, *projectFact, func(row)) { return r.project }, take)
	through(v, &b.articles, rules, func(r *rule) func(*view, *articleFact, func(row)) { return r.article }, take)
	through(v, &b.sites, rules, func(r *rule) func(*view, *siteFact, func(row)) { return r.site }, take)
	through(v, &b.deputies, rules, func(r *rule) func(*view, *deputyFact, func(row)) { return r.deputy }, take)
	through(v, &b.groups, rules, func(r *rule) func(*view, *groupFact, func(row)) { return r.grouping }, take)
}

// through runs the rules that know a kind of record over all its facts, record by record: a record is read once.
func through[T any, P interface {
	*T
	self() *head
}](v *view, t *table[T], rules []*rule, pick func(*rule) func(*view, *T, func(row)), take func(int, *head, int32, row)) {
	var at []int
	for i, r := range rules {
		if pick(r) != nil {
			at = append(at, i)
		}
	}
	var now int
	var h *head
	add := func(r row) { take(now, h, v.kidOf[h.place], r) }
	for i := range t.facts {
		if h = P(&t.facts[i]).self(); v.kidOf[h.place] == outside {
			continue
		}
		for _, now = range at {
			pick(rules[now])(v, &t.facts[i], add)
		}
	}
}

// tally is one number while it is added up.
type tally struct {
	value, of float64
	rows      int
	once      map[string]bool
}

func (t *tally) add(r row) {
	if r.once != "" {
		if t.once[r.once] {
			return
		}
		if t.once == nil {
			t.once = map[string]bool{}
		}
		t.once[r.once] = true
	}
	t.rows++
	t.of += r.amount
	if r.hit {
		t.value += r.amount
	}
}

// sum is everything added up for one rule.
type sum struct {
	all    tally
	parts  map[string]*tally
	units  map[string]string
	kids   []tally
	months []float64
	behind int
	last   string // record the last row came from
}

func newSum(kids int) *sum {
	return &sum{parts: map[string]*tally{}, units: map[string]string{}, kids: make([]tally, kids), months: make([]float64, trendMonths)}
}

func (s *sum) add(h *head, kid int32, r row) {
	if s.last != h.id {
		s.last = h.id
		s.behind++
	}
	if !r.again {
		s.all.add(r)
		s.kids[kid].add(r)
	}
	if r.part == "" {
		return
	}
	part := s.parts[r.part]
	if part == nil {
		part = &tally{}
		s.parts[r.part] = part
		s.units[r.part] = r.unit
	}
	part.add(r)
}

// figure is the sum in the words of its rule.
func (s *sum) figure(v *view, r *rule) Figure {
	f := Figure{Key: r.key, Group: r.group, Label: r.label, Unit: r.unit, Kind: string(r.counting()), OfLabel: r.ofLabel,
		RateLabel: r.rateLabel, Definition: r.text, Rows: s.behind}
	whole := r.value(s.all)
	f.Value, f.Of, f.Rate = whole.Value, whole.Of, whole.Rate
	if r.kind == mean {
		f.Sum = &s.all.value
	}
	for _, key := range s.order(r) {
		part := r.part(*s.parts[key], s.all)
		f.Parts = append(f.Parts, Part{Key: key, Label: r.partLabel(v, key), Unit: s.units[key], Value: part.Value, Of: part.Of, Rate: part.Rate})
	}
	return f
}

// part is one part as a figure shows it: out of its own whole, or as one of the outcomes of the figure's.
func (r *rule) part(t, all tally) Value {
	if !r.outcomes || all.of == 0 {
		return r.value(t)
	}
	rate, whole := t.of/all.of, all.of
	return Value{Value: t.of, Of: &whole, Rate: &rate}
}

func (r *rule) counting() kind { return cmp.Or(r.kind, count) }

func (r *rule) partLabel(v *view, key string) string {
	if r.parts == nil {
		return key
	}
	return r.parts(v, key)
}

// order is the parts in the rule's order, the others after them by size.
func (s *sum) order(r *rule) []string {
	keys := sortedKeys(s.parts)
	rank := func(key string) int {
		if i := slices.Index(r.order, key); i >= 0 {
			return i
		}
		return len(r.order)
	}
	slices.SortStableFunc(keys, func(a, b string) int {
		return cmp.Or(rank(a)-rank(b), cmp.Compare(s.parts[b].value, s.parts[a].value), cmp.Compare(s.parts[b].of, s.parts[a].of))
	})
	return keys
}

// value is a tally as the rule shows it. A progress is a whole percentage: nobody measures it finer.
func (r *rule) value(t tally) Value {
	v := r.counting().value(t)
	if r.unit == "%" {
		v.Value = math.Round(v.Value)
	}
	return v
}

// value is a tally as its kind shows it.
func (k kind) value(t tally) Value {
	whole := t.of
	switch k {
	case share:
		v := Value{Value: t.value, Of: &whole}
		if whole > 0 {
			rate := t.value / whole
			v.Rate = &rate
		}
		return v
	case mean:
		whole = float64(t.rows)
		if t.rows == 0 {
			return Value{Of: &whole}
		}
		return Value{Value: math.Round(t.value/whole*100) / 100, Of: &whole}
	}
	return Value{Value: t.value}
}
