package station

import "testing"

func TestReceptionRuleCheck(t *testing.T) {
	right := morning(Pattern{Kind: NthWeekday, Nth: 3, Weekday: 2})
	right.Rota, right.PerDay, right.ValidFrom, right.ValidUntil = []string{"A", "B"}, 2, "2026", "2026-12"
	if err := right.Check(); err != nil {
		t.Fatalf("a right rule is refused: %v", err)
	}
	for _, c := range []struct {
		name, code string
		spoil      func(r *ReceptionRule)
	}{
		{"ends before it starts", "reception_hours_invalid", func(r *ReceptionRule) { r.End = "08:00" }},
		{"hours not on the clock", "reception_hours_invalid", func(r *ReceptionRule) { r.Start = "9:00" }},
		{"more deputies than the rota", "reception_rota_invalid", func(r *ReceptionRule) { r.PerDay = 3 }},
		{"fewer than none", "reception_rota_invalid", func(r *ReceptionRule) { r.PerDay = -1 }},
		{"unknown holiday rule", "holiday_rule_unknown", func(r *ReceptionRule) { r.Holiday = "never" }},
		{"weekends put off by weeks", "holiday_rule_clash", func(r *ReceptionRule) { r.Holiday, r.WeekendsOff = NextWeek, true }},
		{"a month 13", "date_invalid", func(r *ReceptionRule) { r.ValidFrom = "2026-13" }},
		{"the year 1", "date_invalid", func(r *ReceptionRule) { r.ValidFrom = "0001" }},
		{"an end not on the calendar", "date_invalid", func(r *ReceptionRule) { r.ValidUntil = "2101" }},
		{"valid backwards", "reception_validity_invalid", func(r *ReceptionRule) { r.ValidUntil = "2025" }},
		{"no pattern", "pattern_invalid", func(r *ReceptionRule) { r.Pattern = Pattern{} }},
	} {
		rule := right
		c.spoil(&rule)
		if err := rule.Check(); err == nil || Worded(err).Code != c.code {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
		}
	}
}
