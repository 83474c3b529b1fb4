package station

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestDifferencesNamesOnlyWhatChanges(t *testing.T) {
	group := Group{ID: "g1", Name: "第一代表小组", Topic: "柑桔"}
	fields, err := Differences(Record{}, group)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Record{}.Apply(Change{Header: Header{Origin: "a/1", Ctr: 1, Op: OpPut, Kind: KindGroup, ID: "g1"}, Body: mustJSON(fields)})
	if err != nil {
		t.Fatal(err)
	}
	if same, _ := Differences(r, group); len(same) != 0 {
		t.Errorf("writing the same again would change %s", same)
	}
	r.Fields["colour"] = json.RawMessage(`"red"`) // a field of a newer version
	group.Name, group.Topic = "第二代表小组", ""
	fields, _ = Differences(r, group)
	if got := mustJSON(fields); string(got) != `{"name":"第二代表小组","topic":null}` {
		t.Errorf("differences = %s", got)
	}
}

func TestPutPartsThePublicFromTheRest(t *testing.T) {
	d := Deputy{ID: "d1", Name: "林海涵", Code: "0123ABCD", Phone: "13900000000", Note: "内部", BirthDate: "1970-05"}
	edits, err := Put(Record{}, KindDeputy, "d1", d)
	if err != nil || len(edits) != 2 || edits[0].Class != Public || edits[1].Class != Internal {
		t.Fatalf("edits %+v: %v", edits, err)
	}
	for _, private := range []string{"13900000000", "内部", "1970"} {
		if strings.Contains(string(edits[0].Fields), private) || !strings.Contains(string(edits[1].Fields), private) {
			t.Errorf("%s stands in %s, not in %s", private, edits[0].Fields, edits[1].Fields)
		}
	}
	d.PhonePublic = true
	if edits, _ = Put(Record{}, KindDeputy, "d1", d); !strings.Contains(string(edits[0].Fields), "13900000000") {
		t.Errorf("a published telephone stays internal: %+v", edits)
	}
}

// Replicas that receive the same changes in any order must end alike: per field the last writer wins.
func TestApplyDoesNotDependOnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		changes := rapid.SliceOfN(rapid.Custom(drawChange), 2, 8).Draw(t, "changes")
		for i := range changes {
			changes[i].Ctr = uint64(i + 1)
			changes[i].HLC = changes[i].HLC<<8 | HLC(i) // one clock never says the same twice
		}
		shuffled := rapid.Permutation(changes).Draw(t, "order")
		a, b := fold(t, changes), fold(t, shuffled)
		if string(mustJSON(a.Fields)) != string(mustJSON(b.Fields)) || a.Deleted() != b.Deleted() {
			t.Fatalf("order matters:\n%s deleted %v\n%s deleted %v", mustJSON(a.Fields), a.Deleted(), mustJSON(b.Fields), b.Deleted())
		}
	})
}

func drawChange(t *rapid.T) Change {
	c := Change{Header: Header{
		Origin: rapid.SampledFrom([]string{"a/1", "b/1", "c/1"}).Draw(t, "origin"),
		HLC:    HLC(rapid.Int64Range(1, 1<<40).Draw(t, "hlc")),
		Op:     OpPut, Kind: KindGroup, ID: "g1",
	}}
	if rapid.IntRange(0, 9).Draw(t, "delete") == 0 {
		c.Op = OpDelete
		return c
	}
	fields := rapid.MapOfN(rapid.SampledFrom([]string{"name", "topic", "leader"}), rapid.IntRange(0, 3), 1, 3).Draw(t, "fields")
	c.Body = mustJSON(fields)
	return c
}

func fold(t *rapid.T, changes []Change) Record {
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

func mustJSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

func TestTwoEditorsOfOneRevisionAreShown(t *testing.T) {
	put := func(origin string, at HLC, base Revision, body string) Change {
		return Change{Header: Header{Origin: origin, Ctr: 1, HLC: at, Base: base, Op: OpPut, Kind: KindGroup, ID: "g1"}, Body: []byte(body)}
	}
	r, _ := Record{}.Apply(put("a/1", 10, "", `{"name":"甲"}`))
	seen := r.Revision
	r, _ = r.Apply(put("b/1", 20, seen, `{"name":"乙"}`))
	if len(r.Contested) != 0 {
		t.Fatalf("a plain follow-up counts as contested: %v", r.Contested)
	}
	r, _ = r.Apply(put("c/1", 15, seen, `{"name":"丙"}`))
	if len(r.Contested) != 1 || string(r.Fields["name"]) != `"乙"` {
		t.Errorf("contested %v, name %s", r.Contested, r.Fields["name"])
	}
}

func TestClockNeverGoesBack(t *testing.T) {
	now := Date("2026-11-21").Time()
	for _, c := range []struct {
		name       string
		wall, last string
		trust      Trust
		time       string
	}{
		{"plain", "2026-11-21", "2026-11-20", TrustNTP, "2026-11-21"},
		{"flat battery", "1970-01-01", "2026-11-20", TrustUntrusted, "2026-11-20"},
		{"never written, before the build", "1970-01-01", "1970-01-01", TrustUntrusted, "2026-10-01"},
	} {
		got := ReadClock(Date(c.wall).Time(), TrustNTP, Date(c.last).Time(), Date("2026-10-01").Time())
		if got.Trust != c.trust || DateOf(got.Time) != Date(c.time) {
			t.Errorf("%s: %s %s", c.name, got.Time, got.Trust)
		}
	}
	h := HLCAt(now)
	if next := h.Next(now.AddDate(-50, 0, 0)); next <= h {
		t.Error("the clock of changes went back")
	}
}
