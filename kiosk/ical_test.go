package kiosk

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lianzhan/station"
)

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
