package figure

import (
	"strconv"

	"lianzhan/station"
	"lianzhan/station/proposal"
)

// projectRules count livelihood projects and suggestions.
var projectRules = []*rule{
	{key: "projects", group: "project", label: "民生实事项目", unit: "件", kind: share, ofLabel: "项目", rateLabel: "完成率", compare: true,
		text: "年份在期内的民生实事项目；分子是进度到100%的。",
		project: func(v *view, f *projectFact, add func(row)) {
			if v.inYears(f.year) {
				add(test("", f.progress >= 100, ""))
			}
		}},
	{key: "progress", group: "project", label: "项目进度", unit: "%", kind: mean, ofLabel: "项目", rateLabel: "平均进度", compare: true,
		text: "年份在期内的民生实事项目登记的进度，取平均。",
		project: func(v *view, f *projectFact, add func(row)) {
			if v.inYears(f.year) {
				add(some("", f.progress, ""))
			}
		}},
	{key: "late_projects", group: "project", label: "超期项目", unit: "件", kind: share, ofLabel: "项目", rateLabel: "超期率",
		text: "年份在期内的民生实事项目里，过了完成时限进度还不到100%的。",
		project: func(v *view, f *projectFact, add func(row)) {
			if v.inYears(f.year) {
				add(test("", f.progress < 100 && f.due.Before(v.today), ""))
			}
		}},
	{key: "votes", group: "project", label: "票决和满意度测评", unit: "次",
		text:  "期内代表对民生实事项目的票决和满意度测评，同一地方同一天的同一种算一次。",
		parts: labels(map[string]string{string(station.VoteChoose): "票决", string(station.VoteAppraise): "满意度测评"}),
		project: func(_ *view, f *projectFact, add func(row)) {
			for _, vote := range f.votes {
				r := one(vote.On, string(vote.Kind))
				r.once = strconv.Itoa(int(f.place)) + string(vote.On) + string(vote.Kind)
				add(r)
			}
		}},
	{key: "vote_results", group: "project", label: "表决结果", unit: "件次", kind: share, ofLabel: "表决", rateLabel: "通过率",
		text:     "期内对每个项目的表决；分子是票决通过、测评满意或基本满意的，都以全体代表为底数。",
		parts:    func(_ *view, key string) string { return key },
		outcomes: true, order: []string{"通过", "满意", "基本满意", "不满意", "未通过"},
		project: func(_ *view, f *projectFact, add func(row)) {
			for _, vote := range f.votes {
				add(test(vote.On, vote.Passed(), vote.Result()))
			}
		}},
	{key: "inspected", group: "project", label: "项目视察", unit: "次",
		text: "期内写明视察哪个民生实事项目的活动。",
		activity: func(_ *view, f *activityFact, add func(row)) {
			if f.project != "" {
				add(one(f.date, ""))
			}
		}},
	{key: "suggestions", group: "project", label: "代表建议", unit: "件", trend: true, compare: true,
		text:  "期内提出的代表建议、批评、意见和议案；不予接收的不算。",
		parts: func(_ *view, key string) string { return proposal.Kind(key).Label() },
		suggestion: func(_ *view, f *suggestionFact, add func(row)) {
			if f.passed && f.submitted != "" {
				add(one(f.submitted, string(f.sort)))
			}
		}},
	{key: "answered", group: "project", label: "建议答复", unit: "件", kind: share, ofLabel: "代表建议", rateLabel: "答复率", compare: true,
		text:     "期内提出的代表建议里，承办单位已经答复的，按答复类别分。",
		outcomes: true, parts: func(_ *view, key string) string { return key },
		suggestion: func(_ *view, f *suggestionFact, add func(row)) {
			if f.passed && f.submitted != "" {
				add(test(f.submitted, f.replied != "", classLabel(f)))
			}
		}},
	{key: "deputies_satisfied", group: "project", label: "代表满意", unit: "件", kind: share, ofLabel: "代表表态", rateLabel: "代表满意率",
		text: "期内领衔代表对答复表态的建议里，满意和基本满意的。",
		suggestion: func(_ *view, f *suggestionFact, add func(row)) {
			if f.judged != "" {
				add(test(f.judged, f.liked, ""))
			}
		}},
}

func classLabel(f *suggestionFact) string {
	if f.replied == "" {
		return "还没有答复"
	}
	if f.class == "" {
		return "未分类"
	}
	return string(f.class) + "类"
}
