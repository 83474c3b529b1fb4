package store

import (
	"context"
	"sync"
	"time"
)

const hearLimit = 2 * time.Second

// ears let many listen with one question: who comes while one is under way waits for the next, which all who came share.
type ears struct {
	lock sync.Mutex
	next *round
	busy sync.Mutex // held by the question under way
	done sync.WaitGroup
}

// round is one question and those who wait for its answer.
type round struct {
	done chan struct{}
	err  error
}

func (e *ears) hear(ctx context.Context, ask func(context.Context) error) error {
	e.lock.Lock()
	r := e.next
	if r == nil {
		r = &round{done: make(chan struct{})}
		e.next = r
		e.done.Go(func() { e.lead(r, ask) })
	}
	e.lock.Unlock()
	select {
	case <-r.done:
		return r.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// lead asks once the question before is answered. From then on those who come need another.
func (e *ears) lead(r *round, ask func(context.Context) error) {
	e.busy.Lock()
	defer e.busy.Unlock()
	e.lock.Lock()
	e.next = nil
	e.lock.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), hearLimit)
	defer cancel()
	r.err = ask(ctx)
	close(r.done)
}

// Hear returns when all that was committed before, by whichever process, is announced here: who answers after it answers
// with what is. A box with one process always does.
func (db *DB) Hear(ctx context.Context) error {
	if db.common == nil {
		return nil
	}
	return db.ears.hear(ctx, db.common.Hear)
}
