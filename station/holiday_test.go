package station

import (
	"slices"
	"testing"

	"github.com/6tail/lunar-go/HolidayUtil"
)

func shipped(t *testing.T, year int) Holidays {
	t.Helper()
	for _, table := range ShippedHolidays() {
		if table.Year == year {
			return table
		}
	}
	t.Fatalf("no table of %d is shipped", year)
	return Holidays{}
}

func TestShippedTablesAreInOrder(t *testing.T) {
	for _, table := range ShippedHolidays() {
		if err := table.Check(); err != nil {
			t.Errorf("%d: %v", table.Year, err)
		}
		if !slices.IsSorted(table.Off) || !slices.IsSorted(table.Working) {
			t.Errorf("%d is not in order", table.Year)
		}
		workdaysOff := 0
		for _, d := range table.Off {
			if !d.day().weekend() {
				workdaysOff++
			}
		}
		for _, d := range table.Working {
			if !d.day().weekend() {
				t.Errorf("%s is worked to make up for a holiday but is no weekend", d)
			}
		}
		// Each of the 13 holidays by law (全国年节及纪念日放假办法, 2024) takes one working day, exchanged days aside.
		if net := workdaysOff - len(table.Working); net != 13 {
			t.Errorf("%d takes %d working days, want 13", table.Year, net)
		}
	}
}

func TestShippedTablesHoldTheFeasts(t *testing.T) {
	for _, table := range ShippedHolidays() {
		for name, feast := range map[string]LunarDate{
			"春节":  {Year: table.Year, Month: 1, Day: 1},
			"端午节": {Year: table.Year, Month: 5, Day: 5},
			"中秋节": {Year: table.Year, Month: 8, Day: 15},
		} {
			if !slices.ContainsFunc(table.Off, func(d Date) bool { return Lunar(d) == feast }) {
				t.Errorf("%s of %d is not a day off", name, table.Year)
			}
		}
		if !slices.ContainsFunc(table.Off, func(d Date) bool { return Lunar(d.AddDays(1)) == LunarDate{Year: table.Year, Month: 1, Day: 1} }) {
			t.Errorf("除夕 of %d is not a day off", table.Year)
		}
	}
}

func TestShipped2025AgreesWithPublishedTable(t *testing.T) {
	var off, working []Date
	for e := HolidayUtil.GetHolidaysByYear(2025).Front(); e != nil; e = e.Next() {
		h := e.Value.(*HolidayUtil.Holiday)
		if h.IsWork() {
			working = append(working, Date(h.GetDay()))
			continue
		}
		off = append(off, Date(h.GetDay()))
	}
	table := shipped(t, 2025)
	if !slices.Equal(table.Off, off) || !slices.Equal(table.Working, working) {
		t.Errorf("off %v\nwant %v\nworking %v\nwant %v", table.Off, off, table.Working, working)
	}
}

func TestHolidaysCheck(t *testing.T) {
	for name, table := range map[string]Holidays{
		"holidays_year_invalid": {Year: 26},
		"date_invalid":          {Year: 2026, Off: []Date{"2025-10-01"}},
		"holidays_clash":        {Year: 2026, Off: []Date{"2026-10-10"}, Working: []Date{"2026-10-10"}},
	} {
		if err := table.Check(); err == nil || Worded(err).Code != name {
			t.Errorf("got %v, want %s", err, name)
		}
	}
}

func TestWorkingDays(t *testing.T) {
	calendar := NewCalendar(ShippedHolidays())
	for d, want := range map[Date]bool{
		"2026-02-13": true,  // Friday
		"2026-02-14": true,  // Saturday, worked
		"2026-02-15": false, // Sunday in the Spring Festival
		"2026-02-23": false, // Monday in the Spring Festival
		"2026-02-24": true,
		"2026-11-21": false, // plain Saturday
		"2027-01-01": true,  // Friday of a year nobody has entered
		"2027-01-02": false,
	} {
		if got := calendar.works(d.day()); got != want {
			t.Errorf("%s is a working day: %v, want %v", d, got, want)
		}
	}
	if !calendar.Knows(2026) || calendar.Knows(2027) || (Calendar{}).Knows(2026) {
		t.Error("the calendar does not know which years it holds")
	}
}
