package postgres

import (
	"context"
	"time"

	"lianzhan/store/engine"
)

// View runs fn on the database as it stands at the first question fn asks.
func (e *Engine) View(fn func(engine.Tx) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), maxView)
	defer cancel()
	t, err := e.look(ctx)
	if err != nil {
		return unread(err)
	}
	defer t.discard()
	if err := fn(t); err != nil {
		t.rollBack()
		return err
	}
	t.rollBack()
	return nil
}

// look begins a reading. A connection that broke while idle is no reason to give up.
func (e *Engine) look(ctx context.Context) (*tx, error) {
	for end := time.Now().Add(maxReach); ; {
		t, err := e.tryLook(ctx)
		if err == nil || !severed(err) || time.Now().After(end) {
			return t, err
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(betweenTry):
		}
	}
}

func (e *Engine) tryLook(ctx context.Context) (*tx, error) {
	reach, cancel := context.WithTimeout(ctx, maxReach)
	defer cancel()
	conn, err := e.db.Conn(reach)
	if err != nil {
		return nil, err
	}
	t := newTx(ctx, conn)
	if _, err := conn.ExecContext(reach, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"); err != nil {
		t.discard()
		return nil, err
	}
	return t, nil
}
