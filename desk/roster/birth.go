package roster

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"lianzhan/desk/sheet"
	"lianzhan/station"
)

var (
	clockTime   = regexp.MustCompile(`[ T]\d{1,2}:\d{2}.*$`)
	digits      = regexp.MustCompile(`\d+`)
	dateSigns   = regexp.MustCompile(`^[\d.\-/年月日号、·,_ ‐-―−生出]+$`)
	paddedMonth = regexp.MustCompile(`^\d{4}\.0[1-9]$`)
)

// parseBirth reads a month of birth in the spellings in use: 1960.12, 1997-7, 1962年11月, 197005, a whole date, or the
// serial number spreadsheets store for a date. The day is dropped: the register asks for year and month.
// padded says that the column writes January as .01, so that the number 1960.1 must once have been 1960.10.
// doubt is set where the number might mean either.
func parseBirth(c sheet.Cell, padded bool) (birth station.Date, doubt string, ok bool) {
	text := clockTime.ReplaceAllString(strings.TrimSpace(narrow(c.Text)), "")
	if !dateSigns.MatchString(text) {
		return "", "", false
	}
	groups := digits.FindAllString(text, -1)
	switch {
	case len(groups) == 0 || len(groups) > 3:
		return "", "", false
	case len(groups[0]) == 5 && (len(groups) == 1 || c.Number):
		groups = serialDate(groups[0])
	case len(groups) == 1 && len(groups[0]) == 6:
		groups = []string{groups[0][:4], groups[0][4:]}
	case len(groups) == 1 && len(groups[0]) == 8:
		groups = []string{groups[0][:4], groups[0][4:6], groups[0][6:]}
	}
	if len(groups) == 2 && groups[1] == "1" && c.Number {
		doubt = "1月，也可能是10月"
		if padded {
			groups[1], doubt = "10", "10月，也可能是1月"
		}
	}
	birth, ok = dateOf(groups)
	return birth[:min(len(birth), len("2006-01"))], doubt, ok
}

// dateOf joins year, month and day; a year alone is a date too.
func dateOf(groups []string) (station.Date, bool) {
	date := ""
	for i, g := range groups {
		n, err := strconv.Atoi(g)
		if err != nil || i == 0 && (len(g) != 4 || n < 1900 || n > 2100) || i > 0 && len(g) > 2 {
			return "", false
		}
		if i == 0 {
			date = g
			continue
		}
		date += fmt.Sprintf("-%02d", n)
	}
	if d := station.Date(date); d.Valid() {
		return d, true
	}
	return "", false
}

// serialDate turns the number spreadsheets store for a date into year, month and day: days since 30 December 1899,
// which makes up for Excel's 29 February 1900.
func serialDate(serial string) []string {
	days, err := strconv.Atoi(serial)
	if err != nil {
		return nil
	}
	day := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, days)
	return strings.Split(day.Format(time.DateOnly), "-")
}

// parseMandate reads when a mandate begins and ends: 2022-2026, 2021.12—2026.12, 2022年1月至今.
func parseMandate(text string) (start, end station.Date, ok bool) {
	var dates []station.Date
	var current []string
	flush := func() bool {
		if len(current) == 0 {
			return true
		}
		date, ok := dateOf(current)
		dates, current = append(dates, date), nil
		return ok
	}
	for _, g := range digits.FindAllString(narrow(text), -1) {
		if len(g) == 4 && !flush() {
			return "", "", false
		}
		current = append(current, g)
	}
	if !flush() || len(dates) == 0 || len(dates) > 2 {
		return "", "", false
	}
	if len(dates) == 1 && strings.IndexAny(text, "至到-—~") == 0 {
		return "", dates[0], true
	}
	dates = append(dates, "")
	return dates[0], dates[1], dates[1] == "" || !dates[0].After(dates[1])
}
