package box

import (
	"context"
	"time"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

const forCodes = "tree-codes" // purpose of a sum made with the root's key

// Codes is the key the whole tree makes voters' query codes with, so that a code given out at one box is found at
// another: the root's, handed down at enrolment. Nil while the box stands alone.
func (b *Box) Codes() station.Key {
	if b.Root {
		return b.Store.Key().Sum(forCodes)
	}
	return b.Device.Codes()
}

// Find is the node somebody means by its id, where it stands or its name.
func (b *Box) Find(node string) (station.Node, error) {
	nodes, err := b.Roll.Tree()
	if err != nil {
		return station.Node{}, err
	}
	n, err := station.NodeMeant(nodes, node)
	if !b.Root && station.Worded(err).Class == station.FaultNotFound {
		err = station.NotFound("node_not_found", "组织树里没有“%s”。请县里先建好这个站点，等本机收到后再发登记码。", node)
	}
	return n, err
}

// IssueCode makes the one-time code a box enrols with at a node of the tree.
func (b *Box) IssueCode(ctx context.Context, node string) (code string, expires time.Time, err error) {
	err = b.Store.Exchange(ctx, func(l station.Ledger) (err error) {
		code, expires, err = core.IssueCode(l, b.Me(), node, b.Moment())
		return err
	})
	return code, expires, err
}

// Revoke takes the word from a node's device: its session ends with the next request.
func (b *Box) Revoke(ctx context.Context, by, node, why string) error {
	var edits []station.Edit
	err := b.Store.Exchange(ctx, func(l station.Ledger) (err error) {
		edits, err = core.Revoke(l, b.Me(), node, why, b.Moment())
		return err
	})
	if err == nil && len(edits) > 0 {
		_, err = b.Store.Write(ctx, by, edits...)
	}
	return err
}

// Faults lists the changes that were kept but not applied, Release applies one once it can be.
func (b *Box) Faults() (faults []wire.Fault, err error) {
	err = b.Store.Inspect(func(l station.Ledger) (err error) {
		faults, err = core.Quarantined(l)
		return err
	})
	return faults, err
}

// Release applies a quarantined change.
func (b *Box) Release(ctx context.Context, chain string, ctr uint64) error {
	return b.Commit(ctx, func(l station.Ledger) error { return core.Release(l, chain, ctr, b.Moment()) })
}
