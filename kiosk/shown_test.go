package kiosk

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// Only what two people let out is shown; the promise counts everything that was accepted.
func TestWhatThePublicSees(t *testing.T) {
	h := open(t, aTown(t))
	h.put(t, &station.Unit{ID: "u-road", Name: "镇公路站"}, &station.Unit{ID: "u-water", Name: "水利站"})
	kiosk := terminalOf(h)
	var ids []string
	for n := range byte(4) {
		got := kiosk.must(201, "POST", "/api/v1/matters", lamp(clientID(n)))
		ids = append(ids, got.text("id"))
		h.does(ids[n], officer(&matter.AcceptedBy{}))
		h.does(ids[n], officer(&matter.Classification{Category: "road", Grade: matter.Ordinary}))
		h.does(ids[n], officer(&matter.Assignment{LeadUnit: []string{"u-road", "u-road", "u-water", "u-water"}[n]}))
	}
	list := func() fields { t.Helper(); return phoneOf(h, "10.14.0.1").look(200, "/api/v1/matters") }
	if f := list(); f["total"] != 0.0 || fmt.Sprint(f["promise"]) != "map[late:0 open:4 solved_30:0 units:[map[late:0 open:2 unit:镇公路站] map[late:0 open:2 unit:水利站]]]" {
		t.Errorf("%v", f)
	}
	h.does(ids[0], officer(&matter.PublicDraft{Title: "村口路灯不亮", Text: "莲池村一处路灯不亮。", Place: "莲池村", Result: "换了灯泡"}))
	if f := list(); f["total"] != 0.0 {
		t.Error("a draft is shown before a second person released it")
	}
	h.does(ids[0], master(&matter.Released{}))
	f := list()
	item := fields(f["items"].([]any)[0].(map[string]any))
	if f["total"] != 1.0 || item.text("title") != "村口路灯不亮" || item.text("unit") != "镇公路站" || item.text("due_on") != "2026-12-14" || item["days_left"] != 23.0 {
		t.Errorf("%v", f)
	}
	if roads := phoneOf(h, "10.14.0.1").look(200, "/api/v1/matter-options")["roads"]; fmt.Sprint(roads) != "[莲池村]" {
		t.Errorf("roads %v", roads)
	}
	h.now = time.Date(2026, 12, 15, 9, 0, 0, 0, station.Zone)
	f = list()
	if p := f.sub("promise"); p["late"] != 4.0 || fields(f["items"].([]any)[0].(map[string]any))["late"] != true {
		t.Errorf("after the day %v", p)
	}
	h.does(ids[0], officer(&matter.Reply{Class: "A", Form: "oral", Decided: "好了", By: matter.Signer{Name: "郑所长"}}))
	h.does(ids[0], officer(&matter.FedBack{How: "call"}))
	h.does(ids[0], officer(&matter.ClosedBy{}))
	for query, want := range map[string]float64{"": 1, "?solved=true": 1, "?solved=false": 0, "?unit=u-road": 1, "?unit=u-water": 0, "?offset=1": 1, "?limit=0": 1} {
		if f := phoneOf(h, "10.14.0.1").look(200, "/api/v1/matters"+query); f["total"] != want {
			t.Errorf("%s: %v", query, f["total"])
		}
	}
	if p := list().sub("promise"); p["open"] != 3.0 || p["solved_30"] != 1.0 || p["late"] != 3.0 {
		t.Errorf("after it was solved %v", p)
	}
	h.does(ids[0], master(&matter.Withdrawn{Reason: "写错了"}))
	if f := list(); f["total"] != 0.0 {
		t.Error("withdrawn and still shown")
	}
	if a := phoneOf(h, "10.14.0.1").request("GET", "/api/v1/matters/"+ids[0], nil, ""); a.status != 404 || strings.Contains(a.body, "路灯") {
		t.Errorf("withdrawn: %d", a.status)
	}
	for _, bad := range []string{"?solved=maybe", "?limit=-1", "?offset=x", "?unit=" + strings.Repeat("x", 200)} {
		if a := phoneOf(h, "10.14.0.1").request("GET", "/api/v1/matters"+bad, nil, ""); a.status != 400 {
			t.Errorf("%s: %d", bad, a.status)
		}
	}
}

// A new holiday table, other terms: the days move without anybody touching a matter.
func TestDaysMoveWithTheRules(t *testing.T) {
	h := open(t, aTown(t))
	id := terminalOf(h).must(201, "POST", "/api/v1/matters", lamp(clientID(1))).text("id")
	h.does(id, officer(&matter.AcceptedBy{}))
	h.does(id, officer(&matter.PublicDraft{Title: "路灯", Text: "不亮"}))
	h.does(id, master(&matter.Released{}))
	due := func() string { return phoneOf(h, "10.14.0.2").look(200, "/api/v1/matters/"+id).text("due_on") }
	if got := due(); got != "2026-12-14" { // 7 December is off in this town
		t.Errorf("at first %s", got)
	}
	h.put(t, &station.Holidays{ID: "2026", Year: 2026, Off: []station.Date{"2026-12-07", "2026-12-08"}})
	if got := due(); got != "2026-12-15" {
		t.Errorf("with another holiday %s", got)
	}
	h.put(t, &station.Policy{Terms: station.Terms{"reply": {N: 2, Unit: station.CalendarDays, Basis: "本站"}}})
	if got := due(); got != "2026-11-23" {
		t.Errorf("with two days %s", got)
	}
}

func TestMeToo(t *testing.T) {
	h := open(t, aTown(t))
	kiosk := terminalOf(h)
	id := kiosk.must(201, "POST", "/api/v1/matters", lamp(clientID(1))).text("id")
	phone := phoneOf(h, "10.15.0.1")
	press := func(v *visitor, want float64) {
		t.Helper()
		if got := v.must(200, "POST", "/api/v1/matters/"+id+"/me-too", nil)["me_too"]; got != want {
			t.Errorf("counts %v, want %v", got, want)
		}
	}
	if _, a := phone.send("POST", "/api/v1/matters/"+id+"/me-too", nil); a.status != 404 {
		t.Errorf("not released: %d", a.status)
	}
	h.does(id, officer(&matter.AcceptedBy{}))
	h.does(id, officer(&matter.PublicDraft{Title: "路灯", Text: "不亮"}))
	h.does(id, master(&matter.Released{}))
	press(phone, 1)
	press(phone, 1)
	press(phoneOf(h, "10.15.0.2"), 2)
	press(kiosk, 3)
	press(kiosk, 3)
	h.now = h.now.Add(time.Minute)
	press(kiosk, 4)
	for range 3 {
		press(phone, 4)
	}
	if _, a := phone.send("POST", "/api/v1/matters/"+id+"/me-too", nil); a.status != 429 {
		t.Errorf("the sixth: %d", a.status)
	}
}
