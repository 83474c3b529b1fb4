package sync

import (
	"context"

	"lianzhan/station"
)

// commit runs a transaction that may leave something to do for a box below, notes alone included.
func (r *Room) commit(ctx context.Context, fn func(station.Ledger) error) error {
	emptied := false
	err := r.o.Store.Exchange(ctx, func(l station.Ledger) error { return fn(emptying{l, &emptied}) })
	r.bells.heard()
	if emptied {
		r.o.Drop()
	}
	return err
}

// crowded is commit for what a child asks: it waits until there is room for one more.
func (r *Room) crowded(fn func(station.Ledger) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), workLimit)
	defer cancel()
	leave, err := r.crowd.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	return r.commit(ctx, fn)
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

// emptying is a ledger that notes whether bodies were taken out of it.
type emptying struct {
	station.Ledger
	done *bool
}

func (e emptying) Drop(chain string, ctr uint64) error {
	*e.done = true
	return e.Ledger.Drop(chain, ctr)
}

func (e emptying) Retract(ref station.Ref) error {
	*e.done = true
	return e.Ledger.Retract(ref)
}
