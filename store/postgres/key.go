package postgres

import (
	"context"
	"database/sql"
	"errors"
)

// Key is the county's secret key. Of several processes that bring a fresh one at once, one has its way and all get the same.
func (e *Engine) Key(fresh []byte) ([]byte, error) {
	for {
		key, err := e.readKey()
		if err != nil || key != nil {
			return key, err
		}
		ctx, cancel := context.WithTimeout(context.Background(), maxAsk)
		_, err = e.db.ExecContext(ctx, "INSERT INTO lz_key (one, key) VALUES (1, $1)", fresh)
		cancel()
		if err != nil && sqlState(err) != uniqueViolation {
			return nil, unsaved(err)
		}
	}
}

// HasKey reports whether the key was made.
func (e *Engine) HasKey() (bool, error) {
	key, err := e.readKey()
	return key != nil, err
}

func (e *Engine) readKey() (key []byte, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), maxAsk)
	defer cancel()
	err = e.db.QueryRowContext(ctx, "SELECT key FROM lz_key WHERE one = 1").Scan(&key)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, unread(err)
	}
	return key, nil
}
