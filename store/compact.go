package store

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"

	"go.etcd.io/bbolt"

	"lianzhan/station"
	"lianzhan/store/engine"
)

const (
	compactName  = FileName + ".compact"
	compactBatch = 1 << 20  // bytes copied by one transaction; more would have to fit in memory
	compactSpare = 16 << 20 // bytes that stay free for everybody else
)

// NeedsCompact reports whether something was erased since the last compaction; a restart does not forget it.
func (db *DB) NeedsCompact() bool { return db.erased.Load() }

// Compact writes the database into a fresh file and puts that in its place, so that what was erased is in no page of
// it any more (PIPL art. 47). Readers go on; writers wait until the copy is made, some seconds on a slow disk. A power
// cut leaves either file, whole. It must not be called inside View. Errors: busy while a backup or another compaction runs, or when the disk has no room.
func (db *DB) Compact() error {
	if db.bolt == nil {
		return db.rewriteShared()
	}
	if !db.bolt.upkeep.TryLock() {
		return station.Busy("store_upkeep", "正在备份或整理数据，请过一会儿再试。")
	}
	defer db.bolt.upkeep.Unlock()
	if db.queue.over() {
		return errClosed
	}
	if err := db.roomForCopy(); err != nil {
		return err
	}
	old, err := db.rewrite()
	if old == nil {
		return err
	}
	return errors.Join(err, old.Close()) // waits for the last reader of the old file
}

// rewrite keeps writers out from the copy's first page until the copy is the database.
func (db *DB) rewrite() (old *bbolt.DB, err error) {
	db.bolt.commit.Lock()
	defer db.bolt.commit.Unlock()
	part := filepath.Join(db.dir, compactName)
	fresh, err := copyLiving(part, db.bolt.file)
	if err != nil {
		return nil, errors.Join(compactError(err), os.RemoveAll(part))
	}
	if err := os.Rename(part, filepath.Join(db.dir, FileName)); err != nil {
		return nil, errors.Join(compactError(err), fresh.Close(), os.RemoveAll(part))
	}
	// The name leads to the new file now, so the new file is written to even if the folder could not be flushed.
	err = syncDir(db.dir)
	db.erased.Store(false)
	if err != nil {
		err = compactError(err)
	}
	return db.bolt.replace(fresh), err
}

func compactError(err error) error {
	return station.Busy("disk_write_failed", "数据没有整理成，原来的数据没有动：磁盘可能满了或坏了，请叫工作人员。").Because(err)
}

// copyLiving copies what a database says, not what its free pages still hold, and flushes the copy.
func copyLiving(part string, from *bbolt.DB) (fresh *bbolt.DB, err error) {
	if err := os.RemoveAll(part); err != nil {
		return nil, err
	}
	fresh, err = openFile(part)
	if err != nil {
		return nil, err
	}
	fresh.NoSync = true // nobody relies on the copy before it is whole
	err = bbolt.Compact(fresh, from, compactBatch)
	if err == nil {
		err = fresh.Update(func(tx *bbolt.Tx) error { return forgetErased(newBoltTx(tx)) })
	}
	if err == nil {
		err = fresh.Sync()
	}
	if err != nil {
		return nil, errors.Join(err, fresh.Close())
	}
	fresh.NoSync = false
	return fresh, nil
}

func forgetErased(tx engine.Tx) error {
	p, err := readPosition(tx)
	if err != nil {
		return err
	}
	p.Erased = false
	return putJSON(tx, bucketMeta, keyPosition, p)
}

// roomForCopy holds the free bytes of the disk against the file: the copy is never larger.
func (db *DB) roomForCopy() error {
	info, err := os.Stat(filepath.Join(db.dir, FileName))
	if err != nil {
		return compactError(err)
	}
	free, err := db.free(db.dir)
	if err != nil {
		return compactError(err)
	}
	if need := uint64(info.Size()) + compactSpare; free < need {
		return station.Busy("disk_too_full", "磁盘空间不够整理数据：还差 %d MB，请叫工作人员清理。", (need-free)>>20+1)
	}
	return nil
}

// freeBytes is how much of a disk its owner may still write.
func freeBytes(dir string) (uint64, error) {
	var disk syscall.Statfs_t
	if err := syscall.Statfs(dir, &disk); err != nil {
		return 0, err
	}
	return disk.Bavail * uint64(disk.Bsize), nil
}
