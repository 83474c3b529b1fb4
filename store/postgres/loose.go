package postgres

import (
	"context"
	"database/sql"
	"time"

	"lianzhan/store/engine"
)

// Files are those taken in before an age, or that stopped arriving then.
func (e *Engine) Files(older time.Duration, whole bool) (files []engine.File, err error) {
	state := fileArriving
	if whole {
		state = fileWhole
	}
	err = e.patiently(context.Background(), func(ctx context.Context) error {
		files = nil
		rows, err := e.db.QueryContext(ctx, "SELECT hash, size, since FROM lz_file WHERE state = $1 AND since <= now() - $2 * interval '1 second' ORDER BY hash",
			state, older.Seconds())
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var f engine.File
			if err := rows.Scan(&f.Hash, &f.Size, &f.Since); err != nil {
				return err
			}
			files = append(files, f)
		}
		return rows.Err()
	})
	return files, unread(err)
}

// Drop takes a file away unless it was taken in again since.
func (e *Engine) Drop(hash string, since time.Time) (gone bool, err error) {
	err = e.carry(hash, unlisted, func(ctx context.Context, tx *sql.Tx, f stood) error {
		if gone = f.known && f.state != fileGone && (since.IsZero() || f.since.Equal(since)); !gone {
			return nil
		}
		return forget(ctx, tx, hash)
	})
	return gone, err
}

// loosened reports whether the table still holds bytes of files that were taken away until now.
func (e *Engine) loosened(ctx context.Context) (yes bool, now time.Time, err error) {
	count := 0
	err = e.db.QueryRowContext(ctx, "SELECT count(*), now() FROM lz_file WHERE state = $1", fileGone).Scan(&count, &now)
	return count > 0, now, err
}
