package station

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTermsEndWhenTheLawSays(t *testing.T) {
	calendar := StationCalendar([]Holidays{{ID: "2022", Year: 2022}, {ID: "2023", Year: 2023, Off: []Date{"2023-01-02"}}})
	for _, c := range []struct {
		name   string
		from   Date
		term   Term
		stills []Span
		due    Date
		says   string
	}{
		{"a month without that day ends on its last", "2022-11-30", Term{N: 3, Unit: Months}, nil, "2023-02-28", "2023年2月28日"},
		{"six months", "2022-11-30", Term{N: 6, Unit: Months}, nil, "2023-05-30", "6个月"},
		{"over the end of the year", "2022-12-15", Term{N: 1, Unit: Months}, nil, "2023-01-16", "顺延到2023年1月16日"},
		{"the first day is not counted", "2026-03-02", Term{N: 1, Unit: BusinessDays}, nil, "2026-03-03", "第二天起算"},
		{"working days skip the weekend", "2026-03-06", Term{N: 1, Unit: BusinessDays}, nil, "2026-03-09", ""},
		{"working days skip Spring Festival and count the make-up Saturday", "2026-02-13", Term{N: 2, Unit: BusinessDays}, nil, "2026-02-24", ""},
		{"a last day that is a holiday moves on", "2026-09-21", Term{N: 10, Unit: CalendarDays}, nil, "2026-10-08", "顺延"},
		{"days spent waiting for the voter do not count", "2026-03-02", Term{N: 3, Unit: BusinessDays},
			[]Span{{"2026-03-03", "2026-03-05"}}, "2026-03-09", "等选民补充的2天不算"},
		{"nor in months", "2026-03-02", Term{N: 1, Unit: Months}, []Span{{"2026-03-10", "2026-03-13"}}, "2026-04-07", "3天不算"},
		{"a wait without end is not guessed at", "2026-03-02", Term{N: 3, Unit: BusinessDays}, []Span{{From: "2026-03-03"}}, "2026-03-05", ""},
		{"a year without a table is said to be open", "2028-03-01", Term{N: 1, Unit: BusinessDays}, nil, "2028-03-02", "可能变动"},
	} {
		got := calendar.Count(c.from, c.term, c.stills)
		if got.Due != c.due || !strings.Contains(got.How, c.says) {
			t.Errorf("%s: %s %s, want %s %q", c.name, got.Due, got.How, c.due, c.says)
		}
	}
}

func TestATermNeverEndsOnADayOffOrBeforeItStarts(t *testing.T) {
	calendar := StationCalendar(nil)
	rapid.Check(t, func(t *rapid.T) {
		from := Date("2025-01-01").AddDays(rapid.IntRange(0, 700).Draw(t, "from"))
		term := Term{N: rapid.IntRange(1, 90).Draw(t, "n"), Unit: rapid.SampledFrom([]TermUnit{BusinessDays, CalendarDays, Months}).Draw(t, "unit")}
		if term.Unit == Months {
			term.N = term.N%12 + 1
		}
		plain := calendar.Count(from, term, nil)
		if plain.Due <= from || !calendar.works(plain.Due.day()) {
			t.Fatalf("%s + %s ends %s", from, term.Words(), plain.Due)
		}
		start := from.AddDays(rapid.IntRange(0, 20).Draw(t, "pause"))
		waited := calendar.Count(from, term, []Span{{start, start.AddDays(rapid.IntRange(0, 15).Draw(t, "length"))}})
		if waited.Due < plain.Due {
			t.Fatalf("waiting for the voter brings the end forward: %s before %s", waited.Due, plain.Due)
		}
	})
}

func TestANewHolidayMovesWhatStillRuns(t *testing.T) {
	term := Term{N: 3, Unit: BusinessDays}
	before := StationCalendar(nil).Count("2026-03-02", term, nil)
	table := Holidays{ID: "2026", Year: 2026, Off: []Date{"2026-03-04"}}
	if after := StationCalendar([]Holidays{table}).Count("2026-03-02", term, nil); before.Due != "2026-03-05" || after.Due != "2026-03-06" {
		t.Errorf("before %s, after %s", before.Due, after.Due)
	}
}
