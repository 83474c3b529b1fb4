package postgres

import (
	"context"
	"database/sql"
	"errors"

	"lianzhan/store/engine"
)

// tx is one transaction. What it writes waits in its cells and goes to the database in few statements; what it read, it
// does not ask for again.
type tx struct {
	ctx   context.Context
	conn  *sql.Conn
	turn  int64  // number of the commit it is going to be
	after string // mark of the one before
	cells map[string]map[string]*cell
	dirty []place
	size  int    // bytes of what came into the cells
	top   []byte // no key of the log is above it; nil: not asked yet
	wrote bool
	ended bool
	err   error // the first statement that failed; there is no going on after it
	note  []byte
	done  []func()
}

// cell is one key as the transaction sees it.
type cell struct {
	value  []byte // nil: not there
	stored stored
	dirty  bool // value is not in the database yet
}

// stored is what the database holds under a key, as far as the transaction knows.
type stored byte

const (
	unknown stored = iota
	absent
	present
)

type place struct {
	bucket, key string
	*cell
}

var _ engine.Far = (*tx)(nil)

func newTx(ctx context.Context, conn *sql.Conn) *tx {
	return &tx{ctx: ctx, conn: conn, cells: map[string]map[string]*cell{}}
}

var errEnded = errors.New("the transaction is over")

// fail notes the first error; the database would refuse everything after it.
func (t *tx) fail(err error) error {
	switch {
	case err == nil || t.err != nil:
	case t.turn > 0:
		t.err = unsaved(err)
	default:
		t.err = unread(err)
	}
	return t.err
}

// Get is nil for a key that is not there.
func (t *tx) Get(bucket string, key []byte) ([]byte, error) {
	if c := t.cells[bucket][string(key)]; c != nil && (c.dirty || c.stored != unknown) {
		return c.value, nil
	}
	if bucket == logBucket && t.above(key) {
		return nil, nil
	}
	if err := t.Foresee(bucket, key); err != nil {
		return nil, err
	}
	return t.cells[bucket][string(key)].value, nil
}

// Put writes a key when the transaction is flushed.
func (t *tx) Put(bucket string, key, value []byte) error {
	if value == nil {
		value = []byte{}
	}
	return t.set(bucket, key, value)
}

// Delete takes a key away, if it is there.
func (t *tx) Delete(bucket string, key []byte) error { return t.set(bucket, key, nil) }

func (t *tx) set(bucket string, key, value []byte) error {
	if t.ended {
		return t.fail(errEnded)
	}
	c := t.cell(bucket, key)
	if !c.dirty {
		t.dirty = append(t.dirty, place{bucket, string(key), c})
	}
	c.value, c.dirty = value, true
	return t.err
}

func (t *tx) cell(bucket string, key []byte) *cell {
	in := t.cells[bucket]
	if in == nil {
		in = map[string]*cell{}
		t.cells[bucket] = in
	}
	c := in[string(key)]
	if c == nil {
		c = &cell{}
		in[string(key)] = c
	}
	return c
}

// OnCommit is called when the commit is on disk.
func (t *tx) OnCommit(fn func()) { t.done = append(t.done, fn) }

// Tell leaves a note with the commit.
func (t *tx) Tell(note []byte) { t.note = note }

func (t *tx) tellDone() {
	for _, fn := range t.done {
		fn()
	}
}

// ask bounds one statement.
func (t *tx) ask() (context.Context, context.CancelFunc) { return context.WithTimeout(t.ctx, maxAsk) }
