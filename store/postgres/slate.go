package postgres

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"lianzhan/station/slate"
)

// The statements of the slate. What is over counts as not there; the database's clock says when.
const (
	slateRead = "SELECT v FROM lz_slate WHERE k = $1 AND ends > now()"
	slateList = "SELECT k, v FROM lz_slate WHERE k >= $1 AND k < $2 AND ends > now() ORDER BY k"
	slateLock = "SELECT v, ends > now() FROM lz_slate WHERE k = $1 FOR UPDATE"
	slateAdd  = "INSERT INTO lz_slate (k, v, ends) VALUES ($1, $2, now() + $3 * interval '1 second')"
	slatePut  = "UPDATE lz_slate SET v = $2, ends = now() + $3 * interval '1 second' WHERE k = $1"
	slateWipe = "DELETE FROM lz_slate WHERE k = $1"
	slateOver = "DELETE FROM lz_slate WHERE ends <= now()"
)

// wipeEvery is how often what is over is taken out of the table.
const wipeEvery = 5 * time.Minute

// Read is nil for what is not on the slate, or not any more.
func (e *Engine) Read(key string) (value []byte, err error) {
	err = e.patiently(context.Background(), func(ctx context.Context) error {
		err := e.db.QueryRowContext(ctx, slateRead, key).Scan(&value)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	return value, unread(err)
}

// List hands out what lies under keys that begin so.
func (e *Engine) List(prefix string) (lines []slate.Line, err error) {
	err = e.patiently(context.Background(), func(ctx context.Context) error {
		lines = nil
		rows, err := e.db.QueryContext(ctx, slateList, prefix, prefix+"\x7f")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var l slate.Line
			if err := rows.Scan(&l.Key, &l.Value); err != nil {
				return err
			}
			lines = append(lines, l)
		}
		return rows.Err()
	})
	return lines, unread(err)
}

// Change puts in the place of a value what fn makes of it. Who comes at the same time for the same key waits.
func (e *Engine) Change(ctx context.Context, key string, fn func([]byte) ([]byte, time.Duration, error)) error {
	var refused error
	err := e.patiently(ctx, func(ctx context.Context) error {
		refused = nil
		for {
			err := e.change(ctx, key, fn, &refused)
			if sqlState(err) != uniqueViolation {
				return err
			} // somebody put it there meanwhile
		}
	})
	switch {
	case refused != nil && errors.Is(refused, slate.ErrLeave):
		return nil
	case refused != nil:
		return refused
	case err != nil:
		return unsaved(err)
	}
	return nil
}

func (e *Engine) change(ctx context.Context, key string, fn func([]byte) ([]byte, time.Duration, error), refused *error) error {
	tx, err := e.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after a commit it says only that there was one
	var old []byte
	var lives bool
	err = tx.QueryRowContext(ctx, slateLock, key).Scan(&old, &lives)
	there := err == nil
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if !lives {
		old = nil
	}
	fresh, keep, err := fn(old)
	if err != nil {
		*refused = err
		return nil
	}
	switch {
	case fresh != nil && there:
		_, err = tx.ExecContext(ctx, slatePut, key, fresh, keep.Seconds())
	case fresh != nil:
		_, err = tx.ExecContext(ctx, slateAdd, key, fresh, keep.Seconds())
	case there:
		_, err = tx.ExecContext(ctx, slateWipe, key)
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}

// wipeOver takes out of the table what is over.
func (e *Engine) wipeOver() error {
	ctx, cancel := context.WithTimeout(context.Background(), maxAsk)
	defer cancel()
	_, err := e.db.ExecContext(ctx, slateOver)
	return err
}

// patiently asks until there is an answer or time is over: a connection that broke is no reason to give up. What is asked for
// twice must do no harm.
func (e *Engine) patiently(ctx context.Context, ask func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, maxReach)
	defer cancel()
	for {
		err := ask(ctx)
		if err == nil || ctx.Err() != nil || !severed(err) && sqlState(err) != readOnly {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(betweenTry):
		}
	}
}
