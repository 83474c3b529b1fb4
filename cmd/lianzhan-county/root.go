package main

import (
	"context"
	"time"

	"lianzhan/station"
	"lianzhan/store"
	"lianzhan/store/postgres"
	"lianzhan/web/fresh"
)

// kept are the kinds of record a county keeps to itself: how its office works.
var kept = []station.Kind{station.KindPolicy, station.KindTemplate, station.KindScreen}

// openStore opens the data: a file in the data directory, or a database of the county's own people.
func openStore(s settings, clock func() (time.Time, station.Trust)) (*store.DB, error) {
	if clock == nil {
		clock = store.WallClock
	}
	o := store.Options{Clock: clock, Built: builtAt(), Keep: kept}
	if s.database != "" {
		engine, err := postgres.Open(s.database)
		if err != nil {
			return nil, err
		}
		o.Engine = engine
	}
	return store.Open(s.data, o)
}

// The county's name and step in the tree until somebody says otherwise.
const (
	usualName = "县人大常委会"
	usualStep = "c"
)

// plantRoot makes the node of the county itself on the first start. Afterwards its place stays; another name is taken over.
func plantRoot(ctx context.Context, db *store.DB, s settings) error {
	if here := db.Scope(); here == "" || here == "/" {
		scope := "/" + s.step
		if !station.ValidScope(scope) {
			return station.Invalid("node_scope_invalid", "代号只能用小写字母、数字和短横线，比如 --scope %s。", usualStep)
		}
		if err := db.SetScope(ctx, scope); err != nil {
			return err
		}
	}
	record, n, err := rootOf(db)
	if err != nil {
		return err
	}
	switch {
	case record.Revision == "":
		n = station.Node{ID: fresh.ID(), Name: s.name, Scope: db.Scope(), Order: 0}
		if n.Name == "" {
			n.Name = usualName
		}
	case s.name != "":
		n.Name = s.name
	}
	edits, err := station.Put(record, station.KindNode, n.ID, n)
	if err != nil || len(edits) == 0 {
		return err
	}
	for i := range edits {
		edits[i].Scope = n.Scope
	}
	_, err = db.Write(ctx, "setup", edits...)
	return err
}

// rootOf is the county's own node; a blank one before the first start.
func rootOf(db *store.DB) (record station.Record, n station.Node, err error) {
	err = db.View(func(r station.Reader) error {
		records, err := r.Records(station.KindNode)
		if err != nil {
			return err
		}
		for _, each := range records {
			node, err := station.Decode[station.Node](each)
			if err != nil {
				return err
			}
			if node.Scope == db.Scope() {
				record, n = each, node
			}
		}
		return nil
	})
	return record, n, err
}
