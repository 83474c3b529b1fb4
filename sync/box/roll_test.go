package box

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lianzhan/station"
	"lianzhan/sync/sim"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, station.Zone)

// slowStore takes its time to be read, as a county does just after its start.
type slowStore struct {
	Store
	ledger *sim.Memory
	quick  bool
}

func (s slowStore) Inspect(fn func(station.Ledger) error) error {
	if !s.quick {
		time.Sleep(20 * time.Millisecond)
	}
	return s.ledger.Inspect(fn)
}

// Two thousand stations come back while the county still reads who they are: none of them is a stranger.
func TestNobodyIsAStrangerWhileTheRollIsRead(t *testing.T) {
	ledger := sim.NewLedger(sim.Options{Device: "c", Scope: "/c"})
	node := station.Node{ID: "n", Name: "白塔镇", Scope: "/c/baita", Devices: []station.Device{{ID: "d", Since: time.Unix(1, 0)}}}
	edits, err := station.Put(station.Record{}, station.KindNode, node.ID, node)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ledger.Write("test", edits...); err != nil {
		t.Fatal(err)
	}
	r := newRoll(slowStore{ledger: ledger})
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if _, known, err := r.Member("d"); err != nil || !known {
				t.Errorf("known = %v, %v", known, err)
			}
		})
	}
	all.Wait()
}

// Whatever changes in the tree, what is read again piece by piece is what reading all of it would say.
func TestTheRollFollowsTheTree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ledger := sim.NewLedger(sim.Options{Device: "c", Scope: "/c"})
		store := slowStore{ledger: ledger, quick: true}
		r := newRoll(store)
		for range rapid.IntRange(1, 20).Draw(t, "changes") {
			id := rapid.SampledFrom([]string{"n1", "n2", "n3"}).Draw(t, "node")
			edit := station.Edit{Kind: station.KindNode, ID: id, Op: station.OpDelete, Class: station.Internal}
			if rapid.IntRange(0, 9).Draw(t, "what") > 0 {
				edit = nodeEdit(t, id)
			}
			if _, err := ledger.Write("test", edit); err != nil && edit.Op == station.OpPut {
				t.Fatal(err)
			}
			r.Heard(station.Announcement{Refs: []station.Ref{{Kind: edit.Kind, ID: id}}})
			if rapid.Bool().Draw(t, "asked") {
				compareRolls(t, r, newRoll(store))
			}
		}
		compareRolls(t, r, newRoll(store))
	})
}

func nodeEdit(t *rapid.T, id string) station.Edit {
	n := station.Node{ID: id, Name: id, Scope: "/c/" + rapid.SampledFrom([]string{"a", "b", "d"}).Draw(t, "scope")}
	for i, d := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"d1", "d2", "d3"}), 0, 2, rapid.ID[string]).Draw(t, "devices") {
		device := station.Device{ID: d, Since: noon.Add(time.Duration(rapid.IntRange(0, 3).Draw(t, "since")) * time.Hour)}
		if i > 0 || rapid.Bool().Draw(t, "revoked") {
			device.Revoked = noon
		}
		n.Devices = append(n.Devices, device)
	}
	raw, err := json.Marshal(n)
	if err != nil {
		t.Fatal(err)
	}
	return station.Edit{Kind: station.KindNode, ID: id, Op: station.OpPut, Class: station.Internal, Scope: n.Scope, Fields: raw}
}

func compareRolls(t *rapid.T, got, want *roll) {
	here, err := got.Tree()
	there, err2 := want.Tree()
	if err = errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	if !slices.EqualFunc(here, there, func(a, b station.Node) bool { return a.Scope == b.Scope }) {
		t.Fatalf("%v, want %v", here, there)
	}
	for _, device := range []string{"d1", "d2", "d3"} {
		a, knownA, err := got.Member(device)
		b, knownB, err2 := want.Member(device)
		if err = errors.Join(err, err2); err != nil {
			t.Fatal(err)
		}
		if knownA != knownB || !reflect.DeepEqual(a.Device, b.Device) || a.Node.Scope != b.Node.Scope {
			t.Fatalf("%s is %v at %s, want %v at %s", device, a.Device, a.Node.Scope, b.Device, b.Node.Scope)
		}
	}
}
