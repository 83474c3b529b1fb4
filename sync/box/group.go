package box

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"lianzhan/station"
)

// The bounds of one commit of the group.
const (
	mostTogether = 64                    // askers
	longCommit   = 50 * time.Millisecond // nobody more is taken in after that
	WorkLimit    = 20 * time.Second      // of one that waits for its place too
)

// group lets those who want to commit at the same time share one commit, for what a commit costs is the disk. Whoever finds
// none under way leads: it commits for itself and all who wait, then hands the lead on. A lone one waits for nobody.
type group struct {
	lock    sync.Mutex
	waiting []*asker
	leading bool
}

// exchanger is what commits: the store.
type exchanger interface {
	Exchange(ctx context.Context, fn func(station.Ledger) error) error
}

// asker is one who waits for a commit.
type asker struct {
	fn   func(*witness) error
	err  error
	lead bool      // it was handed the lead
	turn chan bool // true: lead the next commit; false: it is over for you
}

// errSpoilt undoes a commit in which one asker failed after it had written.
var errSpoilt = errors.New("sync: one of those who commit together failed")

// commit runs fn in a transaction, alone or with others. What fn refuses is its own alone: nothing it wrote is kept, and
// nobody else hears of it. It may be run twice, and is not run at all when ctx ends before its turn.
func (g *group) commit(ctx context.Context, s exchanger, fn func(*witness) error) error {
	a := &asker{fn: fn, turn: make(chan bool, 1)}
	if g.join(a) || g.await(ctx, a) {
		g.lead(s, a)
	}
	return a.err
}

func (g *group) join(a *asker) (lead bool) {
	g.lock.Lock()
	defer g.lock.Unlock()
	g.waiting = append(g.waiting, a)
	lead, g.leading = !g.leading, true
	return lead
}

// await waits for an asker's turn. Who was taken into a commit hears how it ended, whatever ctx says.
func (g *group) await(ctx context.Context, a *asker) (lead bool) {
	select {
	case lead = <-a.turn:
		return lead
	case <-ctx.Done():
	}
	if g.withdraw(a) {
		a.err = ctx.Err()
		return false
	}
	return <-a.turn
}

// withdraw takes an asker out of the queue whose turn has not come.
func (g *group) withdraw(a *asker) bool {
	g.lock.Lock()
	defer g.lock.Unlock()
	for i, other := range g.waiting {
		if other == a && !a.lead {
			g.waiting = append(g.waiting[:i], g.waiting[i+1:]...)
			return true
		}
	}
	return false
}

// lead commits for all who wait and hands the lead on.
func (g *group) lead(s exchanger, leader *asker) {
	g.lock.Lock()
	n := min(len(g.waiting), mostTogether)
	batch := append([]*asker(nil), g.waiting[:n]...)
	g.waiting = g.waiting[n:]
	g.lock.Unlock()
	served := serve(s, batch)
	for _, a := range batch[:served] {
		if a != leader {
			a.turn <- false
		}
	}
	g.lock.Lock()
	defer g.lock.Unlock()
	g.waiting = append(batch[served:], g.waiting...)
	if g.leading = len(g.waiting) > 0; g.leading {
		next := g.waiting[0]
		next.lead = true
		next.turn <- true
	}
}

// serve commits for the first of a batch, as many as one commit has time for, and returns how many that were.
func serve(s exchanger, batch []*asker) (served int) {
	ctx, cancel := context.WithTimeout(context.Background(), WorkLimit)
	defer cancel()
	err := s.Exchange(ctx, func(l station.Ledger) error {
		served = 0
		began := time.Now()
		for _, a := range batch {
			if served > 0 && time.Since(began) > longCommit {
				break
			}
			served++
			w := &witness{Ledger: l}
			if a.err = a.run(w); a.err != nil && (w.wrote || !isRefusal(a.err)) {
				return errSpoilt
			}
		}
		return nil
	})
	switch {
	case err == nil:
	case errors.Is(err, errSpoilt) && served == 1: // it says itself why
	case errors.Is(err, errSpoilt):
		for _, a := range batch[:served] {
			a.err = alone(ctx, s, a)
		}
	default:
		served = max(served, 1)
		for _, a := range batch[:served] {
			a.err = cmp.Or(a.err, err)
		}
	}
	return served
}

// alone gives one asker a commit of its own.
func alone(ctx context.Context, s exchanger, a *asker) error {
	return s.Exchange(ctx, func(l station.Ledger) error { return a.run(&witness{Ledger: l}) })
}

// run keeps the panic of one asker from those who commit with it.
func (a *asker) run(w *witness) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("sync: panic: %v\n%s", cause, debug.Stack())
		}
	}()
	return a.fn(w)
}
