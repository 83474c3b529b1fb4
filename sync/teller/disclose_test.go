package teller

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/sync/box"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, station.Zone)

// boxOf is a device with keys that can open what is sealed for it.
func boxOf(t *testing.T, id string) (station.Device, *box.Device) {
	t.Helper()
	keys, err := box.LoadDevice(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return station.Device{ID: id, Key: keys.Key(), Seal: keys.Seal()}, keys
}

func nodeAt(scope string, devices ...station.Device) station.Node {
	return station.Node{ID: strings.TrimPrefix(scope, "/"), Name: scope, Scope: scope, Devices: devices}
}

func TestWhoHasToKnow(t *testing.T) {
	county, _ := boxOf(t, "county")
	town, _ := boxOf(t, "town")
	village, _ := boxOf(t, "village")
	gone := town
	gone.ID, gone.Revoked = "town-old", noon
	tree := []station.Node{nodeAt("/c", county), nodeAt("/c/t", gone, town), nodeAt("/c/t/v", village), nodeAt("/c/t/w")}
	flat := []station.Node{nodeAt("/c", county), nodeAt("/c/v", village)}
	for _, c := range []struct {
		name  string
		nodes []station.Node
		here  string
		place string
		state matter.State
		steps string
		want  []string
	}{
		{"nothing reported", tree, "/c/t/v", "/c/t/v", matter.Accepted, "", nil},
		{"to the county", tree, "/c/t/v", "/c/t/v", matter.Accepted, "county_congress", []string{"county"}},
		{"to the county's government", tree, "/c/t/v", "/c/t/v", matter.Accepted, "county_government", []string{"county"}},
		{"to the town", tree, "/c/t/v", "/c/t/v", matter.Accepted, "presidium", []string{"town"}},
		{"to both", tree, "/c/t/v", "/c/t/v", matter.Accepted, "party_committee county_congress", []string{"county", "town"}},
		{"twice", tree, "/c/t/v", "/c/t/v", matter.Accepted, "presidium town_government", []string{"town"}},
		{"archived", tree, "/c/t/v", "/c/t/v", matter.Archived, "county_congress", nil},
		{"to a town that has no box", flat, "/c/v", "/c/v", matter.Accepted, "presidium", nil},
		{"by the town, to the town", tree, "/c/t", "/c/t", matter.Accepted, "presidium", nil},
		{"another's matter at the town", tree, "/c/t", "/c/t/v", matter.Accepted, "county_congress", []string{"village"}},
		{"left at the county", tree, "/c", "/c/t/v", matter.Registered, "", []string{"village"}},
		{"left for a place without a box", tree, "/c", "/c/t/w", matter.Registered, "", nil},
		{"left for a place nobody knows", tree, "/c", "/c/t/x", matter.Registered, "", nil},
		{"a box that stands alone", tree, "/", "/", matter.Accepted, "county_congress", nil},
		{"a place that is not known", tree, "/c/t/v", "", matter.Accepted, "county_congress", nil},
		{"from above", tree, "/c/t/v", "/c/t", matter.Accepted, "county_congress", nil},
	} {
		m := matter.Matter{State: c.state}
		for step := range strings.FieldsSeq(c.steps) {
			m.Escalations = append(m.Escalations, matter.Escalation{To: step})
		}
		var got []string
		for _, d := range audience(station.Record{Place: c.place}, m, c.here, c.nodes) {
			got = append(got, d.ID)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// eventOf makes an event as a record keeps it.
func eventAt(ctr int, device string, class station.Class, body string) station.Event {
	e := station.Event{Origin: device + "/i", Class: class, Revision: station.Revision(fmt.Sprintf("%d@%s/i", ctr, device))}
	if body != "" {
		e.Body = json.RawMessage(body)
	}
	return e
}

func TestWhatIsOwed(t *testing.T) {
	to, _ := boxOf(t, "county")
	renewed, _ := boxOf(t, "county")
	told, err := json.Marshal(map[string]any{"type": "disclosed", "data": matter.Disclosed{For: to.ID, Seal: to.Seal, Of: []station.Revision{"1@v/i"}, Box: []byte("x")}})
	if err != nil {
		t.Fatal(err)
	}
	record := station.Record{Place: "/c/v", Events: []station.Event{
		eventAt(1, "v", station.Personal, `{"type":"told"}`), eventAt(2, "v", station.Personal, ""), eventAt(3, "v", station.Internal, `{"type":"accepted"}`),
		eventAt(4, "v", station.Personal, `{"type":"contact"}`), eventAt(5, "c", station.Personal, `{"type":"told"}`), eventAt(6, "v", station.Internal, string(told))}}
	for _, c := range []struct {
		name, from, here string
		to               station.Device
		want             []station.Revision
	}{
		{"the station, once told", "v", "/c/v", to, []station.Revision{"4@v/i", "5@c/i"}},
		{"the station, to a device with new keys", "v", "/c/v", renewed, []station.Revision{"1@v/i", "4@v/i", "5@c/i"}},
		{"the county tells what it wrote itself", "c", "/c", station.Device{ID: "v", Seal: to.Seal}, []station.Revision{"5@c/i"}},
	} {
		var got []station.Revision
		for _, e := range owed(record, c.to, c.from, c.here) {
			got = append(got, e.Revision)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestBoxesHoldAllAndStaySmall(t *testing.T) {
	to, keys := boxOf(t, "county")
	var events []station.Event
	long := strings.Repeat("水", 2000)
	for i := range 100 {
		events = append(events, eventAt(i+1, "v", station.Personal, fmt.Sprintf(`{"type":"told","data":{"words":"%d%s"}}`, i, long)))
	}
	moves, err := boxes(events, to)
	if err != nil {
		t.Fatal(err)
	}
	opened := map[station.Revision]json.RawMessage{}
	for _, move := range moves {
		d := move.Data.(*matter.Disclosed)
		if len(d.Box) > matter.LargestBox || len(d.Of) > mostBoxed || d.For != to.ID || d.Seal != to.Seal {
			t.Errorf("a box of %d bytes with %d events for %s", len(d.Box), len(d.Of), d.For)
		}
		plain, ok := keys.Open(d.Box)
		if !ok || json.Unmarshal(plain, &opened) != nil {
			t.Fatal("a box cannot be opened")
		}
	}
	for _, e := range events {
		if string(opened[e.Revision]) != string(e.Body) {
			t.Errorf("%s came out altered", e.Revision)
		}
	}
}
