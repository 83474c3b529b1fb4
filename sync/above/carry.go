package above

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"lianzhan/station"
	"lianzhan/sync/box"
	"lianzhan/sync/wire"
)

const (
	mostAgain  = 3 // offsets asked again for one file in one round
	fileLimit  = 5 * time.Minute
	pollFiles  = time.Minute // something may wait that could not cross yet
	filesWait  = "files_wait"
	outOfReach = 10 << 20 // bytes; a part of a file is far smaller
)

// carryFiles brings up what records of this branch name and fetches what records from above name, as far as the budget goes:
// thumbnails of both ways first, which no budget holds back. What cannot cross yet - it is not here, or the other end does not
// know the record - waits for another round.
func (c *client) carryFiles(ctx context.Context) error {
	return c.within(ctx, func(session string) error {
		if err := c.requeue(ctx); err != nil {
			return err
		}
		ways := []way{{box.UpNote, c.bringThumb, c.bring}, {box.DownNote, c.fetchThumb, c.fetch}}
		for _, w := range ways {
			if err := c.carryThumbs(ctx, session, w); err != nil {
				return err
			}
		}
		for _, w := range ways {
			if err := c.carryWhole(ctx, session, w); err != nil {
				return err
			}
		}
		return nil
	})
}

// way is one direction of files: where its errands are noted, and how a thumbnail and a whole file take it.
type way struct {
	prefix string
	thumb  func(ctx context.Context, session string, e box.Errand) error
	whole  func(ctx context.Context, session string, e box.Errand) (done bool, err error)
}

func (c *client) carryThumbs(ctx context.Context, session string, w way) error {
	list, err := c.box.Errands(w.prefix)
	if err != nil {
		return err
	}
	for _, e := range list {
		if e.Thumb {
			continue
		}
		if err := w.thumb(ctx, session, e); err != nil {
			return err
		}
	}
	return nil
}

func (c *client) carryWhole(ctx context.Context, session string, w way) error {
	list, err := c.box.Errands(w.prefix)
	if err != nil {
		return err
	}
	for _, e := range list {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		done, err := w.whole(ctx, session, e)
		switch {
		case err != nil:
			return err
		case !done:
			continue
		}
		if err := c.crossed(ctx, w.prefix, e); err != nil {
			return err
		}
	}
	return nil
}

// crossed takes an errand that was run off its queue.
func (c *client) crossed(ctx context.Context, prefix string, e box.Errand) error {
	return c.box.Store.Exchange(ctx, func(l station.Ledger) error { return l.PutNote(prefix+e.Hash, nil) })
}

// bring sends a file of this box up, from where the parent's copy ends.
func (c *client) bring(ctx context.Context, session string, e box.Errand) (done bool, err error) {
	f, err := c.box.Store.File(e.Hash)
	if station.Worded(err).Class == station.FaultNotFound {
		return c.unmet(ctx, box.UpNote, e) // it is on its way here itself, or gone
	}
	if err != nil {
		return false, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return false, err
	}
	for again := 0; again < mostAgain; again++ {
		at, whole, err := c.offsetOf(ctx, session, e)
		if station.Worded(err).Class == station.FaultNotFound {
			return c.unnamed(e) // the parent does not know the record, or does not let it be asked
		}
		if err != nil || whole {
			return whole, err
		}
		done, err := c.sendFrom(ctx, session, e, f, at, info.Size())
		if !isAgain(err) {
			return done, err
		}
	}
	return false, nil
}

// unnamed reports whether nothing here names a file any more.
func (c *client) unnamed(e box.Errand) (yes bool, err error) {
	err = c.box.Store.Inspect(func(l station.Ledger) error {
		named, _, err := box.NamedBy(l, station.Ref{Kind: e.Kind, ID: e.ID}, e.Hash)
		yes = !named
		return err
	})
	return yes && err == nil, err
}

// isAgain reports whether the other end stands elsewhere than was thought: asked again, it says where.
func isAgain(err error) bool {
	code := station.Worded(err).Code
	return code == wire.ErrOffset.Code || code == wire.ErrLocked.Code || code == "file_altered"
}

func ignoreAsked(err error) error {
	if station.Worded(err).Class == station.FaultNotFound {
		return nil
	}
	return err
}

func (c *client) sendFrom(ctx context.Context, session string, e box.Errand, f io.ReaderAt, at, size int64) (done bool, err error) {
	body := make([]byte, wire.PartBytes)
	for { // once even where nothing is missing: the parent may have died before it gave the file its name
		n, err := f.ReadAt(body, at)
		if err != nil && !errors.Is(err, io.EOF) {
			return false, err
		}
		if pause := c.budget.wait(n, size <= wire.MostThumb, time.Now()); pause > 0 {
			return false, c.spent(pause)
		}
		header := http.Header{wire.OffsetHeader: {strconv.FormatInt(at, 10)}, wire.LengthHeader: {strconv.FormatInt(size, 10)}}
		res, _, err := c.file(ctx, http.MethodPatch, session, e, "", header, body[:n])
		if err != nil {
			return false, err
		}
		c.heard()
		at += int64(n)
		if whole := res.Get(wire.WholeHeader) != ""; whole || at >= size {
			return whole, nil
		}
	}
}

// spent is the wait for the budget or the night; it is no failure of the line.
func (c *client) spent(pause time.Duration) error {
	waits := *station.TooMany(pause, filesWait, "文件等到有流量的时候再传。")
	return &waits
}

func (c *client) offsetOf(ctx context.Context, session string, e box.Errand) (at int64, whole bool, err error) {
	res, _, err := c.file(ctx, http.MethodHead, session, e, "", nil, nil)
	if err != nil {
		return 0, false, err
	}
	at, err = strconv.ParseInt(res.Get(wire.OffsetHeader), 10, 64)
	return at, res.Get(wire.WholeHeader) != "", err
}

// fetch takes a file from the parent, from where the part here ends.
func (c *client) fetch(ctx context.Context, session string, e box.Errand) (done bool, err error) {
	for {
		at, whole, err := c.box.Store.Offset(e.Hash)
		if err != nil || whole {
			return whole, err
		}
		if pause := c.budget.wait(wire.PartBytes, false, time.Now()); pause > 0 {
			return false, c.spent(pause)
		}
		res, body, err := c.file(ctx, http.MethodGet, session, e, fmt.Sprint("&from=", at), nil, nil)
		if station.Worded(err).Class == station.FaultNotFound {
			return c.unmet(ctx, box.DownNote, e)
		}
		if err != nil {
			return false, err
		}
		c.heard()
		length, err := strconv.ParseInt(res.Get(wire.LengthHeader), 10, 64)
		if err != nil {
			return false, err
		}
		if _, whole, err = c.box.Store.AppendPart(e.Hash, at, length, bytes.NewReader(body)); err != nil {
			return false, err
		}
		if whole {
			c.box.DropThumb(e.Hash)
			c.box.Arrived(station.Ref{Kind: e.Kind, ID: e.ID})
			return true, nil
		}
	}
}

// file asks the parent's shelf.
func (c *client) file(ctx context.Context, method, session string, e box.Errand, more string, header http.Header, body []byte) (http.Header, []byte, error) {
	ctx, cancel := context.WithTimeout(ctx, fileLimit)
	defer cancel()
	address := c.parent.base + "/files/" + e.Hash + "?kind=" + url.QueryEscape(string(e.Kind)) + "&id=" + url.QueryEscape(e.ID) + more
	req, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil {
		return nil, nil, err
	}
	for name, values := range header {
		req.Header[name] = values
	}
	req.Header.Set("Authorization", wire.Bearer+session)
	if err := c.parent.pace.Wait(ctx); err != nil {
		return nil, nil, err
	}
	res, err := c.parent.http.Do(req)
	if err != nil {
		return nil, nil, unreached(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(res.Body, outOfReach))
	if err != nil {
		return nil, nil, unreached(err)
	}
	switch {
	case res.StatusCode == http.StatusOK || res.StatusCode == http.StatusNoContent:
		return res.Header, raw, nil
	case method == http.MethodHead: // it carries no words
		return nil, nil, &station.Error{Code: codeOfStatus(res.StatusCode), Class: faultOf(res.StatusCode), Sentence: "上级没有收下文件。"}
	}
	return nil, nil, refusalIn(res, raw)
}

func codeOfStatus(status int) string {
	switch status {
	case http.StatusUnauthorized:
		return wire.ErrSession.Code
	case http.StatusConflict, http.StatusLocked:
		return wire.ErrOffset.Code
	case http.StatusNotFound:
		return wire.ErrAsked.Code
	}
	return "busy"
}
