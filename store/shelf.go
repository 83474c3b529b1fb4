package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"lianzhan/station"
	"lianzhan/store/engine"
)

// A county's database server holds the files too: its processes need nothing of each other's disks. What lies in files/ there
// is what a process fetched to hand it out.

// shelve puts a file from this disk where every process finds it.
func (db *DB) shelve(path, hash string, size int64) error {
	f, err := os.Open(path)
	if err != nil {
		return fileError(err)
	}
	return errors.Join(db.common.Keep(hash, size, f), f.Close())
}

// bring sees to it that a file lies on this disk, if it is to be had. While the database cannot be asked, what is here is good.
func (db *DB) bring(hash string) error {
	_, whole, err := db.common.Stands(hash)
	_, here := os.Stat(db.filePath(hash))
	switch {
	case err != nil && here == nil:
		return nil
	case err != nil:
		return err
	case !whole: // taken away, maybe by another process
		return db.removeFile(hash)
	case here == nil:
		return nil
	}
	part, err := os.CreateTemp(filepath.Join(db.dir, filesDir), partPrefix)
	if err != nil {
		return fileError(err)
	}
	defer os.Remove(part.Name())
	sum := sha256.New()
	found, err := db.common.Fetch(hash, io.MultiWriter(part, sum))
	if failed := part.Close(); err == nil && failed != nil {
		err = fileError(failed)
	}
	if err != nil || !found {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != hash {
		return errAltered
	}
	return db.keepFile(part.Name(), hash)
}

func (db *DB) appendCommon(hash string, at, length int64, body []byte) (offset int64, whole bool, err error) {
	if !fileHash.MatchString(hash) {
		return 0, false, station.NotFound("file_not_found", "没有找到这个文件。")
	}
	offset, whole, err = db.common.Append(hash, at, length, body)
	switch {
	case errors.Is(err, engine.ErrOffset):
		err = errOffset
	case errors.Is(err, engine.ErrAltered):
		err = errAltered
	}
	return offset, whole, err
}

// sweepCommon throws away what stopped arriving.
func (db *DB) sweepCommon() (gone int, err error) {
	files, err := db.common.Files(partLife, false)
	for _, f := range files {
		dropped, failed := db.common.Drop(f.Hash, f.Since)
		if err = errors.Join(err, failed); dropped {
			gone++
		}
	}
	return gone, errors.Join(err, db.trim())
}

// trim takes off this disk what other processes took away.
func (db *DB) trim() error {
	files, err := db.common.Files(0, true)
	if err != nil {
		return err
	}
	held := map[string]bool{}
	for _, f := range files {
		held[f.Hash] = true
	}
	return filepath.WalkDir(filepath.Join(db.dir, filesDir), func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !fileHash.MatchString(e.Name()) || held[e.Name()] || db.youngerThan(e, time.Hour) {
			return err
		}
		return db.removeFile(e.Name())
	})
}
