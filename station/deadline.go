package station

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Term is how long somebody has for a step, and where that is written.
type Term struct {
	N     int      `json:"n"`
	Unit  TermUnit `json:"unit"`
	Basis string   `json:"basis"`
}

// TermUnit is what a term is counted in.
type TermUnit string

// The units: 工作日, 日 (自然日), 月.
const (
	BusinessDays TermUnit = "business_days"
	CalendarDays TermUnit = "calendar_days"
	Months       TermUnit = "months"
)

// Check says what is wrong with a term, or nil.
func (t Term) Check() error {
	if t.N < 1 || t.N > 400 || t.Unit != BusinessDays && t.Unit != CalendarDays && t.Unit != Months {
		return Invalid("term_invalid", "期限读不懂，请写成几个工作日、几天或几个月。")
	}
	return nil
}

// Words says the term as people do: "15个工作日".
func (t Term) Words() string {
	switch t.Unit {
	case BusinessDays:
		return fmt.Sprintf("%d个工作日", t.N)
	case Months:
		return fmt.Sprintf("%d个月", t.N)
	}
	return fmt.Sprintf("%d天", t.N)
}

// Span is a stretch of days, both included. No end: it still lasts.
type Span struct{ From, To Date }

// Counted is a due day and the counting in one sentence.
type Counted struct {
	Due Date
	How string
}

// Count works out the last day of a term (民法典 arts. 200-203): the day it starts on is not counted; a month ends on the
// same day, or on its last where it has no such day; a last day that is a holiday moves to the next working day. Days on
// which the clock stood still are not counted; a standstill without end is left out, because its length is not known yet.
func (c Calendar) Count(from Date, term Term, standstills []Span) Counted {
	still := daysOf(standstills)
	start := from.day()
	var end day
	switch term.Unit {
	case BusinessDays:
		end = c.forward(start, term.N, func(d day) bool { return c.works(d) && !still[d] })
	case Months:
		end = c.stretched(start, sameDay(start, term.N), still)
	default:
		end = c.stretched(start, start+day(term.N), still)
	}
	due := end
	for !c.works(due) || still[due] {
		due++
	}
	return Counted{Due: due.date(), How: c.how(from, term, end, due, len(still))}
}

// forward is the n-th day after start that counts.
func (c Calendar) forward(start day, n int, counts func(day) bool) day {
	d := start
	for n > 0 {
		if d++; counts(d) {
			n--
		}
	}
	return d
}

// stretched moves an end by the days between on which the clock stood still.
func (c Calendar) stretched(start, end day, still map[day]bool) day {
	for d := start + 1; d <= end; d++ {
		if still[d] {
			end++
		}
	}
	return end
}

// sameDay is the same day of the month some months later, or the last day of a month that lacks it.
func sameDay(d day, months int) day {
	t := d.time()
	first := time.Date(t.Year(), t.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return newDay(first.Year(), first.Month(), min(t.Day(), last))
}

// longestStandstill bounds the days one span can add, so that a wrong clock cannot make counting endless.
const longestStandstill = 3650

func daysOf(spans []Span) map[day]bool {
	days := map[day]bool{}
	for _, s := range spans {
		if !s.From.Full() || !s.To.Full() {
			continue
		}
		for d, n := s.From.day()+1, 0; d <= s.To.day() && n < longestStandstill; d, n = d+1, n+1 {
			days[d] = true
		}
	}
	return days
}

func (c Calendar) how(from Date, term Term, end, due day, still int) string {
	sentence := fmt.Sprintf("%s的第二天起算%s", from.Chinese(), term.Words())
	if still > 0 {
		sentence += fmt.Sprintf("，中间等选民补充的%d天不算", still)
	}
	sentence += "，到" + end.date().Chinese()
	if due != end {
		sentence += "；这天不上班，顺延到" + due.date().Chinese()
	}
	if !c.Knows(due.year()) {
		sentence += fmt.Sprintf("；%d年的节假日安排还没有公布，可能变动", due.year())
	}
	return sentence + "。"
}

// Chinese writes a full date as people say it: 2026年1月5日.
func (d Date) Chinese() string {
	t := d.Time()
	return fmt.Sprintf("%d年%d月%d日", t.Year(), t.Month(), t.Day())
}

// Step names something that must be done by a day, of a matter or of a suggestion.
type Step string

// Terms are a station's own terms by step.
type Terms map[Step]Term

// Deadline is a day by which a step must be done, and how it was worked out.
type Deadline struct {
	Step  Step   `json:"step"`
	Label string `json:"label"`
	From  Date   `json:"from"`
	Due   Date   `json:"due"`
	Done  Date   `json:"done,omitempty"` // the day it was done
	Basis string `json:"basis"`
	How   string `json:"how"` // the counting, in one sentence
}

// Late reports whether the step was, or is by today, done too late.
func (d Deadline) Late(today Date) bool {
	if d.Done != "" {
		return d.Done > d.Due
	}
	return today > d.Due
}

// DaysLeft counts calendar days from today to the due day; negative when it has passed.
func (d Deadline) DaysLeft(today Date) int {
	return int(d.Due.Time().Sub(today.Time()) / (24 * time.Hour))
}

// Soonest is the open deadline that ends first, those of one step left out.
func Soonest(deadlines []Deadline, but Step) (Deadline, bool) {
	open := slices.DeleteFunc(deadlines, func(d Deadline) bool { return d.Done != "" || d.Step == but })
	if len(open) == 0 {
		return Deadline{}, false
	}
	return slices.MinFunc(open, func(a, b Deadline) int { return cmp.Compare(a.Due, b.Due) }), true
}
