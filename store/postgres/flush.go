package postgres

import (
	"slices"
	"strings"
)

// flush sends what waits: new rows, altered rows, rows to be gone, a few statements in all.
func (t *tx) flush() error {
	if len(t.dirty) == 0 || t.err != nil {
		return t.err
	}
	slices.SortFunc(t.dirty, func(a, b place) int {
		if by := strings.Compare(a.bucket, b.bucket); by != 0 {
			return by
		}
		return strings.Compare(a.key, b.key)
	})
	if err := t.learn(); err != nil {
		return err
	}
	for _, name := range []string{"lz_log", "lz_kept"} {
		var fresh, altered, gone []place
		for _, p := range t.dirty {
			switch {
			case table(p.bucket) != name:
			case p.value == nil && p.stored == present:
				gone = append(gone, p)
			case p.value != nil && p.stored == present:
				altered = append(altered, p)
			case p.value != nil:
				fresh = append(fresh, p)
			}
		}
		if err := t.send(name, fresh, altered, gone); err != nil {
			return err
		}
	}
	t.settle()
	return nil
}

func (t *tx) send(table string, fresh, altered, gone []place) error {
	if err := t.insert(table, fresh); err != nil {
		return err
	}
	if err := t.write(verbUpdate, table, altered); err != nil {
		return err
	}
	return t.write(verbDelete, table, gone)
}

// learn finds out which of the waiting keys the database has. One lock holder writes at a time, so that stays true.
func (t *tx) learn() error {
	asked := map[string][][]byte{}
	for _, p := range t.dirty {
		if p.stored != unknown {
			continue
		}
		if p.bucket == logBucket {
			if err := t.findTop(); err != nil {
				return err
			}
			if t.above([]byte(p.key)) {
				p.stored = absent
				continue
			}
		}
		asked[p.bucket] = append(asked[p.bucket], []byte(p.key))
	}
	for bucket, keys := range asked {
		if err := t.find(bucket, keys); err != nil {
			return err
		}
	}
	return nil
}

// find is Foresee for keys whose values are about to change.
func (t *tx) find(bucket string, keys [][]byte) error {
	waiting := make([][]byte, len(keys))
	for i, key := range keys {
		c := t.cell(bucket, key)
		waiting[i], c.dirty = c.value, false
	}
	err := t.Foresee(bucket, keys...)
	for i, key := range keys {
		c := t.cell(bucket, key)
		c.value, c.dirty = waiting[i], true
	}
	return err
}

// write sends rows in statements of few lengths.
func (t *tx) write(v verb, table string, rows []place) error {
	for len(rows) > 0 {
		n := part(len(rows))
		args := make([]any, 0, 3*n)
		for _, p := range rows[:n] {
			args = append(args, p.bucket, []byte(p.key))
			if v != verbDelete {
				args = append(args, p.value)
			}
		}
		if err := t.exec(statement(v, table, n), args); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

func (t *tx) exec(query string, args []any) error {
	ctx, cancel := t.ask()
	defer cancel()
	_, err := t.conn.ExecContext(ctx, query, args...)
	return t.fail(err)
}

// settle notes what the database has now.
func (t *tx) settle() {
	for _, p := range t.dirty {
		p.dirty, p.stored = false, present
		if p.bucket != logBucket {
			t.size += len(p.key) + len(p.value) + cellSize
		}
		if p.value == nil {
			p.stored = absent
		}
		if p.bucket == logBucket && p.value != nil && t.above([]byte(p.key)) {
			t.top = []byte(p.key)
		}
	}
	t.wrote, t.dirty = true, t.dirty[:0]
}
