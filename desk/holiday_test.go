package desk

import (
	"encoding/json"
	"net/http"
	"testing"

	"lianzhan/desk/casebook"
)

// A table of holidays is tried before it is kept: what it would move is what it then moves.
func TestATableOfHolidaysIsTriedFirst(t *testing.T) {
	w := newWorld(t)
	id := w.register(manhole).ID
	before := w.detail("officer", id).Row.Due.Due
	const table = `{"year":2026,"off":["2026-11-24","2026-11-25"],"working":["2026-11-28"],"basis":"国办发明电"}`
	moved := answered[struct{ Items []casebook.Moved }](t, w.must("officer", http.MethodPost, "/holidays/preview", table)).Items
	if len(moved) != 1 || moved[0].ID != id || moved[0].From != before || moved[0].To == before {
		t.Fatalf("%+v", moved)
	}
	if now := w.detail("officer", id).Row.Due.Due; now != before {
		t.Errorf("trying it moved %s to %s", before, now)
	}
	w.must("officer", http.MethodPost, "/holidays", table)
	if now := w.detail("officer", id).Row.Due.Due; now != moved[0].To {
		t.Errorf("kept, and the deadline is %s, not %s", now, moved[0].To)
	}
	again := w.must("officer", http.MethodPost, "/holidays/preview", table)
	if !json.Valid(again) || string(again) != `{"items":[]}` {
		t.Errorf("the table that is there moves %s", again)
	}
	if r := w.ask("officer", http.MethodPost, "/holidays/preview", `{"year":2026,"off":["2027-01-01"]}`); r.status != http.StatusBadRequest {
		t.Errorf("a day of another year: %d", r.status)
	}
}
