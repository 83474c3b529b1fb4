package above

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"strconv"

	"lianzhan/station"
	"lianzhan/sync/box"
	"lianzhan/sync/wire"
)

// bringThumb sends a thumbnail ahead, once.
func (c *client) bringThumb(ctx context.Context, session string, e box.Errand) error {
	thumb, held := c.box.Small(e.Hash)
	if !held {
		return nil
	}
	if thumb != nil {
		if _, _, err := c.file(ctx, http.MethodPut, session, e, "", nil, thumb); err != nil {
			return ignoreAsked(err)
		}
		c.heard()
	}
	return c.thumbCrossed(ctx, box.UpNote, e)
}

// fetchThumb asks for a thumbnail before the picture is asked for, once: what the county shows is seen the same day.
func (c *client) fetchThumb(ctx context.Context, session string, e box.Errand) error {
	if at, _, err := c.box.Store.Offset(e.Hash); err != nil || at > 0 {
		return err
	}
	res, thumb, err := c.file(ctx, http.MethodGet, session, e, "&small=1", nil, nil)
	if err != nil {
		return ignoreAsked(err)
	}
	c.heard()
	if res.Get(wire.LengthHeader) == strconv.Itoa(len(thumb)) {
		return c.tookWhole(ctx, e, thumb)
	}
	if len(thumb) > 0 {
		if err := c.box.KeepThumb(e.Hash, thumb); err != nil && !errors.Is(err, box.ErrThumb) { // an older parent sends the picture itself
			return err
		}
		c.box.Arrived(station.Ref{Kind: e.Kind, ID: e.ID})
	}
	return c.thumbCrossed(ctx, box.DownNote, e)
}

func (c *client) thumbCrossed(ctx context.Context, prefix string, e box.Errand) error {
	e.Thumb = true
	return c.box.Store.Exchange(ctx, func(l station.Ledger) error { return box.PutErrand(l, prefix, e) })
}

// tookWhole keeps a file that came in the place of its thumbnail.
func (c *client) tookWhole(ctx context.Context, e box.Errand, body []byte) error {
	_, whole, err := c.box.Store.AppendPart(e.Hash, 0, int64(len(body)), bytes.NewReader(body))
	if err != nil || !whole {
		return err
	}
	c.box.Arrived(station.Ref{Kind: e.Kind, ID: e.ID})
	return c.crossed(ctx, box.DownNote, e)
}
