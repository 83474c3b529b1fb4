package demo

import (
	"time"

	"lianzhan/station"
)

// deed is one line of the register of activities.
type deed struct {
	site  int
	on    station.Date
	kind  station.DutyType
	title string
	who   []string
	with  station.Activity // numbers: people, households, results, marks
}

func (t *town) do(d deed) {
	id := t.id("a")
	t.on(d.on, func(at time.Time) error {
		a := d.with
		a.ID, a.Title, a.Type, a.Date, a.Public = id, d.title, d.kind, d.on, true
		a.Place = t.sites[d.site].area
		if a.Attendance == nil {
			a.Attendance = present(d.who)
		}
		return t.box.put(at, t.siteScope(d.site), station.KindActivity, id, &a)
	})
}

// receive is one sitting with so many visitors.
func (t *town) receive(site int, on station.Date, visitors int, who []string) {
	id := t.id("r")
	t.on(on, func(at time.Time) error {
		return t.box.put(at, t.siteScope(site), station.KindSession, id, &station.ReceptionSession{ID: id, Date: on, Start: "09:00", End: "11:00",
			Place: t.sites[site].name, Deputies: who, Visitors: visitors})
	})
}

// report is one piece of news.
func (t *town) report(site int, on station.Date, title string) {
	id := t.id("n")
	t.on(on, func(at time.Time) error {
		return t.box.put(at, t.siteScope(site), station.KindArticle, id, &station.Article{ID: id, Kind: station.News, Title: title,
			Body: title + "。", Source: t.sites[site].name, PublishedOn: on, Public: true})
	})
}

// promise is one livelihood project, as it stands at the end of the story.
func (t *town) promise(on station.Date, p station.Project) string {
	id := t.id("p")
	p.ID, p.Public, p.Number = id, true, t.n["p"]
	t.on(on, func(at time.Time) error { return t.box.put(at, t.scope, station.KindProject, id, &p) })
	return id
}

// ballot is a vote of all town deputies, or of all members where there is no congress.
func ballot(on station.Date, kind station.VoteKind, members, ayes, middle int) station.Vote {
	present := members - members/12
	return station.Vote{On: on, Kind: kind, Members: members, Present: present, Ayes: min(ayes, present), Middle: min(middle, present-min(ayes, present))}
}

// reception is the town's rule of reception days.
func (t *town) reception() station.ReceptionRule {
	return station.ReceptionRule{ID: t.key + "-days", Title: "代表接待日", Pattern: t.rule, Start: "09:00", End: "11:00", Place: "一楼接待室",
		Station: t.siteID(0), Holiday: station.Keep}
}

// announce says when deputies sit from now on, two of a dozen in turn.
func (t *town) announce(from station.Date) {
	t.on(from, func(at time.Time) error {
		rule := t.reception()
		rule.Rota, rule.PerDay, rule.ValidFrom = t.some(0, 12), 2, from
		return t.box.put(at, t.scope, station.KindReception, rule.ID, &rule)
	})
}

// sittings are the reception days of the town's rule, as the calendar gives them.
func (t *town) sittings(from, to station.Date) []station.Date {
	all, err := station.Occurrences(t.reception(), from, to, station.StationCalendar(nil))
	if err != nil {
		return nil
	}
	days := make([]station.Date, 0, len(all))
	for _, o := range all {
		days = append(days, o.Date)
	}
	return days
}

// spread is the i-th of so many days between two, evenly.
func spread(from, to station.Date, i, many int) station.Date {
	days := int(to.Time().Sub(from.Time()).Hours()/24) + 1
	return from.AddDays(i * days / many)
}
