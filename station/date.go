package station

import "time"

// Date is a day, month or year as Popolo writes them: "1970", "1970-05" or "1970-05-21". Old registers often lack
// the day, and inventing one would be a lie. Empty means open or unknown.
type Date string

// DateOf is the calendar day of an instant in its own zone.
func DateOf(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// Valid reports whether the date is a real year, month or day.
func (d Date) Valid() bool {
	_, err := time.Parse(layoutOf(d), string(d))
	return err == nil
}

func layoutOf(d Date) string {
	switch len(d) {
	case 4:
		return "2006"
	case 7:
		return "2006-01"
	}
	return time.DateOnly
}

// Time is midnight UTC of the first day the date can mean; the zero time when it is not a date.
func (d Date) Time() time.Time {
	t, err := time.Parse(layoutOf(d), string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}

// After reports whether even the first day the date can mean lies after the day given. Empty is never after.
func (d Date) After(day Date) bool { return d != "" && string(d) > string(day)[:min(len(d), len(day))] }

// Before reports whether even the last day the date can mean lies before the day given. Empty is never before.
func (d Date) Before(day Date) bool {
	return d != "" && string(d) < string(day)[:min(len(d), len(day))]
}

// AddDays moves a full date by n days.
func (d Date) AddDays(n int) Date { return DateOf(d.Time().AddDate(0, 0, n)) }

// Weekday of a full date.
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }
