package sync

import (
	"context"
	"time"

	"lianzhan/station"
)

// unmet ends an errand whose file is at neither end, or leaves it waiting. Done: it leaves the queue.
func (c *client) unmet(ctx context.Context, prefix string, e errand) (done bool, err error) {
	now := c.box.Store.Now().Time
	err = c.box.Store.Exchange(ctx, func(l station.Ledger) error {
		named, own, err := namedBy(l, station.Ref{Kind: e.Kind, ID: e.ID}, e.Hash)
		if done = err == nil && !named; err != nil || done {
			return err
		}
		why := whyLost(prefix, own)
		if done = why == LostHere || e.Since > 0 && now.Unix()-e.Since > int64(waitFor/time.Second); done {
			return putLost(l, Lost{Hash: e.Hash, Kind: e.Kind, ID: e.ID, Why: why, At: now.Unix()})
		}
		if e.Since > 0 {
			return nil
		}
		e.Since = now.Unix()
		return putErrand(l, prefix, e)
	})
	return done, err
}

func whyLost(prefix string, own bool) string {
	switch {
	case prefix == downNote:
		return LostAbove
	case own:
		return LostHere
	}
	return LostBelow
}
