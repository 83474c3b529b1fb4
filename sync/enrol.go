package sync

import (
	"context"
	"errors"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// enrolment answers POST /sync/v1/enrol: a one-time code becomes a device of the node it was issued for.
func (r *Room) enrolment(c *fiber.Ctx) error {
	if err := r.guessing.take(own(c.IP()), time.Now()); err != nil {
		return err
	}
	e, err := readFrame[wire.Enrol](c)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), workLimit)
	defer cancel()
	leave, err := r.crowd.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	admitted, err := r.admitBox(ctx, e)
	if err != nil {
		return err
	}
	return sendFrame(c, admitted)
}

// admitBox judges an enrolment, over a line or on a stick, and writes the node with its new device.
func (r *Room) admitBox(ctx context.Context, e wire.Enrol) (admitted wire.Enrolled, err error) {
	var edits []station.Edit
	var refused error
	err = r.commit(ctx, func(l station.Ledger) error {
		admitted, edits, refused = core.Admit(l, r.me(), e, r.moment())
		if isRefusal(refused) {
			return nil // what was tried counts, so it is committed
		}
		return refused
	})
	if err := errors.Join(err, refused); err != nil {
		return admitted, err
	}
	if len(edits) > 0 {
		if _, err := r.o.Store.Write(ctx, actor, edits...); err != nil {
			return admitted, err
		}
	}
	if codes := r.Codes(); codes != nil {
		admitted.Codes, err = sealFor(e.Seal, codes)
	}
	return admitted, err
}

// isRefusal tells a judgement from a fault of the store.
func isRefusal(err error) bool {
	var worded *station.Error
	return errors.As(err, &worded) && worded.Class != station.FaultInternal && worded.Class != station.FaultBusy
}

const forCodes = "tree-codes"

// Codes is the key the whole tree makes voters' query codes with, so that a code given out at one box is found at
// another: the root's, handed down at enrolment. Nil while the box stands alone.
func (r *Room) Codes() station.Key {
	if r.o.Root {
		return r.o.Store.Key().Sum(forCodes)
	}
	return r.device.Codes()
}

// Find is the node somebody means by its id, where it stands or its name.
func (r *Room) Find(node string) (station.Node, error) {
	nodes, err := r.roll.tree()
	if err != nil {
		return station.Node{}, err
	}
	n, err := station.NodeMeant(nodes, node)
	if !r.o.Root && station.Worded(err).Class == station.FaultNotFound {
		err = station.NotFound("node_not_found", "组织树里没有“%s”。请县里先建好这个站点，等本机收到后再发登记码。", node)
	}
	return n, err
}

// IssueCode makes the one-time code a box enrols with at a node of the tree.
func (r *Room) IssueCode(ctx context.Context, node string) (code string, expires time.Time, err error) {
	err = r.o.Store.Exchange(ctx, func(l station.Ledger) (err error) {
		code, expires, err = core.IssueCode(l, r.me(), node, r.moment())
		return err
	})
	return code, expires, err
}

// Revoke takes the word from a node's device: its session ends with the next request.
func (r *Room) Revoke(ctx context.Context, by, node, why string) error {
	var edits []station.Edit
	err := r.o.Store.Exchange(ctx, func(l station.Ledger) (err error) {
		edits, err = core.Revoke(l, r.me(), node, why, r.moment())
		return err
	})
	if err == nil && len(edits) > 0 {
		_, err = r.o.Store.Write(ctx, by, edits...)
	}
	return err
}

// Faults lists the changes that were kept but not applied, Release applies one once it can be.
func (r *Room) Faults() (faults []wire.Fault, err error) {
	err = r.o.Store.Inspect(func(l station.Ledger) (err error) {
		faults, err = core.Quarantined(l)
		return err
	})
	return faults, err
}

// Release applies a quarantined change.
func (r *Room) Release(ctx context.Context, chain string, ctr uint64) error {
	return r.commit(ctx, func(l station.Ledger) error { return core.Release(l, chain, ctr, r.moment()) })
}
