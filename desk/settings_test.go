package desk

import (
	"net/http"
	"strings"
	"testing"

	"lianzhan/desk/casebook"
)

func TestOfficesAndTextsAreKept(t *testing.T) {
	w := newWorld(t)
	unit := answered[map[string]string](t, w.must("officer", http.MethodPost, "/units", `{"name":"镇交通办","short":"交通办"}`))
	w.must("officer", http.MethodPatch, "/units/"+unit["id"], `{"head":"贾峰","base":"`+unit["revision"]+`"}`)
	if r := w.ask("officer", http.MethodPatch, "/units/"+unit["id"], `{"head":"刘燕","base":"`+unit["revision"]+`"}`); r.code != "record_changed" {
		t.Errorf("an old base got %d %s", r.status, r.code)
	}
	for body, code := range map[string]string{`{"name":""}`: "unit_name_missing", `{"name":"x","credit_code":"1"}`: "credit_code_invalid",
		`{"name":"x","boss":"y"}`: "request_invalid", `[]`: "request_invalid"} {
		if r := w.ask("officer", http.MethodPost, "/units", body); r.code != code {
			t.Errorf("%s: %d %s, want %s", body, r.status, r.code, code)
		}
	}
	text := answered[map[string]any](t, w.must("officer", http.MethodPost, "/templates", `{"step":"urged","title":"催办","text":"请尽快。"}`))
	if first := string(w.must("officer", http.MethodGet, "/first", "")); !strings.Contains(first, "镇交通办") || !strings.Contains(first, "请尽快。") {
		t.Errorf("the page does not know of them: %s", first)
	}
	w.must("officer", http.MethodDelete, "/templates/"+text["id"].(string), "")
	if first := string(w.must("officer", http.MethodGet, "/first", "")); strings.Contains(first, "请尽快。") {
		t.Error("a text that was taken away is still offered")
	}
}

// A new term or holiday moves the deadlines that run.
func TestOwnTermsMoveDeadlines(t *testing.T) {
	w := newWorld(t)
	id := w.register(manhole).ID
	due := func() casebook.Due { return *w.detail("officer", id).Row.Due }
	if before := due(); before.Due != "2026-11-26" {
		t.Fatalf("%+v", before)
	}
	w.must("master", http.MethodPatch, "/policy", `{"terms":{"accept":{"n":1,"unit":"business_days","basis":"本站规定"}}}`)
	if after := due(); after.Due != "2026-11-24" {
		t.Errorf("%+v", after)
	}
	if lines := strings.Join(w.store.audited(), "\n"); !strings.Contains(lines, "account:a-master policy_changed policy") {
		t.Errorf("the audit holds %s", lines)
	}
	for _, off := range []string{"2026-11-25", "2026-11-24"} {
		w.must("officer", http.MethodPost, "/holidays", `{"year":2026,"off":["`+off+`"],"working":[]}`)
	}
	if tables := string(w.must("officer", http.MethodGet, "/holidays", "")); strings.Count(tables, `"year"`) != 1 {
		t.Errorf("a year has two tables: %s", tables)
	}
	if after := due(); after.Due != "2026-11-25" {
		t.Errorf("with a holiday: %+v", after)
	}
}
