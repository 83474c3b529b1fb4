package kiosk

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"lianzhan/station"
)

// icalPart is a component as a strict reader of RFC 5545 sees it.
type icalPart struct {
	name       string
	properties []icalProperty
	parts      []*icalPart
}

type icalProperty struct{ name, parameters, value string }

func (p *icalPart) all(name string) (found []*icalPart) {
	for _, part := range p.parts {
		if part.name == name {
			found = append(found, part)
		}
	}
	return found
}

// one is the value and the parameters of a property that must be there exactly once.
func (p *icalPart) one(t rapid.TB, name string) icalProperty {
	var found []icalProperty
	for _, property := range p.properties {
		if property.name == name {
			found = append(found, property)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%s has %d %s, want one", p.name, len(found), name)
	}
	return found[0]
}

// readICal accepts only what RFC 5545 sections 3.1 and 3.4 allow and forgives nothing.
func readICal(t rapid.TB, data []byte) *icalPart {
	if !bytes.HasSuffix(data, []byte("\r\n")) {
		t.Fatalf("the last line does not end with CRLF")
	}
	var lines []string
	for i, line := range strings.Split(strings.TrimSuffix(string(data), "\r\n"), "\r\n") {
		switch {
		case strings.ContainsFunc(line, unicode.IsControl):
			t.Fatalf("line %d holds a control character or a bare line break: %q", i+1, line)
		case len(line) > 75 || !utf8.ValidString(line):
			t.Fatalf("line %d has %d octets or is broken UTF-8: %q", i+1, len(line), line)
		case strings.HasPrefix(line, " ") && len(lines) > 0:
			lines[len(lines)-1] += line[1:]
		default:
			lines = append(lines, line)
		}
	}
	root := &icalPart{}
	open := []*icalPart{root}
	for _, line := range lines {
		head, value, ok := strings.Cut(line, ":")
		name, parameters, _ := strings.Cut(head, ";")
		if !ok || name == "" || strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-") != "" {
			t.Fatalf("%q is no content line", line)
		}
		top := open[len(open)-1]
		switch name {
		case "BEGIN":
			part := &icalPart{name: value}
			top.parts = append(top.parts, part)
			open = append(open, part)
		case "END":
			if top.name != value || len(open) == 1 {
				t.Fatalf("END:%s where %q is open", value, top.name)
			}
			open = open[:len(open)-1]
		default:
			top.properties = append(top.properties, icalProperty{name, parameters, value})
		}
	}
	if len(open) != 1 || len(root.parts) != 1 || root.parts[0].name != "VCALENDAR" || len(root.properties) != 0 {
		t.Fatalf("the stream is not one whole VCALENDAR")
	}
	return root.parts[0]
}

// plain undoes the escapes of a text value; an unescaped separator or an unknown escape is an error.
func plain(t rapid.TB, value string) string {
	var text strings.Builder
	for rest := value; rest != ""; {
		switch rest[0] {
		case ',', ';':
			t.Fatalf("%q holds an unescaped %q", value, rest[0])
		case '\\':
			meant, ok := map[string]string{`\\`: `\`, `\;`: ";", `\,`: ",", `\n`: "\n"}[rest[:min(2, len(rest))]]
			if !ok {
				t.Fatalf("%q holds an unknown escape", value)
			}
			text.WriteString(meant)
			rest = rest[2:]
			continue
		}
		text.WriteByte(rest[0])
		rest = rest[1:]
	}
	return text.String()
}

// icalEvents checks everything a calendar of ours must have and returns its events.
func icalEvents(t rapid.TB, data []byte) []*icalPart {
	calendar := readICal(t, data)
	if v := calendar.one(t, "VERSION").value; v != "2.0" || calendar.one(t, "PRODID").value == "" {
		t.Fatalf("version %q", v)
	}
	zones := calendar.all("VTIMEZONE")
	if len(zones) != 1 || len(zones[0].all("STANDARD")) != 1 {
		t.Fatalf("%d time zones", len(zones))
	}
	zone, standard := zones[0].one(t, "TZID").value, zones[0].all("STANDARD")[0]
	if standard.one(t, "TZOFFSETTO").value != "+0800" || standard.one(t, "TZOFFSETFROM").value != "+0800" {
		t.Fatalf("the time zone is not eight hours ahead")
	}
	seen := map[string]bool{}
	events := calendar.all("VEVENT")
	for _, event := range events {
		start, end, uid := event.one(t, "DTSTART"), event.one(t, "DTEND"), event.one(t, "UID").value
		for _, at := range []icalProperty{standard.one(t, "DTSTART"), start, end} {
			if _, err := time.Parse("20060102T150405", at.value); err != nil {
				t.Fatalf("%s: %v", at.name, err)
			}
		}
		if _, err := time.Parse("20060102T150405Z", event.one(t, "DTSTAMP").value); err != nil {
			t.Fatalf("DTSTAMP: %v", err)
		}
		if start.parameters != "TZID="+zone || end.parameters != "TZID="+zone || end.value <= start.value ||
			start.value < standard.one(t, "DTSTART").value || uid == "" || seen[uid] {
			t.Fatalf("event %s from %+v to %+v", uid, start, end)
		}
		seen[uid] = true
	}
	return events
}

var icalNow = time.Date(2026, 6, 1, 9, 0, 0, 0, time.FixedZone("CST", 8*3600))

func TestICalOfTwoYears(t *testing.T) {
	rule := station.ReceptionRule{ID: "r1", Title: "代表接待日", Start: "09:00", End: "11:30", Place: "一楼接待室",
		Pattern: station.Pattern{Kind: station.LunarDay, LunarDay: 16, LeapMonth: true}}
	days, err := station.Occurrences(rule, "2025-06-01", "2027-05-31", station.NewCalendar(station.ShippedHolidays()))
	if err != nil {
		t.Fatal(err)
	}
	var events []icalEvent
	for _, day := range days {
		events = append(events, icalEvent{Occurrence: day, Title: rule.Title, Station: "白石镇中心联络站",
			Deputies: []string{"林海涵", "单美光"}, Page: "HTTP://192.168.1.10:8080/S/0123ABCD"})
	}
	parts := icalEvents(t, icalendar("白石镇中心联络站接待日", "s1", events, icalNow))
	if len(parts) != 25 { // 24 months and a leap one
		t.Fatalf("%d events, want 25", len(parts))
	}
	told := func(i int) string {
		var words []string
		for _, name := range []string{"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "STATUS", "URL", "DESCRIPTION"} {
			words = append(words, parts[i].one(t, name).value)
		}
		return strings.Join(words, "|")
	}
	for i, want := range map[int]string{
		2: "r1-2025-08-09@s1|20260601T010000Z|20250809T090000|20250809T113000|代表接待日|白石镇中心联络站 一楼接待室|CONFIRMED|" +
			`HTTP://192.168.1.10:8080/S/0123ABCD|接待代表：林海涵、单美光\n农历闰六月十六`,
		4: "r1-2025-10-07@s1|20260601T010000Z|20251009T090000|20251009T113000|代表接待日|白石镇中心联络站 一楼接待室|CONFIRMED|" +
			`HTTP://192.168.1.10:8080/S/0123ABCD|接待代表：林海涵、单美光\n农历八月十八\n因放假由10月7日顺延`,
		24: "r1-2027-05-21@s1|20260601T010000Z|20270521T090000|20270521T113000|代表接待日|白石镇中心联络站 一楼接待室|TENTATIVE|" +
			`HTTP://192.168.1.10:8080/S/0123ABCD|接待代表：林海涵、单美光\n农历四月十六\n2027年放假安排公布后，日期可能调整。`,
	} {
		if told(i) != want {
			t.Errorf("event %d\n got %s\nwant %s", i, told(i), want)
		}
	}
}

// A phone that subscribed must see the event move, not a second one, when a holiday table is entered.
func TestICalKeepsTheUIDOfAMovedDay(t *testing.T) {
	rule := station.ReceptionRule{ID: "r1", Start: "09:00", End: "11:00",
		Pattern: station.Pattern{Kind: station.MonthDays, Days: []int{7}}}
	published := func(tables []station.Holidays) (uid, start string) {
		days, err := station.Occurrences(rule, "2026-10-01", "2026-10-31", station.NewCalendar(tables))
		if err != nil || len(days) != 1 {
			t.Fatalf("%v, %v", days, err)
		}
		event := icalEvents(t, icalendar("接待日", "s1", []icalEvent{{Occurrence: days[0]}}, icalNow))[0]
		return event.one(t, "UID").value, event.one(t, "DTSTART").value
	}
	uidBefore, before := published(nil)
	uidAfter, after := published(station.ShippedHolidays())
	if uidBefore != uidAfter || before != "20261007T090000" || after != "20261008T090000" {
		t.Errorf("%s at %s became %s at %s", uidBefore, before, uidAfter, after)
	}
}

func TestICalWithoutEvents(t *testing.T) {
	if events := icalEvents(t, icalendar("", "", nil, icalNow)); len(events) != 0 {
		t.Errorf("%d events", len(events))
	}
}

// Whatever people type comes out of the strict reader as it went in, less what no calendar may hold.
func TestICalCarriesAnyText(t *testing.T) {
	awkward := []rune("人大代表，,;:\\\"nN<> \n\r\t\x00\x7f\u0085\u2028é👩‍👩‍👧𠮷㐂")
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.OneOf(rapid.StringOfN(rapid.SampledFrom(awkward), 0, 200, -1),
			rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 200), func(b []byte) string { return string(b) }))
		title, place := typed.Draw(t, "title"), typed.Draw(t, "place")
		deputies := rapid.SliceOfN(typed, 0, 3).Draw(t, "deputies")
		day := station.Occurrence{Rule: typed.Draw(t, "rule"), Date: "2026-06-16", Start: "09:00", End: "11:00", Place: place}
		data := icalendar(title, "s1", []icalEvent{{Occurrence: day, Title: title, Deputies: deputies}}, icalNow)
		event := icalEvents(t, data)[0]
		allowed := func(s string) string {
			s = strings.ToValidUTF8(s, "\uFFFD")
			return string(slices.DeleteFunc([]rune(s), func(r rune) bool { return r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 }))
		}
		for name, want := range map[string]string{
			"SUMMARY":  allowed(title),
			"LOCATION": allowed(strings.TrimSpace(" " + place)),
			"UID":      allowed(fmt.Sprintf("%s-2026-06-16@s1", day.Rule)),
		} {
			if got := plain(t, event.one(t, name).value); got != want {
				t.Fatalf("%s = %q, want %q", name, got, want)
			}
		}
		if description := plain(t, event.one(t, "DESCRIPTION").value); len(deputies) > 0 &&
			description != allowed("接待代表："+strings.Join(deputies, "、")) {
			t.Fatalf("DESCRIPTION = %q", description)
		}
	})
}
