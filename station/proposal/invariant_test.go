package proposal

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lianzhan/station"
)

var (
	people = []Actor{officer, master, roads, water, deputy, System, {Role: "handling_unit", Account: "a9"}}
	things = []Data{
		&FirstReview{}, &SecondReview{}, &Review{}, &Review{To: &Assignment{LeadUnit: "roads"}}, &Return{Reason: "empty"}, &Told{How: "电话"},
		&Assignment{LeadUnit: "roads", CoUnits: []string{"water"}}, &Assignment{LeadUnit: "roads", Hard: true}, &Assignment{LeadUnit: "water", LeadName: "水务站"},
		&NotOurs{Reason: "不归我们"}, &CoOpinion{Unit: "water", Text: "同意"}, &Consultation{How: "visit"},
		&Extension{To: "2026-08-03", Reason: "等设计", ApprovedBy: "乙"}, reply("A"), reply("C"),
		&Attitude{Deputy: "d1", Satisfaction: Satisfied}, &Attitude{Deputy: "d1", Satisfaction: SoSo, Result: Unsatisfied, Comment: "再办"},
		&Attitude{Deputy: "d2", Satisfaction: Unsatisfied, Comment: "不行"}, &Attitude{Deputy: "d9", Satisfaction: Satisfied},
		&RedoOrder{Reason: "代表不满意"}, &ClosedBy{}, &ClosedBy{Silent: "2026-04-01"}, &Urge{Text: "请快"}, &Supervision{Text: "限期"},
		&KeyMark{}, &ExcellentMark{}, &Note{Text: "记"}, &PublicProposal{}, &Released{}, &Withdrawn{Reason: "有误"},
		&Submission{Flow: TownBetween, Tier: station.Township, Kind: Advice, Deputy: "d1"}, &Adoption{State: Closed},
	}
)

// anyMove draws something that might happen to a suggestion: mostly what may, so that a long way is gone, else anything.
func anyMove(t *rapid.T, p Proposal, at time.Time) Move {
	mv := Move{At: at, By: rapid.SampledFrom(people).Draw(t, "by"), Data: rapid.SampledFrom(things).Draw(t, "data")}
	if rapid.IntRange(0, 3).Draw(t, "wild") == 0 {
		return mv
	}
	var sensible []Move
	for _, data := range things {
		for _, by := range people {
			if try := (Move{At: at, By: by, Data: data}); p.fits(try) == nil && data.Type() != "returned" {
				sensible = append(sensible, try)
			}
		}
	}
	if len(sensible) == 0 {
		return mv
	}
	return rapid.SampledFrom(sensible).Draw(t, "sensible")
}

func anySubmission(t *rapid.T) Submission {
	s := submission(rapid.SampledFrom([]Flow{AtSession, CountyBetween, TownBetween}).Draw(t, "flow"))
	s.Secret = rapid.Bool().Draw(t, "secret")
	s.Deputy, s.CoSigners = bridge.LeadDeputy, bridge.CoSigners
	return s
}

// invariants are what holds for a suggestion whatever happened to it.
func invariants(t *rapid.T, p Proposal) {
	t.Helper()
	if p.State == Closed && (len(p.Replies) == 0 || p.View() == nil && p.Silent == "") {
		t.Fatalf("closed without a reply and the deputy's view: %+v", p)
	}
	if p.State == Viewed && p.View() == nil {
		t.Fatalf("viewed, and the lead deputy said nothing: %+v", p.Attitudes)
	}
	if p.Redone > 1 || p.Redone == 0 && len(p.Replies) > 1 {
		t.Fatalf("redone %d times, %d replies", p.Redone, len(p.Replies))
	}
	if p.Secret && p.Public.Released {
		t.Fatalf("a secret is public")
	}
	var proposer string
	for _, line := range p.Timeline {
		switch {
		case line.At.IsZero() || !line.Applied && line.Why == "":
			t.Fatalf("a line without when or why: %+v", line)
		case !line.Applied:
			continue
		case line.Type == "replied" && (line.By.Is(station.RoleDeputy) || line.By.Unit == "" && !keeps(line.By)):
			t.Fatalf("%+v replied", line.By)
		case line.Type == "attitude" && line.By.Unit != "":
			t.Fatalf("a unit judged itself: %+v", line.By)
		case line.Type == "public_proposed":
			proposer = line.By.Account
		case line.Type == "public_released" && line.By.Account == proposer:
			t.Fatalf("released by the one who proposed it")
		}
	}
}

// truthful holds the flat sheet to what the events say.
func truthful(t *rapid.T, r station.Record, p Proposal) {
	t.Helper()
	flat, err := station.Decode[station.Suggestion](r)
	if err != nil {
		t.Fatal(err)
	}
	answeredNow := p.Reply() != nil
	switch {
	case flat.Public != p.Public.Released, flat.SubmittedOn != p.SubmittedOn, flat.AssignedOn != p.AssignedOn, flat.LeadUnit != p.LeadName:
	case (flat.DueOn != "") != (p.AssignedOn != ""), (flat.RepliedOn != "") != answeredNow, (flat.ReplyClass != "") != answeredNow:
	case flat.Reply != "" && !answeredNow, flat.Public && flat.Reply != "" && p.Public.Replies < len(p.Replies):
	case p.Reply() != nil && !flat.Public && flat.Reply != p.Reply().Text:
	case len(r.Contested) > 0:
	default:
		return
	}
	t.Fatalf("the sheet says %+v of %s", flat, plain(t, p))
}

func TestWhateverHappensTheRulesHoldAndTheSheetIsTrue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := newBook()
		edits, err := New("s1", deputy, b.now, bridge, anySubmission(t))
		if err != nil {
			t.Fatal(err)
		}
		b.write(t, edits...)
		applied := 1
		for range rapid.IntRange(0, 40).Draw(t, "moves") {
			b.now = b.now.AddDate(0, 0, rapid.IntRange(0, 30).Draw(t, "days"))
			edits, err := b.fold().Edits(anyMove(t, b.fold(), b.now))
			if err != nil {
				continue
			}
			applied++
			b.write(t, edits...)
			invariants(t, b.fold())
			truthful(t, b.record, b.fold())
		}
		if p := b.fold(); len(p.Unapplied()) != 0 || len(p.Timeline) != applied {
			t.Fatalf("what was allowed was not applied: %+v", p.Unapplied())
		}
	})
}

func TestEventsFromElsewhereInAnyOrderGiveTheSameAndLoseNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		changes := strayChanges(t)
		whole := foldAll(t, changes)
		shuffled := foldAll(t, rapid.Permutation(changes).Draw(t, "order"))
		if plain(t, whole) != plain(t, shuffled) {
			t.Fatalf("order of arrival matters:\n%s\n%s", plain(t, whole), plain(t, shuffled))
		}
		events := 0
		for _, c := range changes {
			if c.Op == station.OpEvent {
				events++
			}
		}
		if len(whole.Timeline) != events {
			t.Fatalf("%d events, %d lines", events, len(whole.Timeline))
		}
		invariants(t, whole)
		if _, err := whole.Edits(); err != nil {
			t.Fatalf("the sheet cannot be mended: %v", err)
		}
	})
}

// strayChanges are moves written on two boxes that knew nothing of each other, with clocks that disagree.
func strayChanges(t *rapid.T) []station.Change {
	b := newBook()
	edits, err := New("s1", deputy, b.now, bridge, anySubmission(t))
	if err != nil {
		t.Fatal(err)
	}
	b.write(t, edits...)
	var changes []station.Change
	ctr := map[string]uint64{}
	for i := range rapid.IntRange(0, 30).Draw(t, "moves") + len(edits) {
		origin, at := "box/1", day("2026-03-02")
		if i >= len(edits) {
			origin = rapid.SampledFrom([]string{"box/1", "unit/1"}).Draw(t, "origin")
			at = day("2026-03-02").Add(time.Duration(i)*24*time.Hour + time.Duration(rapid.IntRange(-2000, 2000).Draw(t, "skew"))*time.Minute)
			edit, err := anyMove(t, b.fold(), at).edit("s1")
			if err != nil {
				t.Fatal(err)
			}
			b.now = at
			b.write(t, edit)
			edits = append(edits, edit)
		}
		ctr[origin]++
		e := edits[i]
		changes = append(changes, station.Change{Body: e.Fields, Header: station.Header{Origin: origin, Ctr: ctr[origin],
			HLC: station.HLCAt(at) + station.HLC(i), Class: e.Class, Kind: e.Kind, ID: e.ID, Op: e.Op}})
	}
	return changes
}

func foldAll(t *rapid.T, changes []station.Change) Proposal {
	record := station.Record{Kind: station.KindSuggestion, ID: "s1"}
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

func plain(t *rapid.T, p Proposal) string {
	raw, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
