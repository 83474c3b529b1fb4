package matter

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lianzhan/station"
)

// anyMove draws something that might happen to a matter, sensible or not.
func anyMove(t *rapid.T) Move {
	by := rapid.SampledFrom([]Actor{Voter, System, officer, master, unit, {Role: roleDeputy, Account: "d1"},
		{Role: "handling_unit", Account: "a9", Unit: "water"}}).Draw(t, "by")
	data := rapid.SampledFrom([]Data{
		&Verified{}, &AcceptedBy{}, &Declined{Reason: "petition", Advice: "请找信访部门。"}, &MergedInto{Into: "m2"}, &Absorbed{From: "m3"},
		&Classification{Category: "road", Grade: Urgent}, &Assignment{LeadUnit: "roads"}, &Assignment{LeadUnit: "water", CoUnits: []string{"roads"}},
		&SentBackBy{Reason: "不归我们"}, &Started{}, &Extended{To: "2026-05-01", Reason: "等材料", ApprovedBy: "乙"}, &PausedFor{Why: "等照片"}, &Resumed{},
		&Reply{Class: "A", Form: "oral", Decided: "修好了", By: Signer{Name: "丙"}}, &FedBack{How: "call"},
		&Rated{Satisfaction: Satisfied}, &Rated{Satisfaction: Unsatisfied}, &RatingWords{Words: "又坏了"}, &RedoOrder{}, &ClosedBy{}, &ArchivedIn{Volume: "一"},
		&Supervision{Text: "限期"}, &Urge{Text: "请快"}, &Escalation{To: "party_committee", Text: "报告"}, &EscalationAnswer{Result: "同意"},
		&Conversion{Suggestion: "s1"}, &Letter{Number: "1号", To: "roads", Problems: "路", Demands: "修", ReplyBy: "2026-06-01"}, &LetterAnswer{Number: "1号", Reply: "已修"},
		&Rechecked{After: 30, Holds: false, Text: "又沉了"}, &Rechecked{After: 90, Holds: true, Text: "完好"}, &Note{Text: "记"}, &Advice{Text: "法"},
		&Proposed{For: "accepted", Text: "属实"}, &Proposed{For: "assigned", Step: json.RawMessage(`{"lead_unit":"water"}`)},
		&Proposed{For: "classified", Step: json.RawMessage(`{"category":"road","grade":"urgent"}`)}, &DeputyView{Deputy: "d1", Text: "请催办", Ask: "urge"}, &PublicDraft{Title: "井盖", Text: "换好了"}, &Released{}, &Withdrawn{Reason: "有误"}, &Support{Key: "k1"},
	}).Draw(t, "data")
	return Move{By: by, Data: data}
}

// invariants are what holds for a matter whatever happened to it.
func invariants(t *rapid.T, m Matter) {
	if m.State == Archived && m.Decline == nil && (len(m.Replies) == 0 || m.FedBack == nil) {
		t.Fatal("archived without reply and feedback (受理必复)")
	}
	if m.Redone > 1 && !slices.ContainsFunc(m.Rechecks, func(r Rechecked) bool { return !r.Holds }) {
		t.Fatal("redone twice for one complaint")
	}
	for _, line := range m.Timeline {
		if line.At.IsZero() || line.By.Role == "" {
			t.Fatalf("a move without who or when: %+v", line)
		}
		if !line.Applied && line.Why == "" {
			t.Fatalf("not applied and no reason: %+v", line)
		}
		if line.Applied && line.By.Role == roleDeputy && (line.Type == "replied" || line.Type == "handling") {
			t.Fatal("a deputy settled a matter")
		}
		if line.Applied && line.Type == "public_released" && line.By.Account == officer.Account && m.Public.DraftBy.Account == officer.Account {
			t.Fatal("somebody released what they wrote")
		}
	}
	for _, open := range m.Proposals() {
		if step := open.Data.(*Proposed); m.State != open.State && step.For == "accepted" {
			t.Fatalf("proposed to be accepted as %s, and still open as %s", open.State, m.State)
		}
	}
	if m.Confidential && m.Public.Released {
		t.Fatal("a confidential matter is public")
	}
}

func TestWhateverHappensTheRulesHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := newBook("m1")
		registration := Registration{Channel: ByPhone, Title: "井盖", Category: "road",
			Unverified: rapid.Bool().Draw(t, "unverified"), Confidential: rapid.Bool().Draw(t, "confidential")}
		edits, err := New("m1", Voter, b.now, registration, Told{Words: "坏了"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		b.append(t, edits...)
		applied := 0
		for range rapid.IntRange(0, 40).Draw(t, "moves") {
			edits, err := b.matter().Edits(anyMove(t))
			if err != nil {
				continue
			}
			applied++
			b.append(t, edits...)
			invariants(t, b.matter())
		}
		if m := b.matter(); len(m.Unapplied()) != 0 || len(m.Timeline) != applied+2 {
			t.Fatalf("what was allowed was not applied: %+v", m.Unapplied())
		}
	})
}

func TestEventsFromElsewhereInAnyOrderGiveTheSameMatterAndLoseNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		changes := strayChanges(t)
		whole := foldAll(t, changes)
		shuffled := foldAll(t, rapid.Permutation(changes).Draw(t, "order"))
		if !reflect.DeepEqual(plain(t, whole), plain(t, shuffled)) {
			t.Fatalf("order of arrival matters:\n%s\n%s", plain(t, whole), plain(t, shuffled))
		}
		if len(whole.Timeline) != len(changes) {
			t.Fatalf("%d events, %d lines", len(changes), len(whole.Timeline))
		}
		invariants(t, whole)
	})
}

// strayChanges are moves written on two boxes that knew nothing of each other, with clocks that disagree.
func strayChanges(t *rapid.T) []station.Change {
	b := newBook("m1")
	edits, err := New("m1", Voter, b.now, Registration{Channel: ByKiosk, Title: "井盖", Category: "road"}, Told{Words: "坏了"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var changes []station.Change
	ctr := map[string]uint64{}
	for i := range rapid.IntRange(0, 30).Draw(t, "moves") + len(edits) {
		origin, at := "box/1", b.now
		if i >= len(edits) {
			origin = rapid.SampledFrom([]string{"box/1", "unit/1"}).Draw(t, "origin")
			at = b.now.Add(time.Duration(i)*time.Hour + time.Duration(rapid.IntRange(-600, 600).Draw(t, "skew"))*time.Minute)
			edit, err := anyMove(t).edit("m1")
			if err != nil {
				t.Fatal(err)
			}
			edits = append(edits, edit)
		}
		ctr[origin]++
		e := edits[i]
		changes = append(changes, station.Change{Body: e.Fields, Header: station.Header{Origin: origin, Ctr: ctr[origin],
			HLC: station.HLCAt(at) + station.HLC(i), Class: e.Class, Kind: e.Kind, ID: e.ID, Op: e.Op}})
	}
	return changes
}

func foldAll(t *rapid.T, changes []station.Change) Matter {
	record := station.Record{Kind: station.KindMatter, ID: "m1"}
	for _, c := range changes {
		next, err := record.Apply(c)
		if err != nil {
			t.Fatal(err)
		}
		if record, err = next.Apply(c); err != nil { // the same change twice is once
			t.Fatal(err)
		}
	}
	record.Revision = ""
	return Fold(record)
}

func plain(t *rapid.T, m Matter) string {
	raw, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
