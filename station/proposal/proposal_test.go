package proposal

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lianzhan/station"
	"lianzhan/station/matter"
)

var (
	deputy    = matter.Actor{Role: "deputy", Account: "a1", Name: "甲"}
	presidium = matter.Actor{Role: "presidium", Account: "a2", Name: "乙"}
	roads     = matter.Actor{Role: "handling_unit", Account: "a3", Name: "丙", Unit: "roads"}
	water     = matter.Actor{Role: "handling_unit", Account: "a4", Name: "丁", Unit: "water"}
)

// book applies edits to a record the way a store does.
type book struct {
	record   station.Record
	ctr      uint64
	now      time.Time
	calendar station.Calendar
}

func newBook(t *testing.T, flow Flow, on station.Date) *book {
	t.Helper()
	b := &book{record: station.Record{Kind: station.KindSuggestion, ID: "s1"}, now: on.Time().Add(time.Hour), calendar: station.StationCalendar(nil)}
	edits, err := New("s1", station.Suggestion{Title: "关于修路的建议", LeadDeputy: "d1"}, Move{By: deputy, Data: &Submission{Flow: flow}}, b.counting())
	if err != nil {
		t.Fatal(err)
	}
	b.write(t, edits)
	return b
}

func (b *book) counting() Counting { return Counting{Now: b.now, Calendar: b.calendar} }

// failer is a test or a property.
type failer interface {
	Helper()
	Fatal(args ...any)
}

func (b *book) write(t failer, edits []station.Edit) {
	t.Helper()
	for _, e := range edits {
		b.ctr++
		next, err := b.record.Apply(station.Change{Body: e.Fields, Header: station.Header{Origin: "box/1", Ctr: b.ctr,
			HLC: station.HLCAt(b.now) + station.HLC(b.ctr), Class: e.Class, Kind: e.Kind, ID: e.ID, Op: e.Op}})
		if err != nil {
			t.Fatal(err)
		}
		b.record = next
	}
}

func (b *book) fold(t failer) Proposal {
	t.Helper()
	p, err := Fold(b.record)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// do writes moves on a day.
func (b *book) do(t *testing.T, on station.Date, by matter.Actor, moves ...Data) {
	t.Helper()
	b.now = on.Time().Add(2 * time.Hour)
	for _, d := range moves {
		edits, err := b.fold(t).Edits(b.record, b.counting(), Move{By: by, Data: d})
		if err != nil {
			t.Fatalf("%s: %v", d.Type(), err)
		}
		b.write(t, edits)
	}
}

func answer(class matter.ReplyClass) *Answer {
	return &Answer{Class: class, Text: "路已修好。", By: matter.Signer{Name: "丙"}}
}

func TestTheThreeWays(t *testing.T) {
	heard := &Opinion{Attitude: matter.Satisfied, Result: matter.Satisfied}
	for flow, steps := range map[Flow][]Data{
		AtSession:     {&FirstReview{}, &Review{}, &Assignment{LeadUnit: "roads", UnitName: "城建办"}, answer("A"), heard, &Closing{}},
		CountyBetween: {&Review{}, &Assignment{LeadUnit: "roads", UnitName: "城建办"}, answer("B"), heard, &Closing{}},
		TownBetween:   {&Review{}, answer("A"), heard, &Closing{}},
	} {
		b := newBook(t, flow, "2026-03-02")
		for _, d := range steps {
			by := presidium
			if d.Type() == "replied" {
				by = roads
			}
			b.do(t, "2026-03-10", by, d)
		}
		p := b.fold(t)
		if p.State != Closed || p.Sheet.Reply != "路已修好。" || p.Sheet.RepliedOn != "2026-03-10" || p.Sheet.ReplyClass == "" {
			t.Errorf("%s ended as %s with the sheet %+v", flow, p.State, p.Sheet)
		}
	}
}

func TestTheAnswerIsDueByTheLaw(t *testing.T) {
	for _, c := range []struct {
		hard bool
		due  station.Date
	}{{false, "2023-02-28"}, {true, "2023-05-30"}} {
		b := newBook(t, CountyBetween, "2022-11-28")
		b.do(t, "2022-11-30", presidium, &Review{}, &Assignment{LeadUnit: "roads", Hard: c.hard})
		p := b.fold(t)
		next, ok := p.Next(nil, b.calendar)
		if !ok || next.Step != ToReply || next.Due != c.due || p.Sheet.DueOn != c.due || next.How == "" || next.Basis == "" {
			t.Errorf("hard %v: %+v, sheet %s", c.hard, next, p.Sheet.DueOn)
		}
	}
}

func TestWhoIsNotSatisfiedGetsASecondAnswer(t *testing.T) {
	b := newBook(t, CountyBetween, "2026-03-02")
	b.do(t, "2026-03-03", presidium, &Review{}, &Assignment{LeadUnit: "roads"})
	b.do(t, "2026-05-06", roads, answer("C"))
	b.do(t, "2026-05-11", deputy, &Opinion{Attitude: matter.Satisfied, Result: matter.Unsatisfied, Text: "路还没修"})
	if err := b.fold(t).Check(Move{By: presidium, Data: &Closing{}}); station.Worded(err).Code != "redo_first" {
		t.Fatalf("closed over the deputies' heads: %v", err)
	}
	b.do(t, "2026-05-12", presidium, &RedoOrder{})
	p := b.fold(t)
	if next, _ := p.Next(nil, b.calendar); next.Step != ToRedo || next.Due != "2026-06-12" || p.Sheet.Reply != "" || p.Sheet.DueOn != "2026-06-12" {
		t.Errorf("%+v with %+v", next, p.Sheet)
	}
	b.do(t, "2026-06-01", roads, answer("A"))
	b.do(t, "2026-06-02", deputy, &Opinion{Attitude: matter.Satisfied, Result: matter.SoSo})
	b.do(t, "2026-06-03", presidium, &Closing{})
	if p = b.fold(t); p.State != Closed || p.Sheet.ReplyClass != "A" {
		t.Errorf("%s %+v", p.State, p.Sheet)
	}
}

func TestWhatTheWayForbids(t *testing.T) {
	session, town := newBook(t, AtSession, "2026-03-02"), newBook(t, TownBetween, "2026-03-02")
	county := newBook(t, CountyBetween, "2026-03-02")
	county.do(t, "2026-03-03", presidium, &Review{}, &Assignment{LeadUnit: "roads"})
	for _, c := range []struct {
		b    *book
		by   matter.Actor
		data Data
		code string
	}{
		{session, presidium, &Review{}, "first_review_missing"},
		{town, presidium, &FirstReview{}, "no_first_review"},
		{town, presidium, &NotReceivedBy{Reason: "boring"}, "refusal_reason_missing"},
		{county, deputy, answer("A"), "deputy_no_handle"},
		{county, water, answer("A"), "other_unit"},
		{county, presidium, &Closing{}, "step_not_possible"},
		{county, presidium, &Submission{Flow: AtSession}, "suggestion_exists"},
		{county, presidium, &Extension{To: "bald", Reason: "r", ApprovedBy: "b"}, "date_invalid"},
	} {
		if err := c.b.fold(t).Check(Move{By: c.by, Data: c.data}); err == nil || station.Worded(err).Code != c.code {
			t.Errorf("%s: %v, want %s", c.data.Type(), err, c.code)
		}
	}
}

func TestASheetTypedInStandsWhereItsDatesSay(t *testing.T) {
	for state, s := range map[State]station.Suggestion{
		Submitted: {Title: "t", SubmittedOn: "2026-02-20"},
		Assigned:  {Title: "t", SubmittedOn: "2026-02-20", AssignedOn: "2026-02-26", LeadUnit: "镇交通办"},
		Replied:   {Title: "t", AssignedOn: "2026-02-26", RepliedOn: "2026-05-11", Reply: "已修", ReplyClass: "A"},
	} {
		edits, err := station.Put(station.Record{}, station.KindSuggestion, "s1", &s)
		if err != nil {
			t.Fatal(err)
		}
		b := &book{}
		b.write(t, edits)
		p := b.fold(t)
		if p.State != state || !reflect.DeepEqual(p.SheetNow(Counting{}), p.Sheet) {
			t.Errorf("%s stands as %s", state, p.State)
		}
	}
}

// anyData draws something that might happen to a suggestion, sensible or not.
func anyData(t *rapid.T) Data {
	return rapid.SampledFrom([]Data{&FirstReview{}, &Review{}, &NotReceivedBy{Reason: "tender"}, &Recall{Reason: "r"},
		&Assignment{LeadUnit: "roads"}, &Assignment{LeadUnit: "water", Hard: true, CoUnits: []string{"roads"}}, &SentBackBy{Reason: "r"},
		&Extension{To: "2027-01-05", Reason: "r", ApprovedBy: "b"}, &CoOpinion{Unit: "roads", Text: "t"}, answer("A"), answer("D"),
		&Opinion{Attitude: matter.Satisfied, Result: matter.Satisfied}, &Opinion{Attitude: matter.SoSo, Result: matter.Unsatisfied, Text: "再办"},
		&RedoOrder{}, &Closing{}, &Urge{Text: "t"}, &Supervision{Text: "t"}, &Mark{Key: true}, &Note{Text: "t"}, &Submission{Flow: TownBetween}}).Draw(t, "data")
}

func TestWhateverHappensTheSheetTellsTheTruth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		flow := rapid.SampledFrom([]Flow{AtSession, CountyBetween, TownBetween}).Draw(t, "flow")
		b := &book{record: station.Record{ID: "s1"}, now: time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC), calendar: station.StationCalendar(nil)}
		edits, err := New("s1", station.Suggestion{Title: "t", LeadDeputy: "d1"}, Move{By: deputy, Data: &Submission{Flow: flow}}, b.counting())
		if err != nil {
			t.Fatal(err)
		}
		b.write(t, edits)
		for range rapid.IntRange(1, 14).Draw(t, "steps") {
			b.now = b.now.Add(time.Duration(rapid.IntRange(1, 40).Draw(t, "days")) * 24 * time.Hour)
			by := rapid.SampledFrom([]matter.Actor{deputy, presidium, roads, water}).Draw(t, "by")
			if edits, err = b.fold(t).Edits(b.record, b.counting(), Move{By: by, Data: anyData(t)}); err == nil {
				b.write(t, edits)
			}
		}
		p := b.fold(t)
		if got := p.SheetNow(b.counting()); !reflect.DeepEqual(got, p.Sheet) {
			t.Fatalf("the sheet says %+v, the events %+v", p.Sheet, got)
		}
		if (p.State == Replied || p.State == Closed) != (p.Sheet.Reply != "") {
			t.Fatalf("%s, and the public reads %q", p.State, p.Sheet.Reply)
		}
		if p.State == Closed && p.Opinion == nil || flow == TownBetween && p.State == Assigned {
			t.Fatalf("%s without the deputies' word, or handed over in a town: %+v", p.State, p)
		}
		for _, line := range p.Timeline {
			if !line.Applied || line.Type == "replied" && line.By.Role == "deputy" {
				t.Fatalf("%+v", line)
			}
		}
	})
}

// A record from another box may hold events in an order that never happened here: the fold keeps what does not fit.
func TestLateEventsAreKeptNotApplied(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		record := station.Record{ID: "s1", Fields: map[string]json.RawMessage{"title": json.RawMessage(`"t"`)}}
		n := rapid.IntRange(1, 20).Draw(t, "n")
		for i := range n {
			data := anyData(t)
			edit, err := Move{By: presidium, Data: data}.edit("s1")
			if err != nil {
				t.Fatal(err)
			}
			next, err := record.Apply(station.Change{Body: edit.Fields, Header: station.Header{Origin: "box/1", Ctr: uint64(i + 1), HLC: station.HLC(i + 1), ID: "s1", Op: station.OpEvent}})
			if err != nil {
				t.Fatal(err)
			}
			record = next
		}
		p, err := Fold(record)
		if err != nil || len(p.Timeline) != n {
			t.Fatalf("%d events of %d, %v", len(p.Timeline), n, err)
		}
		for _, line := range p.Timeline {
			if !line.Applied && line.Why == "" {
				t.Fatalf("not applied and no reason: %+v", line)
			}
		}
	})
}
