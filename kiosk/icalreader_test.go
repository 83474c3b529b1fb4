package kiosk

import (
	"bytes"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
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
