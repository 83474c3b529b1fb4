package box

import (
	"context"

	"lianzhan/station"
)

// Commit runs a transaction that may leave something to do for a box below, together with others that want to at the same
// time. It may run fn twice.
func (b *Box) Commit(ctx context.Context, fn func(station.Ledger) error) error {
	var last *witness
	err := b.commits.commit(ctx, b.Store, func(w *witness) error {
		last = w
		return fn(w)
	})
	if err != nil {
		return err
	}
	b.OnOrders(last.ordered)
	b.OnRoot(last.rooted)
	if last.emptied {
		b.Drop()
	}
	return nil
}

// ReadOnly is the store's word that something wants to be written where only reading was asked for.
const ReadOnly = "read_only"

// Read asks the core on a view, and in a transaction when it has something to note.
func (b *Box) Read(ctx context.Context, fn func(station.Ledger) error) error {
	err := b.Store.Inspect(fn)
	if err != nil && station.Worded(err).Code == ReadOnly {
		err = b.Commit(ctx, fn)
	}
	return err
}
