package casebook

import (
	"testing"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// A village without an area code of its own numbers its matters as its town does; the kiosk prints the same.
func TestNumberTakesTheNearestArea(t *testing.T) {
	h := &House{Station: station.Station{AreaCode: "000000100"}, sites: map[string]Site{
		"/c/shiwan": {Name: "石湾镇中心站", Area: "000000109"}, "/c/shiwan/lianchi": {Name: "莲池村站"}, "/c/shiwan/shangyang": {Name: "上洋村站", Area: "000000110"}}}
	for branch, area := range map[string]string{
		"/c/shiwan": "000000109", "/c/shiwan/lianchi": "000000109", "/c/shiwan/shangyang": "000000110", "/c/baisha": "000000100", "": "000000100",
	} {
		m := matter.Matter{Branch: branch, Serial: 7}
		if got, want := h.NumberOf(m), m.Number(area); got != want {
			t.Errorf("%q: %s, want %s", branch, got, want)
		}
	}
}
