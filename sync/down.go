package sync

import (
	"context"
	"time"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// pullAll takes what the parent has, until the cursor stands at its head.
func (c *client) pullAll(ctx context.Context) error {
	for {
		more, err := c.pullOnce(ctx)
		if err != nil || !more {
			return err
		}
	}
}

func (c *client) pullOnce(ctx context.Context) (more bool, err error) {
	r := c.room
	err = c.within(ctx, func(session string) error {
		var p wire.Pull
		if err := r.read(ctx, func(l station.Ledger) (err error) {
			p, err = core.NextPull(l, r.me())
			return err
		}); err != nil {
			return err
		}
		var f wire.Feed
		if err := c.parent.ask(ctx, "/feed", session, nil, p, &f); err != nil {
			return err
		}
		more = f.Next < f.Head && f.Next > p.After
		if err := r.commit(ctx, func(l station.Ledger) error { return core.Pulled(l, r.me(), p, f, r.moment()) }); err != nil {
			return err
		}
		if len(f.Orders) > 0 {
			c.up.knock() // that they were carried out is to be told
		}
		return nil
	})
	return more, err
}

// later is the wait a parent asked for.
func later(seconds int) error {
	busy := *errCrowd
	busy.After = time.Duration(seconds) * time.Second
	return &busy
}
