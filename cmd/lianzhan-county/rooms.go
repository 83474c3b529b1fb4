package main

import (
	"github.com/gofiber/fiber/v2"

	"lianzhan/county"
	"lianzhan/county/cockpit"
	"lianzhan/county/export"
	"lianzhan/desk/account"
	"lianzhan/desk/audit"
	"lianzhan/desk/casebook"
	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/station/figure"
	"lianzhan/station/matter"
	"lianzhan/store"
	"lianzhan/web/fresh"
)

// Whether a browser can come to where the accounts are kept.
const (
	reachable   = false
	unreachable = true
)

// newAccounts opens the desk's accounts over a store. Who makes the first one keeps the platform and works for the county.
func newAccounts(db *store.DB, alone bool) (*account.Room, error) {
	return account.New(account.Options{Store: db, Key: db.Key(), ID: fresh.ID, Slate: db.Slate(), Unreachable: alone,
		First: []station.Role{station.RoleMaster, station.RoleCounty}})
}

// openCounty opens the rooms of the tree and of what leaves as a file.
func (b *box) openCounty() {
	b.county = county.New(county.Options{Store: b.db, Links: links{b.sync}, Who: whoOf, Note: b.note, ID: fresh.ID, Code: fresh.Code, Version: version})
	b.export = &export.Room{Store: b.db, By: func() string { return b.office().Name }, Sign: export.Key(b.db.Key()), Who: whoOf, Note: b.note}
}

// stand is where the office's desk stands: above everybody.
func (b *box) stand() casebook.Stand { return casebook.Stand{County: true, Here: b.db.Scope} }

// whoOf is the person the desk's door let in.
func whoOf(c *fiber.Ctx) county.Who {
	who := door.WhoOf(c)
	return county.Who{Actor: who.Actor(), Name: who.Name, Address: who.Address, Scope: who.Scope}
}

// note is a line of the audit.
func (b *box) note(who county.Who, what string, ref station.Ref, detail string) (station.Edit, error) {
	return audit.Line{What: audit.What(what), Name: who.Name, Address: who.Address, Kind: ref.Kind, ID: ref.ID, Detail: detail}.Edit(b.db.Now().Time)
}

// held reports whether a message that was passed on still waits for its station: its words are here, and the box is not
// connected. Once the station has them, the copy here goes.
func (b *box) held(m matter.Matter) bool {
	return m.Branch != "" && m.Branch != b.db.Scope() && m.Series == matter.CountySeries && m.State.Open() && len(m.Told) > 0 &&
		!m.AtCounty() && !b.county.Reachable(m.Branch)
}

// guarded are routes of the county's rooms as the desk's door takes them.
func guarded(routes []county.Route) []door.Route {
	behind := make([]door.Route, len(routes))
	for i, r := range routes {
		behind[i] = door.Route{Method: r.Method, Path: r.Path, Action: r.Action, Answer: r.Answer, Confirm: r.Confirm, Whole: r.Whole}
	}
	return behind
}

// cockpitOptions introduce the room of figures to its neighbours.
func (b *box) cockpitOptions() cockpit.Options {
	return cockpit.Options{Store: b.db, Now: b.db.Now, Scope: b.db.Scope, Nodes: b.nodes,
		Viewer: func(c *fiber.Ctx) cockpit.Viewer {
			who := door.WhoOf(c)
			return cockpit.Viewer{Name: who.Name, Scope: who.Scope}
		},
		Taken: func(c *fiber.Ctx, report string) error {
			who := whoOf(c)
			return audit.Write(c.UserContext(), b.db, who.Actor, audit.Line{What: audit.Exported, Name: who.Name, Address: who.Address, Detail: report})
		},
		Rings: func() { b.desk.Say("cockpit") }}
}

// nodes are the boxes below as the figures name them. The office itself is no station.
func (b *box) nodes() ([]figure.Node, error) {
	items, err := b.county.Items(county.Who{})
	nodes := make([]figure.Node, 0, len(items))
	for _, i := range items {
		n := figure.Node{ID: i.ID, Name: i.Name, Scope: i.Scope, State: i.State, Version: i.Version,
			Outdated: i.Version != "" && i.Version != version && i.State != county.Demo}
		if i.LastSeen != nil {
			n.LastSeen = *i.LastSeen
		}
		nodes = append(nodes, n)
	}
	return nodes, err
}
