package proposal

import (
	"slices"
	"testing"

	"lianzhan/station"
)

func TestWhatTheRulesForbid(t *testing.T) {
	nothing := func(*book) {}
	reviewed := func(b *book) { b.do(t, "2026-03-03", officer, &Review{}) }
	given := func(b *book) {
		reviewed(b)
		b.do(t, "2026-03-04", officer, &Assignment{LeadUnit: "roads", CoUnits: []string{"water"}})
	}
	replied := func(b *book) { given(b); b.do(t, "2026-03-10", roads, reply("C")) }
	unhappy := func(b *book) {
		replied(b)
		b.do(t, "2026-03-11", deputy, &Attitude{Deputy: "d1", Satisfaction: Unsatisfied, Comment: "不行"})
	}
	proposed := func(b *book) { given(b); b.do(t, "2026-03-05", officer, &PublicProposal{}) }
	satisfied := &Attitude{Deputy: "d1", Satisfaction: Satisfied}
	for _, c := range []struct {
		name string
		flow Flow
		to   func(*book)
		by   Actor
		data Data
		code string
	}{
		{"hand in twice", CountyBetween, nothing, deputy, &Submission{Flow: AtSession, Tier: station.County, Kind: Advice, Deputy: "d1"}, "proposal_exists"},
		{"skip the first review", AtSession, nothing, officer, &SecondReview{}, "step_not_possible"},
		{"one review at the session", AtSession, nothing, officer, &Review{}, "other_flow"},
		{"two reviews between sessions", CountyBetween, nothing, officer, &FirstReview{}, "other_flow"},
		{"a county passes on at review", CountyBetween, nothing, officer, &Review{To: &Assignment{LeadUnit: "roads"}}, "other_flow"},
		{"a deputy reviews", CountyBetween, nothing, deputy, &Review{}, "not_staff"},
		{"assign what nobody reviewed", CountyBetween, nothing, officer, &Assignment{LeadUnit: "roads"}, "step_not_possible"},
		{"refuse without a reason of the law", CountyBetween, nothing, officer, &Return{Reason: "boring"}, "return_reason_missing"},
		{"refuse for another reason unsaid", CountyBetween, nothing, officer, &Return{Reason: "other"}, "return_advice_missing"},
		{"refuse what a unit has", CountyBetween, given, officer, &Return{Reason: "empty"}, "step_not_possible"},
		{"lead and help at once", CountyBetween, reviewed, officer, &Assignment{LeadUnit: "roads", CoUnits: []string{"roads"}}, "co_unit_leads"},
		{"a deputy replies", CountyBetween, given, deputy, reply("A"), "deputy_no_handle"},
		{"a co-unit replies", CountyBetween, given, water, reply("A"), "other_unit"},
		{"nobody's unit replies", CountyBetween, given, Actor{Role: "handling_unit", Account: "a9"}, reply("A"), "other_unit"},
		{"reply without a seal", CountyBetween, given, roads, &Reply{Class: "A", Text: "好", Signer: "丁"}, "reply_seal_missing"},
		{"reply without a class", CountyBetween, given, roads, &Reply{Text: "好", Signer: "丁", Sealed: true}, "reply_class_missing"},
		{"a stranger's opinion", CountyBetween, given, water, &CoOpinion{Unit: "schools", Text: "好"}, "not_co_unit"},
		{"a co-unit sends back", CountyBetween, given, water, &NotOurs{Reason: "不归我们"}, "other_unit"},
		{"extend beyond six months", CountyBetween, given, officer, &Extension{To: "2026-09-08", Reason: "r", ApprovedBy: "乙"}, "extension_long"},
		{"extend to an earlier day", CountyBetween, given, officer, &Extension{To: "2026-06-01", Reason: "r", ApprovedBy: "乙"}, "extension_shorter"},
		{"a unit extends by itself", CountyBetween, given, roads, &Extension{To: "2026-07-01", Reason: "r", ApprovedBy: "丁"}, "not_staff"},
		{"the unit finds itself good", CountyBetween, replied, roads, satisfied, "unit_no_verdict"},
		{"a deputy who did not sign", CountyBetween, replied, deputy, &Attitude{Deputy: "d9", Satisfaction: Satisfied}, "not_signer"},
		{"say it twice", CountyBetween, unhappy, deputy, satisfied, "already_given"},
		{"unsatisfied without a word", CountyBetween, replied, deputy, &Attitude{Deputy: "d1", Satisfaction: Unsatisfied}, "reason_missing"},
		{"close without the deputy", CountyBetween, replied, officer, &ClosedBy{}, "view_missing"},
		{"close on one's own word of silence", CountyBetween, replied, officer, &ClosedBy{Silent: "2026-03-10"}, "view_missing"},
		{"close over an unhappy deputy", CountyBetween, unhappy, officer, &ClosedBy{}, "redo_first"},
		{"close what was not answered", CountyBetween, given, officer, &ClosedBy{}, "step_not_possible"},
		{"redo unasked", CountyBetween, replied, officer, &RedoOrder{Reason: "r"}, "step_not_possible"},
		{"release one's own proposal", CountyBetween, proposed, officer, &Released{}, "second_person"},
		{"release without an account", CountyBetween, proposed, Actor{Role: "station_master"}, &Released{}, "second_person"},
		{"release what nobody proposed", CountyBetween, given, master, &Released{}, "nothing_proposed"},
		{"withdraw what is not shown", CountyBetween, given, master, &Withdrawn{Reason: "r"}, "not_public"},
		{"publish what was not reviewed", CountyBetween, nothing, officer, &PublicProposal{}, "step_not_possible"},
	} {
		b := handedIn(t, c.flow)
		c.to(b)
		before := len(b.record.Events)
		if err := b.fold().Check(Move{By: c.by, At: day("2026-03-12"), Data: c.data}); err == nil || station.Worded(err).Code != c.code {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
		}
		late, err := Move{By: c.by, Data: c.data}.edit("s1")
		if err != nil {
			t.Fatal(err)
		}
		b.write(t, late)
		if p := b.fold(); len(p.Timeline) != before+1 {
			t.Errorf("%s: arrived late it was lost", c.name)
		}
	}
}

func TestWhatMayNotBeHandedIn(t *testing.T) {
	blank, alone := bridge, bridge
	blank.Body, alone.CoSigners = " ", []string{"d2", "d3", "d4"}
	for _, c := range []struct {
		name  string
		by    Actor
		sheet station.Suggestion
		s     Submission
		code  string
	}{
		{"no text", deputy, blank, submission(AtSession), "suggestion_body_missing"},
		{"no title", deputy, station.Suggestion{Body: "b", LeadDeputy: "d1"}, submission(AtSession), "suggestion_title_missing"},
		{"no deputy", officer, station.Suggestion{Title: "t", Body: "b"}, submission(AtSession), "lead_deputy_missing"},
		{"a unit hands in", roads, bridge, submission(AtSession), "not_deputy"},
		{"a town deputy on the county's way", deputy, bridge, Submission{Flow: CountyBetween, Tier: station.Township, Kind: Advice}, "flow_unknown"},
		{"no such kind", deputy, bridge, Submission{Flow: AtSession, Tier: station.County, Kind: "song"}, "proposal_kind_unknown"},
		{"a bill between sessions", deputy, alone, Submission{Flow: TownBetween, Tier: station.Township, Kind: Bill}, "bill_between_sessions"},
		{"a bill of four", deputy, alone, Submission{Flow: AtSession, Tier: station.Township, Kind: Bill}, "bill_signers_few"},
	} {
		if _, err := New("s1", c.by, day("2026-03-02"), c.sheet, c.s); station.Worded(err).Code != c.code {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
		}
	}
}

func TestSecretsAndNumbersStayInside(t *testing.T) {
	secret := submission(CountyBetween)
	secret.Secret = true
	phone := bridge
	phone.Body = "请打13800001234。"
	for _, c := range []struct {
		sheet station.Suggestion
		s     Submission
		code  string
	}{{bridge, secret, "secret"}, {phone, submission(CountyBetween), "public_text_personal"}} {
		b := newBook()
		edits, err := New("s1", deputy, b.now, c.sheet, c.s)
		if err != nil {
			t.Fatal(err)
		}
		b.write(t, edits...)
		b.do(t, "2026-03-03", officer, &Review{})
		if err := b.fold().Check(Move{By: officer, At: b.now, Data: &PublicProposal{}}); station.Worded(err).Code != c.code {
			t.Errorf("%v, want %s", err, c.code)
		}
	}
}

func TestWarningsStopNobody(t *testing.T) {
	b := assigned(t)
	codes := func(at station.Date, by Actor, d Data) []string {
		t.Helper()
		mv := Move{By: by, At: day(at), Data: d}
		if err := b.fold().Check(mv); err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, w := range b.fold().Warnings(mv) {
			list = append(list, w.Code)
		}
		return list
	}
	if got := codes("2026-03-05", roads, reply("A")); !slices.Equal(got, []string{"opinions_missing", "not_consulted"}) {
		t.Errorf("reply at once: %v", got)
	}
	if got := codes("2026-03-16", roads, &NotOurs{Reason: "r"}); len(got) != 0 {
		t.Errorf("sent back in time: %v", got)
	}
	if got := codes("2026-03-17", roads, &NotOurs{Reason: "r"}); !slices.Equal(got, []string{"send_back_late"}) {
		t.Errorf("sent back too late: %v", got)
	}
	b.do(t, "2026-03-20", water, &CoOpinion{Unit: "water", Text: "同意"})
	b.do(t, "2026-03-20", roads, &Consultation{How: "call"})
	if got := codes("2026-03-21", roads, reply("A")); len(got) != 0 {
		t.Errorf("all heard: %v", got)
	}
}

func TestEveryEventHasItsLineAndItsBlank(t *testing.T) {
	for kind := range blanks {
		if _, known := rules[kind]; !known && kind != "submitted" && kind != "adopted" {
			t.Errorf("no rule for %s", kind)
		}
		if Blank(kind).Type() != kind {
			t.Errorf("the blank of %s is a %s", kind, Blank(kind).Type())
		}
	}
	for kind := range rules {
		if Blank(kind) == nil {
			t.Errorf("%s cannot be read", kind)
		}
	}
}
