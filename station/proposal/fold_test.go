package proposal

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"lianzhan/station"
)

// book applies edits to a record the way a store does.
type book struct {
	record station.Record
	ctr    uint64
	now    time.Time
}

func newBook() *book {
	return &book{record: station.Record{Kind: station.KindSuggestion, ID: "s1"}, now: day("2026-03-02")}
}

func day(d station.Date) time.Time { return d.Time().Add(time.Hour) } // nine in the morning in Beijing

// failer is a test or a property.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

func (b *book) write(t failer, edits ...station.Edit) {
	t.Helper()
	for _, e := range edits {
		b.ctr++
		c := station.Change{Body: e.Fields, Header: station.Header{Origin: "box/1", Ctr: b.ctr, HLC: station.HLCAt(b.now) + station.HLC(b.ctr),
			Class: e.Class, Kind: e.Kind, ID: e.ID, Op: e.Op, Base: b.record.Revision}}
		if e.Book != "" {
			c.Serial = 7
		}
		next, err := b.record.Apply(c)
		if err != nil {
			t.Fatalf("%v", err)
		}
		b.record = next
	}
}

func (b *book) fold() Proposal { return Fold(b.record) }

// do makes moves on a day.
func (b *book) do(t failer, on station.Date, by Actor, moves ...Data) {
	t.Helper()
	b.now = day(on)
	for _, d := range moves {
		edits, err := b.fold().Edits(Move{By: by, At: b.now, Data: d})
		if err != nil {
			t.Fatalf("%s on %s: %v", d.Type(), on, err)
		}
		b.write(t, edits...)
	}
}

var (
	deputy  = Actor{Role: "deputy", Account: "a1", Name: "甲"}
	officer = Actor{Role: "liaison_officer", Account: "a2", Name: "乙"}
	master  = Actor{Role: "station_master", Account: "a3", Name: "丙"}
	roads   = Actor{Role: "handling_unit", Account: "a4", Name: "丁", Unit: "roads"}
	water   = Actor{Role: "handling_unit", Account: "a5", Name: "戊", Unit: "water"}

	bridge = station.Suggestion{Title: "关于修桥的建议", Body: "桥面窄。请加宽。", LeadDeputy: "d1", CoSigners: []string{"d2"}}
	done   = Reply{Class: "A", Number: "城建〔2026〕3号", Text: "桥已加宽。", Signer: "丁", Sealed: true}
)

func submission(flow Flow) Submission {
	tier := station.County
	if flow == TownBetween {
		tier = station.Township
	}
	return Submission{Flow: flow, Tier: tier, Kind: Advice, Publish: true}
}

func handedIn(t failer, flow Flow) *book {
	t.Helper()
	b := newBook()
	edits, err := New("s1", deputy, b.now, bridge, submission(flow))
	if err != nil {
		t.Fatalf("%v", err)
	}
	b.write(t, edits...)
	return b
}

func reply(class ReplyClass) *Reply { r := done; r.Class = class; return &r }

// assigned is a suggestion of a county deputy given to the roads office on 4 March 2026, the water works helping.
func assigned(t failer) *book {
	t.Helper()
	b := handedIn(t, CountyBetween)
	b.do(t, "2026-03-03", officer, &Review{}, &Told{How: "电话"})
	b.do(t, "2026-03-04", officer, &Assignment{LeadUnit: "roads", LeadName: "镇城建办", CoUnits: []string{"water"}})
	return b
}

func TestTheWholeLifeInEachFlow(t *testing.T) {
	work := []Data{&Consultation{How: "in_person"}, reply("A"), &Attitude{Deputy: "d1", Satisfaction: Satisfied, Result: SoSo}, &ClosedBy{}}
	for flow, begin := range map[Flow][]Data{
		AtSession:     {&FirstReview{}, &SecondReview{}, &Told{How: "短信"}, &Assignment{LeadUnit: "roads", LeadName: "城建局"}},
		CountyBetween: {&Review{}, &Told{How: "电话"}, &Assignment{LeadUnit: "roads", LeadName: "城建局"}},
		TownBetween:   {&Review{To: &Assignment{LeadUnit: "roads", LeadName: "城建局"}}, &Told{How: "当面"}},
	} {
		b := handedIn(t, flow)
		for _, d := range append(begin, work...) {
			by := officer
			switch d.(type) {
			case *Reply, *Consultation:
				by = roads
			case *Attitude:
				by = deputy
			}
			b.do(t, "2026-03-10", by, d)
		}
		p := b.fold()
		var way []State
		for _, line := range p.Timeline {
			if len(way) == 0 || line.State != way[len(way)-1] {
				way = append(way, line.State)
			}
		}
		if flow == TownBetween {
			way = append(way[:1], append([]State{Reviewed}, way[1:]...)...) // reviewed and passed on in one step
		}
		if !reflect.DeepEqual(way, flow.Way()) || len(p.Unapplied()) != 0 {
			t.Errorf("%s went %v, want %v; not applied %v", flow, way, flow.Way(), p.Unapplied())
		}
		golden(t, flow, b.record)
	}
}

// golden is what the public sheet must say at the end of each way.
func golden(t *testing.T, flow Flow, r station.Record) {
	t.Helper()
	sheet, err := station.Decode[station.Suggestion](r)
	if err != nil {
		t.Fatal(err)
	}
	want := bridge
	want.ID, want.Number, want.LeadUnit = "s1", "2026-007", "城建局"
	want.SubmittedOn, want.AssignedOn, want.DueOn, want.RepliedOn = "2026-03-02", "2026-03-10", "2026-06-10", "2026-03-10"
	want.Reply, want.ReplyClass = "桥已加宽。", "A"
	if !reflect.DeepEqual(sheet, want) {
		t.Errorf("%s: the sheet says %+v", flow, sheet)
	}
}

func TestAnUnsatisfiedDeputyGetsASecondReply(t *testing.T) {
	b := assigned(t)
	b.do(t, "2026-05-06", roads, reply("C"))
	b.do(t, "2026-05-11", deputy, &Attitude{Deputy: "d1", Satisfaction: Satisfied, Result: Unsatisfied, Comment: "桥还没修"})
	b.do(t, "2026-05-12", officer, &RedoOrder{Reason: "请说明何时修"})
	if s := b.fold().Sheet; s.Reply != "" || s.RepliedOn != "" || s.DueOn != "2026-06-12" {
		t.Errorf("under redo the sheet says %+v", s)
	}
	b.do(t, "2026-06-01", roads, reply("B"))
	b.do(t, "2026-06-02", deputy, &Attitude{Deputy: "d1", Satisfaction: Unsatisfied, Comment: "还是不行"})
	if err := b.fold().Check(Move{By: officer, At: b.now, Data: &RedoOrder{Reason: "r"}}); station.Worded(err).Code != "redo_used" {
		t.Errorf("a second redo: %v", err)
	}
	b.do(t, "2026-06-03", officer, &ClosedBy{})
	if p := b.fold(); p.State != Closed || p.Sheet.ReplyClass != "B" || p.View().Satisfaction != Unsatisfied || len(p.Replies) != 2 {
		t.Errorf("%s %+v", p.State, p.Sheet)
	}
}

func TestASuggestionSentBackGoesToAnotherUnit(t *testing.T) {
	b := assigned(t)
	b.do(t, "2026-03-06", roads, &NotOurs{Reason: "归水务站管"})
	if p := b.fold(); p.Sheet.LeadUnit != "" || p.Sheet.DueOn != "" || p.Sheet.AssignedOn != "" {
		t.Errorf("with nobody the sheet says %+v", p.Sheet)
	}
	b.do(t, "2026-03-09", officer, &Assignment{LeadUnit: "water"})
	if p := b.fold(); p.State != Assigned || p.Sheet.LeadUnit != "water" || p.Sheet.DueOn != "2026-06-09" {
		t.Errorf("%s %+v", p.State, p.Sheet)
	}
	b.do(t, "2026-04-09", officer, &Assignment{LeadUnit: "water", LeadName: "水务站", CoUnits: []string{"roads"}})
	if p := b.fold(); p.Sheet.DueOn != "2026-06-09" || p.Sheet.LeadUnit != "水务站" {
		t.Errorf("naming the same unit again won it time: %+v", p.Sheet)
	}
	b.do(t, "2026-04-10", officer, &Assignment{LeadUnit: "roads", LeadName: "镇城建办"})
	if p := b.fold(); p.Sheet.AssignedOn != "2026-04-10" || p.Sheet.DueOn != "2026-07-10" {
		t.Errorf("another unit has its own three months: %+v", p.Sheet)
	}
}

func TestWhatComesTooLateIsKeptAndNotApplied(t *testing.T) {
	b := assigned(t)
	late, err := Move{By: officer, Data: &SecondReview{}}.edit("s1")
	if err != nil {
		t.Fatal(err)
	}
	newer := late
	newer.Fields = json.RawMessage(`{"type":"teleported","by":{"role":"system"}}`)
	b.write(t, late, newer)
	lines := b.fold().Unapplied()
	if len(lines) != 2 || lines[0].Why == "" || lines[1].Type != "teleported" || b.fold().State != Assigned {
		t.Errorf("%+v", lines)
	}
}

func TestACoSignersViewIsHeardAndTheLeadsDecides(t *testing.T) {
	b := assigned(t)
	b.do(t, "2026-03-10", roads, reply("A"))
	b.do(t, "2026-03-11", deputy, &Attitude{Deputy: "d2", Satisfaction: Unsatisfied, Comment: "不行"})
	if p := b.fold(); p.State != Replied || p.View() != nil || len(p.Attitudes) != 1 {
		t.Errorf("%s %+v", p.State, p.Attitudes)
	}
	b.do(t, "2026-03-12", deputy, &Attitude{Deputy: "d1", Satisfaction: SoSo})
	b.do(t, "2026-03-13", officer, &ClosedBy{})
}

func TestNobodyClosesBeforeTheDeputysTimeIsOver(t *testing.T) {
	b := assigned(t)
	b.do(t, "2026-03-10", roads, reply("A"))
	for _, silent := range []station.Date{"2026-03-09", "2026-03-11", "soon"} {
		early, err := Move{By: officer, Data: &ClosedBy{Silent: silent}}.edit("s1")
		if err != nil {
			t.Fatal(err)
		}
		b.now = day("2026-03-11")
		b.write(t, early)
		if p := b.fold(); p.State != Replied || len(p.Unapplied()) == 0 {
			t.Errorf("closed on 11 March as silent by %s", silent)
		}
	}
}

func TestConversionTiesBothHalves(t *testing.T) {
	c, err := Convert("client-1", bridge, submission(TownBetween), "m1", "m2")
	if err != nil {
		t.Fatal(err)
	}
	again, err := Convert("client-1", bridge, submission(TownBetween), "m1")
	if err != nil || again.ID != c.ID {
		t.Fatalf("asked twice, two suggestions: %s %s %v", c.ID, again.ID, err)
	}
	edits, err := c.Edits(officer, day("2026-03-02"))
	if err != nil {
		t.Fatal(err)
	}
	b := &book{record: station.Record{Kind: station.KindSuggestion, ID: c.ID}, now: day("2026-03-02")}
	b.write(t, edits...)
	if p := b.fold(); !reflect.DeepEqual(p.Matters, []string{"m1", "m2"}) || p.Deputy != "d1" || p.State != Submitted {
		t.Errorf("%+v", p)
	}
	told := bridge
	told.Body = "张某电话13800001234，请联系。"
	if _, err := Convert("client-2", told, submission(TownBetween), "m1"); station.Worded(err).Code != "public_text_personal" {
		t.Errorf("a voter's telephone went along: %v", err)
	}
}
