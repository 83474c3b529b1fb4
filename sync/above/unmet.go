package above

import (
	"context"
	"time"

	"lianzhan/station"
	"lianzhan/sync/box"
)

// unmet ends an errand whose file is at neither end, or leaves it waiting. Done: it leaves the queue.
func (c *client) unmet(ctx context.Context, prefix string, e box.Errand) (done bool, err error) {
	now := c.box.Store.Now().Time
	err = c.box.Store.Exchange(ctx, func(l station.Ledger) error {
		named, own, err := box.NamedBy(l, station.Ref{Kind: e.Kind, ID: e.ID}, e.Hash)
		if done = err == nil && !named; err != nil || done {
			return err
		}
		why := whyLost(prefix, own)
		if done = why == box.LostHere || e.Since > 0 && now.Unix()-e.Since > int64(box.WaitFor/time.Second); done {
			return box.PutLost(l, box.Lost{Hash: e.Hash, Kind: e.Kind, ID: e.ID, Why: why, At: now.Unix()})
		}
		if e.Since > 0 {
			return nil
		}
		e.Since = now.Unix()
		return box.PutErrand(l, prefix, e)
	})
	return done, err
}

func whyLost(prefix string, own bool) string {
	switch {
	case prefix == box.DownNote:
		return box.LostAbove
	case own:
		return box.LostHere
	}
	return box.LostBelow
}
