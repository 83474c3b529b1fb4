package sync

import (
	"bytes"
	"context"
	"slices"
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
		f, err := ask[wire.Pull, wire.Feed](ctx, c.parent, "/feed", session, "", p)
		if err != nil {
			return err
		}
		// Of a sealed box the parent wants to know at once that it arrived: then it forgets what lies in it.
		more = f.Next > p.After && (f.Next < f.Head || slices.ContainsFunc(f.Items, sealed))
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

func sealed(e station.Entry) bool {
	return e.Op == station.OpEvent && e.Kind == station.KindMatter && bytes.Contains(e.Body, []byte(`"disclosed"`))
}

// later is the wait a parent asked for.
func later(seconds int) error {
	busy := *errCrowd
	busy.After = time.Duration(seconds) * time.Second
	return &busy
}
