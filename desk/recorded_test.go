package desk

import (
	"net/http"
	"slices"
	"testing"

	"lianzhan/station/matter"
)

// A station whose units have no accounts finishes a matter by itself: the reply stays the unit's, the books say who wrote
// it down; the verdict stays the voter's, and says how it was told.
func TestAMatterIsFinishedForUnitsWithoutAccounts(t *testing.T) {
	w := newWorld(t)
	id := w.register(manhole).ID
	w.walk(id, "master accepted {}", `officer classified {"category":"road","grade":"urgent"}`, `master assigned {"lead_unit":"roads"}`)
	if may := w.detail("officer", id).May; !slices.Contains(may, "replied") || !slices.Contains(may, "sent_back") {
		t.Fatalf("the officer may %v", may)
	}
	if r := w.move("deputy", id, "replied", replied); r.status != http.StatusForbidden {
		t.Errorf("a deputy wrote a reply down: %d", r.status)
	}
	w.walk(id, "officer handling {}", "officer replied "+replied)
	d := w.detail("officer", id)
	if by := d.Matter.Reply().By; by.Name != "贾主任" || by.Unit != "roads" {
		t.Errorf("the reply is signed by %+v", by)
	}
	if last := d.Timeline[len(d.Timeline)-1]; last.By != "联络员 许联络员" {
		t.Errorf("the books say %q wrote it", last.By)
	}
	w.walk(id, `officer fed_back {"how":"call"}`)
	for _, via := range []string{"", "kiosk", "phone", "letter"} {
		if r := w.move("officer", id, "rated", `{"satisfaction":"satisfied","via":"`+via+`"}`); r.code != "via_missing" {
			t.Errorf("a verdict told by %q: %d %s", via, r.status, r.code)
		}
	}
	if r := w.move("presidium", id, "rated", `{"satisfaction":"satisfied","via":"call"}`); r.status != http.StatusForbidden {
		t.Errorf("the presidium wrote a verdict down: %d", r.status)
	}
	w.walk(id, `master rated {"satisfaction":"satisfied","via":"call"}`, `officer rating_words {"words":"修得快。"}`, "officer closed {}",
		`officer archived {"volume":"2026-01"}`)
}

func TestWhoMayNotDecideProposes(t *testing.T) {
	w := newWorld(t)
	id := w.register(manhole).ID
	for _, c := range []struct {
		who, data string
		status    int
	}{
		{"deputy", `{"for":"accepted","text":"属实"}`, http.StatusForbidden},
		{"deputy", `{"for":"assigned","data":{"lead_unit":"roads"}}`, http.StatusForbidden},
		{"officer", `{"for":"classified","data":{"category":"road","grade":"urgent"}}`, http.StatusForbidden},
		{"roads", `{"for":"accepted","text":"属实"}`, http.StatusNotFound},
		{"officer", `{"for":"closed"}`, http.StatusBadRequest},
		{"officer", `{"for":"declined","data":{"reason":"court"}}`, http.StatusBadRequest},
		{"officer", `{"for":"accepted","text":"属实","data":{"by":"x"}}`, http.StatusBadRequest},
		{"officer", `{"for":"assigned","data":{"lead_unit":"roads"}}`, http.StatusConflict},
		{"officer", `{"for":"accepted","text":"属实，去看过了。"}`, http.StatusOK},
	} {
		if r := w.move(c.who, id, "proposed", c.data); r.status != c.status {
			t.Errorf("%s proposes %s: %d %s, want %d", c.who, c.data, r.status, r.code, c.status)
		}
	}
	d := w.detail("master", id)
	if len(d.Proposals) != 1 || d.Proposals[0].For != "accepted" || d.Proposals[0].By != "联络员 许联络员" || d.Row.State != "registered" {
		t.Fatalf("%+v in %s", d.Proposals, d.Row.State)
	}
	if len(d.Propose) != 0 || !slices.Equal(w.detail("officer", id).Propose, []matter.EventType{"accepted", "declined"}) {
		t.Errorf("the master may propose %v, the officer %v", d.Propose, w.detail("officer", id).Propose)
	}
	w.walk(id, "master accepted {}", `deputy proposed {"for":"classified","text":"夜里危险","data":{"category":"road","grade":"critical"}}`)
	if d = w.detail("officer", id); len(d.Proposals) != 1 || d.Proposals[0].Text != "道路 · 特急 · 夜里危险" {
		t.Errorf("%+v", d.Proposals)
	}
	w.walk(id, `officer classified {"category":"road","grade":"urgent"}`)
	if r := w.move("officer", id, "proposed", `{"for":"assigned","data":{"lead_unit":"nobody"}}`); r.code != "unit_unknown" {
		t.Errorf("a unit nobody knows: %d %s", r.status, r.code)
	}
	w.walk(id, `officer proposed {"for":"assigned","data":{"lead_unit":"water"}}`,
		`officer proposed {"for":"assigned","data":{"lead_unit":"roads","opinion":"先围起来。"}}`)
	if d = w.detail("master", id); len(d.Proposals) != 1 || d.Proposals[0].Text != "主办：镇城建办 · 先围起来。" {
		t.Errorf("%+v", d.Proposals)
	}
}

// Whoever merges names the other matter as its papers do.
func TestMergingByTheNumberOnPaper(t *testing.T) {
	w := newWorld(t)
	first, second := w.register(manhole), w.register(`{"client":"manhole-client-00002","channel":"call","category":"road","words":"井盖沉了","consent":"2026-11"}`)
	w.walk(second.ID, `officer merged {"into":"`+first.Number+`"}`)
	if into := w.detail("officer", second.ID).Matter.Into; into != first.ID {
		t.Errorf("merged into %q", into)
	}
	if r := w.move("officer", first.ID, "merged", `{"into":"000000103-2026-999999"}`); r.status != http.StatusNotFound {
		t.Errorf("a number nobody has: %d %s", r.status, r.code)
	}
}
