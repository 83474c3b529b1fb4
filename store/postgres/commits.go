package postgres

import (
	"context"
	"database/sql"
)

// heard is one commit as the database remembers it.
type heard struct {
	turn int64
	mark string
	note []byte
	lost bool // those before it are not remembered
}

type asker interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// commits are those remembered from a number on, itself included, oldest first.
func commits(ctx context.Context, db asker, from int64) ([]heard, error) {
	rows, err := db.QueryContext(ctx, "SELECT turn, mark, note FROM lz_commit WHERE turn >= $1 ORDER BY turn", from)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []heard
	for rows.Next() {
		var h heard
		if err := rows.Scan(&h.turn, &h.mark, &h.note); err != nil {
			return nil, err
		}
		all = append(all, h)
	}
	return all, rows.Err()
}

// latest is the last commit, as the one from which to hear of the next.
func latest(ctx context.Context, db asker) (heard, error) {
	h := heard{lost: true}
	err := db.QueryRowContext(ctx, "SELECT turn, mark FROM lz_turn WHERE one = 1").Scan(&h.turn, &h.mark)
	return h, err
}
