package store

import (
	"strings"

	"go.etcd.io/bbolt"

	"lianzhan/store/engine"
)

// boltTx is a transaction of a bbolt file. What it hands out lies in the file itself, which is mapped.
type boltTx struct {
	tx     *bbolt.Tx
	opened []bucket
	room   [6]bucket // of opened, so that an ordinary commit needs no more
}

type bucket struct {
	name string
	*bbolt.Bucket
}

var _ engine.Tx = (*boltTx)(nil)

func newBoltTx(tx *bbolt.Tx) *boltTx {
	t := &boltTx{tx: tx}
	t.opened = t.room[:0]
	return t
}

// fullPages packs the trees that grow at their ends: the log always does, the records of a kind mostly, for new ids are later
// ones.
const fullPages = 0.95

// bucket is nil for one that was never written.
func (t *boltTx) bucket(name string) *bbolt.Bucket {
	for _, b := range t.opened {
		if b.name == name {
			return b.Bucket
		}
	}
	return t.keep(name, t.tx.Bucket([]byte(name)))
}

func (t *boltTx) keep(name string, b *bbolt.Bucket) *bbolt.Bucket {
	if b == nil {
		return nil
	}
	if name == bucketLog || strings.HasPrefix(name, stateBuckets) {
		b.FillPercent = fullPages
	}
	t.opened = append(t.opened, bucket{name, b})
	return b
}

// Get is nil for a key that is not there.
func (t *boltTx) Get(bucket string, key []byte) ([]byte, error) {
	if b := t.bucket(bucket); b != nil {
		return b.Get(key), nil
	}
	return nil, nil
}

// Put writes a key, and makes its bucket at the first one. The value must not be altered before the transaction ends.
func (t *boltTx) Put(bucket string, key, value []byte) error {
	b := t.bucket(bucket)
	if b == nil {
		fresh, err := t.tx.CreateBucketIfNotExists([]byte(bucket))
		if err != nil {
			return err
		}
		b = t.keep(bucket, fresh)
	}
	return b.Put(key, value)
}

// Delete takes a key away, if it is there.
func (t *boltTx) Delete(bucket string, key []byte) error {
	if b := t.bucket(bucket); b != nil {
		return b.Delete(key)
	}
	return nil
}

// Scan runs from a key on, upwards.
func (t *boltTx) Scan(bucket string, from []byte, fn func(key, value []byte) (bool, error)) error {
	b := t.bucket(bucket)
	if b == nil {
		return nil
	}
	cursor := b.Cursor()
	for key, value := cursor.Seek(from); key != nil; key, value = cursor.Next() {
		if more, err := fn(key, value); err != nil || !more {
			return err
		}
	}
	return nil
}

// ScanBack runs from before a key on, downwards.
func (t *boltTx) ScanBack(bucket string, before []byte, fn func(key, value []byte) (bool, error)) error {
	b := t.bucket(bucket)
	if b == nil {
		return nil
	}
	cursor := b.Cursor()
	for key, value := endBefore(cursor, before); key != nil; key, value = cursor.Prev() {
		if more, err := fn(key, value); err != nil || !more {
			return err
		}
	}
	return nil
}

// endBefore stands at the last key before one, nil being the end.
func endBefore(cursor *bbolt.Cursor, before []byte) (key, value []byte) {
	if before == nil {
		return cursor.Last()
	}
	if key, _ := cursor.Seek(before); key == nil {
		return cursor.Last()
	}
	return cursor.Prev()
}

// OnCommit is called when the commit is on disk.
func (t *boltTx) OnCommit(fn func()) { t.tx.OnCommit(fn) }
