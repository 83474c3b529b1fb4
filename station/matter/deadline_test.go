package matter

import (
	"strings"
	"testing"
	"time"

	"lianzhan/station"
)

// at moves the book's clock to a day in 2026, nine in the morning in Beijing.
func (b *book) at(month time.Month, day int) *book {
	b.now = time.Date(2026, month, day, 9, 0, 0, 0, station.Zone)
	return b
}

func deadline(t *testing.T, m Matter, step Step) Deadline {
	t.Helper()
	for _, d := range m.Deadlines(nil, station.StationCalendar(nil)) {
		if d.Step == step {
			return d
		}
	}
	t.Fatalf("no deadline for %s", step)
	return Deadline{}
}

func TestEachStepHasItsDay(t *testing.T) {
	b := manhole(t) // Monday 2 March
	if d := deadline(t, b.matter(), ToAccept); d.Due != "2026-03-05" || d.Done != "" || !d.Late("2026-03-06") || d.DaysLeft("2026-03-06") != -1 {
		t.Errorf("accept: %+v", d)
	}
	b.at(time.March, 3).do(t, master, &AcceptedBy{})
	b.do(t, officer, &Classification{Category: "road", Grade: Ordinary})
	b.at(time.March, 4).do(t, master, &Assignment{LeadUnit: "roads"})
	if d := deadline(t, b.matter(), ToReply); d.Due != "2026-03-25" || d.Basis == "" || !strings.Contains(d.How, "2026年3月4日的第二天起算15个工作日") {
		t.Errorf("reply: %+v", d)
	}
	if next, ok := b.matter().Next(nil, station.StationCalendar(nil)); !ok || next.Step != ToReply {
		t.Errorf("next: %+v", next)
	}
	b.at(time.March, 9).do(t, officer, &PausedFor{Why: "等选民补充地点"})
	b.at(time.March, 12).do(t, officer, &Resumed{})
	if d := deadline(t, b.matter(), ToReply); d.Due != "2026-03-30" || !strings.Contains(d.How, "3天不算") {
		t.Errorf("after waiting: %+v", d)
	}
	b.do(t, master, &Extended{To: "2026-04-20", Reason: "等材料", ApprovedBy: "乙"})
	if d := deadline(t, b.matter(), ToReply); d.Due != "2026-04-20" || !strings.Contains(d.How, "批准延期") {
		t.Errorf("extended: %+v", d)
	}
	if d := deadline(t, b.matter(), HardStop); d.Due != "2026-05-06" {
		t.Errorf("hard stop: %+v", d) // 3 March + 60 days = 2 May, 3 days waited, 5 May is still a holiday
	}
}

func TestARedoHasAMonthAndALookBackComes(t *testing.T) {
	b := manhole(t)
	b.do(t, master, &AcceptedBy{})
	b.do(t, officer, &Reply{Class: "A", Form: "oral", Decided: "已转告", By: Signer{Name: "甲"}})
	b.do(t, officer, &FedBack{How: "counter"})
	b.do(t, Voter, &Rated{Satisfaction: Unsatisfied, Via: "kiosk"}, &RedoOrder{})
	if d := deadline(t, b.matter(), ToRedo); d.Due != "2026-04-02" || b.matter().Reply() != nil {
		t.Errorf("redo: %+v", d)
	}
	b.at(time.March, 10).do(t, unitless(unit), &Reply{Class: "A", Form: "written", Decided: "换新", By: Signer{Name: "丙"}})
	b.do(t, officer, &FedBack{How: "call"}, &ClosedBy{})
	if d := deadline(t, b.matter(), ToRecheck1); d.Due != "2026-04-09" {
		t.Errorf("recheck: %+v", d)
	}
	b.at(time.April, 9).do(t, officer, &Rechecked{After: 30, Holds: false, Text: "又沉了"})
	if d := deadline(t, b.matter(), ToRecheck1); d.Done != "2026-04-09" {
		t.Errorf("rechecked: %+v", d)
	}
	b.do(t, officer, &RedoOrder{Reason: "回头看发现反弹"})
	if m := b.matter(); m.State != Redo || m.Redone != 2 {
		t.Errorf("%s %d", m.State, m.Redone)
	}
}

// unitless is an officer of the station writing for a unit that has no account.
func unitless(a Actor) Actor { a.Unit = ""; return a }

func TestAResettlementComplaintGoesUpAndIsAnswered(t *testing.T) {
	b := manhole(t)
	b.do(t, master, &AcceptedBy{})
	b.do(t, officer, &Classification{Category: "housing", Grade: Urgent})
	b.do(t, master, &Assignment{LeadUnit: "roads"})
	b.at(time.March, 20).do(t, unit, &SentBackBy{Reason: "要镇里统一定"})
	b.do(t, master, &Escalation{To: "party_committee", Text: "请镇党委研究交房。"})
	b.do(t, master, &EscalationAnswer{Result: "镇党委会议定，下月交房。"})
	b.do(t, master, &Assignment{LeadUnit: "roads", Opinion: "按镇党委意见办。"})
	b.do(t, unit, &Reply{Class: "B", Form: "written", Decided: "下月十五日交房。", Next: "站里会打电话通知。", By: Signer{Name: "丙"}})
	m := b.matter()
	if m.State != Replied || m.Escalations[0].Answer == "" || m.Escalations[0].Done.IsZero() {
		t.Errorf("%+v", m)
	}
}

func TestWhatComesTooLateIsKeptAndNotApplied(t *testing.T) {
	b := manhole(t)
	b.do(t, master, &AcceptedBy{})
	late, err := Move{By: unit, Data: &SentBackBy{Reason: "不归我们"}}.edit(b.record.ID)
	if err != nil {
		t.Fatal(err)
	}
	b.write(t, late)
	lines := b.matter().Unapplied()
	if len(lines) != 1 || lines[0].Why == "" || lines[0].Type != "sent_back" || b.matter().State != Accepted {
		t.Errorf("%+v", lines)
	}
	unknown := late
	unknown.Fields = []byte(`{"type":"teleported","by":{"role":"system"},"data":{"x":1}}`)
	b.write(t, unknown)
	if lines := b.matter().Unapplied(); len(lines) != 2 || !strings.Contains(lines[1].Why, "更新的版本") {
		t.Errorf("%+v", lines)
	}
}

func TestWhatTheRulesForbid(t *testing.T) {
	accepted := func(b *book) { b.do(t, master, &AcceptedBy{}) }
	for _, c := range []struct {
		name string
		to   func(*book)
		move Move
		code string
	}{
		{"accept twice", accepted, Move{By: master, Data: &AcceptedBy{}}, "step_not_possible"},
		{"a deputy answers", accepted, Move{By: Actor{Role: "deputy", Account: "d"}, Data: &Reply{Class: "A", Form: "oral", Decided: "好了", By: Signer{Name: "丁"}}}, "deputy_no_handle"},
		{"archive what was not answered", accepted, Move{By: master, Data: &ArchivedIn{Volume: "一"}}, "step_not_possible"},
		{"merge into itself", accepted, Move{By: master, Data: &MergedInto{Into: IDFrom("client-1")}}, "merge_with_itself"},
		{"publish before accepting", func(*book) {}, Move{By: officer, Data: &PublicDraft{Title: "井盖", Text: "好了"}}, "not_accepted"},
		{"publish a telephone", accepted, Move{By: officer, Data: &PublicDraft{Title: "井盖", Text: "找13800001234"}}, "public_text_personal"},
		{"release one's own text", func(b *book) { accepted(b); b.do(t, officer, &PublicDraft{Title: "井盖", Text: "好了"}) },
			Move{By: officer, Data: &Released{}}, "second_person"},
		{"say no without saying why", accepted, Move{By: unitless(unit), Data: &Reply{Class: "C", Form: "oral", Decided: "办不了", By: Signer{Name: "丙"}}}, "reply_why_missing"},
		{"another unit answers", func(b *book) {
			accepted(b)
			b.do(t, officer, &Classification{Category: "road", Grade: Ordinary})
			b.do(t, master, &Assignment{LeadUnit: "water"})
		}, Move{By: unit, Data: &Started{}}, "other_unit"},
		{"decline without a way", func(*book) {}, Move{By: master, Data: &Declined{Reason: "court"}}, "decline_advice_missing"},
	} {
		b := manhole(t)
		c.to(b)
		if err := b.matter().Check(c.move); err == nil || station.Worded(err).Code != c.code {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
		}
	}
}
