//go:build stories

package tests

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"lianzhan/station"
)

// deskSteps is what each step at the desk says when it is said well.
var deskSteps = map[string]fields{
	"told": {"words": "选民又说"}, "contact": {"name": "垚", "phone": "13711110004", "sex": "女", "age_band": "60+", "address": "上洋村"},
	"declined": {"reason": "court", "advice": "请向人民法院提出。", "told": "当面"}, "merged": {"into": "m0"},
	"classified": {"category": "road", "grade": "ordinary", "title": "井盖"}, "assigned": {"lead_unit": roadUnit, "opinion": "请办"},
	"sent_back": {"reason": "不归我们管"}, "extended": {"to": "2027-01-31", "reason": "下雨", "approved_by": "站长"}, "paused": {"why": "等材料"},
	"replied":  {"class": "A", "form": "written", "decided": "修好了", "why_not": "", "next": "再看", "call": "0570-0000031", "meeting": "站里"},
	"fed_back": {"how": "call"}, "rated": {"satisfaction": "satisfied", "via": "call"}, "rating_words": {"words": "好"}, "redo": {"reason": "没有好"},
	"archived": {"volume": "第1卷"}, "supervised": {"text": "督办"}, "urged": {"text": "请快"}, "escalated": {"to": "presidium", "text": "请研究"},
	"escalation_answered": {"result": "同意"}, "converted": {"suggestion": suggestionOne},
	"letter":          {"number": "1号", "to": roadUnit, "problems": "拖延", "demands": "办", "reply_by": "2027-01-31"},
	"letter_answered": {"number": "1号", "reply": "已办"}, "rechecked": {"text": "看过"}, "noted": {"text": "备注"},
	"deputy_view": {"text": "请办", "ask": "urge"}, "public_drafted": {"title": "井盖", "text": "换好了", "place": "桥头", "result": "好"},
	"public_withdrawn": {"reason": "有误"}, "forgotten": {"reason": "voter"},
}

// Whatever somebody signed in sends as a step: it is taken or refused in words, and what is far too long is refused.
func TestPoisonAtTheDesk(t *testing.T) {
	s := startTown(t)
	o := openOffice(t, s, station.RoleOfficer, station.RoleUnit, station.RoleDeputy, station.RolePresidium)
	kiosk := s.kiosk("127.0.0.2")
	for event, data := range deskSteps {
		r := kiosk.tell("井盖没了"+event, fields{"deputies": []string{deputyOne}})
		if event != "declined" {
			o.handOn(r.ID, roadUnit)
		}
		kiosk = s.terminal(addressOf(len(event)))
		path := "/api/v1/desk/matters/" + r.ID + "/events"
		for field := range data {
			for name, poison := range poisons {
				body := spoil(fields{"type": event, "data": data, "note": "据实"}, "data."+field, poison)
				what, a := fmt.Sprintf("%s %s %s", event, field, name), answer{}
				for _, who := range o.people { // until it meets somebody who may
					if a = who.send("POST", path, body); a.status != http.StatusForbidden {
						break
					}
				}
				harmless(t, what, a)
				if name == "long" && a.status < http.StatusBadRequest {
					t.Errorf("%s: 100 kB are taken", what)
				}
			}
		}
		for _, value := range wrongKinds[1:] {
			harmless(t, event, o.officer().send("POST", path, written(fields{"type": event, "data": value})))
		}
		for name, poison := range poisons {
			harmless(t, event+" note", o.officer().send("POST", path, spoil(fields{"type": event, "note": ""}, "note", poison)))
			harmless(t, name, o.officer().send("POST", path, spoil(fields{"type": ""}, "type", poison)))
			harmless(t, name, o.officer().send("POST", path, spoil(fields{"type": event, "base": ""}, "base", poison)))
		}
		harmless(t, event, o.officer().want(http.StatusOK, "GET", "/api/v1/desk/matters/"+r.ID, nil))
		s.caller(addressOf(100 + len(event))).follow(r.Code)
	}
	for _, query := range []string{"state", "category", "unit", "due", "channel", "grade", "from", "to", "q", "sort", "limit", "offset", "columns", "public"} {
		for name, poison := range poisons {
			for _, list := range []string{"/api/v1/desk/matters?", "/api/v1/desk/matters.csv?"} {
				if name != "long" { // longer than any address may be
					harmless(t, list+query+" "+name, o.officer().send("GET", list+query+"="+strings.ReplaceAll(url.QueryEscape(poison), "+", "%20"), nil))
				}
			}
		}
	}
	export := string(o.officer().want(http.StatusOK, "GET", "/api/v1/desk/matters.csv", nil).body)
	if cells := regexp.MustCompile(`(?m)(^|,)"?[=+@]`).FindString(export); cells != "" {
		t.Error("a spreadsheet would run a cell of the export")
	}
	if strings.Contains(s.log.String(), "panic") {
		t.Errorf("the log says\n%.900s", s.log.String())
	}
	s.run("verify")
}

// Roles, names and numbers are never taken from what somebody sends.
func TestForgedActors(t *testing.T) {
	s := startTown(t)
	o := openOffice(t, s, station.RoleOfficer, station.RoleUnit, station.RoleDeputy)
	r := s.kiosk("127.0.0.2").tell("井盖没了", fields{"deputies": []string{deputyOne}})
	path := "/api/v1/desk/matters/" + r.ID + "/events"
	for _, body := range []fields{
		{"type": "accepted", "by": fields{"role": "station_master"}}, {"type": "accepted", "role": "station_master"},
		{"type": "accepted", "account": "someone"}, {"type": "noted", "data": fields{"text": "x", "by": fields{"role": "voter"}}},
	} {
		o.officer().refused(http.StatusBadRequest, "", "POST", path, body)
	}
	for _, event := range []string{"registered", "absorbed", "supported", "erased", "", "ACCEPTED", "accepted "} {
		o.master.refused(http.StatusBadRequest, "event_unknown", "POST", path, fields{"type": event})
	}
	o.handOn(r.ID, roadUnit)
	forged := reply("A", "好了")
	forged["by"] = fields{"unit": waterUnit, "name": "冒名", "post": "", "phone": ""}
	o.unit().does(r.ID, "replied", forged)
	if f := s.caller("127.0.0.3").follow(r.Code); f.Reply.By.Unit != "镇城建办" {
		t.Errorf("a unit answers as %s", f.Reply.By.Unit)
	}
	o.people[station.RoleDeputy].does(r.ID, "deputy_view", fields{"deputy": "deputy-two", "text": "办得好"})
	for _, body := range []fields{{"type": "noted", "data": fields{"text": "甲"}, "base": "0.1"}, {"type": "noted", "data": fields{"text": "甲"}, "base": "x.y"}} {
		o.officer().refused(http.StatusConflict, "record_changed", "POST", path, body)
	}
	d := o.officer().detail(r.ID)
	for _, line := range d.Timeline {
		if strings.Contains(line.By, "station_master") || line.By == "" {
			t.Errorf("a line by %q", line.By)
		}
	}
}

// Identity and bank card numbers reach no disk, whichever field and door they come by.
func TestNumbersReachNoDisk(t *testing.T) {
	const card = "6222021234567890128" // passes the check digit of ISO/IEC 7812
	s := startTown(t)
	o := openOffice(t, s, station.RoleOfficer, station.RoleUnit)
	number := "找我" + secretID + "，卡" + card
	contact := fields{"name": secretID, "phone": ""}
	kiosk := s.kiosk("127.0.0.2")
	r := kiosk.tell(number, fields{"title": "我" + secretID, "place": "桥头" + secretID, "village": "村" + secretID, "contact": contact})
	kiosk.want(http.StatusOK, "POST", "/api/v1/matters/"+r.Code+"/more", fields{"words": number})
	o.officer().want(http.StatusCreated, "POST", "/api/v1/desk/matters", fields{"client": clientID(), "channel": "visit", "category": "road",
		"title": secretID, "words": number, "place": "桥头" + secretID, "village": "村" + secretID, "contact": contact, "consent": consent})
	o.handOn(r.ID, roadUnit)
	for _, step := range []string{"told", "contact", "noted", "urged", "paused"} {
		data := fields{}
		for field := range deskSteps[step] {
			data[field] = number
		}
		o.officer().send("POST", "/api/v1/desk/matters/"+r.ID+"/events", written(fields{"type": step, "data": data, "note": number}))
	}
	s.down()
	s.grepNothing(secretID, card, secretID[6:14])
}
