package kiosk

import (
	"encoding/json"
	"testing"
)

// What the first screen is told of its tiles is what the lists behind them say: none comes or goes once the page is seen.
func TestTheFirstScreenKnowsItsTiles(t *testing.T) {
	h := open(t, aTown(t))
	e, err := h.room.catalogue.open()
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(e.shelves())
	var told map[string]int
	if err == nil {
		err = json.Unmarshal(raw, &told)
	}
	if err != nil {
		t.Fatal(err)
	}
	all := 0
	for shelf, address := range map[string]string{"activities": "activities?", "projects": "projects?", "suggestions": "suggestions?",
		"news": "articles?kind=news&", "notice": "articles?kind=notice&", "law": "articles?kind=law&", "rule": "articles?kind=rule&"} {
		var list struct{ Total int }
		if err := json.Unmarshal([]byte(h.get("/api/v1/"+address+"limit=1")), &list); err != nil {
			t.Fatal(err)
		}
		if count, known := told[shelf]; !known || count != list.Total {
			t.Errorf("%s: told %d, the list has %d", shelf, count, list.Total)
		}
		all += list.Total
	}
	if all == 0 {
		t.Error("nothing was there to count")
	}
}
