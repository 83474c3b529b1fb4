package desk

import (
	"net/http"
	"strings"
	"testing"

	"lianzhan/desk/casebook"
)

func (w *world) rows(who, query string) casebook.Page {
	w.t.Helper()
	return answered[casebook.Page](w.t, w.must(who, http.MethodGet, "/matters?"+query, ""))
}

func TestEveryoneSeesTheirOwnMattersOnly(t *testing.T) {
	w := newWorld(t)
	mine := w.register(manhole).ID
	w.walk(mine, "master accepted {}", `officer classified {"category":"road","grade":"urgent"}`, `master assigned {"lead_unit":"roads"}`)
	w.register(strings.Replace(strings.Replace(manhole, "00001", "00002", 1), `["d1"]`, `["d2"]`, 1))
	for who, want := range map[string]int{"officer": 2, "master": 2, "legal": 2, "county": 2, "deputy": 1, "other": 1, "roads": 1, "water": 0} {
		if got := w.rows(who, ""); got.Total != want {
			t.Errorf("%s sees %d matters, want %d", who, got.Total, want)
		}
	}
	for _, who := range []string{"other", "water"} {
		if r := w.ask(who, http.MethodGet, "/matters/"+mine, ""); r.status != http.StatusNotFound {
			t.Errorf("%s opened it: %d", who, r.status)
		}
		if r := w.move(who, mine, "handling", "{}"); r.status != http.StatusNotFound && r.status != http.StatusForbidden {
			t.Errorf("%s moved it: %d", who, r.status)
		}
	}
	for _, who := range []string{"auditor", "technician", "informant"} {
		if r := w.ask(who, http.MethodGet, "/matters/"+mine, ""); r.status != http.StatusForbidden {
			t.Errorf("%s got %d", who, r.status)
		}
	}
}

func TestFiltersCountWhatTheyWouldLeave(t *testing.T) {
	w := newWorld(t)
	id := w.register(manhole).ID
	w.register(strings.Replace(strings.Replace(manhole, "00001", "00002", 1), `"road"`, `"water"`, 1))
	w.walk(id, "master accepted {}")
	page := w.rows("officer", "state=accepted")
	if page.Total != 1 || page.Items[0].ID != id || page.Facets["state"]["registered"] != 1 || page.Facets["category"]["water"] != 0 {
		t.Errorf("%+v", page)
	}
	if got := w.rows("officer", "q=2026-000001"); got.Total != 1 {
		t.Errorf("the number finds %d", got.Total)
	}
	if got := w.rows("officer", "q=看不见"); got.Total != 2 {
		t.Errorf("words find %d for who may read them", got.Total)
	}
	if got := w.rows("deputy", "q=看不见"); got.Total != 0 {
		t.Errorf("words find %d for a deputy", got.Total)
	}
	if due := w.rows("officer", "sort=due").Items[0].Due; due == nil || due.Light != "yellow" || due.How == "" || due.Basis == "" {
		t.Errorf("%+v", due)
	}
}

func TestAnExportIsAuditedAndHoldsNobody(t *testing.T) {
	w := newWorld(t)
	w.register(strings.Replace(manhole, `"words"`, `"title":"=HYPERLINK(1)","words"`, 1))
	r := w.ask("officer", http.MethodGet, "/matters.csv?columns=number,title,label,village", "")
	text := string(r.body)
	if r.status != http.StatusOK || !strings.Contains(text, "'=HYPERLINK(1)") || !strings.HasPrefix(text, "\ufeff编号,标题,状态,村社区") {
		t.Errorf("%d %q", r.status, text)
	}
	if strings.Contains(text, "张三丰") || strings.Contains(text, "1380000") || strings.Contains(text, "看不见") {
		t.Errorf("the export holds somebody: %s", text)
	}
	if lines := strings.Join(w.store.audited(), "\n"); !strings.Contains(lines, "account:a-officer exported") {
		t.Errorf("the audit holds %s", lines)
	}
}
