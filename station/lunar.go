package station

import "time"

// LunarDate is a day of the Chinese calendar as GB/T 33661-2017 lays it down. The zero value is no day.
type LunarDate struct {
	Year  int // the solar year in which the lunar year begins
	Month int // 1-12
	Day   int // 1-30
	Leap  bool
}

// Lunar is the lunar day of a full date from 1900-01-31 to the end of lunar 2101, and the zero value outside of them.
func Lunar(d Date) LunarDate {
	if !d.Full() {
		return LunarDate{}
	}
	on := d.day()
	for year := on.year() - 1; year <= on.year(); year++ {
		for _, m := range lunarMonths(year) {
			if on >= m.first && on <= m.last() {
				return LunarDate{Year: year, Month: m.number, Day: int(on-m.first) + 1, Leap: m.leap}
			}
		}
	}
	return LunarDate{}
}

var (
	lunarMonthNames = [...]string{"正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊"}
	lunarTens       = [...]string{"初", "十", "廿"}
	lunarUnits      = [...]string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}
)

// String words the day as wall calendars do: 正月初一, 闰六月十六, 腊月三十. The eleventh and twelfth months are 冬月 and
// 腊月, which nobody takes for November and December. Empty for no day.
func (l LunarDate) String() string {
	if l.Month < 1 || l.Month > 12 || l.Day < 1 || l.Day > 30 {
		return ""
	}
	month := lunarMonthNames[l.Month-1] + "月"
	if l.Leap {
		month = "闰" + month
	}
	switch l.Day {
	case 20:
		return month + "二十"
	case 30:
		return month + "三十"
	}
	return month + lunarTens[(l.Day-1)/10] + lunarUnits[(l.Day-1)%10]
}

// month is one month of either calendar.
type month struct {
	number int
	leap   bool
	first  day
	length int
}

func (m month) last() day { return m.first + day(m.length) - 1 }

func lunarMonths(year int) []month {
	if year < firstLunarYear || year > lastLunarYear {
		return nil
	}
	packed := lunarYears[year-firstLunarYear]
	leap := int(packed >> 13 & 0xf)
	months := make([]month, 0, 13)
	first := newDay(year, time.January, 21) + day(packed>>17)
	add := func(number int, leap bool) {
		m := month{number: number, leap: leap, first: first, length: 29 + int(packed>>len(months)&1)}
		months = append(months, m)
		first += day(m.length)
	}
	for number := 1; number <= 12; number++ {
		add(number, false)
		if number == leap {
			add(number, true)
		}
	}
	return months
}

func solarMonths(year int) []month {
	months := make([]month, 0, 12)
	for number := 1; number <= 12; number++ {
		first := newDay(year, time.Month(number), 1)
		next := newDay(year, time.Month(number)+1, 1)
		months = append(months, month{number: number, first: first, length: int(next - first)})
	}
	return months
}
