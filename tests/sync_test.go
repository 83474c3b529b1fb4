package tests

import (
	"testing"

	"lianzhan/station"
)

// A station that worked alone is enrolled; what it wrote goes up, what the county writes comes down.
func TestAStationIsEnrolledAndBothWaysWork(t *testing.T) {
	county, village := newNode(t, true, honest), newNode(t, false, honest)
	village.write(station.KindActivity, "before", station.Public, map[string]any{"title": "早先的走访"})
	county.adopt(village, "v", "/c/v", county.url())
	until(t, "what was written alone goes up", func() bool { return county.field(station.KindActivity, "before", "title") != "" })
	village.write(station.KindActivity, "after", station.Public, map[string]any{"title": "后来的走访"})
	until(t, "what is written later goes up", func() bool { return county.field(station.KindActivity, "after", "title") != "" })
	county.write(station.KindArticle, "notice", station.Public, map[string]any{"title": "县里的通知"})
	until(t, "what the county says comes down", func() bool { return village.field(station.KindArticle, "notice", "title") != "" })
	until(t, "the station is settled", village.settled)
	if village.db.Scope() != "/c/v" {
		t.Errorf("it stands at %s", village.db.Scope())
	}
}
