package kiosk

import (
	"cmp"
	"log/slog"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

const (
	usualWindow   = 28  // days of receptions when nobody says how many, today included
	longestWindow = 366 // days of receptions at most
	firstWindow   = 29  // days the kiosk's page comes with: as many as it asks for later, so that no banner comes late
	turnsShown    = 3   // next receptions on a deputy's page

	firstDay station.Date = "1901-01-01" // the lunar calendar is known from here
	lastDay  station.Date = "2100-12-31" // to here
)

type receptionItem struct {
	Date      station.Date      `json:"date"`
	Weekday   int               `json:"weekday"` // ISO: 1 Monday ... 7 Sunday
	Lunar     string            `json:"lunar"`
	Start     station.ClockTime `json:"start"`
	End       station.ClockTime `json:"end"`
	Place     string            `json:"place"`
	Station   string            `json:"station"` // name
	Title     string            `json:"title"`
	Rule      string            `json:"rule"`       // id
	MovedFrom station.Date      `json:"moved_from"` // the day it was due, when a holiday moved it
	Tentative bool              `json:"tentative"`  // the year's holidays are not announced yet
	Deputies  []face            `json:"deputies"`
}

// face is a deputy in somebody else's answer.
type face struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Thumb string `json:"thumb"`
	Code  string `json:"code"`
}

type receptionList struct {
	Items []receptionItem `json:"items"`
}

// receptionDays answers GET /api/v1/receptions: the reception days from one day to another, both included.
func (e *edition) receptionDays(c *fiber.Ctx) (*page, error) {
	from, err := date(c, "from", e.day)
	if err != nil {
		return nil, err
	}
	to, err := date(c, "to", min(from.AddDays(usualWindow-1), lastDay))
	if err != nil {
		return nil, err
	}
	if from < firstDay || to < from || to > min(from.AddDays(longestWindow-1), lastDay) {
		return nil, station.Invalid("window_invalid", "日期范围不对：to 不能早于 from，最长一年，只能在 1901 年到 2100 年之间。")
	}
	return printJSON(receptionList{e.receptions(from, to)})
}

// receptions lists all reception days of a window by date and hour. A rule that cannot be read is left out, so that the
// public still learns the other days.
func (e *edition) receptions(from, to station.Date) []receptionItem {
	items := []receptionItem{}
	for _, rule := range e.rules.sorted {
		occurrences, err := station.Occurrences(*rule, from, to, e.calendar)
		if err != nil {
			slog.Warn("a reception rule cannot be shown", "rule", rule.ID, "error", err)
			continue
		}
		for _, o := range occurrences {
			items = append(items, e.receptionItem(rule, o))
		}
	}
	slices.SortStableFunc(items, func(a, b receptionItem) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Start, b.Start))
	})
	return items
}

func (e *edition) receptionItem(rule *station.ReceptionRule, o station.Occurrence) receptionItem {
	item := receptionItem{Date: o.Date, Weekday: (int(o.Date.Weekday())+6)%7 + 1, Lunar: o.Lunar, Start: o.Start, End: o.End,
		Place: o.Place, Station: cmp.Or(e.stationName(rule.Station), e.home.Name), Title: rule.Title, Rule: rule.ID,
		MovedFrom: o.MovedFor, Tentative: o.Tentative, Deputies: []face{}}
	for _, id := range o.Deputies {
		if d := e.card(id); d != nil && d.deputy.Serves(o.Date) {
			item.Deputies = append(item.Deputies, faceOf(d))
		}
	}
	return item
}

func faceOf(d *card) face {
	return face{ID: d.deputy.ID, Name: d.deputy.Name, Thumb: fileURL(d.deputy.Thumb), Code: d.deputy.Code}
}

// nextTurns sorts the coming year's receptions by deputy.
func (e *edition) nextTurns() map[string][]receptionItem {
	turns := map[string][]receptionItem{}
	for _, item := range e.receptions(e.day, e.day.AddDays(longestWindow-1)) {
		for _, d := range item.Deputies {
			if len(turns[d.ID]) < turnsShown {
				turns[d.ID] = append(turns[d.ID], item)
			}
		}
	}
	return turns
}

// calendarFile answers GET /api/v1/receptions.ics: a year of reception days for a phone's calendar.
func (e *edition) calendarFile(*fiber.Ctx) (*page, error) {
	var events []icalEvent
	for _, item := range e.receptions(e.day, e.day.AddDays(longestWindow-1)) {
		event := icalEvent{Title: item.Title, Station: item.Station, Page: e.stationURL(&e.home),
			Occurrence: station.Occurrence{Rule: item.Rule, Date: item.Date, Lunar: item.Lunar, Start: item.Start,
				End: item.End, Place: item.Place, MovedFor: item.MovedFrom, Tentative: item.Tentative}}
		for _, d := range item.Deputies {
			event.Deputies = append(event.Deputies, d.Name)
		}
		events = append(events, event)
	}
	body := icalendar(strings.TrimSpace(e.home.Name+" 代表接待日"), e.home.ID, events, e.made)
	p := printed(mimeCalendar, body)
	p.file = "receptions.ics"
	return p, nil
}
