package matter

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"lianzhan/station"
)

// tell writes a disclosure of some events of a book to a device.
func tell(t *testing.T, b *book, device string, of ...station.Revision) {
	t.Helper()
	b.do(t, System, &Disclosed{For: device, Of: of, Box: []byte("62220212345678901234567 sealed")})
}

func eventsOf(b *book, kind EventType) (revisions []station.Revision) {
	for _, e := range b.record.Events {
		if typeOf(e) == kind {
			revisions = append(revisions, e.Revision)
		}
	}
	return revisions
}

func TestADisclosureMovesNothingAndIsNoLine(t *testing.T) {
	b := manhole(t)
	before := b.matter()
	tell(t, b, "county", eventsOf(b, "told")...)
	after := b.matter()
	if after.State != before.State || len(after.Timeline) != len(before.Timeline) || after.Revision == before.Revision {
		t.Errorf("%+v", after)
	}
	raw, err := json.Marshal(after)
	if err != nil || bytes.Contains(raw, []byte("sealed")) {
		t.Errorf("%v %s", err, raw)
	}
	for _, d := range Disclosures(b.record) {
		if d.For != "county" || string(d.Box) != "62220212345678901234567 sealed" {
			t.Errorf("the box was altered: %q", d.Box)
		}
	}
}

// Whatever erases what a voter said erases the boxes it was told in, and no other.
func TestErasingTakesTheBoxesAlong(t *testing.T) {
	b := manhole(t)
	told, contact := eventsOf(b, "told"), eventsOf(b, "contact")
	tell(t, b, "county", told...)
	tell(t, b, "county", contact...)
	boxes := eventsOf(b, "disclosed")
	if got, want := Personal(b.record, false), append(contact, boxes[1]); !slices.Equal(got, want) {
		t.Errorf("the contact alone: %v, want %v", got, want)
	}
	erase, err := station.Erase(station.KindMatter, b.record.ID, Personal(b.record, true)...)
	if err != nil {
		t.Fatal(err)
	}
	b.write(t, erase)
	raw, err := json.Marshal(b.record)
	if err != nil || len(Disclosures(b.record)) != 0 || bytes.Contains(raw, []byte("Box")) {
		t.Errorf("%v %s", err, raw)
	}
	erased := 0
	for _, line := range b.matter().Timeline {
		if line.Type == "erased" {
			erased++
		}
	}
	if erased != 2 {
		t.Errorf("%d lines say that something was erased, want the voter's two", erased)
	}
}

func TestAnEmptyBoxIsRefused(t *testing.T) {
	m := manhole(t).matter()
	for _, d := range []Disclosed{{Of: []station.Revision{"1@a"}, Box: []byte("x")}, {For: "county", Box: []byte("x")}, {For: "county", Of: []station.Revision{"1@a"}},
		{For: "county", Of: []station.Revision{"1@a"}, Box: make([]byte, LargestBox+1)}} {
		if _, err := m.Edits(Move{By: System, Data: &d}); station.Worded(err).Code != "event_invalid" {
			t.Errorf("%+v: %v", d.For, err)
		}
	}
}
