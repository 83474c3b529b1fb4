package sync

import (
	"context"
	"log/slog"
	"slices"

	"lianzhan/station"
	"lianzhan/sync/box"
	"lianzhan/sync/core"
)

// prepare is done once at the start: a root says who it is, and what an older version could not apply is tried again.
func (r *Room) prepare() {
	if r.Root {
		err := r.declare(r.ctx)
		if station.Worded(err).Code == "record_changed" { // by another process, which says the same
			err = r.declare(r.ctx)
		}
		if err != nil && r.ctx.Err() == nil {
			slog.Error("the root's device does not stand in its node", "err", err)
		}
	}
	if err := r.Commit(r.ctx, func(l station.Ledger) error { return core.Retry(l, r.Moment()) }); err != nil && r.ctx.Err() == nil {
		slog.Error("what was kept aside was not tried again", "err", err)
	}
}

// declare writes this box into the root's node, once: everybody else's is written from above.
func (r *Room) declare(ctx context.Context) error {
	record, node, err := r.ownNode()
	if err != nil || record.Revision == "" {
		return err
	}
	now := station.Device{ID: r.Me().Device, Key: r.Device.Key(), Seal: r.Device.Seal(), Since: r.Store.Now().Time}
	if d, active := node.Active(); active && d.ID == now.ID && d.Key == now.Key {
		return nil
	}
	node.Devices = slices.Clone(node.Devices)
	for i := range node.Devices {
		if d := &node.Devices[i]; d.Revoked.IsZero() {
			d.Revoked, d.Why = now.Since, "replaced"
		}
	}
	node.Devices = append(node.Devices, now)
	edits, err := station.Put(record, station.KindNode, record.ID, node)
	if err != nil || len(edits) == 0 {
		return err
	}
	_, err = r.Store.Write(ctx, box.Actor, edits...)
	return err
}

// ownNode is the node at the box's own place, a blank one before it is written.
func (r *Room) ownNode() (record station.Record, node station.Node, err error) {
	err = r.Store.Inspect(func(l station.Ledger) error {
		records, err := l.Records(station.KindNode)
		for _, each := range records {
			n, wrong := station.Decode[station.Node](each)
			if wrong == nil && n.Scope == l.Scope() {
				record, node = each, n
			}
		}
		return err
	})
	return record, node, err
}
