package postgres

import (
	"context"
	"database/sql"
	"math"
)

const maxTurn = math.MaxInt64

type asker interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// commits are those remembered between two numbers, both left out, oldest first.
func commits(ctx context.Context, db asker, after, before int64) ([]heard, error) {
	rows, err := db.QueryContext(ctx,
		"SELECT turn, mark, note FROM lz_commit WHERE turn > $1 AND turn < $2 ORDER BY turn", after, before)
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
