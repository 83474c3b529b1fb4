package station

import (
	"cmp"
	"slices"
)

// Occurrence is one reception day.
type Occurrence struct {
	Rule     string    `json:"rule"` // rule id
	Date     Date      `json:"date"`
	Lunar    string    `json:"lunar"` // 五月十六
	Start    ClockTime `json:"start"`
	End      ClockTime `json:"end"`
	Place    string    `json:"place,omitempty"`
	Deputies []string  `json:"deputies"`             // deputy ids
	MovedFor Date      `json:"moved_from,omitempty"` // the day the pattern named, when a holiday moved it
	// Tentative days may still move: the holiday table of their year has not been entered.
	Tentative bool `json:"tentative,omitempty"`
}

// Named is the day the pattern named. With the rule it identifies the reception for good, wherever a holiday moves it.
func (o Occurrence) Named() Date {
	if o.MovedFor != "" {
		return o.MovedFor
	}
	return o.Date
}

const (
	firstOccurrence Date = "1901-01-01" // the lunar table holds whole years from here ...
	lastOccurrence  Date = "2100-12-31" // ... to here
	longestWindow        = 5*366 - 1    // days between the first and the last asked for

	// longestMove bounds how far holidays may put a reception off, in days; what finds no day by then is cancelled.
	// It is also how far before a window to look for days moved into it.
	longestMove = 35

	// rotaEpoch is the first turn of a rule without a first day.
	rotaEpoch Date = "2020-01-01"
)

// Occurrences lists the reception days of a rule from one full date to another, both included, by date. The window may
// be five years long at most. A day the holidays move past the end of the rule's validity is cancelled; two that land on
// the same day are one.
//
// The rota turns with the receptions held, counted from the first day of the rule, whatever window is asked for: a day
// that is skipped or merged into another uses up nobody's turn, and the deputy whose turn it was has the next reception.
func Occurrences(rule ReceptionRule, from, to Date, calendar Calendar) ([]Occurrence, error) {
	if !from.Full() || !to.Full() || from < firstOccurrence || to > lastOccurrence {
		return nil, Invalid("window_invalid", "日期范围不对：%s 到 %s，请写成 2026-01-01。", from, to)
	}
	first, last := from.day(), to.day()
	if last < first || last-first > longestWindow {
		return nil, Invalid("window_invalid", "日期范围不对：%s 到 %s，最长五年。", from, to)
	}
	if err := rule.checkDays(); err != nil {
		return nil, err
	}
	began := rotaEpoch.day()
	if rule.ValidFrom != "" {
		began = rule.ValidFrom.day()
	}
	meetings := rule.meetings(min(first, began), max(last, began), calendar)
	before, _ := slices.BinarySearchFunc(meetings, began, func(m meeting, d day) int { return cmp.Compare(m.on, d) })
	occurrences := []Occurrence{}
	for i, m := range meetings {
		if m.on >= first && m.on <= last {
			occurrences = append(occurrences, rule.occurrence(m, i-before, calendar))
		}
	}
	return occurrences, nil
}

// meeting is a day on which deputies receive and the day the pattern named for it.
type meeting struct{ on, named day }

// meetings lists every reception from first to last in order of the days held.
func (r ReceptionRule) meetings(first, last day, calendar Calendar) []meeting {
	opens, _ := firstOccurrence.days()
	_, closes := lastOccurrence.days()
	if r.ValidFrom != "" {
		opens, _ = r.ValidFrom.days()
	}
	if r.ValidUntil != "" {
		_, closes = r.ValidUntil.days()
	}
	var meetings []meeting
	for _, named := range r.Pattern.between(max(first-longestMove, opens), min(last, closes)) {
		on, held := r.settle(named, calendar)
		if held && on >= first && on <= min(last, closes) {
			meetings = append(meetings, meeting{on, named})
		}
	}
	slices.SortFunc(meetings, func(a, b meeting) int {
		return cmp.Or(cmp.Compare(a.on, b.on), cmp.Compare(b.named, a.named))
	})
	return slices.CompactFunc(meetings, func(a, b meeting) bool { return a.on == b.on })
}

// settle applies the holiday rule to a day the pattern named: the day held, or false when it is cancelled.
func (r ReceptionRule) settle(named day, calendar Calendar) (day, bool) {
	dayOff := func(d day) bool { return calendar.off[d] || r.WeekendsOff && !calendar.works(d) }
	step, blocked := day(1), func(d day) bool { return !calendar.works(d) }
	switch {
	case r.Holiday == Keep || !dayOff(named):
		return named, true
	case r.Holiday == Skip:
		return 0, false
	case r.Holiday == NextWeek:
		step, blocked = 7, dayOff
	}
	for on := named + step; on <= named+longestMove; on += step {
		if !blocked(on) {
			return on, true
		}
	}
	return 0, false
}

func (r ReceptionRule) occurrence(m meeting, turn int, calendar Calendar) Occurrence {
	o := Occurrence{Rule: r.ID, Date: m.on.date(), Start: r.Start, End: r.End, Place: r.Place, Deputies: r.onDuty(turn)}
	o.Lunar = Lunar(o.Date).String()
	if m.named != m.on {
		o.MovedFor = m.named.date()
	}
	o.Tentative = r.Holiday != Keep && !calendar.Knows(m.on.year())
	return o
}

// onDuty are the deputies of one turn; turns before the first count backwards.
func (r ReceptionRule) onDuty(turn int) []string {
	deputies := []string{}
	n := len(r.Rota)
	if r.PerDay <= 0 || r.PerDay >= n {
		return append(deputies, r.Rota...)
	}
	for i := range r.PerDay {
		deputies = append(deputies, r.Rota[((turn*r.PerDay+i)%n+n)%n])
	}
	return deputies
}
