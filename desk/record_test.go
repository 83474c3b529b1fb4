package desk

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"lianzhan/station"
)

// hand is an officer who edits records one by one.
type hand struct{ *recorder }

func newHand(t *testing.T) hand { return hand{newRecorder(t)} }

func (h hand) set(kind station.Kind, who string, pairs ...string) (Outcome, error) {
	h.t.Helper()
	var assignments []Assignment
	for _, pair := range pairs {
		field, value, _ := strings.Cut(pair, "=")
		assignments = append(assignments, Assignment{Field: field, Value: value})
	}
	fresh := Fresh{Today: "2026-11-21", Code: func() string { return "0123ABCD" }, ID: func() string {
		h.ids++
		return fmt.Sprint("id-", h.ids)
	}}
	return Set(context.Background(), h, "test", kind, who, assignments, fresh)
}

func (h hand) must(kind station.Kind, who string, pairs ...string) Outcome {
	h.t.Helper()
	outcome, err := h.set(kind, who, pairs...)
	if err != nil {
		h.t.Fatalf("set %s %s %v: %v", kind, who, pairs, err)
	}
	return outcome
}

func only[T any](h hand, kind station.Kind) T {
	h.t.Helper()
	all, err := station.All[T](h, kind)
	if err != nil || len(all) != 1 {
		h.t.Fatalf("%d records of kind %s: %v", len(all), kind, err)
	}
	return all[0]
}

func TestSetMakesChangesAndLeavesAlone(t *testing.T) {
	h := newHand(t)
	if o := h.must(station.KindProject, "智慧停车", "year=2026", "progress=60", "public=是"); o.Done != made {
		t.Errorf("first: %+v", o)
	}
	if o := h.must(station.KindProject, "智慧停车", "progress=60"); o.Done != unchanged {
		t.Errorf("the same again: %+v", o)
	}
	if o := h.must(station.KindProject, "智慧停车", "progress=80", "status=正在铺路面"); o.Done != changed {
		t.Errorf("changed: %+v", o)
	}
	h.must(station.KindProject, "智慧停车", "status=")
	p := only[station.Project](h, station.KindProject)
	if p.Progress != 80 || p.Year != 2026 || !p.Public || p.Status != "" {
		t.Errorf("the project is %+v", p)
	}
}

func TestSetRefusesWithASentence(t *testing.T) {
	h := newHand(t)
	h.must(station.KindDeputy, "吴康", "tier=township")
	for name, c := range map[string]struct {
		kind  station.Kind
		pairs []string
		code  string
	}{
		"unknown field":        {station.KindProject, []string{"colour=red"}, "field_unknown"},
		"words for a number":   {station.KindProject, []string{"year=今年"}, "value_invalid"},
		"maybe":                {station.KindProject, []string{"public=也许"}, "value_invalid"},
		"more than everything": {station.KindProject, []string{"year=2026", "progress=160"}, "project_progress_invalid"},
		"no such deputy":       {station.KindActivity, []string{"type=visit", "date=2026-11-01", "attendance=无此人"}, "deputy_not_found"},
		"pattern":              {station.KindReception, []string{"pattern=每月7日", "start=09:00", "end=11:00"}, "pattern_invalid"},
		"a day that is not":    {station.KindActivity, []string{"type=visit", "date=2026-02-30"}, "date_invalid"},
		"tier":                 {station.KindDeputy, []string{"tier=village"}, "tier_invalid"},
		"area without tier":    {station.KindDeputy, []string{"area=第1选区"}, "tier_missing"},
		"group nobody knows":   {station.KindDeputy, []string{"group=没有这个组"}, "group_not_found"},
		"end of what":          {station.KindDeputy, []string{"ended=昨天"}, "date_invalid"},
		"special elsewhere":    {station.KindProject, []string{"tier=county"}, "field_unknown"},
		"JSON that is none":    {station.KindProject, []string{"year=2026", "nodes=[{"}, "value_invalid"},
	} {
		before := h.seq
		_, err := h.set(c.kind, "新的", c.pairs...)
		if err == nil || station.Worded(err).Code != c.code || station.Worded(err).Sentence == "" {
			t.Errorf("%s: got %v, want %s", name, err, c.code)
		}
		if h.seq != before {
			t.Errorf("%s: something was written", name)
		}
	}
}

func TestSetReadsNamesAndShortForms(t *testing.T) {
	h := newHand(t)
	wu := h.must(station.KindDeputy, "吴康", "tier=township")
	lin := h.must(station.KindDeputy, "林海涵", "tier=county")
	h.must(station.KindReception, "接待日", "pattern=days:7,21", "start=09:00", "end=11:00", "rota=林海涵、吴康", "per_day=1")
	rule := only[station.ReceptionRule](h, station.KindReception)
	if fmt.Sprint(rule.Rota) != fmt.Sprint([]string{lin.ID, wu.ID}) || fmt.Sprint(rule.Pattern.Days) != "[7 21]" {
		t.Errorf("the rule is %+v", rule)
	}
	for text, want := range map[string]station.Pattern{
		"nth:3/2": {Kind: station.NthWeekday, Nth: 3, Weekday: 2}, "weekday:3": {Kind: station.Weekly, Weekday: 3},
		"lunar:16": {Kind: station.LunarDay, LunarDay: 16}, "lunar:16+leap": {Kind: station.LunarDay, LunarDay: 16, LeapMonth: true},
		`{"kind":"weekday","weekday":5}`: {Kind: station.Weekly, Weekday: 5},
	} {
		h.must(station.KindReception, "接待日", "pattern="+text)
		if got := only[station.ReceptionRule](h, station.KindReception).Pattern; fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s is %+v", text, got)
		}
	}
	h.must(station.KindActivity, "走访", "type=visit", "date=2026-11-01", "attendance=吴康,林海涵")
	if a := only[station.Activity](h, station.KindActivity); !a.Attended(wu.ID) || !a.Attended(lin.ID) {
		t.Errorf("the activity is %+v", a)
	}
}

func TestMandatesKeepTheirHistory(t *testing.T) {
	h := newHand(t)
	h.must(station.KindGroup, "一组", "kind=area")
	h.must(station.KindGroup, "二组", "kind=area")
	h.must(station.KindDeputy, "吴康", "tier=township", "area=第1选区", "group=一组")
	h.must(station.KindDeputy, "吴康", "tier=county", "area=第3选区", "group=二组")
	h.must(station.KindDeputy, "吴康", "tier=county", "area=第4选区")
	d := only[station.Deputy](h, station.KindDeputy)
	if got := fmt.Sprint(d.Tiers("2026-11-21"), d.Areas("2026-11-21")); got != "[county township] [第1选区 第4选区]" {
		t.Errorf("seats: %s", got)
	}
	before, _ := d.In(station.BodyGroup, "2026-11-20")
	after, _ := d.In(station.BodyGroup, "2026-11-21")
	if before.Of == after.Of || before.EndDate != "2026-11-20" || after.StartDate != "2026-11-21" {
		t.Errorf("groups: %+v then %+v", before, after)
	}
	h.must(station.KindDeputy, "吴康", "ended=2026-11-20")
	d = only[station.Deputy](h, station.KindDeputy)
	if d.Serves("2026-11-21") || !d.Serves("2026-11-20") {
		t.Errorf("an ended mandate: %+v", d.Memberships)
	}
}

func TestNamesakesMustBeToldApart(t *testing.T) {
	h := newHand(t)
	first := h.must(station.KindArticle, "公告", "kind=notice")
	h.must(station.KindArticle, "别的", "kind=notice", "title=公告")
	_, err := h.set(station.KindArticle, "公告", "body=谁的")
	if err == nil || station.Worded(err).Code != "name_ambiguous" || !strings.Contains(station.Worded(err).Sentence, first.ID) {
		t.Errorf("got %v", err)
	}
	h.must(station.KindArticle, first.ID, "body=第一篇")
	if _, err := Delete(context.Background(), h, "test", station.KindArticle, first.ID); err != nil {
		t.Fatal(err)
	}
	h.must(station.KindArticle, "公告", "body=只剩一篇")
}
