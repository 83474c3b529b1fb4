package sync

import (
	"testing"
	"time"
)

func TestEachAskerHasItsOwnPace(t *testing.T) {
	p := newPace(1, 3)
	for i, c := range []struct {
		who   string
		after time.Duration
		want  string
	}{{"a", 0, ""}, {"a", 0, ""}, {"a", 0, ""}, {"a", 0, "busy"}, {"b", 0, ""}, {"a", time.Second, ""}, {"a", time.Second, "busy"}} {
		if got := codeOf(p.take(c.who, noon.Add(c.after))); got != c.want {
			t.Errorf("%d: %q, want %q", i, got, c.want)
		}
	}
	for i := range 3 * mostCounted {
		_ = p.take(string(rune(i)), noon)
		if len(p.buckets) > mostCounted {
			t.Fatalf("%d are counted", len(p.buckets))
		}
	}
}
