package figure

import (
	"cmp"
	"strings"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// opinionRules count what became of the matters voters brought.
var opinionRules = []*rule{
	{key: "opinions", group: "opinion", label: "收集意见", unit: "件", trend: true, compare: true,
		text:   "期内登记的选民反映事项，一件算一件。",
		parts:  func(_ *view, key string) string { return matter.CategoryLabel(key) },
		matter: func(_ *view, f *matterFact, add func(row)) { add(one(f.registered, f.category)) }},
	{key: "accepted", group: "opinion", label: "受理", unit: "件", kind: share, ofLabel: "收集意见", rateLabel: "受理率",
		text:   "期内登记的事项里，决定受理的。",
		matter: func(_ *view, f *matterFact, add func(row)) { add(test(f.registered, f.accepted != "", "")) }},
	{key: "adopted", group: "opinion", label: "采纳", unit: "件", kind: share, ofLabel: "收集意见", rateLabel: "采纳率", compare: true,
		text:   "期内登记的事项里，转成代表建议并得到A类或B类答复（已经解决或列入计划）的。",
		matter: func(v *view, f *matterFact, add func(row)) { add(test(f.registered, v.adopted(f), "")) }},
	{key: "handled", group: "opinion", label: "办结", unit: "件", kind: share, ofLabel: "受理", rateLabel: "办结率", compare: true,
		text: "期内登记并受理的事项里，已经答复、反馈并办结的；并案的跟着主件，不另算。",
		matter: func(_ *view, f *matterFact, add func(row)) {
			if f.accepted != "" && f.state != matter.Merged {
				add(test(f.registered, f.closed != "", ""))
			}
		}},
	{key: "solved", group: "opinion", label: "推动解决", unit: "件", trend: true, compare: true,
		text: "期内答复为A类（已经解决）的事项，以现行答复为准。",
		matter: func(_ *view, f *matterFact, add func(row)) {
			if f.replied != "" && f.class == "A" {
				add(one(f.replied, ""))
			}
		}},
	{key: "satisfied", group: "opinion", label: "满意", unit: "件", kind: share, ofLabel: "选民评价", rateLabel: "满意率", compare: true,
		text:  "期内选民评价的事项里，满意和基本满意的。",
		parts: verdictLabel, outcomes: true,
		order: []string{string(matter.Satisfied), string(matter.SoSo), string(matter.Unsatisfied)},
		matter: func(_ *view, f *matterFact, add func(row)) {
			if f.rated != "" {
				add(test(f.rated, f.verdict != matter.Unsatisfied, string(f.verdict)))
			}
		}},
	{key: "reply_days", group: "opinion", label: "答复用时", unit: "天", kind: mean, ofLabel: "答复事项", rateLabel: "平均用时",
		text: "期内第一次答复的事项，从登记到答复的自然天数，取平均。",
		matter: func(_ *view, f *matterFact, add func(row)) {
			if f.answered != "" {
				add(some(f.answered, daysBetween(f.registered, f.answered), ""))
			}
		}},
	{key: "escalated", group: "opinion", label: "上报", unit: "件", kind: share, ofLabel: "上报", rateLabel: "答复率",
		text:  "期内上报给主席团、政府、党委或县里的次数；分子是已有回复的。",
		parts: stepLabel,
		matter: func(_ *view, f *matterFact, add func(row)) {
			for _, r := range f.reports {
				add(test(r.on, r.answered, r.to))
			}
		}},
	{key: "rectified", group: "opinion", label: "整改到位", unit: "件", kind: share, ofLabel: "回头看", rateLabel: "整改率", compare: true,
		text: "期内“回头看”过的事项里，最近一次看到仍然解决的。",
		matter: func(v *view, f *matterFact, add func(row)) {
			if last, looked := v.lastCheck(f); looked {
				add(test(last.on, last.holds, ""))
			}
		}},
	{key: "overdue", group: "opinion", label: "超期未办", unit: "件", kind: share, ofLabel: "在办", rateLabel: "超期率", compare: true,
		text:  "到今天为止在办的事项里，过了通用期限还没有办的，按承办单位分；与起止日期无关。",
		parts: unitLabel,
		matter: func(v *view, f *matterFact, add func(row)) {
			if f.state.Open() {
				add(test("", f.due != "" && v.today > f.due, cmp.Or(f.unit, nobody)))
			}
		}},
}

const nobody = "-" // part of what no unit has yet

func verdictLabel(_ *view, key string) string { return station.Satisfaction(key).Label() }

func stepLabel(_ *view, key string) string { return matter.EscalationSteps.Label(key) }

// unitLabel names an office, and its place where several places are counted: the office first, since a narrow wall cuts the end.
func unitLabel(v *view, key string) string {
	u := v.book.units.get(key)
	switch {
	case key == nobody:
		return "还没有交办"
	case u == nil:
		return key
	case v.book.places[u.place] != v.q.Scope && !strings.HasPrefix(u.title, v.nameOf(u.place)):
		return u.title + "（" + v.nameOf(u.place) + "）"
	}
	return u.title
}

func daysBetween(from, to station.Date) int {
	return max(0, int(to.Time().Sub(from.Time()).Hours()/24))
}

// adopted reports whether a matter became a suggestion that was taken up.
func (v *view) adopted(f *matterFact) bool {
	s := v.book.suggestions.get(f.suggestion)
	return f.suggestion != "" && s != nil && (s.class == "A" || s.class == "B")
}
