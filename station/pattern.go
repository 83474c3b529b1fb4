package station

import "slices"

// Pattern is one of the four kinds of rule found in real stations, one of them lunar.
type Pattern struct {
	Kind      PatternKind `json:"kind"`
	Days      []int       `json:"days,omitempty"`       // month_days: 1-31, a month without that day has none; -1 is its last day
	Nth       int         `json:"nth,omitempty"`        // nth_weekday: 1-5, or -1 for the last
	Weekday   int         `json:"weekday,omitempty"`    // ISO: 1 Monday ... 7 Sunday
	Rows      bool        `json:"rows,omitempty"`       // nth_weekday: nth counts rows of the wall calendar, Monday to Sunday
	LunarDay  int         `json:"lunar_day,omitempty"`  // 1-30; 30 in a short month means the 29th
	LeapMonth bool        `json:"leap_month,omitempty"` // lunar_day: the leap month has its day too
	Months    []int       `json:"months,omitempty"`     // only in these months of the pattern's own calendar; empty means all
}

// PatternKind names a kind of pattern.
type PatternKind string

// The kinds of pattern.
const (
	MonthDays  PatternKind = "month_days"  // the 7th and the 21st
	NthWeekday PatternKind = "nth_weekday" // the third Tuesday
	Weekly     PatternKind = "weekday"     // every Wednesday
	LunarDay   PatternKind = "lunar_day"   // the lunar 16th
)

func (p Pattern) check() error {
	ok := false
	switch p.Kind {
	case MonthDays:
		ok = len(p.Days) > 0 && !slices.ContainsFunc(p.Days, func(d int) bool { return d < -1 || d == 0 || d > 31 })
	case NthWeekday:
		ok = (p.Nth == -1 || p.Nth >= 1 && p.Nth <= 5) && p.Weekday >= 1 && p.Weekday <= 7
	case Weekly:
		ok = p.Weekday >= 1 && p.Weekday <= 7
	case LunarDay:
		ok = p.LunarDay >= 1 && p.LunarDay <= 30
	}
	if !ok || slices.ContainsFunc(p.Months, func(m int) bool { return m < 1 || m > 12 }) {
		return Invalid("pattern_invalid", "接待日的规则写得不对（%s）。", p.Kind)
	}
	return nil
}

// between lists the days the pattern names from first to last, in order, each once.
func (p Pattern) between(first, last day) []day {
	monthsOf := solarMonths
	if p.Kind == LunarDay {
		monthsOf = lunarMonths
	}
	var days []day
	for year := first.year() - 1; year <= last.year(); year++ { // a lunar year reaches into the next solar one
		for _, m := range monthsOf(year) {
			if m.last() >= first && m.first <= last && (len(p.Months) == 0 || slices.Contains(p.Months, m.number)) {
				days = append(days, p.in(m)...)
			}
		}
	}
	days = slices.DeleteFunc(days, func(d day) bool { return d < first || d > last })
	slices.Sort(days)
	return slices.Compact(days)
}

// in lists the days of one month, in no order.
func (p Pattern) in(m month) []day {
	switch p.Kind {
	case MonthDays:
		return p.monthDays(m)
	case LunarDay:
		if m.leap && !p.LeapMonth {
			return nil
		}
		return []day{m.first + day(min(p.LunarDay, m.length)) - 1}
	}
	first := m.first + day((p.Weekday-m.first.weekday()+7)%7)
	if p.Kind == NthWeekday {
		return p.nthWeekday(m, first)
	}
	var days []day
	for d := first; d <= m.last(); d += 7 {
		days = append(days, d)
	}
	return days
}

func (p Pattern) monthDays(m month) []day {
	var days []day
	for _, n := range p.Days {
		if n == -1 {
			n = m.length
		}
		if n <= m.length {
			days = append(days, m.first+day(n)-1)
		}
	}
	return days
}

// nthWeekday takes the month's first such weekday. Counting rows, a weekday before the 1st belongs to the month before:
// the third row's Tuesday is a week earlier than the third Tuesday when the month begins after a Tuesday.
func (p Pattern) nthWeekday(m month, first day) []day {
	nth := first + day(7*(p.Nth-1))
	switch {
	case p.Nth == -1:
		nth = first + (m.last()-first)/7*7
	case p.Rows && p.Weekday < m.first.weekday():
		nth -= 7
	}
	if nth < m.first || nth > m.last() {
		return nil
	}
	return []day{nth}
}
