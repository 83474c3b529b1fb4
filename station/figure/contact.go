package figure

import (
	"lianzhan/station"
	"lianzhan/station/matter"
)

const (
	dutyVisit    station.DutyType = "visit"
	dutyOutreach station.DutyType = "outreach"
	dutyGoodDeed station.DutyType = "good_deed"
)

// contactRules count how deputies meet people.
var contactRules = []*rule{
	{key: "receptions", group: "contact", label: "接待场次", unit: "场", trend: true,
		text:    "期内登记的接待选民场次，一条接待登记算一场。",
		session: func(_ *view, f *sessionFact, add func(row)) { add(one(f.date, "")) }},
	{key: "received", group: "contact", label: "接待选民", unit: "人次", trend: true, compare: true,
		text:    "期内各场接待登记的人数相加；没有写进任何一场、由代表接待登记的事项，每件算一人次。",
		parts:   labels(map[string]string{"session": "接待场次内", "walk_in": "零散来访"}),
		session: func(v *view, f *sessionFact, add func(row)) { add(some(f.date, v.crowd(f), "session")) },
		matter:  walkIn("walk_in")},
	{key: "visits", group: "contact", label: "走访活动", unit: "次", trend: true, compare: true,
		text:     "期内类别为“走访”的活动登记，一条算一次。",
		activity: ofDuty(dutyVisit, func(f *activityFact) row { return one(f.date, "") })},
	{key: "visited", group: "contact", label: "走访群众", unit: "人次",
		text:     "期内走访活动登记的走访人数相加。",
		activity: ofDuty(dutyVisit, func(f *activityFact) row { return some(f.date, f.people, "") })},
	{key: "contacts", group: "contact", label: "接待走访群众", unit: "人次", compare: true,
		text:     "接待人次和走访人次相加。",
		parts:    labels(map[string]string{"received": "接待", "visit": "走访"}),
		session:  func(v *view, f *sessionFact, add func(row)) { add(some(f.date, v.crowd(f), "received")) },
		matter:   walkIn("received"),
		activity: ofDuty(dutyVisit, func(f *activityFact) row { return some(f.date, f.people, "visit") })},
	{key: "outreach", group: "contact", label: "政策宣讲", unit: "户",
		text:     "期内类别为“宣讲”的活动登记的户数相加。",
		activity: ofDuty(dutyOutreach, func(f *activityFact) row { return some(f.date, f.households, "") })},
	{key: "good_deeds", group: "contact", label: "办好事实事", unit: "件", compare: true,
		text:     "期内类别为“办实事”的活动登记，一条算一件。",
		activity: ofDuty(dutyGoodDeed, func(f *activityFact) row { return one(f.date, "") })},
	{key: "news", group: "contact", label: "动态信息", unit: "条", trend: true, compare: true,
		text: "期内发布的站点动态，一篇算一条；通知、法规和制度不算。",
		article: func(_ *view, f *articleFact, add func(row)) {
			if f.shape == station.News && f.shown {
				add(one(f.date, ""))
			}
		}},
}

// walkIn counts who was received outside any sitting.
func walkIn(part string) func(*view, *matterFact, func(row)) {
	return func(v *view, f *matterFact, add func(row)) {
		if f.channel == matter.AtReception && v.book.sessions.get(f.session) == nil {
			add(one(f.registered, part))
		}
	}
}

func ofDuty(duty station.DutyType, rowOf func(f *activityFact) row) func(*view, *activityFact, func(row)) {
	return func(_ *view, f *activityFact, add func(row)) {
		if f.duty == duty {
			add(rowOf(f))
		}
	}
}

func labels(words map[string]string) func(*view, string) string {
	return func(_ *view, key string) string { return words[key] }
}
