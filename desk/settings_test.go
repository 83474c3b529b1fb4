package desk

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"lianzhan/desk/casebook"
	"lianzhan/station"
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

// A station keeps its own playlists, and sees which of them are kept above.
func TestPlaylistsOfTheStationAndOfThoseAbove(t *testing.T) {
	w := newWorld(t)
	own := answered[map[string]any](t, w.must("officer", http.MethodPost, "/playlists", `{"title":"节前","pages":[{"kind":"notice","dwell":20},{"kind":"faces"}]}`))
	if r := w.ask("officer", http.MethodPost, "/playlists", `{"title":"节前","pages":[]}`); r.code != "playlist_empty" {
		t.Errorf("an empty one got %d %s", r.status, r.code)
	}
	type listed struct {
		Items []struct {
			ID    string
			Above bool
			Ended bool
		}
	}
	w.must("officer", http.MethodPatch, "/playlists/"+own["id"].(string), `{"ended":true}`)
	if l := answered[listed](t, w.must("officer", http.MethodGet, "/playlists", "")); len(l.Items) != 1 || l.Items[0].Above || !l.Items[0].Ended {
		t.Errorf("alone: %+v", l)
	}
	w.store.scope = "/c/t"
	ref := station.Ref{Kind: station.KindPlaylist, ID: "county"}
	w.store.records[ref] = station.Record{Kind: ref.Kind, ID: ref.ID, Place: "/c", Fields: map[string]json.RawMessage{"title": json.RawMessage(`"县里的"`)}}
	for _, item := range answered[listed](t, w.must("officer", http.MethodGet, "/playlists", "")).Items {
		if item.Above != (item.ID == "county") {
			t.Errorf("%s is kept above: %v", item.ID, item.Above)
		}
	}
	w.must("officer", http.MethodDelete, "/playlists/"+own["id"].(string), "")
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
