package desk

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"lianzhan/desk/casework"
	"lianzhan/desk/register"
	"lianzhan/station"
)

func TestAReceptionIsTakenOverFromItsRuleOnce(t *testing.T) {
	w := newWorld(t)
	today := answered[workday](t, w.must("officer", http.MethodGet, "/today", ""))
	if today.Reception == nil || today.Reception.Rule != "monday" || today.Reception.Session != "" {
		t.Fatalf("%+v", today.Reception)
	}
	body := `{"rule":"monday","date":"2026-11-23"}`
	one := answered[register.Reception](t, w.must("officer", http.MethodPost, "/receptions", body))
	again := answered[register.Reception](t, w.must("master", http.MethodPost, "/receptions", body))
	if one.ID == "" || again.ID != one.ID || one.Place != "接待室" || len(one.Deputies) != 1 {
		t.Fatalf("%+v, then %+v", one, again)
	}
	visit := strings.Replace(manhole, `"channel":"letter"`, fmt.Sprintf(`"channel":"reception","session":%q,"visitor":1`, one.ID), 1)
	w.register(visit)
	patch := fmt.Sprintf(`{"visitors":1,"staff":["许联络员"],"base":%q}`, one.Revision)
	after := answered[register.Reception](t, w.must("officer", http.MethodPatch, "/receptions/"+one.ID, patch))
	if after.Visitors != 1 || len(after.Lines) != 1 || after.Place != "接待室" {
		t.Errorf("%+v", after)
	}
	if r := w.ask("officer", http.MethodPatch, "/receptions/"+one.ID, patch); r.code != "record_changed" {
		t.Errorf("an old base got %d %s", r.status, r.code)
	}
	if r := w.ask("officer", http.MethodPost, "/receptions", `{"rule":"monday","date":"2026-11-24"}`); r.status != http.StatusNotFound {
		t.Errorf("a day without a reception got %d", r.status)
	}
	days := string(w.must("officer", http.MethodGet, "/receptions/days?from=2026-11-23&to=2026-11-30", ""))
	if strings.Count(days, `"rule":"monday"`) != 2 || !strings.Contains(days, `"session":"`+one.ID) {
		t.Errorf("%s", days)
	}
}

// press writes an event to a suggestion; none may fail.
func (w *world) press(who, id, kind, data string) register.Detail {
	w.t.Helper()
	return answered[register.Detail](w.t, w.must(who, http.MethodPost, "/suggestions/"+id+"/events", fmt.Sprintf(`{"type":%q,"data":%s}`, kind, data)))
}

const handedIn = `{"client":"suggestion-client-01","title":"关于修好东横街的建议","body":"情况、分析和具体意见。","kind":"suggestion","tier":"county","sitting":false,
"deputy":"d1","co_signers":["d2"],"publish":true,"secret":false}`

func TestASuggestionFromItsDeputyToThePublicSheet(t *testing.T) {
	w := newWorld(t)
	id := answered[register.Detail](t, w.must("officer", http.MethodPost, "/suggestions", handedIn)).Row.ID
	w.press("master", id, "reviewed", `{}`)
	d := w.press("master", id, "assigned", `{"lead_unit":"roads","co_units":["water"]}`)
	if d.Row.Due == nil || d.Row.Due.How == "" || d.Row.Unit != "镇城建办" {
		t.Fatalf("%+v", d.Row)
	}
	if r := w.ask("deputy", http.MethodPost, "/suggestions/"+id+"/events", `{"type":"replied","data":{}}`); r.status != http.StatusForbidden {
		t.Errorf("a deputy answered: %d", r.status)
	}
	if r := w.ask("roads", http.MethodGet, "/suggestions/"+id, ""); r.status != http.StatusOK {
		t.Errorf("the unit it was given to got %d", r.status)
	}
	d = w.press("roads", id, "replied", `{"class":"A","text":"路已修好。","signer":"贾主任","sealed":true}`)
	if len(d.Warnings) == 0 {
		t.Error("nobody said that the co-unit is silent")
	}
	d = w.press("deputy", id, "attitude", `{"deputy":"d2","satisfaction":"satisfied"}`)
	if d.Attitudes[0].Deputy != "d1" {
		t.Errorf("a deputy spoke for another: %+v", d.Attitudes)
	}
	w.press("officer", id, "closed", `{}`)
	w.press("officer", id, "public_proposed", `{}`)
	if r := w.ask("officer", http.MethodPost, "/suggestions/"+id+"/events", `{"type":"public_released","data":{}}`); r.status != http.StatusForbidden {
		t.Errorf("the officer released: %d", r.status)
	}
	if d = w.press("master", id, "public_released", `{}`); d.Row.Public != "shown" {
		t.Errorf("%+v", d.Row)
	}
	record, err := w.store.Record(station.KindSuggestion, id)
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := station.Decode[station.Suggestion](record)
	if err != nil || !sheet.Public || sheet.Reply != "路已修好。" || sheet.ReplyClass != "A" || sheet.LeadUnit != "镇城建办" {
		t.Errorf("the public reads %+v, %v", sheet, err)
	}
}

func TestAMatterBecomesASuggestionInOneCommit(t *testing.T) {
	w := newWorld(t)
	id := w.register(manhole).ID
	w.walk(id, "master accepted {}")
	before := w.store.Seq()
	w.store.broken = func(e station.Edit) error {
		if e.Kind == station.KindSuggestion {
			return station.Busy("disk_write_failed", "没有存上。")
		}
		return nil
	}
	convert := `{"title":"关于检查全镇井盖的建议","body":"请普查。","client":"conversion-client-1"}`
	if r := w.move("master", id, "converted", convert); r.status < 400 || w.store.Seq() != before {
		t.Fatalf("half a conversion was kept: %d", r.status)
	}
	w.store.broken = nil
	w.walk(id, "master converted "+convert)
	d := w.detail("master", id)
	suggestion := answered[register.Detail](t, w.must("deputy", http.MethodGet, "/suggestions/"+d.Matter.Suggestion, ""))
	if suggestion.Row.State != "submitted" || suggestion.Deputies[0].ID != "d1" || len(suggestion.Matters) != 1 {
		t.Errorf("%+v", suggestion)
	}
	if d.Row.State != "accepted" {
		t.Errorf("the matter itself is %s", d.Row.State)
	}
}

func TestMergingWritesBothHalves(t *testing.T) {
	w := newWorld(t)
	one := w.register(manhole).ID
	two := w.register(strings.Replace(manhole, "00001", "00002", 1)).ID
	similar := w.detail("officer", two).Similar
	if len(similar) != 1 || similar[0].ID != one {
		t.Errorf("similar: %+v", similar)
	}
	w.walk(two, fmt.Sprintf(`officer merged {"into":%q}`, one))
	if d := w.detail("officer", one); len(d.Matter.From) != 1 || d.Matter.From[0] != two {
		t.Errorf("%+v", d.Matter.From)
	}
	if d := w.detail("officer", two); d.Row.State != "merged" || d.Matter.Into != one {
		t.Errorf("%+v", d.Row)
	}
}

func TestNobodyPublishesWhatTheyWrote(t *testing.T) {
	w := newWorld(t)
	id := w.register(manhole).ID
	w.walk(id, "master accepted {}", `officer public_drafted {"title":"井盖换新","text":"路口井盖已换。"}`)
	waiting := answered[workday](t, w.must("master", http.MethodGet, "/today", "")).PublicWaiting
	if len(waiting) != 1 || waiting[0].ID != id {
		t.Errorf("%+v", waiting)
	}
	if r := w.move("officer", id, "public_released", "{}"); r.status != http.StatusForbidden {
		t.Errorf("the one who wrote it released it: %d", r.status)
	}
	w.walk(id, "master public_released {}")
	if row := w.detail("officer", id).Row; row.Public != "shown" {
		t.Errorf("%+v", row)
	}
	w.walk(id, `officer public_withdrawn {"reason":"照片里有人"}`)
	if row := w.detail("officer", id).Row; row.Public != "none" {
		t.Errorf("%+v", row)
	}
	if r := w.move("officer", id, "public_drafted", `{"title":"t","text":"请打13800001234"}`); r.code != "public_text_personal" {
		t.Errorf("a telephone in the public text: %s", r.code)
	}
	if r := w.move("officer", id, "public_drafted", `{"title":"t","text":"x","photos":["`+strings.Repeat("a", 64)+`"]}`); r.code != "file_unknown" {
		t.Errorf("somebody else's picture: %s", r.code)
	}
}

func TestPersonalDataGoesWhenAsked(t *testing.T) {
	w := newWorld(t)
	id := w.register(manhole).ID
	if r := w.move("officer", id, "forgotten", `{"contact":true}`); r.status != http.StatusForbidden {
		t.Errorf("an officer erased: %d", r.status)
	}
	w.walk(id, `master forgotten {"contact":true,"words":true}`)
	d := w.detail("master", id)
	if d.Contact != nil || len(d.Words) != 0 || d.Row.State != "registered" {
		t.Errorf("%+v %+v", d.Contact, d.Words)
	}
	record, err := w.store.Record(station.KindMatter, id)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range record.Events {
		if strings.Contains(string(e.Body), "13800001234") || strings.Contains(string(e.Body), "看不见") {
			t.Errorf("still kept: %s", e.Body)
		}
	}
}

func TestALateEventWaitsForAPerson(t *testing.T) {
	w := newWorld(t)
	id := w.register(manhole).ID
	late := `{"type":"closed","by":{"role":"liaison_officer","name":"许"},"data":{}}`
	if _, err := w.store.Write(t.Context(), "county", station.Edit{Kind: station.KindMatter, ID: id, Op: station.OpEvent,
		Class: station.Internal, Fields: []byte(late)}); err != nil {
		t.Fatal(err)
	}
	d := w.detail("officer", id)
	last := d.Timeline[len(d.Timeline)-1]
	if d.Row.Unapplied != 1 || last.Applied || last.Why == "" || last.Decided {
		t.Fatalf("%+v, row says %d", last, d.Row.Unapplied)
	}
	decide := fmt.Sprintf(`{"type":"noted","data":{"text":"对方重复提交，不用再办。"},"note":"decided:%s"}`, last.Event)
	d = answered[casework.Detail](t, w.must("officer", http.MethodPost, "/matters/"+id+"/events", decide))
	if d.Row.Unapplied != 0 {
		t.Errorf("decided, and still %d wait", d.Row.Unapplied)
	}
}
