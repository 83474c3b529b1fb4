package sync

import (
	"context"

	"lianzhan/station"
)

// commit runs a transaction that may leave something to do for a box below, together with others that want to at the same
// time. It may run fn twice.
func (r *Room) commit(ctx context.Context, fn func(station.Ledger) error) error {
	var last *witness
	err := r.crowd.commits.commit(ctx, r.o.Store, func(w *witness) error {
		last = w
		return fn(w)
	})
	if err != nil {
		return err
	}
	r.bells.give(last.ordered)
	r.bells.reached(last.rooted)
	if last.emptied {
		r.o.Drop()
	}
	return nil
}

// crowded is commit for what a child asks in a few bytes: it waits until there is room for one more.
func (r *Room) crowded(fn func(station.Ledger) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), workLimit)
	defer cancel()
	leave, err := r.crowd.asking.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	return r.commit(ctx, fn)
}

// look reads for a child: a few at a time, or a thousand questions at once would hold up the bells and each other.
func (r *Room) look(fn func(station.Ledger) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), workLimit)
	defer cancel()
	r.bells.silence()
	leave, err := r.crowd.reading.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	return r.o.Store.Inspect(fn)
}

// readOnly is the store's word that something wants to be written where only reading was asked for.
const readOnly = "read_only"

// read asks the core on a view, and in a transaction when it has something to note.
func (r *Room) read(ctx context.Context, fn func(station.Ledger) error) error {
	err := r.o.Store.Inspect(fn)
	if err != nil && station.Worded(err).Code == readOnly {
		err = r.commit(ctx, fn)
	}
	return err
}
