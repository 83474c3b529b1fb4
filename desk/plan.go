package desk

import (
	"cmp"
	"maps"
	"slices"

	"lianzhan/desk/portrait"
	"lianzhan/desk/roster"
	"lianzhan/station"
)

// Plan is what importing a roster would do: the edits, the pictures they refer to, and a report for people.
type Plan struct {
	Edits     []station.Edit
	Portraits []*portrait.Portrait
	Report    Report
}

// records counts the records the plan touches; one may need an edit for the public and one for the rest.
func (p Plan) records() int {
	refs := map[station.Ref]bool{}
	for _, e := range p.Edits {
		refs[station.Ref{Kind: e.Kind, ID: e.ID}] = true
	}
	return len(refs)
}

// planner compares a roster with what is kept.
type planner struct {
	fresh    Fresh
	people   []*person
	deputies []known[station.Deputy]
	groups   []known[station.Group]
	stations []known[station.Station]
	plan     Plan
	report   *Report

	groupIDs, stationIDs map[string]string // by placeName
	codes                map[string]bool   // in use
	matched              map[*person]int   // index in deputies
	covered              map[station.Tier]bool
	highest              bool // the roster gives only the highest tier of each person
}

// PlanRoster decides what a roster makes and changes. It writes nothing. A plan whose report has errors has no edits.
// Deputies who are not in the roster, fields it does not have and empty cells change nothing.
func PlanRoster(r station.Reader, rows roster.Roster, fresh Fresh) (Plan, error) {
	p := &planner{fresh: fresh, highest: rows.HighestOnly, groupIDs: map[string]string{}, stationIDs: map[string]string{},
		codes: map[string]bool{}, matched: map[*person]int{}, covered: map[station.Tier]bool{}}
	p.report = &p.plan.Report
	p.report.Tiers, p.report.Lines = map[station.Tier]int{}, []Line{}
	p.report.Problems = append([]roster.Problem{}, rows.Problems...)
	if err := p.load(r); err != nil {
		return Plan{}, err
	}
	var problems []roster.Problem
	p.people, problems = gather(rows.Rows)
	p.report.Problems = append(p.report.Problems, problems...)
	p.checkRows(rows.Rows)
	p.match()
	p.makeGroups()
	p.makeStations()
	p.keepLabels(rows)
	if err := p.edits(); err != nil {
		return Plan{}, err
	}
	if p.report.Refused() {
		p.plan.Edits, p.plan.Portraits = nil, nil
	}
	return p.plan, nil
}

func (p *planner) load(r station.Reader) (err error) {
	if p.deputies, err = everything[station.Deputy](r, station.KindDeputy); err != nil {
		return err
	}
	if p.groups, err = everything[station.Group](r, station.KindGroup); err != nil {
		return err
	}
	if p.stations, err = everything[station.Station](r, station.KindStation); err != nil {
		return err
	}
	for _, d := range p.deputies {
		p.codes[d.thing.Code] = true
	}
	for _, g := range p.groups {
		p.groupIDs[placeName(g.thing.Name)] = g.thing.ID
	}
	for _, s := range p.stations {
		p.codes[s.thing.Code] = true
		p.stationIDs[placeName(s.thing.Name)] = s.thing.ID
	}
	return nil
}

// checkRows looks at what only shows against today's date or across rows.
func (p *planner) checkRows(rows []roster.Row) {
	for _, row := range rows {
		for _, tier := range row.Tiers {
			p.covered[tier] = true
		}
		if row.Person.BirthDate.After(p.fresh.Today) {
			problem := about(row, "第%d行 %s 的出生年月 %s 还没有到。", row.Number, row.Person.Name, row.Person.BirthDate)
			problem.Kind = roster.Error
			p.report.Problems = append(p.report.Problems, problem)
		}
		if row.End.Before(p.fresh.Today) {
			p.report.Problems = append(p.report.Problems, about(row, "第%d行 %s 的任期 %s 已满，不会显示。", row.Number,
				row.Person.Name, row.End))
		}
	}
}

// match pairs people with deputies that are kept, the surest pairs first, so that namesakes do not take each other's place.
func (p *planner) match() {
	type pair struct{ person, deputy, points int }
	byName, byCode := map[string][]int{}, map[string]int{}
	for i, d := range p.deputies {
		name := roster.CleanName(d.thing.Name)
		byName[name] = append(byName[name], i)
		byCode[d.thing.Code] = i
	}
	var pairs []pair
	for i, who := range p.people {
		says := who.says
		candidates := byName[says.Name]
		if i, ok := byCode[says.Code]; ok && says.Code != "" {
			candidates = append(slices.Clone(candidates), i)
		} else {
			says.Code = "" // a code from another station tells nothing here
		}
		for _, j := range candidates {
			if points := alike(says, p.deputies[j].thing); points > 0 {
				pairs = append(pairs, pair{i, j, points})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(b.points, a.points) })
	taken := map[int]bool{}
	for _, c := range pairs {
		who := p.people[c.person]
		if _, done := p.matched[who]; !done && !taken[c.deputy] {
			p.matched[who], taken[c.deputy] = c.deputy, true
		}
	}
}

// edits puts everything that is new or changed into the plan: bodies first, then the people in them.
func (p *planner) edits() error {
	for _, g := range p.groups {
		if err := p.put(g.record, station.KindGroup, g.thing.ID, g.thing); err != nil {
			return err
		}
	}
	for _, s := range p.stations {
		if err := p.put(s.record, station.KindStation, s.thing.ID, s.thing); err != nil {
			return err
		}
	}
	missing := p.missing()
	last := nextOrder(p.deputies, func(d station.Deputy) int { return d.Order })
	for i, who := range p.people {
		order := i + 1
		if len(missing) > 0 { // a part of the deputies: their places among the others stay
			order = last + i
		}
		if err := p.putPerson(who, order, len(missing) == 0); err != nil {
			return err
		}
	}
	for _, d := range missing {
		p.report.add(Line{What: Missing, ID: d.ID, Name: d.Name})
	}
	p.plan.Portraits = slices.Collect(maps.Values(p.portraits()))
	slices.SortFunc(p.plan.Portraits, func(a, b *portrait.Portrait) int { return cmp.Compare(a.PhotoHash, b.PhotoHash) })
	return nil
}
