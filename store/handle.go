package store

import (
	"errors"
	"os"
	"sync"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"lianzhan/store/engine"
)

// handle is the engine of a box: an open bbolt file, and what lets another file take its place while it is in use.
type handle struct {
	file   *bbolt.DB
	swap   sync.RWMutex // held to start a reading, never through one: a slow reader must not keep the others out
	commit sync.Mutex   // one commit at a time, and none while a copy is made
	upkeep sync.RWMutex // backups share it; a compaction and the end take it whole
}

// openFile opens a database and claims it. The claim is worth nothing when meanwhile another file took its name: that
// is told as if somebody held it.
func openFile(path string) (*bbolt.DB, error) {
	var opened *os.File
	file, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second, FreelistType: bbolt.FreelistMapType,
		OpenFile: func(name string, flag int, mode os.FileMode) (f *os.File, err error) {
			opened, err = os.OpenFile(name, flag, mode)
			return opened, err
		}})
	if err != nil {
		return nil, err
	}
	if !stillNamed(path, opened) {
		return nil, errors.Join(bolterrors.ErrTimeout, file.Close())
	}
	return file, nil
}

// stillNamed reports whether the path leads to the open file.
func stillNamed(path string, opened *os.File) bool {
	there, err := os.Stat(path)
	if err != nil {
		return false
	}
	here, err := opened.Stat()
	return err == nil && os.SameFile(there, here)
}

// View runs fn on the database as it stands at this moment.
func (h *handle) View(fn func(engine.Tx) error) error {
	return h.view(func(tx *bbolt.Tx) error { return fn(newBoltTx(tx)) })
}

func (h *handle) view(fn func(*bbolt.Tx) error) (err error) {
	tx, err := h.begin()
	if err != nil {
		return err
	}
	defer func() {
		if end := tx.Rollback(); err == nil {
			err = end
		}
	}()
	return fn(tx)
}

func (h *handle) begin() (*bbolt.Tx, error) {
	h.swap.RLock()
	defer h.swap.RUnlock()
	return h.file.Begin(false)
}

// Update runs fn and commits what it wrote, or nothing when it fails.
func (h *handle) Update(fn func(engine.Tx) error) error {
	h.commit.Lock()
	defer h.commit.Unlock()
	return h.file.Update(func(tx *bbolt.Tx) error { return fn(newBoltTx(tx)) })
}

// replace puts another file in place and returns the old one, which may still have readers. The caller holds commit.
func (h *handle) replace(fresh *bbolt.DB) (old *bbolt.DB) {
	h.swap.Lock()
	defer h.swap.Unlock()
	old, h.file = h.file, fresh
	return old
}

// Close waits for readers, backups and a compaction under way.
func (h *handle) Close() error {
	h.upkeep.Lock()
	defer h.upkeep.Unlock()
	return h.file.Close()
}
