package kiosk

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	ics "github.com/arran4/golang-ical"

	"lianzhan/station"
)

// icalZone is where all stations are. China has kept one offset without summer time since 1991.
const icalZone = "Asia/Shanghai"

// icalEvent is one reception day with names in the place of ids.
type icalEvent struct {
	Occurrence station.Occurrence
	Title      string   // of the rule
	Station    string   // name
	Deputies   []string // names, in the order of the rota
	Page       string   // URL that tells more; may be empty
}

// icalendar writes reception days as an RFC 5545 calendar a phone can subscribe to. Every day is an event of its own:
// hardly any calendar understands RFC 7529, and without it a lunar rule cannot be said. Name is the calendar's,
// origin the id of the station that publishes it, now the time its contents were worked out.
func icalendar(name, origin string, events []icalEvent, now time.Time) []byte {
	calendar := ics.NewCalendar()
	calendar.SetProductId("-//Lianzhan//Deputies Liaison Station//ZH")
	calendar.SetMethod(ics.MethodPublish)
	calendar.SetName(icalText(name))
	calendar.SetXWRTimezone(icalZone)
	calendar.SetRefreshInterval("PT12H")
	calendar.SetXPublishedTTL("PT12H")
	icalTimezone(calendar)
	for _, e := range events {
		e.addTo(calendar, origin, now)
	}
	return []byte(calendar.Serialize(ics.WithNewLineWindows)) // without it the library ends lines as the server's OS does
}

func icalTimezone(calendar *ics.Calendar) {
	standard := calendar.AddTimezone(icalZone).AddStandard()
	standard.SetProperty(ics.ComponentPropertyDtStart, "19910915T010000")
	standard.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetfrom), "+0800")
	standard.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetto), "+0800")
	standard.SetProperty(ics.ComponentProperty(ics.PropertyTzname), "CST")
}

func (e icalEvent) addTo(calendar *ics.Calendar, origin string, now time.Time) {
	o := e.Occurrence
	// The day the rule named, not the day held: when a holiday moves it a phone moves the event instead of doubling it.
	event := calendar.AddEvent(icalText(fmt.Sprintf("%s-%s@%s", o.Rule, o.Named(), origin)))
	event.SetDtStampTime(now)
	event.SetProperty(ics.ComponentPropertyDtStart, icalTime(o.Date, o.Start), ics.WithTZID(icalZone))
	event.SetProperty(ics.ComponentPropertyDtEnd, icalTime(o.Date, o.End), ics.WithTZID(icalZone))
	event.SetSummary(icalText(e.Title))
	event.SetLocation(icalText(strings.TrimSpace(e.Station + " " + o.Place)))
	event.SetDescription(icalText(e.description()))
	if e.Page != "" {
		event.SetURL(e.Page)
	}
	event.SetStatus(ics.ObjectStatusConfirmed)
	if o.Tentative {
		event.SetStatus(ics.ObjectStatusTentative)
	}
	event.SetTimeTransparency(ics.TransparencyTransparent) // the reader is invited, not booked
	event.AddCategory("代表接待日")
}

func (e icalEvent) description() string {
	o := e.Occurrence
	var lines []string
	if len(e.Deputies) > 0 {
		lines = append(lines, "接待代表："+strings.Join(e.Deputies, "、"))
	}
	if o.Lunar != "" {
		lines = append(lines, "农历"+o.Lunar)
	}
	if o.MovedFor != "" {
		lines = append(lines, o.MovedFor.Time().Format("因放假由1月2日顺延"))
	}
	if o.Tentative {
		lines = append(lines, o.Date.Time().Format("2006年放假安排公布后，日期可能调整。"))
	}
	return strings.Join(lines, "\n")
}

// icalTime is a local date-time (RFC 5545 section 3.3.5, form 3).
func icalTime(on station.Date, at station.ClockTime) string {
	return strings.ReplaceAll(string(on), "-", "") + "T" + strings.ReplaceAll(string(at), ":", "") + "00"
}

// icalText takes out what no text value may hold: broken UTF-8 and control characters. Line breaks stay, as \n.
func icalText(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}
