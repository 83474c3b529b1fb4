package desk

import (
	"fmt"
	"slices"
	"strings"

	"lianzhan/desk/portrait"
	"lianzhan/desk/roster"
	"lianzhan/station"
)

// person is one deputy as the whole file describes them, on one row or on several.
type person struct {
	rows      []roster.Row
	says      station.Deputy // the fields the file gives
	published *bool
	portrait  *portrait.Portrait
	seats     []station.Membership // mandates, one a tier
	groups    []string
	stations  []string
}

// gather joins the rows that are about the same person and says which they were.
func gather(rows []roster.Row) ([]*person, []roster.Problem) {
	var people []*person
	var problems []roster.Problem
	byName := map[string][]*person{}
	byPhone := map[string]*person{}
	for _, row := range rows {
		p := closest(byName[row.Person.Name], row.Person)
		if p == nil {
			if namesake := byName[row.Person.Name]; len(namesake) > 0 {
				problems = append(problems, about(row, "第%d行和第%d行都叫%s，出生年月和电话不同，按两位代表处理。",
					namesake[0].rows[0].Number, row.Number, row.Person.Name))
			}
			p = &person{}
			people = append(people, p)
			byName[row.Person.Name] = append(byName[row.Person.Name], p)
		} else {
			problems = append(problems, about(row, "第%d行和第%d行是同一位代表 %s，合成一位，请核对。",
				p.rows[0].Number, row.Number, row.Person.Name))
		}
		problems = append(problems, p.add(row)...)
		if phone := row.Person.Phone; phone != "" {
			if other := byPhone[phone]; other != nil && other != p {
				problems = append(problems, about(row, "第%d行 %s 和第%d行 %s 的联系电话相同。", row.Number, row.Person.Name,
					other.rows[0].Number, other.says.Name))
			}
			byPhone[phone] = p
		}
	}
	return people, problems
}

func about(row roster.Row, sentence string, args ...any) roster.Problem {
	return roster.Problem{Kind: roster.Warning, Sheet: row.Sheet, Row: row.Number, Sentence: fmt.Sprintf(sentence, args...)}
}

func closest(people []*person, d station.Deputy) *person {
	var best *person
	most := 0
	for _, p := range people {
		if n := alike(p.says, d); n > most {
			best, most = p, n
		}
	}
	return best
}

// alike says how surely two descriptions with one name, or one short code, are of the same person; 0 means they are
// not. The name alone is enough only where one of them has neither month of birth nor telephone to contradict it.
func alike(a, b station.Deputy) int {
	switch {
	case a.Code != "" && a.Code == b.Code:
		return 100
	case a.Code != "" && b.Code != "":
		return 0
	}
	points := 0
	if a.Phone != "" && a.Phone == b.Phone {
		points += 6
	}
	if sameMonth(a.BirthDate, b.BirthDate) {
		points += 5
	}
	if slices.ContainsFunc(a.Posts, func(post string) bool { return slices.Contains(b.Posts, post) }) {
		points += 3
	}
	if points == 0 && (a.Phone == "" && a.BirthDate == "" || b.Phone == "" && b.BirthDate == "") {
		points = 1
	}
	return points
}

// sameMonth compares dates as exactly as the coarser one allows.
func sameMonth(a, b station.Date) bool {
	n := min(len(a), len(b), len("2006-01"))
	return n > 0 && a[:n] == b[:n]
}

// add takes a row into the person. What an earlier row said stays; a contradiction is reported.
func (p *person) add(row roster.Row) []roster.Problem {
	var problems []roster.Problem
	for _, f := range personFields {
		have, says := f.at(&p.says), *f.at(&row.Person)
		if *have == "" {
			*have = says
		} else if says != "" && says != *have && f.label != "备注" {
			problems = append(problems, about(row, "第%d行 %s 的%s与第%d行不同，用了第%d行的“%s”。", row.Number, row.Person.Name,
				f.label, p.rows[0].Number, p.rows[0].Number, *have))
		}
	}
	p.says.Posts = union(p.says.Posts, row.Person.Posts)
	p.says.Villages = union(p.says.Villages, row.Person.Villages)
	p.groups, p.stations = union(p.groups, row.Groups), union(p.stations, row.Stations)
	if p.says.Code == "" {
		p.says.Code = row.Person.Code
	}
	if p.published == nil {
		p.published = row.Published
	}
	if p.portrait == nil {
		p.portrait = row.Portrait
	}
	p.takeSeats(row)
	p.rows = append(p.rows, row)
	return problems
}

// takeSeats adds the mandates a row names. The electoral unit of a row with several tiers is that of the lowest one:
// wider congresses are elected by congresses, not by districts (选举法 art. 3).
func (p *person) takeSeats(row roster.Row) {
	for i, tier := range row.Tiers {
		seat := station.Membership{In: station.BodyCongress, Tier: tier, Term: row.Congress, StartDate: row.Start, EndDate: row.End}
		if i == len(row.Tiers)-1 {
			seat.Area = row.Area
		}
		if !slices.ContainsFunc(p.seats, func(have station.Membership) bool { return have.Tier == tier }) {
			p.seats = append(p.seats, seat)
		}
	}
}

func union(all, more []string) []string {
	for _, s := range more {
		if !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

// personFields are the plain fields of a person a roster can give.
var personFields = []struct {
	label string
	at    func(*station.Deputy) *string
}{
	{"姓名", func(d *station.Deputy) *string { return &d.Name }},
	{"读音", func(d *station.Deputy) *string { return &d.Reading }},
	{"性别", func(d *station.Deputy) *string { return &d.Gender }},
	{"民族", func(d *station.Deputy) *string { return &d.Ethnicity }},
	{"出生年月", func(d *station.Deputy) *string { return (*string)(&d.BirthDate) }},
	{"政治面貌", func(d *station.Deputy) *string { return &d.Party }},
	{"学历", func(d *station.Deputy) *string { return &d.Education }},
	{"联系电话", func(d *station.Deputy) *string { return &d.Phone }},
	{"备注", func(d *station.Deputy) *string { return &d.Note }},
}

// takeOver writes what the file gives over a deputy and names the fields that changed. An empty field erases nothing,
// and a month does not blur a whole date.
func takeOver(d *station.Deputy, p *person) []string {
	var changed []string
	for _, f := range personFields {
		have, says := f.at(d), *f.at(&p.says)
		if says == "" || says == *have || f.label == "出生年月" && strings.HasPrefix(*have, says) {
			continue
		}
		*have, changed = says, append(changed, f.label)
	}
	if len(p.says.Posts) > 0 && !slices.Equal(d.Posts, p.says.Posts) {
		d.Posts, changed = p.says.Posts, append(changed, "工作单位及职务")
	}
	if len(p.says.Villages) > 0 && !slices.Equal(d.Villages, p.says.Villages) {
		d.Villages, changed = p.says.Villages, append(changed, "联系村")
	}
	if p.published != nil && d.PhonePublic != *p.published {
		d.PhonePublic, changed = *p.published, append(changed, "公开电话")
	}
	if p.portrait != nil && (d.Photo != p.portrait.PhotoHash || d.Thumb != p.portrait.ThumbHash) {
		d.Photo, d.Thumb, changed = p.portrait.PhotoHash, p.portrait.ThumbHash, append(changed, "照片")
	}
	return changed
}
