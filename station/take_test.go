package station

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// sayings is what a record says without what may differ between replicas: who came last, and what looked contested on the way.
func sayings(r Record) string {
	return string(mustJSON(struct {
		Fields, Stamps, Gone, Events, Forgotten, Place, Placed, Moved any
	}{r.Fields, r.Stamps, r.Gone, r.Events, r.Forgotten, r.Place, r.Placed, r.Moved}))
}

// Whatever the order in which changes come - of clones of one disk, of clocks that stand still, moves, erasures, bodies that stayed behind - every replica ends alike.
func TestTakeDoesNotDependOnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := drawEntries(t)
		a, b := takeAll(t, entries), takeAll(t, rapid.Permutation(entries).Draw(t, "order"))
		if sayings(a) != sayings(b) {
			t.Fatalf("order matters:\n%s\n%s", sayings(a), sayings(b))
		}
	})
}

func takeAll(t *rapid.T, entries []Entry) Record {
	var r Record
	for _, e := range entries {
		next, err := r.Take(e)
		if err != nil {
			t.Fatal(err)
		}
		r = next
	}
	return r
}

// drawEntries is what two boxes and the clone of one wrote about one record.
func drawEntries(t *rapid.T) []Entry {
	var entries []Entry
	counts := map[string]uint64{}
	for range rapid.IntRange(2, 12).Draw(t, "n") {
		e := Entry{Change: Change{Header: Header{Kind: KindMatter, ID: "m", Origin: rapid.SampledFrom([]string{"a/1", "b/1"}).Draw(t, "origin"),
			HLC: HLC(rapid.IntRange(1, 4).Draw(t, "hlc"))}}, Place: rapid.SampledFrom([]string{"", "/c/t", "/c/t/v"}).Draw(t, "place")}
		if e.Origin == "a/1" {
			e.Branch = rapid.SampledFrom([]string{"", "#0123abcd"}).Draw(t, "branch")
		}
		counts[e.Chain()]++
		e.Ctr, e.At = counts[e.Chain()], HLC(rapid.IntRange(0, 4).Draw(t, "at"))
		e.Op, e.Body = drawDeed(t)
		e.BodyHash = HashOf(e.Body)
		if rapid.IntRange(0, 5).Draw(t, "withheld") == 0 {
			e.Body = nil
		}
		entries = append(entries, e)
	}
	return entries
}

func drawDeed(t *rapid.T) (Op, []byte) {
	switch rapid.IntRange(0, 6).Draw(t, "op") {
	case 0:
		return OpDelete, nil
	case 1:
		return OpMove, mustJSON(Move{To: rapid.SampledFrom([]string{"/c", "/c/t/w"}).Draw(t, "to")})
	case 2:
		named := fmt.Sprintf("%d@%s", rapid.IntRange(1, 3).Draw(t, "ctr"), rapid.SampledFrom([]string{"a/1", "a/1#0123abcd", "b/1"}).Draw(t, "of"))
		return OpErase, mustJSON(Erasure{Revisions: []Revision{Revision(named)}})
	case 3, 4:
		return OpEvent, []byte(`{"type":"said"}`)
	}
	return OpPut, fmt.Appendf(nil, `{"name":%d}`, rapid.IntRange(0, 3).Draw(t, "name"))
}

// An erasure names its own event plainly; in a tree the event may stand under a branch.
func TestErasureReachesEveryBranch(t *testing.T) {
	event := func(branch, body string) Entry {
		return Entry{Branch: branch, Change: Change{Header: Header{Kind: KindMatter, ID: "m", Origin: "a/1", Ctr: 1, HLC: 1, Op: OpEvent}, Body: []byte(body)}}
	}
	for _, c := range []struct{ named, left string }{
		{"1@a/1", ""}, {"1@a/1#0123abcd", "first"}, {"1@a", "first branch"}, {"2@a/1", "first branch"},
	} {
		erasure := Entry{Change: Change{Header: Header{Kind: KindMatter, ID: "m", Origin: "b/1", Ctr: 1, HLC: 2, Op: OpErase},
			Body: mustJSON(Erasure{Revisions: []Revision{Revision(c.named)}})}}
		erasure.BodyHash = HashOf(erasure.Body)
		var r Record
		for _, e := range []Entry{event("", "first"), erasure, event("#0123abcd", "branch")} {
			r, _ = r.Take(e)
		}
		left := ""
		for _, e := range r.Events {
			if !e.Erased() {
				left += " " + string(e.Body)
			}
		}
		if len(r.Events) != 2 || left != "" && left[1:] != c.left || left == "" && c.left != "" {
			t.Errorf("after the erasure of %s %d events are there, legible are%s", c.named, len(r.Events), left)
		}
	}
}
