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
		return fmt.Sprintf("INSERT INTO %s (b, k, v) VALUES %s", f.table, triples(f.rows, ""))
	case verbUpdate:
		return fmt.Sprintf("UPDATE %[1]s SET v = x.v FROM (VALUES %[2]s) AS x (b, k, v) WHERE %[1]s.b = x.b AND %[1]s.k = x.k",
			f.table, triples(f.rows, "text bytea bytea"))
	case verbDelete:
		return fmt.Sprintf("DELETE FROM %s WHERE b = $1 AND k IN (%s)", f.table, list(2, f.rows))
	case verbFetch:
		return fmt.Sprintf("SELECT k, v FROM %s WHERE b = $1 AND k IN (%s)", f.table, list(2, f.rows))
	case verbUp:
		return fmt.Sprintf("SELECT k, v FROM %s WHERE b = $1 AND k >= $2 ORDER BY b, k LIMIT %d", f.table, f.rows)
	case verbDown:
		return fmt.Sprintf("SELECT k, v FROM %s WHERE b = $1 AND k < $2 ORDER BY b DESC, k DESC LIMIT %d", f.table, f.rows)
	default:
		return fmt.Sprintf("SELECT k, v FROM %s WHERE b = $1 ORDER BY b DESC, k DESC LIMIT %d", f.table, f.rows)
	}
}

// list is $first, $first+1 ...
func list(first, n int) string {
	var s strings.Builder
	for i := range n {
		fmt.Fprintf(&s, ", $%d", first+i)
	}
	return s.String()[2:]
}

// triples is ($1,$2,$3),($4,$5,$6) ...; the types are named in the first.
func triples(n int, types string) string {
	var s strings.Builder
	if f := strings.Fields(types); len(f) == 3 {
		fmt.Fprintf(&s, ", ($1::%s, $2::%s, $3::%s)", f[0], f[1], f[2])
	}
	for i := strings.Count(s.String(), "("); i < n; i++ {
		fmt.Fprintf(&s, ", ($%d, $%d, $%d)", 3*i+1, 3*i+2, 3*i+3)
	}
	return s.String()[2:]
}
