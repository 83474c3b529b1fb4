package proposal

import (
	"strings"
	"testing"

	"lianzhan/station"
)

func deadline(t *testing.T, p Proposal, step Step) Deadline {
	t.Helper()
	for _, d := range p.Deadlines(nil, station.StationCalendar(nil)) {
		if d.Step == step {
			return d
		}
	}
	t.Fatalf("no deadline for %s in %+v", step, p.Deadlines(nil, station.StationCalendar(nil)))
	return Deadline{}
}

func TestTheReplyIsDueByTheLaw(t *testing.T) {
	for _, c := range []struct {
		hard bool
		step Step
		due  station.Date
		how  string
	}{
		{false, ToReply, "2023-02-28", "2022年11月30日的第二天起算3个月，到2023年2月28日"},
		{true, ToReplyHard, "2023-05-30", "2022年11月30日的第二天起算6个月，到2023年5月30日"},
	} {
		b := newBook()
		b.now = day("2022-11-28")
		edits, err := New("s1", deputy, b.now, bridge, submission(CountyBetween))
		if err != nil {
			t.Fatal(err)
		}
		b.write(t, edits...)
		b.do(t, "2022-11-30", officer, &Review{}, &Assignment{LeadUnit: "roads", Hard: c.hard})
		d := deadline(t, b.fold(), c.step)
		if d.Due != c.due || !strings.HasPrefix(d.How, c.how) || d.Basis != "代表法第五十一条" || b.fold().Sheet.DueOn != c.due {
			t.Errorf("hard %v: %+v, the sheet says %s", c.hard, d, b.fold().Sheet.DueOn)
		}
	}
}

func TestEachStepHasItsDay(t *testing.T) {
	b := handedIn(t, CountyBetween) // Monday 2 March 2026
	b.do(t, "2026-03-03", officer, &Review{})
	for step, due := range map[Step]station.Date{ToTell: "2026-03-10", ToAssign: "2026-03-10"} {
		if d := deadline(t, b.fold(), step); d.Due != due || d.Done != "" || !d.Late("2026-03-11") || d.DaysLeft("2026-03-11") != -1 {
			t.Errorf("%s: %+v", step, d)
		}
	}
	b.do(t, "2026-03-04", officer, &Told{How: "电话"}, &Assignment{LeadUnit: "roads", CoUnits: []string{"water"}})
	for step, due := range map[Step]station.Date{ToSendBack: "2026-03-16", ToOpine: "2026-05-06", ToReply: "2026-06-04"} {
		if d := deadline(t, b.fold(), step); d.Due != due || d.Basis == "" || !strings.Contains(d.How, "2026年3月4日的第二天起算") {
			t.Errorf("%s: %+v", step, d)
		}
	}
	if next, ok := b.fold().Next(nil, station.StationCalendar(nil)); !ok || next.Step != ToOpine {
		t.Errorf("next: %+v", next)
	}
	b.do(t, "2026-04-01", water, &CoOpinion{Unit: "water", Text: "同意"})
	b.do(t, "2026-05-20", officer, &Extension{To: "2026-07-01", Reason: "等设计", ApprovedBy: "乙"})
	if d := deadline(t, b.fold(), ToOpine); d.Done != "2026-04-01" {
		t.Errorf("opinion: %+v", d)
	}
	if d := deadline(t, b.fold(), ToReply); d.Due != "2026-07-01" || !strings.Contains(d.How, "原定2026年6月4日") || b.fold().Sheet.DueOn != d.Due {
		t.Errorf("extended: %+v", d)
	}
	b.do(t, "2026-06-01", roads, reply("A"))
	if d := deadline(t, b.fold(), ToView); d.Due != "2026-06-23" || d.Done != "" { // 19 June 2026 is a holiday
		t.Errorf("view: %+v", d)
	}
	b.do(t, "2026-06-02", deputy, &Attitude{Deputy: "d1", Satisfaction: Unsatisfied, Comment: "不行"})
	b.do(t, "2026-06-03", officer, &RedoOrder{Reason: "再办"})
	if d := deadline(t, b.fold(), ToRedo); d.Due != "2026-07-03" || d.Done != "" {
		t.Errorf("redo: %+v", d)
	}
	b.do(t, "2026-06-04", officer, &Extension{To: "2026-08-03", Reason: "等招标", ApprovedBy: "丙"})
	for step, due := range map[Step]station.Date{ToReply: "2026-07-01", ToRedo: "2026-08-03"} {
		if d := deadline(t, b.fold(), step); d.Due != due || !strings.Contains(d.Basis, "批准延期") {
			t.Errorf("each round has its own extension: %+v", d)
		}
	}
	if d := deadline(t, b.fold(), ToReply); d.Done != "2026-06-01" || b.fold().Sheet.DueOn != "2026-08-03" {
		t.Errorf("the first reply: %+v", d)
	}
}

func TestWhoIsRefusedIsTold(t *testing.T) {
	b := handedIn(t, TownBetween)
	b.do(t, "2026-03-05", master, &Return{Reason: "forwarded"})
	if next, ok := b.fold().Next(nil, station.StationCalendar(nil)); !ok || next.Step != ToTell || next.Due != "2026-03-12" {
		t.Errorf("next: %+v", next)
	}
	b.do(t, "2026-03-06", officer, &Told{How: "当面"})
	if next, ok := b.fold().Next(nil, station.StationCalendar(nil)); ok || b.fold().State != Returned {
		t.Errorf("still to do: %+v", next)
	}
}

func TestAStationsOwnTermsCount(t *testing.T) {
	b := assigned(t)
	own := Terms{ToReply: {N: 2, Unit: station.Months, Basis: "本县办法"}, ToView: {N: 3, Unit: station.BusinessDays, Basis: "本县办法"}}
	calendar := station.StationCalendar(nil)
	p := b.fold().Under(own, calendar)
	edits, err := p.Edits(Move{By: officer, At: day("2026-03-05"), Data: &Urge{Text: "请快"}})
	if err != nil {
		t.Fatal(err)
	}
	b.write(t, edits...)
	if due := b.fold().Sheet.DueOn; due != "2026-05-06" { // 4 May is within the holidays
		t.Errorf("the sheet says %s", due)
	}
	b.do(t, "2026-04-01", roads, reply("A"))
	closing := Move{By: officer, At: day("2026-04-08"), Data: &ClosedBy{}}
	if err := b.fold().Check(closing); station.Worded(err).Code != "view_missing" {
		t.Errorf("by the shipped term the deputy still has time: %v", err)
	}
	if edits, err = b.fold().Under(own, calendar).Edits(closing); err != nil {
		t.Fatalf("by the station's own the time is over: %v", err)
	}
	b.now = closing.At
	b.write(t, edits...)
	if p := b.fold(); p.State != Closed || p.Silent != "2026-04-07" { // 6 April is a holiday
		t.Errorf("%s silent by %s", p.State, p.Silent)
	}
	b.do(t, "2026-04-20", deputy, &Attitude{Deputy: "d1", Satisfaction: Unsatisfied, Comment: "来晚了，可是不行"})
	b.do(t, "2026-04-21", officer, &RedoOrder{Reason: "代表不满意"})
}
