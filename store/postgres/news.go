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
	turn   int64             // of the last commit told
	flying string            // mark of the commit under way in this process
	stop   chan struct{}
	done   sync.WaitGroup
}

// heard is one remembered commit.
type heard struct {
	turn int64
	mark string
	note []byte
}

// Follow tells of every commit of other processes from now on.
func (e *Engine) Follow(told func(note []byte)) error {
	ctx, cancel := context.WithTimeout(context.Background(), maxAsk)
	defer cancel()
	n := &e.news
	n.lock.Lock()
	defer n.lock.Unlock()
	if err := e.db.QueryRowContext(ctx, "SELECT turn FROM lz_turn WHERE one = 1").Scan(&n.turn); err != nil {
		return unread(err)
	}
	n.told, n.stop = told, make(chan struct{})
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
	tick := time.NewTicker(betweenLooks)
	defer tick.Stop()
	for failed := false; ; {
		select {
		case <-e.news.stop:
			return
		case <-tick.C:
		}
		err := e.lookOnce()
		if err != nil && !failed {
			slog.Warn("the commits of other processes cannot be heard", "error", err)
		}
		failed = err != nil
	}
}

func (e *Engine) lookOnce() error {
	e.news.lock.Lock()
	after := e.news.turn
	e.news.lock.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), maxAsk)
	defer cancel()
	recent, err := commits(ctx, e.db, after, maxTurn)
	if err != nil {
		return err
	}
	e.news.lock.Lock()
	defer e.news.lock.Unlock()
	e.news.tell(recent)
	return nil
}

// tell passes on what was not told yet, up to the commit under way here: that one's own callers come first.
func (n *news) tell(recent []heard) {
	for _, h := range recent {
		if h.mark == n.flying {
			return
		}
		if h.turn <= n.turn {
			continue
		}
		if h.turn > n.turn+1 {
			n.told(nil)
		}
		n.told(h.note)
		n.turn = h.turn
	}
}

// launch names the commit that is about to be sent.
func (n *news) launch(mark string) {
	n.lock.Lock()
	defer n.lock.Unlock()
	n.flying = mark
}

// land tells what came before this process's commit, and then the commit. One whose end is not known is told by the next
// look, if it took place.
func (n *news) land(t *tx, missed []heard, err error) {
	n.lock.Lock()
	defer n.lock.Unlock()
	if err == nil {
		if n.told != nil {
			n.tell(missed)
			n.turn = max(n.turn, t.turn)
		}
		t.tellDone()
	}
	n.flying = ""
}

// missed reads what others committed since this process last heard of them, while it holds the lock.
func (e *Engine) missed(t *tx) ([]heard, error) {
	e.news.lock.Lock()
	after, listening := e.news.turn, e.news.told != nil
	e.news.lock.Unlock()
	if !listening || after == t.turn-1 {
		return nil, nil
	}
	ctx, cancel := t.ask()
	defer cancel()
	return commits(ctx, t.conn, after, t.turn)
}
