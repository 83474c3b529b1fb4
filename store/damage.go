package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"lianzhan/station"
)

// damaged is the refusal to work on a broken file: going on would make it worse.
func damaged(path string, cause error) error {
	e := station.Conflict("database_damaged",
		"数据库文件 %s 已损坏，程序不敢往里写。请用“lianzhan-station restore 备份文件”恢复，损坏的文件会原样留着。", path)
	return e.Because(cause)
}

// checkFile reads a database from end to end before anything is written to it. A file that is not there is fine.
func checkFile(path string) (err error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return station.Invalid("data_dir_unusable", "数据库 %s 打不开。", path).Because(err)
	}
	// bbolt panics on nonsense, and reading past the end of a cut file is a memory fault.
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if cause := recover(); cause != nil {
			err = damaged(path, fmt.Errorf("%v", cause))
		}
	}()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true, Timeout: time.Second})
	if errors.Is(err, bolterrors.ErrTimeout) {
		return openError(path, err)
	}
	if err != nil {
		return damaged(path, err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return db.View(func(tx *bbolt.Tx) error {
		if tx.Size() > info.Size() {
			return damaged(path, fmt.Errorf("%d bytes, %d expected", info.Size(), tx.Size()))
		}
		if err := tx.ForEach(func(_ []byte, b *bbolt.Bucket) error { return walk(b) }); err != nil {
			return damaged(path, err)
		}
		return nil
	})
}

// walk touches every key of a bucket and the buckets in it, and holds their order.
func walk(b *bbolt.Bucket) error {
	var last []byte
	return b.ForEach(func(key, value []byte) error {
		if last != nil && string(key) <= string(last) {
			return fmt.Errorf("keys out of order at %x", key)
		}
		last = key
		if value == nil {
			return walk(b.Bucket(key))
		}
		return nil
	})
}
