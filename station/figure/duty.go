package figure

import (
	"slices"
	"strings"

	"lianzhan/station"
)

const (
	dutyReport station.DutyType = "duty_report"
	dutyTest   station.DutyType = "knowledge_test"
)

// dutyRules count what deputies do.
var dutyRules = []*rule{
	{key: "activities", group: "duty", label: "开展活动", unit: "次", trend: true, compare: true,
		text:     "期内登记的活动，按类别分；接待场次不在内。",
		parts:    dutyLabel,
		activity: func(_ *view, f *activityFact, add func(row)) { add(one(f.date, string(f.duty))) }},
	{key: "attendance", group: "duty", label: "代表参加活动", unit: "人次", trend: true,
		text:     "期内各次活动签到的代表人数相加，按类别分。",
		parts:    dutyLabel,
		activity: func(_ *view, f *activityFact, add func(row)) { add(some(f.date, len(f.came), string(f.duty))) }},
	{key: "duty", group: "duty", label: "代表履职", unit: "次", kind: mean, ofLabel: "在任代表", rateLabel: "人均履职", compare: true,
		text: "在任代表期内签到的活动和参加接待的场次相加，除以在任代表人数。",
		deputy: func(v *view, f *deputyFact, add func(row)) {
			if v.member(f) != "" {
				add(some("", v.dutiesOf(f), ""))
			}
		}},
	{key: "active", group: "duty", label: "有履职记录的代表", unit: "人", kind: share, ofLabel: "在任代表", rateLabel: "履职面", compare: true,
		text: "在任代表里，期内至少参加过一次活动或接待的。",
		deputy: func(v *view, f *deputyFact, add func(row)) {
			if v.member(f) != "" {
				add(test("", v.dutiesOf(f) > 0, ""))
			}
		}},
	{key: "duty_reports", group: "duty", label: "代表述职", unit: "份",
		text: "期内述职活动里登记为述职人的代表，每人一份；没有登记述职人的活动，按签到的代表算。",
		activity: ofDuty(dutyReport, func(f *activityFact) row {
			if f.reporters > 0 {
				return some(f.date, f.reporters, "")
			}
			return some(f.date, len(f.came), "")
		})},
	{key: "tested", group: "duty", label: "应知应会测试", unit: "人次",
		text:     "期内应知应会测试签到的代表人次。",
		activity: ofDuty(dutyTest, func(f *activityFact) row { return some(f.date, len(f.came), "") })},
	{key: "marks", group: "duty", label: "测试成绩", unit: "分", kind: mean, ofLabel: "有成绩的人次", rateLabel: "平均分",
		text: "期内应知应会测试登记的成绩，取平均。",
		activity: func(_ *view, f *activityFact, add func(row)) {
			for _, mark := range f.marks {
				add(some(f.date, mark, ""))
			}
		}},
	{key: "results", group: "duty", label: "活动成果", unit: "项",
		text:  "期内活动登记的成果数字，同名同单位的相加；总数是登记了几项。",
		parts: func(_ *view, key string) string { name, _, _ := strings.Cut(key, "/"); return name },
		activity: func(_ *view, f *activityFact, add func(row)) {
			for _, r := range f.results {
				add(one(f.date, ""))
				add(row{date: f.date, amount: r.Amount, hit: true, part: r.Name + "/" + r.Unit, unit: r.Unit, again: true})
			}
		}},
}

func dutyLabel(_ *view, key string) string { return station.DutyType(key).Label() }

// member is what a person is on the day counted for: a deputy, a member of a street's council, or nothing any more.
func (v *view) member(f *deputyFact) string {
	switch {
	case f.deputy.Serves(v.on):
		return "deputy"
	case f.deputy.Councils(v.on):
		return "councillor"
	}
	return ""
}

// lastCheck is the latest look back at a matter within the days asked for, else the latest of all.
func (v *view) lastCheck(f *matterFact) (check, bool) {
	for _, c := range slices.Backward(f.checks) {
		if v.within(c.on) {
			return c, true
		}
	}
	if len(f.checks) == 0 {
		return check{}, false
	}
	return f.checks[len(f.checks)-1], true
}
