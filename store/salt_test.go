package store

import (
	"context"
	"encoding/json"
	"testing"

	"lianzhan/station"
)

// The hash of a body stays when the body is erased, so the same telephone number must never hash the same twice.
func TestAPersonalBodyCannotBeGuessedFromItsHash(t *testing.T) {
	db := open(t, t.TempDir())
	edit := station.Edit{Kind: station.KindMatter, ID: "m1", Op: station.OpEvent, Class: station.Personal,
		Fields: []byte(`{"type":"contact","data":{"phone":"13800001234"}}`)}
	for range 2 {
		if _, err := db.Write(context.Background(), "test", edit); err != nil {
			t.Fatal(err)
		}
	}
	changes, _, err := db.Changes(0, 10)
	if err != nil || len(changes) != 2 {
		t.Fatal(err, len(changes))
	}
	hashes := map[station.Hash]bool{station.HashOf(edit.Fields): true}
	for _, c := range changes {
		var body struct {
			Salt string
			Type string
		}
		if err := json.Unmarshal(c.Body, &body); err != nil || len(body.Salt) != 32 || body.Type != "contact" {
			t.Errorf("%v %s", err, c.Body)
		}
		if hashes[c.BodyHash] {
			t.Error("the same words have the same hash")
		}
		hashes[c.BodyHash] = true
	}
	if _, err := db.Verify(); err != nil {
		t.Error(err)
	}
}
