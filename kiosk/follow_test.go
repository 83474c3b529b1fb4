package kiosk

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// master releases what the officer drafted: four eyes.
func master(data matter.Data) matter.Move {
	return matter.Move{By: matter.Actor{Role: string(station.RoleMaster), Account: "m1", Name: "周站长"}, Data: data}
}

func stepTitles(f fields) (titles []string) {
	steps, _ := f["steps"].([]any)
	for _, s := range steps {
		step := fields(s.(map[string]any))
		mark := "?"
		if step["done"] == true {
			mark = ""
		}
		titles = append(titles, mark+step.text("title"))
	}
	return titles
}

func TestWhatAVoterIsToldStepByStep(t *testing.T) {
	h := open(t, aTown(t))
	h.put(t, &station.Unit{ID: "u-road", Name: "镇公路站"})
	phone := phoneOf(h, "10.11.0.1")
	got := phone.must(201, "POST", "/api/v1/matters", phone.filled("路灯不亮"))
	id, address := got.text("id"), "/api/v1/matters/"+got.text("code")
	told := func(want string) fields {
		t.Helper()
		h.now = h.now.Add(time.Minute)
		f := phone.look(200, address)
		if titles := strings.Join(stepTitles(f), " "); titles != want {
			t.Errorf("told %s\nwant %s", titles, want)
		}
		return f
	}
	told("已收到 ?核实 ?受理 ?交给单位办 ?答复您 ?请您评价")
	h.does(id, officer(&matter.Verified{}))
	h.does(id, officer(&matter.AcceptedBy{}))
	h.does(id, officer(&matter.Note{Text: "内部的话"}))
	f := told("已收到 已核实 已受理 ?交给单位办 ?答复您 ?请您评价")
	if f.sub("next").text("label") != "交给单位办" || !strings.Contains(f.sub("next").text("how"), "第二天起算") {
		t.Errorf("next %v", f["next"])
	}
	h.does(id, officer(&matter.Classification{Category: "road", Grade: matter.Ordinary}))
	h.does(id, officer(&matter.Assignment{LeadUnit: "u-road", Opinion: "内部的话"}))
	h.does(id, officer(&matter.PausedFor{Why: "请说说是第几根灯杆。"}))
	told("已收到 已核实 已受理 已交办 等您补充 ?答复您 ?请您评价")
	phone.must(200, "POST", address+"/more", fields{"words": "第三根"})
	f = told("已收到 已核实 已受理 已交办 等您补充 您补充了情况 ?答复您 ?请您评价")
	if f.text("unit") != "镇公路站" {
		t.Errorf("unit %q", f.text("unit"))
	}
	if body, err := json.Marshal(f); err != nil || strings.Contains(string(body), "内部的话") || strings.Contains(string(body), "第三根") {
		t.Errorf("%s %v", body, err)
	}
	if words := phone.look(200, address+"?words=1").sub("words"); fmt.Sprint(words["texts"]) != "[map[on:2026-11-21 text:路灯不亮] map[on:2026-11-21 text:第三根]]" {
		t.Errorf("%v", words)
	}
}

func TestADeclinedMatterSaysWhereToGo(t *testing.T) {
	h := open(t, aTown(t))
	got := terminalOf(h).must(201, "POST", "/api/v1/matters", lamp(clientID(1)))
	h.does(got.text("id"), officer(&matter.Declined{Reason: "petition", Advice: "请向信访部门提出。", Told: "phone"}))
	page := phoneOf(h, "10.11.0.2").page(200, "/T/"+got.text("code"))
	if !strings.Contains(page, "属于个人信访事项。请向信访部门提出。") || strings.Contains(page, "补充说明") || strings.Contains(page, "请您评价") {
		t.Error(page)
	}
	if _, a := phoneOf(h, "10.11.0.3").send("POST", "/api/v1/matters/"+got.text("code")+"/more", fields{"words": "再说一句"}); a.status != 409 {
		t.Errorf("added to a closed matter: %d", a.status)
	}
}

// After a merge the voter follows the other matter, and hears nothing of whose it is.
func TestAMergedMatterFollowsTheOther(t *testing.T) {
	h := open(t, aTown(t))
	kiosk := terminalOf(h)
	mine, other := kiosk.must(201, "POST", "/api/v1/matters", lamp(clientID(1))), lamp(clientID(2))
	other["words"], other["contact"] = "别人说的话", fields{"name": "别人", "phone": "13700001111"}
	theirs := kiosk.must(201, "POST", "/api/v1/matters", other)
	h.now = h.now.Add(time.Hour)
	h.does(mine.text("id"), officer(&matter.MergedInto{Into: theirs.text("id")}))
	h.does(theirs.text("id"), officer(&matter.Absorbed{From: mine.text("id")}))
	h.now = h.now.Add(time.Hour)
	h.answered(theirs.text("id"))
	a := phoneOf(h, "10.11.0.4").request("GET", "/api/v1/matters/"+mine.text("code")+"?words=1", nil, "")
	f := readFields(t, a)
	if f.text("merged_into") != "990101001-2026-000002" || f.sub("reply").text("decided") != "路灯换好了。" || f["rateable"] != false {
		t.Errorf("%v", f)
	}
	if strings.Contains(a.body, "别人") || strings.Contains(a.body, "13700001111") || !strings.Contains(a.body, "村口的路灯") {
		t.Error(a.body)
	}
	if got := strings.Join(stepTitles(f), " "); got != "已收到 合并办理 已受理 已交办 正在办 已答复 ?请您评价" {
		t.Error(got)
	}
}

func TestRatings(t *testing.T) {
	h := open(t, aTown(t))
	kiosk := terminalOf(h)
	n := byte(0)
	bring := func() (id, address string) {
		n++
		got := kiosk.must(201, "POST", "/api/v1/matters", lamp(clientID(n)))
		h.now = h.now.Add(time.Minute)
		return got.text("id"), "/api/v1/matters/" + got.text("code")
	}
	id, address := bring()
	if _, a := kiosk.send("POST", address+"/rating", fields{"satisfaction": "satisfied"}); a.status != 409 {
		t.Errorf("rated before the reply: %d", a.status)
	}
	h.answered(id)
	for _, bad := range []fields{{"satisfaction": "great"}, {"satisfaction": "satisfied", "words": strings.Repeat("字", 501)}} {
		if _, a := kiosk.send("POST", address+"/rating", bad); a.status != 400 {
			t.Errorf("%v: %d", bad, a.status)
		}
	}
	kiosk.must(200, "POST", address+"/rating", fields{"satisfaction": "basically_satisfied", "words": "还行", "via": "counter"})
	if m := h.matter(id); m.State != matter.RatedState || m.Rating.Via != "kiosk" || m.FedBack.How != "kiosk" || m.Redone != 0 {
		t.Errorf("%+v", m.Rating)
	}

	// Not satisfied twice: one redo, then the verdict stands.
	id, address = bring()
	h.answered(id)
	kiosk.must(200, "POST", address+"/rating", fields{"satisfaction": "unsatisfied"})
	h.now = h.now.Add(time.Minute)
	h.does(id, officer(&matter.Reply{Class: "B", Form: "oral", Decided: "列入明年计划。", By: matter.Signer{Name: "郑所长"}}))
	if f := phoneOf(h, "10.12.0.1").look(200, address); f["redo_possible"] != false || f["rateable"] != true {
		t.Errorf("the second reply: %v", f)
	}
	f := phoneOf(h, "10.12.0.1").must(200, "POST", address+"/rating", fields{"satisfaction": "unsatisfied"})
	if m := h.matter(id); f.text("state") != "rated" || m.Redone != 1 || len(m.Unapplied()) != 0 {
		t.Errorf("%v", f)
	}
}

// While the voter decides, an officer writes too: the verdict is worked out again from what is there then.
func TestAVerdictMeetsAnOfficersEdit(t *testing.T) {
	h := open(t, aTown(t))
	kiosk := terminalOf(h)
	got := kiosk.must(201, "POST", "/api/v1/matters", lamp(clientID(1)))
	h.answered(got.text("id"))
	interfered := false
	h.before = func() {
		if !interfered {
			interfered = true
			h.does(got.text("id"), officer(&matter.FedBack{How: "call"}))
		}
	}
	kiosk.must(200, "POST", "/api/v1/matters/"+got.text("code")+"/rating", fields{"satisfaction": "satisfied"})
	if m := h.matter(got.text("id")); m.FedBack.How != "call" || m.State != matter.RatedState || len(m.Unapplied()) != 0 {
		t.Errorf("%+v", m)
	}
}
