//go:build stories

package tests

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"lianzhan/station"
)

// A family waits for the flat promised when its house was taken down. The unit sends it back, the Party committee decides,
// a letter of supervision opinion asks, the voter is not satisfied, it is done once more, becomes a suggestion and is
// looked at again.
func TestResettlementUpToThePartyCommittee(t *testing.T) {
	s := startTown(t)
	o := openOffice(t, s, station.RoleOfficer, station.RoleUnit, station.RolePresidium, station.RoleDeputy)
	kiosk, phone := s.kiosk("127.0.0.2"), s.caller("127.0.0.3")
	r := kiosk.tell("房子拆了三年，安置房还没有交付，租房钱也停了。", fields{"category": "housing", "village": "上洋村", "deputies": []string{deputyCode}})
	o.handOn(r.ID, waterUnit)
	o.unit().refused(http.StatusNotFound, "", "GET", "/api/v1/desk/matters/"+r.ID, nil) // another unit has it
	o.master.does(r.ID, "assigned", fields{"lead_unit": roadUnit})
	o.unit().cannot(r.ID, "sent_back", fields{}, http.StatusBadRequest, "reason_missing")
	o.unit().does(r.ID, "sent_back", fields{"reason": "安置房由指挥部负责"})
	phone.stands(r.Code, "sent_back")
	deputy := o.people[station.RoleDeputy]
	deputy.does(r.ID, "deputy_view", fields{"text": "请上报党委研究", "ask": "escalate"})
	deputy.cannot(r.ID, "escalated", fields{"to": "party_committee", "text": "请研究"}, http.StatusForbidden, "forbidden")
	presidium := o.people[station.RolePresidium]
	presidium.cannot(r.ID, "escalated", fields{"to": "the_emperor", "text": "请研究"}, http.StatusBadRequest, "escalation_target_missing")
	presidium.cannot(r.ID, "escalation_answered", fields{"result": "办"}, http.StatusConflict, "nothing_escalated")
	presidium.does(r.ID, "escalated", fields{"to": "party_committee", "text": "部门之间推诿，请镇党委研究"})
	presidium.does(r.ID, "escalation_answered", fields{"result": "由城建办牵头，年底前交付"})
	o.master.does(r.ID, "assigned", fields{"lead_unit": roadUnit, "co_units": []string{waterUnit}})
	letterAndPause(t, o, r)
	o.unit().does(r.ID, "replied", reply("B", "安置房年底前交付，租房补助本月补发。"))
	o.officer().does(r.ID, "fed_back", fields{"how": "visit"})

	rate := fields{"satisfaction": "unsatisfied", "words": "又是一句空话"}
	if f := told[followed](phone, phone.want(http.StatusOK, "POST", "/api/v1/matters/"+r.Code+"/rating", rate)); f.State != "redo" || f.Reply != nil {
		t.Fatalf("not satisfied, and it is %s with %+v", f.State, f.Reply)
	}
	o.officer().cannot(r.ID, "closed", nil, http.StatusConflict, "step_not_possible")
	o.unit().does(r.ID, "handling", nil)
	o.unit().does(r.ID, "replied", reply("B", "钥匙十二月二十日交到各户，补助已到账。"))
	o.officer().does(r.ID, "fed_back", fields{"how": "call"})
	if f := phone.stands(r.Code, "fed_back"); !f.Rateable || f.RedoPossible {
		t.Errorf("after the redo: rateable %v, redo possible %v", f.Rateable, f.RedoPossible)
	}
	phone.want(http.StatusOK, "POST", "/api/v1/matters/"+r.Code+"/rating", rate)
	phone.stands(r.Code, "rated") // a second redo is not ordered by itself
	o.master.cannot(r.ID, "redo", nil, http.StatusConflict, "redo_used")

	o.makeSuggestion(r.ID)
	o.officer().does(r.ID, "closed", nil)
	o.officer().does(r.ID, "rechecked", fields{"after": 30, "holds": false, "text": "还有两户没有拿到钥匙"})
	o.officer().does(r.ID, "redo", fields{"reason": "回头看发现没有落实"}) // broken again: once more
	phone.stands(r.Code, "redo")
	o.unit().does(r.ID, "replied", reply("A", "最后两户已拿到钥匙。"))
	o.officer().does(r.ID, "fed_back", fields{"how": "visit"})
	phone.want(http.StatusOK, "POST", "/api/v1/matters/"+r.Code+"/rating", fields{"satisfaction": "basically_satisfied"})
	o.officer().does(r.ID, "closed", nil)
	d := o.officer().detail(r.ID)
	if !d.Row.Escalated || d.Matter.Redone != 2 || d.Matter.Suggestion == "" || !inOrder(d.steps(), "sent_back", "deputy_view", "escalated",
		"escalation_answered", "letter", "letter_answered", "replied", "rated", "redo", "replied", "rated", "converted", "closed", "rechecked", "redo") {
		t.Errorf("escalated %v, redone %d, suggestion %q: %v", d.Row.Escalated, d.Matter.Redone, d.Matter.Suggestion, d.steps())
	}
	shown := phone.follow(r.Code)
	for _, step := range shown.Steps {
		if strings.Contains(step.Title+step.Text, "推诿") || strings.Contains(step.Text, "交付拖延") {
			t.Errorf("the voter is shown what the offices write to each other: %+v", step)
		}
	}
}

// letterAndPause: the congress asks the unit in writing, and the clock stands still while the voter looks for a paper.
func letterAndPause(t *testing.T, o *office, r receipt) {
	t.Helper()
	presidium := o.people[station.RolePresidium]
	dueBy := func() string {
		for _, d := range o.officer().detail(r.ID).Deadlines {
			if d.Step == "reply" {
				return d.Due
			}
		}
		t.Fatal("no day to reply by")
		return ""
	}
	due, soon := dueBy(), time.Now().AddDate(0, 1, 0).Format("2006-01-02")
	o.officer().does(r.ID, "paused", fields{"why": "等选民找补助协议"})
	o.unit().cannot(r.ID, "replied", reply("A", "好了"), http.StatusConflict, "matter_paused")
	o.officer().does(r.ID, "resumed", nil)
	letter := fields{"number": "石人函〔2026〕1号", "to": roadUnit, "problems": "交付拖延", "demands": "列出时间表", "reply_by": soon}
	o.officer().cannot(r.ID, "letter", letter, http.StatusForbidden, "forbidden")
	presidium.does(r.ID, "letter", letter)
	presidium.cannot(r.ID, "letter", letter, http.StatusConflict, "letter_exists")
	presidium.does(r.ID, "letter_answered", fields{"number": letter["number"], "reply": "时间表附后"})
	o.officer().does(r.ID, "urged", fields{"text": "请按时间表办"})
	far := time.Now().AddDate(0, 2, 0).Format("2006-01-02")
	o.master.does(r.ID, "extended", fields{"to": far, "reason": "要等验收", "approved_by": "镇人大主席团"})
	if moved := dueBy(); moved != far || moved <= due {
		t.Errorf("extended to %s, due %s, was %s", far, moved, due)
	}
}

// makeSuggestion turns a matter into a deputy's suggestion.
func (o *office) makeSuggestion(id string) {
	o.t.Helper()
	o.officer().cannot(id, "converted", fields{"suggestion": "nowhere"}, http.StatusForbidden, "forbidden")
	o.master.cannot(id, "converted", fields{"suggestion": "nowhere"}, http.StatusNotFound, "")
	o.master.does(id, "converted", fields{"suggestion": suggestionOne})
	o.master.cannot(id, "converted", fields{"suggestion": suggestionOne}, http.StatusConflict, "already_converted")
}

// Three voters report one broken lamp: three codes, one matter goes on, and each voter sees how it comes along.
func TestThreeReportsOfOneThing(t *testing.T) {
	s := startTown(t)
	o := openOffice(t, s, station.RoleOfficer, station.RoleUnit)
	kiosk := s.kiosk("127.0.0.2")
	var all []receipt
	for _, words := range []string{"村口路灯不亮了", "村口的路灯坏了三天", "晚上路灯不亮，看不见路"} {
		all = append(all, kiosk.tell(words, fields{"village": "上洋村", "place": "村口", "title": "路灯不亮"}))
	}
	leading := all[0]
	d := o.officer().detail(leading.ID)
	for _, other := range all[1:] {
		if !slices.ContainsFunc(d.Similar, func(m struct{ ID string }) bool { return m.ID == other.ID }) {
			t.Errorf("%s is not offered as similar to %s", other.ID, leading.ID)
		}
	}
	o.officer().cannot(leading.ID, "merged", fields{"into": leading.ID}, http.StatusConflict, "merge_with_itself")
	o.officer().cannot(leading.ID, "merged", fields{"into": "m0000000000000000"}, http.StatusNotFound, "matter_not_found")
	o.handOn(leading.ID, roadUnit)
	for _, other := range all[1:] {
		o.officer().does(other.ID, "merged", fields{"into": leading.ID})
	}
	o.unit().does(leading.ID, "replied", reply("A", "路灯已修好。"))
	o.officer().does(leading.ID, "fed_back", fields{"how": "kiosk"})
	for i, each := range all {
		f := s.caller(addressOf(i)).follow(each.Code)
		if f.Reply == nil || !strings.Contains(f.Reply.Decided, "路灯已修好") {
			t.Errorf("voter %d does not see the answer: %+v", i, f.Reply)
		}
		if i > 0 && (f.State != "merged" || f.MergedInto != leading.Receipt.Number) {
			t.Errorf("voter %d: %s into %q", i, f.State, f.MergedInto)
		}
	}
	if d := o.officer().detail(leading.ID); len(d.Matter.From) != 2 {
		t.Errorf("merged from %v", d.Matter.From)
	}
}

// An elder asks at the counter: the draft begun at the kiosk rings at the desk, the officer writes, reads back, and the
// elder's own press makes it a matter that says who wrote it.
func TestOfficerWritesForAnElder(t *testing.T) {
	s := startTown(t)
	o := openOffice(t, s, station.RoleOfficer, station.RoleLegal)
	kiosk := s.kiosk("127.0.0.2")
	bell := o.officer().listen()
	draft := told[struct{ Token, Short string }](kiosk, kiosk.want(http.StatusCreated, "POST", "/api/v1/drafts",
		fields{"category": "welfare", "for": "staff"}))
	bell.until("a ring for the draft", func(m deskMessage) bool { return m.Type == "ring" && m.What == "draft" && m.ID == draft.Token })
	at := "/api/v1/desk/drafts/" + draft.Token
	o.people[station.RoleLegal].refused(http.StatusForbidden, "forbidden", "POST", at+"/claim", nil)
	text := fields{"category": "welfare", "words": "老伴的药报不了，身份证11010519491231002X", "village": "上洋村", "name": "单垚", "phone": "13711110002"}
	o.officer().refused(http.StatusConflict, "draft_not_claimed", "POST", at+"/write", text)
	o.officer().want(http.StatusOK, "POST", at+"/claim", nil)
	o.master.refused(http.StatusConflict, "draft_taken", "POST", at+"/claim", nil)
	o.officer().want(http.StatusOK, "POST", at+"/write", text)
	kiosk.refused(http.StatusConflict, "draft_not_read_back", "POST", "/api/v1/drafts/"+draft.Token+"/confirm", fields{"consent": consent})
	o.officer().want(http.StatusOK, "POST", at+"/read-back", nil)
	state := told[struct{ State, Words string }](kiosk, kiosk.want(http.StatusOK, "GET", "/api/v1/drafts/"+draft.Token, nil))
	if state.State != "reading_back" || strings.Contains(state.Words, "19491231") || !strings.Contains(state.Words, "老伴的药") {
		t.Errorf("the kiosk shows %+v", state)
	}
	kiosk.refused(http.StatusBadRequest, "consent_missing", "POST", "/api/v1/drafts/"+draft.Token+"/confirm", fields{"consent": "never"})
	r := told[receipt](kiosk, kiosk.want(http.StatusCreated, "POST", "/api/v1/drafts/"+draft.Token+"/confirm", fields{"consent": consent}))
	again := told[receipt](kiosk, kiosk.want(http.StatusOK, "POST", "/api/v1/drafts/"+draft.Token+"/confirm", fields{"consent": consent}))
	if again.Code != r.Code || r.Code == "" {
		t.Errorf("pressed twice: %q and %q", r.Code, again.Code)
	}
	bell.until("a ring for the matter", func(m deskMessage) bool { return m.Type == "ring" && m.What == "matter" && m.ID == r.ID })
	row := told[struct {
		Row struct {
			WrittenBy string `json:"written_by"`
			State     string
		}
	}](o.officer().caller, o.officer().want(http.StatusOK, "GET", "/api/v1/desk/matters/"+r.ID, nil)).Row
	if row.WrittenBy == "" || row.State != "registered" {
		t.Errorf("the record says %+v", row)
	}
	s.down()
	s.grepNothing("19491231002")
}
