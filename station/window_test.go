package station

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// However a span is cut into windows the days and the deputies on duty are the same, each day once and in order.
func TestOccurrencesDoNotDependOnTheWindow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rule := rapid.Custom(drawRule).Draw(t, "rule")
		calendar := NewCalendar(rapid.SliceOfN(rapid.Custom(drawHolidays), 0, 4).Draw(t, "holidays"))
		era := rapid.SampledFrom([]Date{"2018-06-01", "2024-06-01"}).Draw(t, "era") // before the rota's epoch and after
		from := era.AddDays(rapid.IntRange(0, 700).Draw(t, "from"))
		cut := from.AddDays(rapid.IntRange(0, 300).Draw(t, "cut"))
		to := cut.AddDays(rapid.IntRange(1, 300).Draw(t, "to"))
		whole := mustOccur(t, rule, from, to, calendar)
		parts := append(mustOccur(t, rule, from, cut, calendar), mustOccur(t, rule, cut.AddDays(1), to, calendar)...)
		if string(mustJSON(whole)) != string(mustJSON(parts)) {
			t.Fatalf("whole %s\nparts %s", told(whole), told(parts))
		}
		named := map[Date]bool{}
		for i, o := range whole {
			checkOccurrence(t, rule, o, calendar)
			if i > 0 && o.Date <= whole[i-1].Date || o.Date < from || o.Date > to || named[o.Named()] {
				t.Fatalf("%s is out of order, out of the window or double: %s", o.Date, told(whole))
			}
			named[o.Named()] = true
			if i > 0 && rule.PerDay > 0 {
				before := slices.Index(rule.Rota, whole[i-1].Deputies[len(whole[i-1].Deputies)-1])
				if next := rule.Rota[(before+1)%len(rule.Rota)]; o.Deputies[0] != next {
					t.Fatalf("on %s it is the turn of %s: %s", o.Date, next, told(whole))
				}
			}
		}
	})
}

func checkOccurrence(t *rapid.T, rule ReceptionRule, o Occurrence, calendar Calendar) {
	on, named := o.Date.day(), o.Named().day()
	isOff := func(d day) bool { return calendar.off[d] || rule.WeekendsOff && !calendar.works(d) }
	switch {
	case len(rule.Pattern.between(named, named)) != 1:
		t.Fatalf("the pattern does not name %s", o.Named())
	case rule.ValidFrom.After(o.Named()) || rule.ValidUntil.Before(o.Date):
		t.Fatalf("%s of %s is outside the rule's validity", o.Date, o.Named())
	case (on != named) != (isOff(named) && rule.Holiday != Keep):
		t.Fatalf("%s named, %s held under rule %q", o.Named(), o.Date, rule.Holiday)
	case rule.Holiday == Skip && on != named, rule.Holiday == NextWeek && (on-named)%7 != 0:
		t.Fatalf("%s moved to %s under rule %q", o.Named(), o.Date, rule.Holiday)
	case on != named && rule.Holiday != NextWeek && !calendar.works(on):
		t.Fatalf("%s moved to %s, which is no working day", o.Named(), o.Date)
	}
}

func mustOccur(t *rapid.T, rule ReceptionRule, from, to Date, calendar Calendar) []Occurrence {
	got, err := Occurrences(rule, from, to, calendar)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func drawRule(t *rapid.T) ReceptionRule {
	r := morning(rapid.Custom(drawPattern).Draw(t, "pattern"))
	r.Holiday = rapid.SampledFrom([]HolidayRule{"", NextDay, NextWeek, Skip, Keep}).Draw(t, "holiday")
	r.WeekendsOff = r.Holiday != NextWeek && rapid.Bool().Draw(t, "weekends off")
	r.Rota = []string{"A", "B", "C", "D", "E"}[:rapid.IntRange(0, 5).Draw(t, "deputies")]
	r.PerDay = rapid.IntRange(0, len(r.Rota)).Draw(t, "per day")
	r.ValidFrom = rapid.SampledFrom([]Date{"", "2019", "2025-02", "2025-02-17", "2030-01-01"}).Draw(t, "valid from")
	r.ValidUntil = rapid.SampledFrom([]Date{"", "2030", "2026-02", "2026-02-18"}).Draw(t, "valid until")
	if r.Check() != nil {
		r.ValidUntil = ""
	}
	return r
}

// drawHolidays makes wilder tables than the State Council does: long runs, holes, worked weekends anywhere.
func drawHolidays(t *rapid.T) Holidays {
	h := Holidays{Year: rapid.SampledFrom([]int{2018, 2019, 2020, 2025, 2026}).Draw(t, "year")}
	start := newDay(h.Year, 1, 1)
	for range rapid.IntRange(1, 4).Draw(t, "runs") {
		first := start + day(rapid.IntRange(0, 320).Draw(t, "first"))
		for d := first; d < first+day(rapid.IntRange(1, 40).Draw(t, "length")); d++ {
			h.Off = append(h.Off, d.date())
		}
		if d := first - day(first.weekday()) - 1; d.year() == h.Year {
			h.Working = append(h.Working, d.date())
		}
	}
	return h
}
