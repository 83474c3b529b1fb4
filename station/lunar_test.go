package station

import (
	"testing"

	oracle "github.com/6tail/lunar-go/calendar"
)

// The oracle computes the calendar from the motions of sun and moon; our table must say the same for every lunar year.
func TestLunarTableAgreesWithAstronomy(t *testing.T) {
	for year := firstLunarYear; year <= lastLunarYear; year++ {
		if got, want := lunarYears[year-firstLunarYear], packedByOracle(t, year); got != want {
			t.Errorf("lunar year %d = %#06x, want %#06x", year, got, want)
		}
	}
}

func packedByOracle(t *testing.T, year int) (packed uint32) {
	month := 0
	for e := oracle.NewLunarYear(year).GetMonthsInYear().Front(); e != nil; e = e.Next() {
		m := e.Value.(*oracle.LunarMonth)
		if month == 0 {
			packed |= uint32(firstDay(m).day()-newDay(year, 1, 21)) << 17
		}
		if m.IsLeap() {
			packed |= uint32(-m.GetMonth()) << 13
		}
		packed |= uint32(m.GetDayCount()-29) << month
		month++
	}
	if month != 12 && month != 13 {
		t.Fatalf("the oracle gives %d months to %d", month, year)
	}
	return packed
}

func firstDay(m *oracle.LunarMonth) Date {
	return Date(oracle.NewSolarFromJulianDay(m.GetFirstJulianDay()).ToYmd())
}

// Every day of two centuries, there and back, counted on from the oracle's first day of each month.
func TestEveryLunarDay(t *testing.T) {
	next := Date("1900-01-31")
	for year := firstLunarYear; year <= lastLunarYear; year++ {
		for e := oracle.NewLunarYear(year).GetMonthsInYear().Front(); e != nil; e = e.Next() {
			m := e.Value.(*oracle.LunarMonth)
			if first := firstDay(m); first != next {
				t.Fatalf("month %d of %d begins on %s, the one before it ends before %s", m.GetMonth(), year, first, next)
			}
			for n := 1; n <= m.GetDayCount(); n++ {
				want := LunarDate{Year: year, Month: max(m.GetMonth(), -m.GetMonth()), Day: n, Leap: m.IsLeap()}
				if got := Lunar(next); got != want {
					t.Fatalf("Lunar(%s) = %+v, want %+v", next, got, want)
				}
				next = next.AddDays(1)
			}
		}
	}
	if next <= lastOccurrence {
		t.Errorf("the table ends before %s", next)
	}
}

func TestLunarWords(t *testing.T) {
	for date, want := range map[Date]string{
		"1901-01-01": "冬月十一",
		"2018-06-29": "五月十六",
		"2020-06-07": "闰四月十六",
		"2024-02-09": "腊月三十",
		"2024-02-10": "正月初一",
		"2025-07-25": "闰六月初一",
		"2025-08-09": "闰六月十六",
		"2026-02-16": "腊月廿九",
		"2026-06-19": "五月初五",
		"2026-09-25": "八月十五",
		"2026-11-18": "十月初十",
		"2026-11-21": "十月十三",
		"2026-11-28": "十月二十",
		"2033-12-22": "闰冬月初一", // the year whose leap month the older tables put after the seventh
		"2034-01-20": "腊月初一",
		"2034-02-19": "正月初一",
		"2060-04-30": "四月初一", // a total solar eclipse, so a new moon; the widely copied table is a day off
		"2100-12-31": "腊月初一",
		"1900-01-30": "", "2102-12-31": "", "2026-02-30": "", "2026-11": "", "": "",
	} {
		if got := Lunar(date).String(); got != want {
			t.Errorf("%s is %q, want %q", date, got, want)
		}
	}
}
