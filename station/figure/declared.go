package figure

import "lianzhan/station"

// declare sets beside the counted numbers what offices announce, and lists every place where the two differ.
func (v *view) declare(board *Board) {
	for i := range v.book.sites.facts {
		f := &v.book.sites.facts[i]
		scope := v.book.places[f.place]
		if v.stepTo(scope) == "" || f.site.DeclaredStations == nil && f.site.DeclaredKinds == nil && f.site.DeclaredDeputies == nil {
			continue
		}
		v.declareSites(board, f, scope)
		v.declareMembers(board, f, scope)
	}
}

func (v *view) declareSites(board *Board, f *siteFact, scope string) {
	total, kinds := v.sitesUnder(scope)
	if n := f.site.DeclaredStations; n != nil {
		v.claim(board, Mismatch{Scope: scope, Figure: "sites", What: "联络站点总数", Declared: float64(*n), Counted: float64(total)})
	}
	for _, k := range station.SiteKinds {
		if n, said := f.site.DeclaredKinds[k.ID]; said {
			v.claim(board, Mismatch{Scope: scope, Figure: "sites", Part: string(k.ID), What: k.Label, Declared: float64(n),
				Counted: float64(kinds[k.ID])})
		}
	}
}

func (v *view) sitesUnder(scope string) (total int, kinds map[station.SiteKind]int) {
	kinds = map[station.SiteKind]int{}
	for i := range v.book.sites.facts {
		if f := &v.book.sites.facts[i]; station.ScopeWithin(v.book.places[f.place], scope) {
			total++
			kinds[f.site.Kind]++
		}
	}
	return total, kinds
}

func (v *view) declareMembers(board *Board, f *siteFact, scope string) {
	n := f.site.DeclaredDeputies
	if n == nil {
		return
	}
	counted := 0
	for i := range v.book.deputies.facts {
		d := &v.book.deputies.facts[i]
		if station.ScopeWithin(v.book.places[d.place], scope) && v.member(d) != "" {
			counted++
		}
	}
	v.claim(board, Mismatch{Scope: scope, Figure: "members", What: "代表人数", Declared: float64(*n), Counted: float64(counted)})
}

// claim enters an announced number: beside the figure where it is of the very place asked for, among the mismatches where
// it is not the counted one.
func (v *view) claim(board *Board, m Mismatch) {
	m.Name = v.called(m.Scope)
	wrong := m.Declared != m.Counted
	if wrong {
		board.Mismatches = append(board.Mismatches, m)
	}
	if m.Scope != v.q.Scope {
		return
	}
	declared := m.Declared
	for i := range board.Figures {
		f := &board.Figures[i]
		switch {
		case f.Key != m.Figure:
		case m.Part == "":
			f.Declared, f.Mismatch = &declared, wrong
		default:
			f.claimPart(m.Part, m.What, &declared, wrong)
		}
	}
}

func (f *Figure) claimPart(key, label string, declared *float64, wrong bool) {
	for i := range f.Parts {
		if f.Parts[i].Key == key {
			f.Parts[i].Declared, f.Parts[i].Mismatch = declared, wrong
			return
		}
	}
	f.Parts = append(f.Parts, Part{Key: key, Label: label, Declared: declared, Mismatch: wrong})
}
