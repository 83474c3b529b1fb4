package station

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func event(origin string, ctr uint64, at HLC, body string) Change {
	return Change{Header: Header{Origin: origin, Ctr: ctr, HLC: at, Op: OpEvent, Kind: KindMatter, ID: "m1", Class: Personal,
		Actor: "test", Serial: ctr}, Body: []byte(body)}
}

func erasure(t testing.TB, origin string, ctr uint64, at HLC, revisions ...Revision) Change {
	t.Helper()
	e, err := Erase(KindMatter, "m1", revisions...)
	if err != nil {
		t.Fatal(err)
	}
	return Change{Header: Header{Origin: origin, Ctr: ctr, HLC: at, Op: e.Op, Kind: e.Kind, ID: e.ID, Class: e.Class}, Body: e.Fields}
}

func apply(t testing.TB, changes ...Change) Record {
	t.Helper()
	var r Record
	for _, c := range changes {
		next, err := r.Apply(c)
		if err != nil {
			t.Fatal(err)
		}
		r = next
	}
	return r
}

func bodies(r Record) (all []string) {
	for _, e := range r.Events {
		all = append(all, string(e.Body))
	}
	return all
}

func TestEventsStandByTheirClocks(t *testing.T) {
	late, early := event("a/1", 2, 30, `{"type":"late"}`), event("b/1", 1, 10, `{"type":"early"}`)
	twin := event("a/1", 1, 10, `{"type":"twin"}`) // the same clock: the origin decides
	r := apply(t, late, early, twin, late, early)
	if got := fmt.Sprint(bodies(r)); got != `[{"type":"twin"} {"type":"early"} {"type":"late"}]` {
		t.Errorf("events = %s", got)
	}
	first := r.Events[0]
	if first.Actor != "test" || first.Serial != 1 || first.Class != Personal || first.Revision != "1@a/1" {
		t.Errorf("an event lost what its header said: %+v", first)
	}
}

func TestApplyLeavesTheRecordGivenAlone(t *testing.T) {
	before := apply(t, event("a/1", 1, 10, `{"type":"said"}`), event("a/1", 2, 20, `{"type":"answered"}`))
	kept := string(mustJSON(before))
	for _, c := range []Change{event("b/1", 1, 15, `{"type":"between"}`), erasure(t, "a/1", 3, 30, "1@a/1")} {
		if _, err := before.Apply(c); err != nil {
			t.Fatal(err)
		}
		if got := string(mustJSON(before)); got != kept {
			t.Fatalf("%s altered the record it was given:\n%s\n%s", c.Op, kept, got)
		}
	}
}

func TestEraseBlanksWhatItNames(t *testing.T) {
	said, answered := event("a/1", 1, 10, `{"phone":"13900000000"}`), event("a/1", 2, 20, `{"type":"answered"}`)
	r := apply(t, said, answered, erasure(t, "a/1", 3, 30, "1@a/1", "77@z/9"))
	if !r.Events[0].Erased() || r.Events[1].Erased() {
		t.Fatalf("events = %s", bodies(r))
	}
	if e := r.Events[0]; e.Actor != "test" || e.At != 10 || e.Serial != 1 {
		t.Errorf("erasing took more than the body: %+v", e)
	}
	again := apply(t, said, answered, erasure(t, "a/1", 3, 30, "1@a/1"), erasure(t, "a/1", 4, 40, "1@a/1"), said)
	if fmt.Sprint(bodies(again)) != fmt.Sprint(bodies(r)) {
		t.Errorf("a second erasure or a second arrival gives %s", bodies(again))
	}
	if _, err := (Record{}).Apply(Change{Header: Header{Op: OpErase}, Body: []byte(`[1]`)}); Worded(err).Code != "body_invalid" {
		t.Errorf("a nonsensical erasure: %v", err)
	}
}

func TestDeletedComesBackWithALaterEvent(t *testing.T) {
	gone := Change{Header: Header{Origin: "a/1", Ctr: 2, HLC: 20, Op: OpDelete, Kind: KindMatter, ID: "m1"}}
	for _, c := range []struct {
		name    string
		at      HLC
		deleted bool
	}{{"before the deletion", 15, true}, {"after the deletion", 25, false}} {
		other := event("b/1", 1, c.at, `{"type":"said"}`)
		for _, r := range []Record{
			apply(t, event("a/1", 1, 10, `{}`), gone, other), apply(t, event("a/1", 1, 10, `{}`), other, gone),
		} {
			if r.Deleted() != c.deleted {
				t.Errorf("an event %s: deleted %v", c.name, r.Deleted())
			}
		}
	}
}

// Changes may arrive in any order and more than once; only an erasure never overtakes the events it names, because a
// node hands its log on in its own order.
func TestEventsDoNotDependOnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		changes := drawHistory(t)
		again := rapid.SliceOf(rapid.SampledFrom(changes)).Draw(t, "again")
		a := foldCausal(t, changes)
		b := foldCausal(t, rapid.Permutation(append(slices.Clone(changes), again...)).Draw(t, "order"))
		for name, pair := range map[string][2]any{"events": {a.Events, b.Events}, "fields": {a.Fields, b.Fields},
			"stamps": {a.Stamps, b.Stamps}, "gone": {a.Gone, b.Gone}, "deleted": {a.Deleted(), b.Deleted()}} {
			if x, y := mustJSON(pair[0]), mustJSON(pair[1]); string(x) != string(y) {
				t.Fatalf("%s depend on the order:\n%s\n%s", name, x, y)
			}
		}
	})
}

// drawHistory is what three boxes might have written about one matter.
func drawHistory(t *rapid.T) []Change {
	var changes []Change
	clocks, counts := map[string]HLC{}, map[string]uint64{}
	var events []Revision
	for range rapid.IntRange(2, 10).Draw(t, "n") {
		origin := rapid.SampledFrom([]string{"a/1", "b/1", "c/1"}).Draw(t, "origin")
		clocks[origin] += HLC(rapid.IntRange(1, 3).Draw(t, "later"))
		counts[origin]++
		c := event(origin, counts[origin], clocks[origin], `{"type":"said"}`)
		switch rapid.IntRange(0, 5).Draw(t, "op") {
		case 0:
			c.Op, c.Body = OpDelete, nil
		case 1:
			c.Op, c.Body = OpPut, fmt.Appendf(nil, `{"name":%d}`, rapid.IntRange(0, 3).Draw(t, "name"))
		case 2:
			if len(events) > 0 {
				c.Op, c.Body = OpErase, mustJSON(Erasure{Revisions: []Revision{rapid.SampledFrom(events).Draw(t, "erased")}})
			}
		}
		if c.Op == OpEvent {
			events = append(events, c.Header.Revision())
		}
		changes = append(changes, c)
	}
	return changes
}

// foldCausal holds an erasure back until the event it names is there.
func foldCausal(t *rapid.T, changes []Change) Record {
	var ready, held []Change
	arrived := map[Revision]bool{}
	early := func(c Change) bool {
		var e Erasure
		return c.Op == OpErase && (json.Unmarshal(c.Body, &e) != nil || !arrived[e.Revisions[0]])
	}
	for _, c := range changes {
		arrived[c.Header.Revision()] = true
		for _, c := range append([]Change{c}, held...) {
			if !early(c) {
				ready = append(ready, c)
			}
		}
		held = slices.DeleteFunc(append(held, c), func(c Change) bool { return !early(c) })
	}
	return fold(t, ready)
}
