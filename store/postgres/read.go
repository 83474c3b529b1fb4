package postgres

import "slices"

// Foresee fetches keys that will be asked for soon.
func (t *tx) Foresee(bucket string, keys ...[]byte) error {
	wanted := make([][]byte, 0, len(keys))
	for _, key := range keys {
		c := t.cell(bucket, key)
		if c.dirty || c.stored != unknown {
			continue
		}
		c.stored = absent // until it is found
		wanted = append(wanted, key)
		t.size += len(key) + cellSize
	}
	for part := range slices.Chunk(wanted, maxRows) {
		if err := t.fetch(bucket, part); err != nil {
			return err
		}
	}
	return t.err
}

// fetch brings the values of some keys. The last key is asked for more than once, so that few lengths of the question exist.
func (t *tx) fetch(bucket string, keys [][]byte) error {
	n := rung(len(keys))
	args := make([]any, 0, 2*n)
	for i := range n {
		args = append(args, bucket, keys[min(i, len(keys)-1)])
	}
	ctx, cancel := t.ask()
	defer cancel()
	rows, err := t.conn.QueryContext(ctx, statement(verbFetch, table(bucket), n), args...)
	if err != nil {
		return t.fail(err)
	}
	defer rows.Close()
	for rows.Next() {
		var key, value []byte
		if err := rows.Scan(&key, &value); err != nil {
			return t.fail(err)
		}
		if value != nil {
			c := t.cell(bucket, key)
			c.value, c.stored = value, present
			t.size += len(value)
		}
	}
	return t.fail(rows.Err())
}

// Scan runs from a key on, upwards.
func (t *tx) Scan(bucket string, from []byte, fn func(key, value []byte) (bool, error)) error {
	if from == nil {
		from = []byte{}
	}
	return t.walk(bucket, verbUp, from, fn, func(last []byte) []byte { return append(last, 0) })
}

// ScanBack runs from before a key on, downwards.
func (t *tx) ScanBack(bucket string, before []byte, fn func(key, value []byte) (bool, error)) error {
	verb := verbDown
	if before == nil {
		verb = verbLast
	}
	return t.walk(bucket, verb, before, fn, slices.Clone)
}

type row struct{ key, value []byte }

// walk reads page by page, so that fn may ask the same transaction, and a scan that ends soon costs little.
func (t *tx) walk(bucket string, verb verb, at []byte, fn func(key, value []byte) (bool, error), next func([]byte) []byte) error {
	if slices.ContainsFunc(t.dirty, func(p place) bool { return p.bucket == bucket }) {
		if err := t.flush(); err != nil {
			return err
		}
	}
	for size := 32; ; size = min(4*size, maxPage) {
		page, whole, err := t.page(bucket, verb, at, size)
		if err != nil {
			return err
		}
		for _, r := range page {
			if more, err := fn(r.key, r.value); err != nil || !more {
				return err
			}
		}
		if whole {
			return nil
		}
		at = next(slices.Clone(page[len(page)-1].key))
		if verb == verbLast {
			verb = verbDown
		}
	}
}

const (
	maxPage  = 512     // rows of a scan fetched at once
	maxBytes = 8 << 20 // of them, after which the rest is left for the next page
)

func (t *tx) page(bucket string, verb verb, at []byte, size int) (page []row, whole bool, err error) {
	args := []any{bucket}
	if verb != verbLast {
		args = append(args, at)
	}
	ctx, cancel := t.ask()
	defer cancel()
	rows, err := t.conn.QueryContext(ctx, statement(verb, table(bucket), size), args...)
	if err != nil {
		return nil, false, t.fail(err)
	}
	defer rows.Close()
	read := 0
	for read < maxBytes && rows.Next() {
		var r row
		if err := rows.Scan(&r.key, &r.value); err != nil {
			return nil, false, t.fail(err)
		}
		page, read = append(page, r), read+len(r.value)
	}
	return page, read < maxBytes && len(page) < size, t.fail(rows.Err())
}

// above reports whether a key of the log lies beyond its end, where everything new goes; no need to ask for it then.
func (t *tx) above(key []byte) bool { return t.top != nil && string(key) > string(t.top) }

// findTop looks where the log ends.
func (t *tx) findTop() error {
	if t.top != nil {
		return nil
	}
	page, _, err := t.page(logBucket, verbLast, nil, 1)
	if err != nil {
		return err
	}
	t.top = []byte{}
	if len(page) > 0 {
		t.top = page[0].key
	}
	return nil
}
