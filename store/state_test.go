package store

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"lianzhan/station"
)

var words = rapid.SampledFrom([]string{"", "title", "标题", "a b", "<&>", "\u2028", `"\`, "origin/1", "/c/t", "#0123abcd", "x\x01"})

// A record that was written is read as it was, whichever of the two ways it takes.
func TestRecordsAreReadAsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRecord(t)
		raw, err := appendRecord(nil, r)
		if err != nil {
			t.Fatal(err)
		}
		got, err := parseRecord(raw)
		if want := told(t, r); err != nil || told(t, got) != want {
			t.Fatalf("%v\n%s\nas %s\nis %s", err, want, raw, told(t, got))
		}
		old, err := parseRecord([]byte(told(t, r))) // as an older program wrote it
		if err != nil || told(t, old) != told(t, r) {
			t.Fatalf("%v: %s", err, told(t, old))
		}
	})
}

// told is a record as encoding/json writes it.
func told(t *rapid.T, r station.Record) string {
	if len(r.Fields) == 0 {
		r.Fields = map[string]json.RawMessage{}
	}
	if len(r.Stamps) == 0 {
		r.Stamps = map[string]station.Stamp{}
	}
	raw, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func drawRecord(t *rapid.T) station.Record {
	stamp := rapid.Custom(func(t *rapid.T) station.Stamp {
		return station.Stamp{At: station.HLC(rapid.IntRange(0, 2).Draw(t, "at")), Origin: words.Draw(t, "origin"),
			Base: station.Revision(words.Draw(t, "base")), Revision: station.Revision(words.Draw(t, "revision"))}
	})
	stamps := rapid.SliceOfN(stamp, 1, 3).Draw(t, "stamps")
	r := station.Record{Kind: station.Kind(words.Draw(t, "kind")), ID: words.Draw(t, "id"), Revision: station.Revision(words.Draw(t, "revision")),
		Fields: map[string]json.RawMessage{}, Stamps: map[string]station.Stamp{}, Place: words.Draw(t, "place"),
		Placed: station.HLC(rapid.Int64Min(0).Draw(t, "placed")), Moved: rapid.Bool().Draw(t, "moved"), Line: rapid.Uint64().Draw(t, "line")}
	for i := range rapid.IntRange(0, 6).Draw(t, "fields") {
		name := fmt.Sprint(words.Draw(t, "name"), i)
		if rapid.IntRange(0, 4).Draw(t, "gone") > 0 {
			r.Fields[name] = json.RawMessage(rapid.SampledFrom([]string{`1`, `"莲池村"`, `{"a": [1, 2]}`, `"<b>"`, `"\u2028"`, `["…"]`, `false`}).Draw(t, "value"))
		}
		if rapid.IntRange(0, 9).Draw(t, "bare") > 0 {
			r.Stamps[name] = rapid.SampledFrom(stamps).Draw(t, "stamp")
		}
	}
	if rapid.Bool().Draw(t, "deleted") {
		r.Gone = &stamps[0]
	}
	if rapid.Bool().Draw(t, "history") {
		r.Contested, r.Forgotten = []string{"a"}, []station.Revision{"1@o"}
		r.Events = []station.Event{{At: 1, Origin: words.Draw(t, "who"), Revision: "1@o", Class: station.Internal, Body: json.RawMessage(`{"type":"x"}`)}}
	}
	return r
}

// An envelope is what encoding/json makes of it, and is read back.
func TestEnvelopesAreReadAsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := envelope{Place: words.Draw(t, "place"), Branch: words.Draw(t, "branch"), At: station.HLC(rapid.Int64Min(0).Draw(t, "at")),
			Proof: rapid.SliceOfN(rapid.Byte(), 0, 5).Draw(t, "proof"), Fault: words.Draw(t, "fault"), Via: words.Draw(t, "via"), Out: rapid.Bool().Draw(t, "out")}
		if len(v.Proof) == 0 {
			v.Proof = nil
		}
		want, err := json.Marshal(v)
		if err != nil || string(v.encoded()) != string(want) {
			t.Fatalf("%v: %s is not %s", err, v.encoded(), want)
		}
		if got, err := openEnvelope(want); err != nil || !reflect.DeepEqual(got, v) {
			t.Fatalf("%v: %+v is not %+v", err, got, v)
		}
	})
}
