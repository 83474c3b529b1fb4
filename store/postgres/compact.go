package postgres

import (
	"context"
	"time"

	"lianzhan/station"
)

// maxRewrite bounds the rewriting of one table.
const maxRewrite = 2 * time.Hour

// Compact rewrites the tables, so that what was erased is in no page of them any more (PIPL art. 47). Everybody waits for
// it, some seconds for a gigabyte.
func (e *Engine) Compact() error {
	ctx, cancel := context.WithTimeout(context.Background(), maxRewrite)
	defer cancel()
	conn, err := e.db.Conn(ctx)
	if err != nil {
		return unread(err)
	}
	t := newTx(ctx, conn)
	defer t.discard() // its settings with it
	steps := []string{"SET statement_timeout = 0", "VACUUM FULL lz_log", "VACUUM FULL lz_kept"}
	loosened, until, err := e.loosened(ctx)
	if err != nil {
		return unread(err)
	}
	if loosened { // the files are the largest by far
		steps = append(steps, "VACUUM FULL lz_part")
	}
	for _, step := range steps {
		if _, err := conn.ExecContext(ctx, step); err != nil {
			return station.Busy("database_not_rewritten", "数据没有整理成，原来的数据没有动，请叫数据库管理员看一看。").Because(err)
		}
	}
	_, err = conn.ExecContext(ctx, "DELETE FROM lz_file WHERE state = $1 AND since < $2", fileGone, until)
	return unread(err)
}
