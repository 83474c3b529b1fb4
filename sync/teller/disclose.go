package teller

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/sync/box"
)

// The bounds of one sealed box; what is more goes into another.
const (
	mostBoxed  = 40      // events
	fullestBox = 100_000 // bytes before sealing
)

// audience are the devices that have to know what a voter said in a matter, beside the box that keeps it: whoever it was
// reported to (上报), as long as it is not archived; and the station a message left above is meant for.
func audience(record station.Record, m matter.Matter, here string, nodes []station.Node) []station.Device {
	var list []station.Device
	add := func(n station.Node, known bool) {
		if d, active := n.Active(); known && active && d.Seal != "" {
			list = append(list, d)
		}
	}
	switch {
	case here == "" || here == "/" || record.Place == "":
	case record.Place == here && m.State != matter.Archived:
		for _, e := range m.Escalations {
			add(reportedTo(e.To, here, nodes))
		}
	case record.Place != here && station.ScopeWithin(record.Place, here):
		add(at(nodes, record.Place))
	}
	slices.SortFunc(list, func(a, b station.Device) int { return strings.Compare(a.ID, b.ID) })
	return slices.CompactFunc(list, func(a, b station.Device) bool { return a.ID == b.ID && a.Seal == b.Seal })
}

// reportedTo is the node above that an escalation goes to: the county's for the county's, else the nearest below it.
func reportedTo(step, here string, nodes []station.Node) (found station.Node, known bool) {
	county := step == "county_congress" || step == "county_government"
	for scope := station.ParentScope(here); scope != ""; scope = station.ParentScope(scope) {
		root := station.ParentScope(scope) == ""
		if n, there := at(nodes, scope); there && root == county {
			return n, true
		}
	}
	return found, false
}

// owed are the personal events whose bodies are here and that no box for the device carries yet. A box above the station
// tells only what was written there itself.
func owed(record station.Record, to station.Device, from, here string) []station.Event {
	var told []station.Revision
	for _, d := range matter.Disclosures(record) {
		if d.For == to.ID && d.Seal == to.Seal {
			told = append(told, d.Of...)
		}
	}
	var list []station.Event
	for _, e := range record.Events {
		mine := record.Place == here || station.DeviceOf(e.Origin) == from
		if e.Class == station.Personal && !e.Erased() && mine && !slices.Contains(told, e.Revision) {
			list = append(list, e)
		}
	}
	return list
}

// boxes seals events to a device, as many to a box as fit.
func boxes(events []station.Event, to station.Device) ([]matter.Move, error) {
	var moves []matter.Move
	for len(events) > 0 {
		bodies, of, size := map[station.Revision]json.RawMessage{}, []station.Revision{}, 0
		for _, e := range events {
			if len(of) == mostBoxed || len(of) > 0 && size+len(e.Body) > fullestBox {
				break
			}
			bodies[e.Revision], of, size = e.Body, append(of, e.Revision), size+len(e.Body)
		}
		plain, err := json.Marshal(bodies)
		if err != nil {
			return nil, err
		}
		sealed, err := box.SealFor(to.Seal, plain)
		if err != nil {
			return nil, err
		}
		moves = append(moves, matter.Move{By: matter.System, Data: &matter.Disclosed{For: to.ID, Seal: to.Seal, Of: of, Box: sealed}})
		events = events[len(of):]
	}
	return moves, nil
}

// at is the node of a scope.
func at(nodes []station.Node, scope string) (station.Node, bool) {
	i := slices.IndexFunc(nodes, func(n station.Node) bool { return n.Scope == scope })
	if i < 0 {
		return station.Node{}, false
	}
	return nodes[i], true
}

// settle sees to one matter.
func (t *Teller) settle(ctx context.Context, id string) error {
	ctx, cancel := context.WithTimeout(ctx, tellLimit)
	defer cancel()
	nodes, err := t.box.Roll.Tree()
	if err != nil {
		return err
	}
	var record station.Record
	err = t.box.Store.Inspect(func(l station.Ledger) (err error) {
		record, err = l.Record(station.KindMatter, id)
		return err
	})
	if err != nil {
		if station.Worded(err).Class == station.FaultNotFound {
			return nil
		}
		return err
	}
	return t.disclose(ctx, record, nodes)
}

func (t *Teller) disclose(ctx context.Context, record station.Record, nodes []station.Node) error {
	here, self := t.box.Store.Scope(), t.box.Me().Device
	m := matter.Fold(record)
	if m.State == "" {
		return nil
	}
	for _, device := range audience(record, m, here, nodes) {
		moves, err := boxes(owed(record, device, self, here), device)
		if err != nil {
			return err
		}
		if len(moves) == 0 {
			continue
		}
		if err := t.enclose(moves, record, device); err != nil {
			return err
		}
		edits, err := m.Edits(moves...)
		if err != nil {
			return err
		}
		edits[0].Base = "" // it does not matter what else happened to the matter meanwhile
		if _, err := t.box.Store.Write(ctx, box.Actor, edits...); err != nil {
			return err
		}
	}
	return nil
}

// enclose adds the sealed copies of the files that the events of some boxes name.
func (t *Teller) enclose(moves []matter.Move, record station.Record, to station.Device) error {
	for _, move := range moves {
		d := move.Data.(*matter.Disclosed)
		var events []station.Event
		for _, e := range record.Events {
			if slices.Contains(d.Of, e.Revision) {
				events = append(events, e)
			}
		}
		files, err := t.sealFiles(events, to)
		if err != nil {
			return err
		}
		d.Files = files
	}
	return nil
}
