package desk

import (
	"lianzhan/desk/portrait"
	"lianzhan/station"
)

// put adds an edit to the plan unless the record already says so.
func (p *planner) put(record station.Record, kind station.Kind, id string, thing station.Thing) error {
	edits, err := station.Put(record, kind, id, thing)
	p.plan.Edits = append(p.plan.Edits, edits...)
	return err
}

// putPerson writes a person over the deputy they were matched with, or makes a new one.
func (p *planner) putPerson(who *person, order int, reorder bool) error {
	row := who.rows[0]
	line := Line{What: Changed, Sheet: row.Sheet, Row: row.Number, Name: who.says.Name}
	p.report.count(who)
	i, found := p.matched[who]
	if !found {
		return p.putNew(who, order, line)
	}
	record, d := p.deputies[i].record, p.deputies[i].thing
	line.ID, line.Fields = d.ID, takeOver(&d, who)
	before := d.Memberships
	if ended, over := mandateOver(before, who.seats, p.fresh.Today); over {
		p.report.Problems = append(p.report.Problems, about(row, "第%d行 %s 的代表职务已在 %s 终止，没有恢复。重新当选的，请写明新的届次或任期。",
			row.Number, d.Name, ended))
	} else {
		d.Memberships = p.memberships(before, who)
	}
	line.Fields = append(line.Fields, changedBodies(before, d.Memberships)...)
	if len(line.Fields) > 0 {
		p.report.Changed++
	}
	if reorder && d.Order != order {
		d.Order = order
		if len(line.Fields) == 0 {
			line.What = Moved
			p.report.Moved++
		}
		line.Fields = append(line.Fields, "次序")
	}
	if len(line.Fields) == 0 {
		p.report.Same++
		return nil
	}
	p.report.add(line)
	return p.putDeputy(record, d, line)
}

func (p *planner) putNew(who *person, order int, line Line) error {
	d := station.Deputy{ID: p.fresh.ID(), Code: who.says.Code, Order: order}
	if d.Code == "" || p.codes[d.Code] {
		d.Code = p.newCode()
	}
	p.codes[d.Code] = true
	takeOver(&d, who)
	d.Memberships = p.memberships(nil, who)
	line.What, line.ID = Made, d.ID
	p.report.Made++
	p.report.add(line)
	return p.putDeputy(station.Record{}, d, line)
}

// putDeputy adds the edit; what the deputy's own rules refuse becomes a problem of its row.
func (p *planner) putDeputy(record station.Record, d station.Deputy, line Line) error {
	if err := d.Check(); err != nil {
		p.report.refuse(line, station.Worded(err).Sentence)
		return nil
	}
	return p.put(record, station.KindDeputy, d.ID, d)
}

// memberships are the deputy's after the roster.
func (p *planner) memberships(all []station.Membership, who *person) []station.Membership {
	given, lowest := map[station.Tier]bool{}, -1
	for _, seat := range who.seats {
		given[seat.Tier] = true
		if lowest < 0 || seat.Tier.Rank() < lowest {
			lowest = seat.Tier.Rank() // ranks count from the widest tier
		}
	}
	all = renew(all, station.BodyCongress, who.seats, p.fresh.Today, func(m station.Membership, opens bool) bool {
		// A tier no row of the file is about says nothing; nor does a lower one where only the highest is given.
		return p.covered[m.Tier] && !given[m.Tier] && (!p.highest || opens || m.Tier.Rank() < lowest)
	})
	replaced := func(_ station.Membership, opens bool) bool { return opens }
	all = renew(all, station.BodyGroup, bodiesNamed(station.BodyGroup, who.groups, p.groupIDs), p.fresh.Today, replaced)
	return renew(all, station.BodyStation, bodiesNamed(station.BodyStation, who.stations, p.stationIDs), p.fresh.Today, replaced)
}

func bodiesNamed(in station.Body, names []string, ids map[string]string) []station.Membership {
	var all []station.Membership
	for _, name := range names {
		all = append(all, station.Membership{In: in, Of: ids[placeName(name)]})
	}
	return all
}

// changedBodies names the kinds of membership that differ.
func changedBodies(before, after []station.Membership) []string {
	var names []string
	for _, body := range []struct {
		in    station.Body
		label string
	}{{station.BodyCongress, "代表层级和选区"}, {station.BodyGroup, "代表小组"}, {station.BodyStation, "联络站"}} {
		if !sameMemberships(before, after, body.in) {
			names = append(names, body.label)
		}
	}
	return names
}

func sameMemberships(a, b []station.Membership, in station.Body) bool {
	var left, right []station.Membership
	for _, m := range a {
		if m.In == in {
			left = append(left, m)
		}
	}
	for _, m := range b {
		if m.In == in {
			right = append(right, m)
		}
	}
	if len(left) != len(right) {
		return false
	}
	for i := range left {
		if left[i] != right[i] {
			return false
		}
	}
	return true
}

// missing are the deputies in office that the roster does not name.
func (p *planner) missing() []station.Deputy {
	named := map[int]bool{}
	for _, i := range p.matched {
		named[i] = true
	}
	var all []station.Deputy
	for i, d := range p.deputies {
		if !named[i] && d.thing.Serves(p.fresh.Today) {
			all = append(all, d.thing)
		}
	}
	return all
}

// portraits are the pictures that deputies will show and do not show now, by hash.
func (p *planner) portraits() map[string]*portrait.Portrait {
	all := map[string]*portrait.Portrait{}
	for _, who := range p.people {
		if who.portrait == nil {
			continue
		}
		i, found := p.matched[who]
		if !found || p.deputies[i].thing.Photo != who.portrait.PhotoHash || p.deputies[i].thing.Thumb != who.portrait.ThumbHash {
			all[who.portrait.PhotoHash] = who.portrait
		}
	}
	return all
}
