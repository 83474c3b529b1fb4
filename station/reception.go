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
}

// ClockTime is a time of day, "09:00".
type ClockTime string

// Valid reports whether it is a time of day.
func (c ClockTime) Valid() bool {
	_, err := time.Parse("15:04", string(c))
	return err == nil && len(c) == 5
}

// Check says what is wrong with a rule, or nil.
func (r ReceptionRule) Check() error {
	switch {
	case !r.Start.Valid() || !r.End.Valid() || r.End <= r.Start:
		return Invalid("reception_hours_invalid", "接待时间不对：%s—%s，请写成 09:00 和 11:00。", r.Start, r.End)
	case r.PerDay < 0 || r.PerDay > len(r.Rota) && r.PerDay > 0:
		return Invalid("reception_rota_invalid", "每次接待 %d 人，多于轮值表上的 %d 人。", r.PerDay, len(r.Rota))
	case !slices.Contains([]HolidayRule{"", NextDay, NextWeek, Skip, Keep}, r.Holiday):
		return Invalid("holiday_rule_unknown", "节假日规则“%s”不认识。", r.Holiday)
	case r.ValidFrom != "" && !r.ValidFrom.Valid(), r.ValidUntil != "" && !r.ValidUntil.Valid():
		return Invalid("date_invalid", "接待规则的有效期读不懂，请写成 2026-01-31。")
	}
	return r.Pattern.check()
}
