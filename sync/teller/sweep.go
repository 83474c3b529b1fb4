package teller

import (
	"context"
	"slices"
	"time"

	"lianzhan/station"
)

// sweep goes through the matters when the tree changed: another device may have to know what the one before it knew. Many
// changes of the tree, as when a whole county is enrolled, are one sweep.
func (t *Teller) sweep(ctx context.Context) error {
	if len(t.moved) == 0 || time.Since(t.swept) < treeEvery {
		return nil
	}
	t.swept = time.Now()
	nodes, err := t.box.Roll.Tree()
	if err != nil {
		return err
	}
	var scopes []string
	for _, n := range nodes {
		if t.moved[n.ID] {
			scopes = append(scopes, n.Scope)
		}
	}
	var ids []string
	err = t.box.Store.Inspect(func(l station.Ledger) error {
		ids, err = bearingOn(l, scopes)
		return err
	})
	for _, id := range ids {
		if err := t.settle(ctx, id); err != nil {
			return err
		}
	}
	if err == nil {
		clear(t.moved)
	}
	return err
}

// bearingOn are the matters whose audience may be another since the nodes of these scopes changed: what belongs there, and
// everything when the box's own or one above it is among them.
func bearingOn(l station.Ledger, scopes []string) (ids []string, err error) {
	if len(scopes) == 0 {
		return nil, nil
	}
	all := slices.ContainsFunc(scopes, func(scope string) bool { return station.ScopeWithin(l.Scope(), scope) })
	records, err := l.Records(station.KindMatter)
	for _, r := range records {
		if all || slices.Contains(scopes, r.Place) {
			ids = append(ids, r.ID)
		}
	}
	return ids, err
}
