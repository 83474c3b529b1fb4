package station

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func dates(days []day) []string {
	var list []string
	for _, d := range days {
		list = append(list, string(d.date()))
	}
	return list
}

func TestPatternsOfAYear(t *testing.T) {
	everyLunar16th := Pattern{Kind: LunarDay, LunarDay: 16, LeapMonth: true}
	for _, c := range []struct {
		name    string
		pattern Pattern
		year    string
		want    string // month-day
	}{
		{"the 7th and 21st", Pattern{Kind: MonthDays, Days: []int{21, 7}, Months: []int{5, 8}}, "2022", "05-07 05-21 08-07 08-21"},
		{"the 15th of odd months", Pattern{Kind: MonthDays, Days: []int{15}, Months: []int{1, 3, 5, 7, 9, 11}}, "2026",
			"01-15 03-15 05-15 07-15 09-15 11-15"},
		{"the last day", Pattern{Kind: MonthDays, Days: []int{-1}}, "2024",
			"01-31 02-29 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31"},
		{"the 31st or the last day, once", Pattern{Kind: MonthDays, Days: []int{31, -1, 30}, Months: []int{1, 2, 4}}, "2026",
			"01-30 01-31 02-28 04-30"},
		{"the 31st leaves short months out", Pattern{Kind: MonthDays, Days: []int{31}}, "2026",
			"01-31 03-31 05-31 07-31 08-31 10-31 12-31"},
		{"the third Tuesday", Pattern{Kind: NthWeekday, Nth: 3, Weekday: 2}, "2022",
			"01-18 02-15 03-15 04-19 05-17 06-21 07-19 08-16 09-20 10-18 11-15 12-20"},
		{"Tuesday of the third row", Pattern{Kind: NthWeekday, Nth: 3, Weekday: 2, Rows: true}, "2022",
			"01-11 02-15 03-15 04-12 05-10 06-14 07-12 08-16 09-13 10-11 11-15 12-13"},
		{"Monday of the first row", Pattern{Kind: NthWeekday, Nth: 1, Weekday: 1, Rows: true}, "2022", "08-01"},
		{"the first Friday", Pattern{Kind: NthWeekday, Nth: 1, Weekday: 5, Months: []int{5, 10}}, "2026", "05-01 10-02"},
		{"the fifth Sunday", Pattern{Kind: NthWeekday, Nth: 5, Weekday: 7}, "2026", "03-29 05-31 08-30 11-29"},
		{"the last Monday", Pattern{Kind: NthWeekday, Nth: -1, Weekday: 1, Months: []int{2, 3, 6}}, "2026", "02-23 03-30 06-29"},
		{"every Wednesday", Pattern{Kind: Weekly, Weekday: 3, Months: []int{2, 7}}, "2026",
			"02-04 02-11 02-18 02-25 07-01 07-08 07-15 07-22 07-29"},
		{"lunar 16th", everyLunar16th, "2018",
			"01-02 02-01 03-03 04-01 05-01 05-30 06-29 07-28 08-26 09-25 10-24 11-23 12-22"},
		{"lunar 16th", everyLunar16th, "2020",
			"01-10 02-09 03-09 04-08 05-08 06-07 07-06 08-05 09-03 10-02 11-01 11-30 12-30"},
		{"lunar 16th", everyLunar16th, "2023",
			"01-07 02-06 03-07 04-06 05-05 06-03 07-03 08-02 08-31 09-30 10-30 11-28 12-28"},
		{"lunar 16th", everyLunar16th, "2025",
			"01-15 02-13 03-15 04-13 05-13 06-11 07-10 08-09 09-07 10-07 11-05 12-05"},
		{"lunar 16th", everyLunar16th, "2026",
			"01-04 02-03 03-04 04-03 05-02 06-01 06-30 07-29 08-28 09-26 10-25 11-24 12-24"},
		{"lunar 16th without leap months", Pattern{Kind: LunarDay, LunarDay: 16}, "2025",
			"01-15 02-13 03-15 04-13 05-13 06-11 07-10 09-07 10-07 11-05 12-05"},
		{"lunar 30th, or the 29th of a short month", Pattern{Kind: LunarDay, LunarDay: 30}, "2026",
			"01-18 02-16 03-18 04-16 05-16 06-14 07-13 08-12 09-10 10-09 11-08 12-08"},
		{"the eighth month's 15th", Pattern{Kind: LunarDay, LunarDay: 15, Months: []int{8}}, "2026", "09-25"},
	} {
		if err := c.pattern.check(); err != nil {
			t.Errorf("%s is refused: %v", c.name, err)
		}
		days := dates(c.pattern.between(Date(c.year+"-01-01").day(), Date(c.year+"-12-31").day()))
		got := strings.ReplaceAll(strings.Join(days, " "), c.year+"-", "")
		if got != c.want {
			t.Errorf("%s of %s:\n got %s\nwant %s", c.name, c.year, got, c.want)
		}
	}
}

func TestPatternCheck(t *testing.T) {
	for name, p := range map[string]Pattern{
		"no kind":          {},
		"unknown kind":     {Kind: "full_moon"},
		"no days":          {Kind: MonthDays},
		"day 0":            {Kind: MonthDays, Days: []int{0}},
		"day 32":           {Kind: MonthDays, Days: []int{7, 32}},
		"day -2":           {Kind: MonthDays, Days: []int{-2}},
		"sixth Tuesday":    {Kind: NthWeekday, Nth: 6, Weekday: 2},
		"nth of no day":    {Kind: NthWeekday, Nth: 3},
		"weekday 8":        {Kind: Weekly, Weekday: 8},
		"lunar 31st":       {Kind: LunarDay, LunarDay: 31},
		"thirteenth month": {Kind: MonthDays, Days: []int{7}, Months: []int{13}},
	} {
		if err := p.check(); err == nil || Worded(err).Code != "pattern_invalid" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whatever way the days are worked out, they are exactly those that a person would tick off on a wall calendar.
func TestPatternNamesExactlyTheDaysThatFit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.Custom(drawPattern).Draw(t, "pattern")
		first := drawDay(t, "first")
		last := first + day(rapid.IntRange(0, 800).Draw(t, "length"))
		var want []day
		for d := first; d <= last; d++ {
			if ticked(p, d) {
				want = append(want, d)
			}
		}
		if got := p.between(first, last); !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", dates(got), dates(want))
		}
	})
}

func ticked(p Pattern, d day) bool {
	on, tomorrow := d.time(), (d + 1).time()
	number := int(on.Month())
	fits := false
	switch p.Kind {
	case MonthDays:
		fits = slices.Contains(p.Days, on.Day()) || slices.Contains(p.Days, -1) && tomorrow.Day() == 1
	case Weekly:
		fits = on.Weekday() == time.Weekday(p.Weekday%7)
	case NthWeekday:
		blanks := 0 // cells of the first row before the 1st
		if p.Rows && p.Nth > 0 {
			blanks = int(on.AddDate(0, 0, 1-on.Day()).Weekday()+6) % 7
		}
		nth := (on.Day()-1+blanks)/7 + 1
		fits = on.Weekday() == time.Weekday(p.Weekday%7) && (nth == p.Nth || p.Nth == -1 && on.AddDate(0, 0, 7).Month() != on.Month())
	case LunarDay:
		l := Lunar(d.date())
		short := p.LunarDay == 30 && l.Day == 29 && Lunar((d+1).date()).Day == 1
		fits = (l.Day == p.LunarDay || short) && (!l.Leap || p.LeapMonth)
		number = l.Month
	}
	return fits && (len(p.Months) == 0 || slices.Contains(p.Months, number))
}

func drawDay(t *rapid.T, label string) day {
	return day(rapid.IntRange(int(firstOccurrence.day()), int(lastOccurrence.day())-2000).Draw(t, label))
}

func drawPattern(t *rapid.T) Pattern {
	p := Pattern{Kind: rapid.SampledFrom([]PatternKind{MonthDays, NthWeekday, Weekly, LunarDay}).Draw(t, "kind")}
	switch p.Kind {
	case MonthDays:
		p.Days = rapid.SliceOfN(rapid.SampledFrom([]int{-1, 1, 7, 15, 21, 28, 29, 30, 31}), 1, 4).Draw(t, "days")
	case NthWeekday:
		p.Nth = rapid.SampledFrom([]int{-1, 1, 2, 3, 4, 5}).Draw(t, "nth")
		p.Rows = rapid.Bool().Draw(t, "rows")
	case LunarDay:
		p.LunarDay = rapid.IntRange(1, 30).Draw(t, "lunar day")
		p.LeapMonth = rapid.Bool().Draw(t, "leap month")
	}
	if p.Kind == NthWeekday || p.Kind == Weekly {
		p.Weekday = rapid.IntRange(1, 7).Draw(t, "weekday")
	}
	p.Months = rapid.SliceOfN(rapid.IntRange(1, 12), 0, 3).Draw(t, "months")
	return p
}
