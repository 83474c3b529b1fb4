package below

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lianzhan/station"
	"lianzhan/sync/core"
)

// Who is found by place is whoever shares in the place, as the tree itself says it; whoever left is not.
func TestListenersAreFoundByPlace(t *testing.T) {
	scope := rapid.Custom(func(t *rapid.T) string {
		steps := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "ab"}), 0, 3).Draw(t, "steps")
		at := "/c"
		for _, step := range steps {
			at += "/" + step
		}
		return at
	})
	rapid.Check(t, func(t *rapid.T) {
		l, open := newListeners(), map[*bell]bool{}
		for i, at := range rapid.SliceOf(scope).Draw(t, "bells") {
			one := &bell{peer: core.Peer{Device: fmt.Sprint("d", i%5), Scope: at}}
			l.add(one)
			open[one] = true
		}
		for one := range open {
			if rapid.Bool().Draw(t, "leaves") {
				l.remove(one)
				l.remove(one)
				delete(open, one)
			}
		}
		for _, place := range append(rapid.SliceOf(scope).Draw(t, "places"), "", "/", "/x") {
			found := map[*bell]bool{}
			l.share(place, func(one *bell) { found[one] = true })
			want := map[*bell]bool{}
			for one := range open {
				if station.Visible(place, one.peer.Scope) {
					want[one] = true
				}
			}
			if !maps.Equal(found, want) {
				t.Fatalf("%s: %d found, want %d", place, len(found), len(want))
			}
		}
		for one := range open {
			if !slices.Contains(l.device[one.peer.Device], one) {
				t.Fatalf("%s is not found by its name", one.peer.Device)
			}
			l.remove(one)
		}
		if len(l.all)+len(l.device)+len(l.at)+len(l.under) > 0 {
			t.Fatal("an empty hall remembers somebody")
		}
	})
}
