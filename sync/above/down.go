package above

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"lianzhan/station"
	"lianzhan/sync/box"
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

// nextPull is what this box asks for next.
func (c *client) nextPull(ctx context.Context) (p wire.Pull, err error) {
	err = c.box.Read(ctx, func(l station.Ledger) (err error) {
		p, err = core.NextPull(l, c.box.Me())
		return err
	})
	return p, err
}

func (c *client) pullOnce(ctx context.Context) (more bool, err error) {
	err = c.within(ctx, func(session string) error {
		p, err := c.nextPull(ctx)
		if err != nil {
			return err
		}
		p.Max, _ = c.gulp.now()
		p.Frames = wire.MostFrames
		more, err = c.follow(ctx, session, p)
		if err != nil {
			c.gulp.failed(err)
		}
		return err
	})
	return more, err
}

// follow takes the feeds of one answer as they come: the next is read while one is committed.
func (c *client) follow(ctx context.Context, session string, p wire.Pull) (more bool, err error) {
	ctx, cancel := context.WithCancel(ctx)
	feeds, ended := make(chan wire.Feed, 1), make(chan error, 1)
	go func() {
		defer close(feeds)
		ended <- c.parent.pull(ctx, session, p, func(f wire.Feed) bool {
			select {
			case feeds <- f:
				return true
			case <-ctx.Done():
				return false
			}
		})
	}()
	bulky := false
	for asked := time.Now(); ; asked = time.Now() {
		f, open := <-feeds
		if !open {
			cancel()
			return more, <-ended
		}
		if !bulky && len(f.Items) >= box.BulkItems {
			bulky = true
			defer box.Haul()()
		}
		c.gulp.answered(time.Since(asked))
		if more, err = c.swallow(ctx, p, f); err != nil {
			cancel()
			if cut := <-ended; cut != nil { // nobody takes any more what it reads
				slog.Debug("an answer was not read to its end", "err", cut)
			}
			return more, err
		}
		p.After = f.Next
	}
}

// swallow commits one feed.
func (c *client) swallow(ctx context.Context, p wire.Pull, f wire.Feed) (more bool, err error) {
	if err := c.box.Commit(ctx, func(l station.Ledger) error { return core.Pulled(l, c.box.Me(), p, f, c.box.Moment()) }); err != nil {
		return false, err
	}
	if len(f.Orders) > 0 {
		c.up.knock() // that they were carried out is to be told
	}
	// Of a sealed box the parent wants to know at once that it arrived: then it forgets what lies in it.
	return f.Next > p.After && (f.Next < f.Head || slices.ContainsFunc(f.Items, box.Sealed)), nil
}

// later is the wait a parent asked for.
func later(seconds int) error {
	busy := *wire.ErrCrowd
	busy.After = time.Duration(seconds) * time.Second
	return &busy
}
