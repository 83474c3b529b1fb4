package demo

import (
	"fmt"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// lately is the last twelve months: what every town does today, so that the cockpit has a present and not only a past.
func (t *town) lately() {
	today := station.DateOf(t.now)
	from := max(today.AddDays(-364), t.opened)
	t.announce(from)
	turn := t.number
	for _, day := range t.sittings(from, today) {
		for site := range min(len(t.sites), 4) {
			t.receive(site, day, 1+(turn*3+site)%6, t.some(turn, 2))
			t.do(deed{site: site, on: day.AddDays(2), kind: "visit", title: "走访" + t.sites[site].area + "选民", who: t.some(turn+1, 3), with: station.Activity{People: 2 + turn%5}})
			turn++
		}
	}
	kinds := []station.DutyType{"inspection", "research", "outreach", "training", "group_activity", "good_deed"}
	for i := range 24 + t.number*3 {
		kind := kinds[i%len(kinds)]
		t.do(deed{site: i % len(t.sites), on: spread(from, today, i, 24+t.number*3), kind: kind, title: kind.Label() + "：" + t.sites[i%len(t.sites)].area,
			who: t.some(i, 5+i%7), with: station.Activity{Households: 10 + i%8}})
		t.report(i%len(t.sites), spread(from, today, i, 24+t.number*3), t.sites[i%len(t.sites)].name+"："+kind.Label())
	}
	t.latelyBrought(from, today)
	t.latelyPromised(today)
}

func (t *town) latelyBrought(from, today station.Date) {
	many := 30 + t.number*4
	for i := range many {
		c := brought{site: i % len(t.sites), on: spread(from, today, i, many), category: matter.Categories[(i+t.number)%11].ID,
			channel: []matter.Channel{matter.ByKiosk, matter.ByPhone, matter.OnVisit}[i%3], unit: (i + t.number) % 6, days: 2 + (i*5)%14,
			class: []matter.ReplyClass{"A", "B", "A", "A", "C"}[i%5], end: rechecked, verdict: []matter.Satisfaction{matter.Satisfied, matter.SoSo, matter.Satisfied}[i%3]}
		c.relapse, c.told = i%11 == 5, i%5 == 0
		switch {
		case i%14 == 6:
			c.verdict = matter.Unsatisfied
		case i%13 == 12:
			c.end = declined
		case i == many-6, i > many-3:
			c.end = taken // still with the unit, the oldest too late
		case i == many-5:
			c.on, c.end = today.AddDays(-1), waiting
		case i%7 == 3:
			c.advice = fmt.Sprintf("关于%s%s的建议", t.sites[c.site].area, matter.CategoryLabel(c.category))
		}
		t.bring(c)
	}
}

func (t *town) latelyPromised(today station.Date) {
	year := today.Time().Year()
	start := max(station.Date(fmt.Sprintf("%d-01-20", year)), t.opened)
	for i, name := range []string{"饮水管网改造", "村道拓宽", "老年食堂", "校门口护栏", "路灯补亮", "垃圾分类亭"}[:4+t.number%3] {
		t.promise(start, station.Project{Year: year, Name: name, DutyUnit: t.units[i%6], DutyPerson: "分管负责人", DueOn: station.Date(fmt.Sprintf("%d-%02d-30", year, 10+i%3)),
			Progress: min(100, 70+(i*t.number*17)%45), Votes: []station.Vote{ballot(start, station.VoteChoose, max(t.congress(), 1), t.congress()*3/4, 0)}})
	}
}
