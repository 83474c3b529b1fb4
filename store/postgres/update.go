package postgres

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"lianzhan/store/engine"
)

// keptCommits is how many commits are remembered one by one, for those who follow and for those whose word was lost.
const keptCommits = 10_000

const lockTurn = "SELECT turn, mark FROM lz_turn WHERE one = 1 FOR UPDATE"

// Update commits what fn wrote, or nothing when it fails; when it returns nil, the commit is on disk, and on the standby's
// if the database has a synchronous one. Errors of its own: database_unreachable (certainly not saved, try again) and
// commit_unknown (the connection broke at the last moment, and the database did not come back to say how it ended).
func (e *Engine) Update(fn func(engine.Tx) error) error {
	e.commit.Lock()
	defer e.commit.Unlock()
	t, err := e.takeTurn()
	if err != nil {
		return unsaved(err)
	}
	defer t.discard() // unless it ended well
	if err := fn(t); err != nil {
		t.rollBack()
		return err
	}
	if err := t.flush(); err != nil {
		return unsaved(err)
	}
	if !t.wrote && t.note == nil {
		t.rollBack()
		e.memory.keep(t, t.after)
		t.tellDone()
		return nil
	}
	missed, err := e.missed(t)
	if err != nil {
		return unsaved(err)
	}
	return e.finish(t, missed)
}

// takeTurn begins a transaction that holds the lock. A connection that broke while idle is no reason to give up.
func (e *Engine) takeTurn() (*tx, error) {
	ctx, cancel := context.WithTimeout(context.Background(), maxReach)
	defer cancel()
	for {
		t, err := e.tryTurn(ctx)
		if err == nil {
			t.recall(&e.memory)
			return t, nil
		}
		if state := sqlState(err); ctx.Err() != nil || !severed(err) && state != readOnly {
			return nil, err
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(betweenTry):
		}
	}
}

func (e *Engine) tryTurn(ctx context.Context) (*tx, error) {
	conn, err := e.db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	t := newTx(context.Background(), conn)
	if _, err = conn.ExecContext(ctx, "BEGIN ISOLATION LEVEL READ COMMITTED"); err == nil {
		err = conn.QueryRowContext(ctx, lockTurn).Scan(&t.turn, &t.after)
	}
	if err != nil {
		t.discard()
		return nil, err
	}
	t.turn++
	return t, nil
}

// finish sends the last statements and sees to it that their outcome is known.
func (e *Engine) finish(t *tx, missed []heard) error {
	mark := fmt.Sprintf("%s-%s", e.name, strconv.FormatInt(t.turn, 36))
	e.news.launch(mark)
	err := t.commit(mark)
	if err != nil && severed(err) {
		t.discard()
		err = e.resolve(t.turn, mark, err)
	} else if err != nil {
		err = unsaved(err)
	}
	if err == nil {
		e.memory.keep(t, mark)
	}
	e.news.land(t, mark, missed, err)
	return err
}

func (t *tx) commit(mark string) error {
	var last strings.Builder
	fmt.Fprintf(&last, "UPDATE lz_turn SET turn = %d, mark = '%s' WHERE one = 1; ", t.turn, mark)
	fmt.Fprintf(&last, "INSERT INTO lz_commit (turn, mark, note) VALUES (%d, '%s', decode('%s', 'hex')); ",
		t.turn, mark, hex.EncodeToString(t.note))
	if t.turn%(keptCommits/20) == 0 {
		fmt.Fprintf(&last, "DELETE FROM lz_commit WHERE turn <= %d; ", t.turn-keptCommits)
	}
	ctx, cancel := context.WithTimeout(context.Background(), maxCommit)
	defer cancel()
	_, err := t.conn.ExecContext(ctx, last.String()+"COMMIT")
	if err == nil {
		t.over()
	}
	return err
}

// resolve asks the database what became of a commit. It waits for the same lock: as long as the old connection's end is not
// through with it, at the disk or at the standby, nobody knows.
func (e *Engine) resolve(turn int64, mark string, cause error) error {
	ctx, cancel := context.WithTimeout(context.Background(), e.resolving)
	defer cancel()
	for {
		saved, err := e.saved(ctx, turn, mark)
		switch {
		case err == nil && saved:
			return nil
		case err == nil:
			return unsaved(cause)
		case ctx.Err() != nil:
			return unsure(cause)
		}
		select {
		case <-ctx.Done():
		case <-time.After(betweenTry):
		}
	}
}

func (e *Engine) saved(ctx context.Context, turn int64, mark string) (bool, error) {
	t, err := e.tryTurn(ctx)
	if err != nil {
		return false, err
	}
	defer t.discard()
	var found string
	err = t.conn.QueryRowContext(ctx, "SELECT mark FROM lz_commit WHERE turn = $1", turn).Scan(&found)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return found == mark, err
}

// rollBack ends the transaction without a trace.
func (t *tx) rollBack() {
	ctx, cancel := context.WithTimeout(context.Background(), maxAsk)
	defer cancel()
	if _, err := t.conn.ExecContext(ctx, "ROLLBACK"); err != nil {
		t.discard()
		return
	}
	t.over()
}

// over gives the connection back.
func (t *tx) over() {
	if !t.ended {
		t.ended = true
		_ = t.conn.Close() // it says only that it was given back before
	}
}

// discard throws the connection away, and with it whatever was under way on it.
func (t *tx) discard() {
	if !t.ended {
		_ = t.conn.Raw(func(any) error { return driver.ErrBadConn })
	}
	t.over()
}
