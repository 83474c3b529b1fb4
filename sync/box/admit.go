package box

import (
	"context"
	"errors"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// Admit judges an enrolment, over a line or on a stick, and writes the node with its new device.
func (b *Box) Admit(ctx context.Context, e wire.Enrol) (admitted wire.Enrolled, err error) {
	var edits []station.Edit
	var refused error
	err = b.Commit(ctx, func(l station.Ledger) error {
		admitted, edits, refused = core.Admit(l, b.Me(), e, b.Moment())
		if isRefusal(refused) {
			return nil // what was tried counts, so it is committed
		}
		return refused
	})
	if err := errors.Join(err, refused); err != nil {
		return admitted, err
	}
	if len(edits) > 0 {
		if _, err := b.Store.Write(ctx, Actor, edits...); err != nil {
			return admitted, err
		}
	}
	if codes := b.Codes(); codes != nil {
		admitted.Codes, err = SealFor(e.Seal, codes)
	}
	return admitted, err
}

// isRefusal tells a judgement from a fault of the store.
func isRefusal(err error) bool {
	var worded *station.Error
	return errors.As(err, &worded) && worded.Class != station.FaultInternal && worded.Class != station.FaultBusy
}
