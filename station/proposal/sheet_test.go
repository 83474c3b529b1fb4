package proposal

import (
	"encoding/json"
	"reflect"
	"testing"

	"lianzhan/station"
)

// seen is what a reader of public changes only makes of a record.
func seen(t *testing.T, b *book, edits []station.Edit, public station.Record) station.Record {
	t.Helper()
	for _, e := range edits {
		if e.Class != station.Public {
			continue
		}
		b.ctr++
		next, err := public.Apply(station.Change{Body: e.Fields, Header: station.Header{Origin: "box/1", Ctr: b.ctr,
			HLC: station.HLCAt(b.now) + station.HLC(b.ctr), Class: e.Class, Kind: e.Kind, ID: e.ID, Op: e.Op}})
		if err != nil {
			t.Fatal(err)
		}
		public = next
	}
	return public
}

func TestThePublicLearnsNothingBeforeASecondPersonReleasesIt(t *testing.T) {
	b, public := newBook(), station.Record{Kind: station.KindSuggestion, ID: "s1"}
	made, err := New("s1", deputy, b.now, bridge, submission(CountyBetween))
	if err != nil {
		t.Fatal(err)
	}
	b.write(t, made...)
	public = seen(t, b, made, public)
	act := func(on station.Date, by Actor, d Data) station.Suggestion {
		t.Helper()
		b.now = day(on)
		edits, err := b.fold().Edits(Move{By: by, At: b.now, Data: d})
		if err != nil {
			t.Fatalf("%s: %v", d.Type(), err)
		}
		b.write(t, edits...)
		public = seen(t, b, edits, public)
		sheet, err := station.Decode[station.Suggestion](public)
		if err != nil {
			t.Fatal(err)
		}
		return sheet
	}
	act("2026-03-03", officer, &Review{})
	act("2026-03-04", officer, &Assignment{LeadUnit: "roads", LeadName: "镇城建办"})
	if s := act("2026-03-05", officer, &PublicProposal{}); !reflect.DeepEqual(s, station.Suggestion{}) {
		t.Errorf("before release the public reads %+v", s)
	}
	if s := act("2026-03-06", master, &Released{}); !s.Public || s.Title != bridge.Title || s.LeadUnit != "镇城建办" || s.DueOn != "2026-06-04" || s.Number != "2026-007" {
		t.Errorf("released, the public reads %+v", s)
	}
	if s := act("2026-05-06", roads, reply("A")); s.RepliedOn != "2026-05-06" || s.ReplyClass != "A" || s.Reply != "" {
		t.Errorf("a reply nobody else has read: %+v", s)
	}
	act("2026-05-07", officer, &PublicProposal{})
	if s := act("2026-05-08", master, &Released{}); s.Reply != done.Text {
		t.Errorf("the reply was released: %+v", s)
	}
	act("2026-05-09", officer, &PublicProposal{})
	if s := act("2026-05-09", officer, &Withdrawn{Reason: "有误"}); s.Public {
		t.Errorf("withdrawn, and still shown: %+v", s)
	}
	if err := b.fold().Check(Move{By: master, At: b.now, Data: &Released{}}); station.Worded(err).Code != "nothing_proposed" {
		t.Errorf("released on a proposal from before the withdrawal: %v", err)
	}
	act("2026-05-12", deputy, &Attitude{Deputy: "d1", Satisfaction: Unsatisfied, Comment: "不行"})
	act("2026-05-12", officer, &RedoOrder{Reason: "再办"})
	act("2026-05-13", officer, &PublicProposal{})
	if s := act("2026-05-14", master, &Released{}); !s.Public || s.Reply != "" || s.RepliedOn != "" || s.DueOn != "2026-06-12" {
		t.Errorf("released again, what it said before must go: %+v", s)
	}
}

func TestWhatAnybodyTypedOverIsMended(t *testing.T) {
	b := assigned(t)
	b.write(t, station.Edit{Kind: station.KindSuggestion, ID: "s1", Op: station.OpPut, Class: station.Public,
		Fields: json.RawMessage(`{"reply":"假的","public":true,"due_on":"2030-01-01","category":"交通"}`)})
	edits, err := b.fold().Edits()
	if err != nil || len(edits) != 1 || edits[0].Base != b.record.Revision {
		t.Fatalf("%v %v", edits, err)
	}
	b.write(t, edits...)
	sheet, err := station.Decode[station.Suggestion](b.record)
	if err != nil || sheet.Reply != "" || sheet.Public || sheet.DueOn != "2026-06-04" || sheet.Category != "交通" {
		t.Errorf("%+v %v", sheet, err)
	}
	if edits, err = b.fold().Edits(); err != nil || len(edits) != 0 {
		t.Errorf("nothing to mend, and %v %v", edits, err)
	}
}

func TestAFlatSheetStandsWhereItsFieldsSay(t *testing.T) {
	for _, c := range []struct {
		sheet station.Suggestion
		state State
		since station.Date
		lines int
		next  Step
		move  Move
		then  State
	}{
		{station.Suggestion{Title: "t", Body: "b", LeadDeputy: "d1", SubmittedOn: "2026-02-20"}, Submitted, "2026-02-20", 1, "",
			Move{By: officer, Data: &Review{}}, Reviewed},
		{station.Suggestion{Title: "t", LeadUnit: "镇交通办", AssignedOn: "2026-02-26", SubmittedOn: "2026-02"}, Assigned, "2026-02-26", 1, ToReply,
			Move{By: officer, Data: reply("B")}, Replied},
		{station.Suggestion{Title: "t", AssignedOn: "2026-02-26", DueOn: "2026-05-20", Public: true}, Assigned, "2026-02-26", 1, ToReply,
			Move{By: officer, Data: &Extension{To: "2026-06-01", Reason: "r", ApprovedBy: "乙"}}, Assigned},
		{station.Suggestion{Title: "t", SubmittedOn: "2026-02-20", AssignedOn: "2026-02-26", RepliedOn: "2026-05-11", Reply: "已修", ReplyClass: "A", Public: true},
			Closed, "2026-05-11", 3, "", Move{By: deputy, Data: &Attitude{Deputy: "d1", Satisfaction: Unsatisfied, Comment: "没修"}}, Closed},
		{station.Suggestion{Title: "t", Reply: "已修"}, Closed, "", 0, "", Move{By: officer, Data: &ExcellentMark{}}, Closed},
	} {
		c.sheet.ID = "s1"
		edits, err := station.Put(station.Record{}, station.KindSuggestion, "s1", &c.sheet)
		if err != nil {
			t.Fatal(err)
		}
		b := newBook()
		b.write(t, edits...)
		p := b.fold()
		next, _ := p.Next(nil, station.StationCalendar(nil))
		if !p.Legacy || p.State != c.state || p.Since != c.since || len(p.Timeline) != c.lines || next.Step != c.next {
			t.Errorf("%+v stands as %s since %s, %d lines, next %q", c.sheet, p.State, p.Since, len(p.Timeline), next.Step)
		}
		if edits, err := p.Edits(); err != nil || len(edits) != 0 {
			t.Errorf("looking at a flat sheet changed it: %v %v", edits, err)
		}
		b.do(t, "2026-05-12", c.move.By, c.move.Data)
		after := b.fold()
		if after.Legacy || after.State != c.then || after.Sheet.Public != c.sheet.Public || after.Sheet.SubmittedOn != c.sheet.SubmittedOn ||
			len(after.Unapplied()) != 0 || after.Sheet.Title != "t" || c.then == Closed && after.Sheet.Reply != c.sheet.Reply {
			t.Errorf("%+v after %s: %s %+v %+v", c.sheet, c.move.Data.Type(), after.State, after.Sheet, after.Unapplied())
		}
	}
}
