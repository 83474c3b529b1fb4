package postgres

import (
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// worthCopying is how many new rows go in as one stream rather than by statements.
const worthCopying = 64

// insert sends new rows. PostgreSQL's own protocol has a stream for many of them; other drivers send statements.
func (t *tx) insert(table string, rows []place) error {
	if len(rows) < worthCopying {
		return t.write(verbInsert, table, rows)
	}
	streams := false
	err := t.conn.Raw(func(driver any) error {
		conn, ok := driver.(*stdlib.Conn)
		if streams = ok; !ok {
			return nil
		}
		ctx, cancel := t.ask()
		defer cancel()
		_, err := conn.Conn().CopyFrom(ctx, pgx.Identifier{table}, []string{"b", "k", "v"}, pgx.CopyFromSlice(len(rows),
			func(i int) ([]any, error) { return []any{rows[i].bucket, []byte(rows[i].key), rows[i].value}, nil }))
		return err
	})
	if err != nil || streams {
		return t.fail(err)
	}
	return t.write(verbInsert, table, rows)
}
