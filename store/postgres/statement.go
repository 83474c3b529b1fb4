package postgres

import (
	"fmt"
	"math/bits"
	"strings"
	"sync"
)

// logBucket is kept in a table of its own: it only grows, and is the largest.
const logBucket = "log"

func table(bucket string) string {
	if bucket == logBucket {
		return "lz_log"
	}
	return "lz_kept"
}

// verb is what a statement does.
type verb byte

const (
	verbInsert verb = iota
	verbUpdate
	verbDelete
	verbFetch
	verbUp   // scan from a key on
	verbDown // scan back from before a key
	verbLast // scan back from the end
)

// maxRows is how many rows one statement carries at most.
const maxRows = 256

// rung is the length of statement for so many rows: powers of two, so that the database prepares few of them.
func rung(rows int) int { return min(maxRows, 1<<bits.Len(uint(rows-1))) }

// part is how many of so many rows the next statement takes, where none may be repeated.
func part(rows int) int { return min(maxRows, 1<<(bits.Len(uint(rows))-1)) }

// form names a statement: what it does, where, for how many rows.
type form struct {
	verb  verb
	table string
	rows  int
}

var statements sync.Map // form -> string

func statement(v verb, table string, rows int) string {
	f := form{v, table, rows}
	if s, ok := statements.Load(f); ok {
		return s.(string)
	}
	s := f.text()
	statements.Store(f, s)
	return s
}

func (f form) text() string {
	switch f.verb {
	case verbInsert:
		return fmt.Sprintf("INSERT INTO %s (b, k, v) VALUES %s", f.table, tuples(f.rows, "text", "bytea", "bytea"))
	case verbUpdate:
		return fmt.Sprintf("UPDATE %[1]s SET v = x.v FROM (VALUES %[2]s) AS x (b, k, v) WHERE %[1]s.b = x.b AND %[1]s.k = x.k",
			f.table, tuples(f.rows, "text", "bytea", "bytea"))
	case verbDelete:
		return fmt.Sprintf("DELETE FROM %[1]s USING (VALUES %[2]s) AS x (b, k) WHERE %[1]s.b = x.b AND %[1]s.k = x.k",
			f.table, tuples(f.rows, "text", "bytea"))
	case verbFetch:
		// Each key is a question of its own: a join or IN is answered by reading the whole bucket, while nobody has counted it.
		return fmt.Sprintf("SELECT x.k, (SELECT t.v FROM %s t WHERE t.b = x.b AND t.k = x.k) FROM (VALUES %s) AS x (b, k)",
			f.table, tuples(f.rows, "text", "bytea"))
	case verbUp:
		return fmt.Sprintf("SELECT k, v FROM %s WHERE b = $1 AND k >= $2 ORDER BY b, k LIMIT %d", f.table, f.rows)
	case verbDown:
		return fmt.Sprintf("SELECT k, v FROM %s WHERE b = $1 AND k < $2 ORDER BY b DESC, k DESC LIMIT %d", f.table, f.rows)
	default:
		return fmt.Sprintf("SELECT k, v FROM %s WHERE b = $1 ORDER BY b DESC, k DESC LIMIT %d", f.table, f.rows)
	}
}

// tuples is ($1::text, $2::bytea), ($3, $4) ...; the types are named in the first.
func tuples(n int, types ...string) string {
	var s strings.Builder
	for i := range n * len(types) {
		column := i % len(types)
		switch {
		case i == 0:
			s.WriteString("(")
		case column == 0:
			s.WriteString("), (")
		default:
			s.WriteString(", ")
		}
		fmt.Fprintf(&s, "$%d", i+1)
		if i < len(types) {
			s.WriteString("::" + types[column])
		}
	}
	return s.String() + ")"
}
