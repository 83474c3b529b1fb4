package station

import (
	"slices"
	"time"
)

// ReceptionRule says when deputies receive voters (代表接待日): a pattern of days, hours, a place, who takes turns,
// how long the rule is valid and what happens on public holidays.
type ReceptionRule struct {
	ID         string      `json:"id"`
	Title      string      `json:"title"`
	Pattern    Pattern     `json:"pattern"`
	Start      ClockTime   `json:"start"`
	End        ClockTime   `json:"end"`
	Place      string      `json:"place,omitempty"`
	Station    string      `json:"station,omitempty"`     // station id
	Rota       []string    `json:"rota,omitempty"`        // deputy ids, in turn
	PerDay     int         `json:"per_day,omitempty"`     // deputies of the rota on one day; 0 means all
	ValidFrom  Date        `json:"valid_from,omitempty"`  // first possible day; the rota's first turn
	ValidUntil Date        `json:"valid_until,omitempty"` // last possible day
	Holiday    HolidayRule `json:"holiday,omitempty"`     // empty means next_day
	// WeekendsOff makes the holiday rule hold for plain weekends too. Without it a 7th that is a Saturday stays one:
	// the rules found in real stations put off for holidays only.
	WeekendsOff bool `json:"weekends_off,omitempty"`
}

// HolidayRule says what becomes of a reception day that falls on a day off.
type HolidayRule string

// The holiday rules (顺延, 顺延一周, 除外, 照常).
const (
	NextDay  HolidayRule = "next_day"  // the next working day
	NextWeek HolidayRule = "next_week" // the same weekday one week later
	Skip     HolidayRule = "skip"
	Keep     HolidayRule = "keep"
)

// ClockTime is a time of day, "09:00".
type ClockTime string

// Valid reports whether it is a time of day.
func (c ClockTime) Valid() bool {
	_, err := time.Parse("15:04", string(c))
	return err == nil && len(c) == 5
}

// Check says what is wrong with a rule, or nil.
func (r ReceptionRule) Check() error {
	if r.PerDay < 0 || r.PerDay > len(r.Rota) {
		return Invalid("reception_rota_invalid", "每次接待 %d 人，轮值表上有 %d 人，对不上。", r.PerDay, len(r.Rota))
	}
	if r.WeekendsOff && r.Holiday == NextWeek {
		return Invalid("holiday_rule_clash", "周末顺延一周还是周末，请改为顺延到下一个工作日。")
	}
	return r.checkDays()
}

// checkDays leaves the rota alone: a rota and a number of deputies merged from two editors may not fit each other, and
// the public should still learn the days.
func (r ReceptionRule) checkDays() error {
	switch {
	case !r.Start.Valid() || !r.End.Valid() || r.End <= r.Start:
		return Invalid("reception_hours_invalid", "接待时间不对：%s—%s，请写成 09:00 和 11:00。", r.Start, r.End)
	case !slices.Contains([]HolidayRule{"", NextDay, NextWeek, Skip, Keep}, r.Holiday):
		return Invalid("holiday_rule_unknown", "节假日规则“%s”不认识。", r.Holiday)
	case !r.ValidFrom.bounds() || !r.ValidUntil.bounds():
		return Invalid("date_invalid", "接待规则的有效期读不懂，请写成 2026-01-31。")
	case r.ValidFrom != "" && r.ValidUntil.Before(r.ValidFrom):
		return Invalid("reception_validity_invalid", "接待规则的有效期从 %s 到 %s，前后颠倒了。", r.ValidFrom, r.ValidUntil)
	}
	return r.Pattern.check()
}

// bounds reports whether a date can limit a rule: empty, or within the years the calendars know.
func (d Date) bounds() bool {
	return d == "" || d.Valid() && d >= firstOccurrence[:4] && d[:4] <= lastOccurrence[:4]
}
