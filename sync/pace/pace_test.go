package pace

import (
	"testing"
	"time"

	"lianzhan/station"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, station.Zone)

func TestEachAskerHasItsOwnPace(t *testing.T) {
	p := New(1, 3)
	for i, c := range []struct {
		who   string
		after time.Duration
		busy  bool
	}{{"a", 0, false}, {"a", 0, false}, {"a", 0, false}, {"a", 0, true}, {"b", 0, false}, {"a", time.Second, false}, {"a", time.Second, true}} {
		err := p.Take(c.who, noon.Add(c.after))
		if (err != nil) != c.busy || err != nil && station.Worded(err).Code != "busy" {
			t.Errorf("%d: %v, want busy = %v", i, err, c.busy)
		}
	}
	for i := range 3 * mostCounted {
		_ = p.Take(string(rune(i)), noon)
		if len(p.buckets) > mostCounted {
			t.Fatalf("%d are counted", len(p.buckets))
		}
	}
}
