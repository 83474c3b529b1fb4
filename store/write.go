package store

import (
	"context"
	"errors"
	"sync"

	"lianzhan/station"
	"lianzhan/store/engine"
)

const (
	maxQueued = 4096      // writers waiting at once; one more is told to try again
	maxCommit = 1024      // writers served by one commit
	maxBody   = 256 << 10 // bytes of one change, as sync carries it
	maxID     = 128       // bytes of a record's id
)

// writer is one caller of Write who waits for a commit.
type writer struct {
	actor string
	edits []station.Edit
	seq   uint64
	err   error
	turn  chan bool // true: lead the next commit; false: your edits are on disk or refused
}

// queue holds the writers who wait. The one who finds no commit under way leads: it commits for itself and all who
// queued, then hands the lead to the next. A lone writer waits for nobody.
type queue struct {
	lock    sync.Mutex
	waiting []*writer
	leading bool
	closed  bool
	idle    sync.WaitGroup
}

// Write commits the edits, all or none, and returns the log's number after them. When it returns without error they
// are on disk. Errors: busy when the queue is full, conflict when a record is no longer at the revision the editor
// saw, invalid for a change that cannot be applied.
func (db *DB) Write(ctx context.Context, actor string, edits ...station.Edit) (uint64, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	if len(edits) == 0 {
		return db.Seq(), nil
	}
	w := &writer{actor: actor, edits: edits, turn: make(chan bool, 1)}
	lead, err := db.queue.join(w)
	if err != nil {
		return 0, err
	}
	defer db.queue.idle.Done()
	// No way out by ctx from here: a commit that is under way cannot be unsaid, so the caller hears how it ended.
	if lead || <-w.turn {
		batch := db.queue.take()
		db.commit(batch)
		db.queue.release(batch, w)
	}
	return w.seq, w.err
}

func (q *queue) join(w *writer) (lead bool, err error) {
	q.lock.Lock()
	defer q.lock.Unlock()
	switch {
	case q.closed:
		return false, errClosed
	case len(q.waiting) >= maxQueued:
		return false, station.Busy("store_busy", "现在写入的人太多，请稍后再试。")
	}
	q.idle.Add(1)
	q.waiting = append(q.waiting, w)
	lead, q.leading = !q.leading, true
	return lead, nil
}

// enter lets somebody in who commits alone; the caller says idle.Done.
func (q *queue) enter() error {
	q.lock.Lock()
	defer q.lock.Unlock()
	if q.closed {
		return errClosed
	}
	q.idle.Add(1)
	return nil
}

// take hands the leader everybody who waits, itself first.
func (q *queue) take() []*writer {
	q.lock.Lock()
	defer q.lock.Unlock()
	n := min(len(q.waiting), maxCommit)
	batch := q.waiting[:n:n]
	q.waiting = q.waiting[n:]
	return batch
}

func (q *queue) release(batch []*writer, leader *writer) {
	for _, w := range batch {
		if w != leader {
			w.turn <- false
		}
	}
	q.lock.Lock()
	defer q.lock.Unlock()
	if len(q.waiting) > 0 {
		q.waiting[0].turn <- true
		return
	}
	q.leading = false
}

func (q *queue) over() bool {
	q.lock.Lock()
	defer q.lock.Unlock()
	return q.closed
}

func (q *queue) close() {
	q.lock.Lock()
	q.closed = true
	q.lock.Unlock()
	q.idle.Wait()
}

var errClosed = station.Busy("store_closed", "系统正在关闭，请稍后再试。")

var errNothing = errors.New("nothing to commit")

// commit writes a batch in one transaction. A writer whose edits are refused does not spoil the others'.
func (db *DB) commit(batch []*writer) {
	err := db.engine.Update(func(tx engine.Tx) error {
		p, err := db.newPage(tx)
		if err != nil {
			return err
		}
		if err := foresee(tx, batch); err != nil {
			return err
		}
		for _, w := range batch {
			if w.seq, w.err = p.add(w.actor, w.edits); p.broken != nil {
				return p.broken
			}
		}
		if len(p.refs) == 0 {
			return errNothing
		}
		if err := p.finish(); err != nil {
			return err
		}
		return db.publish(tx, p.position, p.refs)
	})
	if err == nil || errors.Is(err, errNothing) {
		return
	}
	for _, w := range batch {
		if w.err == nil {
			w.seq, w.err = 0, unwritten(err)
		}
	}
}
