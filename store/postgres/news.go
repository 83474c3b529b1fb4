package postgres

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// betweenLooks is how often a process looks for commits of the others.
const betweenLooks = 500 * time.Millisecond

// news is what this process heard of the commits, its own and the others'.
type news struct {
	lock   sync.Mutex
	told   func(note []byte) // nil: nobody listens
	last   heard             // the last commit told
	flying string            // mark of the commit under way in this process
	stop   chan struct{}
	done   sync.WaitGroup
}

// Follow tells of every commit of other processes from now on.
func (e *Engine) Follow(told func(note []byte)) error {
	ctx, cancel := context.WithTimeout(context.Background(), maxAsk)
	defer cancel()
	now, err := latest(ctx, e.db)
	if err != nil {
		return unread(err)
	}
	n := &e.news
	n.lock.Lock()
	defer n.lock.Unlock()
	n.last, n.told, n.stop = now, told, make(chan struct{})
	n.done.Go(e.lookOut)
	return nil
}

func (n *news) end() {
	if n.stop != nil {
		close(n.stop)
		n.done.Wait()
	}
}

// lookOut polls: a wake-up by the database may be lost with a connection, and not every one of the family has it.
func (e *Engine) lookOut() {
	tick, wipe := time.NewTicker(betweenLooks), time.NewTicker(wipeEvery)
	defer tick.Stop()
	defer wipe.Stop()
	for failed := false; ; {
		var err error
		select {
		case <-e.news.stop:
			return
		case <-wipe.C:
			err = e.wipeOver()
		case <-tick.C:
			_, err = e.lookOnce(context.Background())
		}
		if err != nil && !failed {
			slog.Warn("the commits of other processes cannot be heard", "error", err)
		}
		failed = err != nil
	}
}

// lookOnce tells what was committed by now; whole is false when a commit of this process stands in the way, which tells
// itself in a moment.
func (e *Engine) lookOnce(ctx context.Context) (whole bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, maxAsk)
	defer cancel()
	now, err := latest(ctx, e.db)
	if err != nil || e.news.has(now.mark) {
		return err == nil, err // mostly nothing is new, and the last note may be long
	}
	since, err := e.since(ctx, e.db)
	if err != nil {
		return false, err
	}
	e.news.lock.Lock()
	defer e.news.lock.Unlock()
	return e.news.tell(since), nil
}

// has reports whether a commit was told already.
func (n *news) has(mark string) bool {
	n.lock.Lock()
	defer n.lock.Unlock()
	return n.last.mark == mark
}

// betweenLandings is how long one's own commit under way is waited for before looking again.
const betweenLandings = 2 * time.Millisecond

// Hear tells now what was committed before it was called.
func (e *Engine) Hear(ctx context.Context) error {
	for {
		whole, err := e.lookOnce(ctx)
		if err != nil || whole {
			return unread(err)
		}
		select {
		case <-ctx.Done():
			return unread(ctx.Err())
		case <-time.After(betweenLandings):
		}
	}
}

// since reads the commits after the last one told. One without a mark stands for commits that are not remembered one by
// one any more, or for another history: a standby took over that had not heard of the last one.
func (e *Engine) since(ctx context.Context, db asker) ([]heard, error) {
	e.news.lock.Lock()
	last := e.news.last
	e.news.lock.Unlock()
	recent, err := commits(ctx, db, last.turn)
	switch {
	case err != nil:
		return nil, err
	case last.turn == 0 && (len(recent) == 0 || recent[0].turn == 1):
		return recent, nil
	case len(recent) > 0 && recent[0].turn == last.turn && recent[0].mark == last.mark:
		return recent[1:], nil
	}
	now, err := latest(ctx, db)
	return []heard{now}, err
}

// tell passes on what was not told yet, up to the commit under way here: that one's own callers come first.
func (n *news) tell(since []heard) (whole bool) {
	for _, h := range since {
		switch {
		case h.mark == n.flying:
			return false
		case h.lost:
			n.told(nil)
		case h.turn <= n.last.turn:
			continue
		default:
			n.told(h.note)
		}
		n.last = heard{turn: h.turn, mark: h.mark}
	}
	return true
}

// launch names the commit that is about to be sent.
func (n *news) launch(mark string) {
	n.lock.Lock()
	defer n.lock.Unlock()
	n.flying = mark
}

// land tells what came before this process's commit, and then the commit. One whose end is not known is told by the next
// look, if it took place.
func (n *news) land(t *tx, mark string, missed []heard, err error) {
	n.lock.Lock()
	defer n.lock.Unlock()
	n.flying = ""
	if err != nil {
		return
	}
	if n.told != nil {
		n.tell(missed)
		n.last = heard{turn: t.turn, mark: mark}
	}
	t.tellDone()
}

// missed reads what others committed since this process last heard of them, while it holds the lock.
func (e *Engine) missed(t *tx) ([]heard, error) {
	e.news.lock.Lock()
	quiet := e.news.told == nil || e.news.last.mark == t.after
	e.news.lock.Unlock()
	if quiet {
		return nil, nil
	}
	ctx, cancel := t.ask()
	defer cancel()
	return e.since(ctx, t.conn)
}
