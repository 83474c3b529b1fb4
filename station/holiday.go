package station

import (
	_ "embed"
	"encoding/json"
	"slices"
)

// Holidays is the State Council's yearly table of public holidays and make-up working days, as data that can be updated.
type Holidays struct {
	ID      string `json:"id"` // the year, "2026"
	Year    int    `json:"year"`
	Off     []Date `json:"off"`             // days off, weekends inside a holiday included
	Working []Date `json:"working"`         // weekend days worked to make up for them
	Basis   string `json:"basis,omitempty"` // the notice it comes from
}

// Check says what is wrong with a table, or nil.
func (h Holidays) Check() error {
	if h.Year < 1949 || h.Year > 2200 {
		return Invalid("holidays_year_invalid", "节假日表的年份不对：%d。", h.Year)
	}
	for _, list := range [][]Date{h.Off, h.Working} {
		for _, d := range list {
			if !d.Full() || d.Time().Year() != h.Year {
				return Invalid("date_invalid", "节假日表里的日期“%s”不对，请写成 %d-01-31。", d, h.Year)
			}
		}
	}
	for _, d := range h.Working {
		if slices.Contains(h.Off, d) {
			return Invalid("holidays_clash", "节假日表里的 %s 又放假又上班。", d)
		}
	}
	return nil
}

// Calendar answers whether people work on a day. The zero value knows plain weekends only.
type Calendar struct {
	off, working map[day]bool
	years        map[int]bool
}

// NewCalendar joins the tables of any number of years. Dates it cannot read are left out.
func NewCalendar(tables []Holidays) Calendar {
	c := Calendar{off: map[day]bool{}, working: map[day]bool{}, years: map[int]bool{}}
	for _, table := range tables {
		c.years[table.Year] = true
		mark(c.off, table.Off)
		mark(c.working, table.Working)
	}
	return c
}

func mark(days map[day]bool, dates []Date) {
	for _, d := range dates {
		if d.Full() {
			days[d.day()] = true
		}
	}
}

// works reports whether a day is a working day: no public holiday, and no weekend unless worked to make up for one.
func (c Calendar) works(d day) bool { return !c.off[d] && (c.working[d] || !d.weekend()) }

// Knows reports whether the table of a year has been entered. The next year's comes out each November.
func (c Calendar) Knows(year int) bool { return c.years[year] }

//go:embed holidays_cn.json
var shippedHolidays []byte

// ShippedHolidays are the tables known when the program was built.
func ShippedHolidays() []Holidays {
	var tables []Holidays
	if err := json.Unmarshal(shippedHolidays, &tables); err != nil {
		panic("station: holidays_cn.json: " + err.Error()) // part of the program, read by a test
	}
	return tables
}

// StationCalendar joins the tables entered at a station with the shipped ones; an entered year replaces a shipped one.
func StationCalendar(entered []Holidays) Calendar {
	tables := slices.Clone(entered)
	for _, shipped := range ShippedHolidays() {
		if !slices.ContainsFunc(entered, func(h Holidays) bool { return h.Year == shipped.Year }) {
			tables = append(tables, shipped)
		}
	}
	return NewCalendar(tables)
}
