package station

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"
)

// The chain of every box hangs on these bytes: they are encoding/json's, whatever the header says.
func TestCanonicalIsWhatEncodingJSONWrites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.StringMatching(`[a-z0-9/@:-]{0,40}`), rapid.String(),
			rapid.SampledFrom([]string{"", "<>&", "\u2028\u2029", "\x7f", "\xff\xfe", `"\`, "联站", "\t\n\x00"}))
		h := Header{Origin: text.Draw(t, "origin"), Ctr: rapid.Uint64().Draw(t, "ctr"), Prev: Hash(text.Draw(t, "prev")),
			HLC: HLC(rapid.Int64().Draw(t, "hlc")), Trust: Trust(text.Draw(t, "trust")), Scope: text.Draw(t, "scope"),
			Class: Class(text.Draw(t, "class")), Kind: Kind(text.Draw(t, "kind")), ID: text.Draw(t, "id"), Op: Op(text.Draw(t, "op")),
			Base: Revision(text.Draw(t, "base")), BodyHash: Hash(text.Draw(t, "body")), Schema: rapid.Int().Draw(t, "schema"),
			Actor: text.Draw(t, "actor"), Serial: rapid.Uint64().Draw(t, "serial")}
		want, err := json.Marshal(h)
		if err != nil || string(h.Canonical()) != string(want) {
			t.Fatalf("%v\n%s\n%s", err, h.Canonical(), want)
		}
		var read Header
		if err := json.Unmarshal(want, &read); err != nil {
			t.Fatal(err)
		}
		if got, err := ReadHeader(want); err != nil || got != read {
			t.Fatalf("%v: %+v is not %+v", err, got, read)
		}
	})
}
