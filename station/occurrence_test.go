package station

import (
	"strings"
	"testing"
)

func morning(p Pattern) ReceptionRule {
	return ReceptionRule{ID: "r1", Pattern: p, Start: "09:00", End: "11:00"}
}

// told writes occurrences as "06-22<06-19 A B": the day held, the day it was moved from, who is on duty.
func told(occurrences []Occurrence) string {
	var words []string
	for _, o := range occurrences {
		word := string(o.Date[5:])
		if o.MovedFor != "" {
			word += "<" + string(o.MovedFor[5:])
		}
		words = append(words, strings.Join(append([]string{word}, o.Deputies...), " "))
	}
	return strings.Join(words, ", ")
}

func TestHolidaysMoveReceptions(t *testing.T) {
	calendar := NewCalendar(append(ShippedHolidays(), Holidays{Year: 2019, Off: []Date{"2019-10-01", "2019-10-02", "2019-10-03"}}))
	friday := Pattern{Kind: Weekly, Weekday: 5}
	seventh := Pattern{Kind: MonthDays, Days: []int{7, 21}}
	for _, c := range []struct {
		name       string
		pattern    Pattern
		holiday    HolidayRule
		weekends   bool
		from, to   Date
		want       string
		validUntil Date
	}{
		{name: "to the next working day", pattern: friday, from: "2026-06-15", to: "2026-06-26", want: "06-22<06-19, 06-26"},
		{name: "over a weekend that is worked", pattern: Pattern{Kind: MonthDays, Days: []int{5}}, holiday: NextDay,
			from: "2026-05-01", to: "2026-05-31", want: "05-06<05-05"},
		{name: "over a holiday and the weekend after it", pattern: Pattern{Kind: MonthDays, Days: []int{1}},
			from: "2026-10-01", to: "2026-10-31", want: "10-08<10-01"},
		{name: "onto a Sunday that is worked", pattern: Pattern{Kind: MonthDays, Days: []int{2}},
			from: "2026-01-01", to: "2026-01-31", want: "01-04<01-02"},
		{name: "a week later", pattern: friday, holiday: NextWeek, from: "2026-09-28", to: "2026-10-16", want: "10-09, 10-16"},
		{name: "a week later, and another", pattern: Pattern{Kind: MonthDays, Days: []int{16}}, holiday: NextWeek,
			from: "2026-02-01", to: "2026-03-15", want: "03-02<02-16"},
		{name: "a Saturday by a week, to a Saturday", pattern: Pattern{Kind: MonthDays, Days: []int{20}}, holiday: NextWeek,
			from: "2026-06-01", to: "2026-06-30", want: "06-27<06-20"},
		{name: "not at all", pattern: friday, holiday: Skip, from: "2026-06-15", to: "2026-06-26", want: "06-26"},
		{name: "stay", pattern: friday, holiday: Keep, from: "2026-06-15", to: "2026-06-26", want: "06-19, 06-26"},
		{name: "two become one", pattern: Pattern{Kind: MonthDays, Days: []int{2, 5, 8}},
			from: "2026-10-01", to: "2026-10-31", want: "10-08"},
		{name: "two moved become one", pattern: Pattern{Kind: MonthDays, Days: []int{2, 5}},
			from: "2026-10-01", to: "2026-10-31", want: "10-08<10-05"},
		{name: "moved into the window", pattern: Pattern{Kind: MonthDays, Days: []int{1}},
			from: "2026-10-08", to: "2026-10-08", want: "10-08<10-01"},
		{name: "moved into the window, long ago", pattern: Pattern{Kind: MonthDays, Days: []int{1}},
			from: "2019-10-04", to: "2019-10-04", want: "10-04<10-01"},
		{name: "moved out of the window", pattern: Pattern{Kind: MonthDays, Days: []int{1}},
			from: "2026-10-01", to: "2026-10-07", want: ""},
		{name: "moved past the end", pattern: Pattern{Kind: MonthDays, Days: []int{1}},
			from: "2026-09-01", to: "2026-10-31", want: "09-01", validUntil: "2026-10-07"},
		{name: "plain weekends stay", pattern: seventh, from: "2026-11-01", to: "2026-11-30", want: "11-07, 11-21"},
		{name: "weekends off", pattern: seventh, weekends: true, from: "2026-11-01", to: "2026-11-30",
			want: "11-09<11-07, 11-23<11-21"},
		{name: "a worked Saturday is no weekend", pattern: Pattern{Kind: MonthDays, Days: []int{9}}, weekends: true,
			from: "2026-05-01", to: "2026-05-31", want: "05-09"},
		{name: "weekends skipped", pattern: seventh, holiday: Skip, weekends: true, from: "2026-11-01", to: "2026-12-31",
			want: "12-07, 12-21"},
	} {
		rule := morning(c.pattern)
		rule.Holiday, rule.WeekendsOff, rule.ValidUntil = c.holiday, c.weekends, c.validUntil
		got, err := Occurrences(rule, c.from, c.to, calendar)
		if err != nil || told(got) != c.want {
			t.Errorf("%s: %q (%v), want %q", c.name, told(got), err, c.want)
		}
	}
}

func TestRotaTurns(t *testing.T) {
	calendar := NewCalendar(ShippedHolidays())
	rule := morning(Pattern{Kind: MonthDays, Days: []int{7, 21}})
	rule.Rota, rule.PerDay, rule.ValidFrom = []string{"A", "B", "C"}, 1, "2026-08"
	for _, c := range []struct {
		name     string
		edit     func(r *ReceptionRule)
		from, to Date
		want     string
	}{
		{"one at a time", nil, "2026-08-01", "2026-11-10", "08-07 A, 08-21 B, 09-07 C, 09-21 A, 10-08<10-07 B, 10-21 C, 11-07 A"},
		{"the same seen later", nil, "2026-10-01", "2026-10-31", "10-08<10-07 B, 10-21 C"},
		{"a skipped day costs nobody a turn", func(r *ReceptionRule) { r.Holiday = Skip },
			"2026-09-01", "2026-10-31", "09-07 C, 09-21 A, 10-21 B"},
		{"two at a time", func(r *ReceptionRule) { r.PerDay = 2 }, "2026-08-01", "2026-09-30", "08-07 A B, 08-21 C A, 09-07 B C, 09-21 A B"},
		{"all", func(r *ReceptionRule) { r.PerDay = 0 }, "2026-08-01", "2026-08-31", "08-07 A B C, 08-21 A B C"},
		{"more than there are", func(r *ReceptionRule) { r.PerDay = 4 }, "2026-08-01", "2026-08-10", "08-07 A B C"},
		{"nobody named", func(r *ReceptionRule) { r.Rota, r.PerDay = nil, 0 }, "2026-08-01", "2026-08-10", "08-07"},
		{"before the first day", nil, "2026-07-01", "2026-08-10", "08-07 A"},
		{"counted from 2020 when no first day is named", func(r *ReceptionRule) { r.ValidFrom = "" },
			"2019-12-01", "2020-02-10", "12-07 B, 12-21 C, 01-07 A, 01-21 B, 02-07 C"},
		{"counted back from 2020 in a window that ends before it", func(r *ReceptionRule) { r.ValidFrom = "" },
			"2019-12-01", "2019-12-10", "12-07 B"},
		{"until the last day", func(r *ReceptionRule) { r.ValidUntil = "2026-09" }, "2026-09-01", "2026-12-31", "09-07 C, 09-21 A"},
	} {
		r := rule
		if c.edit != nil {
			c.edit(&r)
		}
		got, err := Occurrences(r, c.from, c.to, calendar)
		if err != nil || told(got) != c.want {
			t.Errorf("%s: %q (%v), want %q", c.name, told(got), err, c.want)
		}
	}
}

func TestOccurrenceSaysWhatItIs(t *testing.T) {
	rule := morning(Pattern{Kind: MonthDays, Days: []int{19}})
	rule.Place, rule.Rota = "一楼接待室", []string{"A"}
	got, err := Occurrences(rule, "2026-06-01", "2027-01-31", NewCalendar(ShippedHolidays()))
	if err != nil {
		t.Fatal(err)
	}
	want := Occurrence{Rule: "r1", Date: "2026-06-22", Lunar: "五月初八", Start: "09:00", End: "11:00", Place: "一楼接待室",
		Deputies: []string{"A"}, MovedFor: "2026-06-19"}
	if string(mustJSON(got[0])) != string(mustJSON(want)) || got[0].Named() != "2026-06-19" {
		t.Errorf("got  %s\nwant %s", mustJSON(got[0]), mustJSON(want))
	}
	if last := got[len(got)-1]; !last.Tentative || last.Date != "2027-01-19" || last.Named() != last.Date {
		t.Errorf("a day in a year without a holiday table is given as certain: %+v", last)
	}
	rule.Holiday = Keep
	if got, _ = Occurrences(rule, "2027-01-01", "2027-01-31", Calendar{}); got[0].Tentative {
		t.Error("a day no holiday can move is given as tentative")
	}
}

func TestOccurrencesRefuses(t *testing.T) {
	right := morning(Pattern{Kind: Weekly, Weekday: 3})
	for _, c := range []struct {
		name, code string
		edit       func(r *ReceptionRule)
		from, to   Date
	}{
		{"a month as window", "window_invalid", nil, "2026-01", "2026-12-31"},
		{"no window", "window_invalid", nil, "", ""},
		{"a window that ends before it begins", "window_invalid", nil, "2026-01-02", "2026-01-01"},
		{"six years", "window_invalid", nil, "2026-01-01", "2031-12-31"},
		{"years without a lunar table", "window_invalid", nil, "2100-01-01", "2101-01-01"},
		{"a day that does not exist", "window_invalid", nil, "2026-02-30", "2026-03-30"},
		{"no pattern", "pattern_invalid", func(r *ReceptionRule) { r.Pattern = Pattern{} }, "2026-01-01", "2026-12-31"},
		{"no hours", "reception_hours_invalid", func(r *ReceptionRule) { r.Start = "" }, "2026-01-01", "2026-12-31"},
		{"unknown holiday rule", "holiday_rule_unknown", func(r *ReceptionRule) { r.Holiday = "never" }, "2026-01-01", "2026-12-31"},
	} {
		rule := right
		if c.edit != nil {
			c.edit(&rule)
		}
		if got, err := Occurrences(rule, c.from, c.to, Calendar{}); err == nil || Worded(err).Code != c.code {
			t.Errorf("%s: %v, %v, want %s", c.name, got, err, c.code)
		}
	}
}

func TestHolidaysLongerThanFiveWeeksCancel(t *testing.T) {
	for _, c := range []struct {
		holiday HolidayRule
		until   Date // last day off of a run from 1 March
		want    string
	}{
		{NextDay, "2026-04-09", "02-07, 04-10<03-07"},
		{NextDay, "2026-12-31", "02-07"},
		{NextWeek, "2026-04-10", "02-07, 04-11<03-07"},
		{NextWeek, "2026-04-11", "02-07"},
	} {
		var off []Date
		for d := Date("2026-03-01"); d <= c.until; d = d.AddDays(1) {
			off = append(off, d)
		}
		rule := morning(Pattern{Kind: MonthDays, Days: []int{7}, Months: []int{2, 3}})
		rule.Holiday = c.holiday
		got, err := Occurrences(rule, "2026-02-01", "2026-12-31", NewCalendar([]Holidays{{Year: 2026, Off: off}}))
		if err != nil || told(got) != c.want {
			t.Errorf("%s until %s: %s, %v, want %s", c.holiday, c.until, told(got), err, c.want)
		}
	}
}
