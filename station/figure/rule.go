package figure

import "lianzhan/station"

// rule is how one figure is counted: its words, and for each kind of record what rows a record adds. A row outside the days
// asked for is left out by whoever adds up; one without a date is a state and always counts.
type rule struct {
	key, group, label, unit, text string

	kind      kind
	ofLabel   string
	rateLabel string
	trend     bool                             // drawn by month
	compare   bool                             // shown for each place
	parts     func(v *view, key string) string // words of a part; nil: the key is the word
	order     []string                         // parts in this order first
	outcomes  bool                             // of a share: the parts are what came out, those that do not hit as well

	session    func(v *view, f *sessionFact, add func(row))
	activity   func(v *view, f *activityFact, add func(row))
	deputy     func(v *view, f *deputyFact, add func(row))
	site       func(v *view, f *siteFact, add func(row))
	grouping   func(v *view, f *groupFact, add func(row))
	article    func(v *view, f *articleFact, add func(row))
	project    func(v *view, f *projectFact, add func(row))
	suggestion func(v *view, f *suggestionFact, add func(row))
	matter     func(v *view, f *matterFact, add func(row))
}

// kind says how rows become a number.
type kind string

const (
	count kind = "count" // the sum of what the rows add
	share kind = "share" // the rows that hit, out of all
	mean  kind = "mean"  // the sum, by the number of rows
)

// row is what one record adds to one figure.
type row struct {
	date   station.Date
	amount float64
	hit    bool // counts above the line; figures that are no share have only such rows
	part   string
	unit   string // of the part, where parts differ
	once   string // rows of one name count once
	again  bool   // counted in its part only: the total has it already
}

func one(date station.Date, part string) row {
	return row{date: date, amount: 1, hit: true, part: part}
}

func some(date station.Date, amount int, part string) row {
	return row{date: date, amount: float64(amount), hit: true, part: part}
}

func test(date station.Date, hit bool, part string) row {
	return row{date: date, amount: 1, hit: hit, part: part}
}

// groups are the headings, in order.
var groups = []Group{
	{"contact", "联系群众"}, {"opinion", "意见办理"}, {"duty", "代表履职"}, {"project", "民生实事和建议"}, {"site", "阵地和队伍"},
}

// rules are all figures, in the order they are shown.
func rules() []*rule {
	var all []*rule
	for _, some := range [][]*rule{contactRules, opinionRules, dutyRules, projectRules, siteRules} {
		all = append(all, some...)
	}
	return all
}

func ruleOf(key string) *rule {
	for _, r := range rules() {
		if r.key == key {
			return r
		}
	}
	return nil
}
