package station

import "time"

// day counts days since 1970-01-01, so that calendars can be worked out by plain addition.
type day int

func newDay(year int, month time.Month, dayOfMonth int) day {
	return day(time.Date(year, month, dayOfMonth, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// days are the first and the last day the date can mean: a whole month or year where the register lacks the rest.
func (d Date) days() (first, last day) {
	t := d.Time()
	next := t.AddDate(0, 0, 1)
	switch len(d) {
	case len("2006"):
		next = t.AddDate(1, 0, 0)
	case len("2006-01"):
		next = t.AddDate(0, 1, 0)
	}
	return day(t.Unix() / 86400), day(next.Unix()/86400) - 1
}

func (d Date) day() day {
	first, _ := d.days()
	return first
}

// Full reports whether the date names one real day.
func (d Date) Full() bool { return len(d) == len(time.DateOnly) && d.Valid() }

func (d day) time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

func (d day) date() Date { return DateOf(d.time()) }

func (d day) year() int { return d.time().Year() }

// weekday is ISO's: 1 Monday ... 7 Sunday. Day 0 was a Thursday.
func (d day) weekday() int { return ((int(d)+3)%7+7)%7 + 1 }

func (d day) weekend() bool { return d.weekday() > 5 }
