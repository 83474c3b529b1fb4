package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"lianzhan/station"
	"lianzhan/station/slate"
	"lianzhan/store/engine"
)

// A county's database server holds all the county has: its processes need nothing of each other's disks. What lies in files/
// there is what a process fetched to hand it out.

// Slate is what the processes of this box remember together for a while.
func (db *DB) Slate() slate.Slate { return db.slate }

// commonKey is the key all processes share. A key file in the folder must be the same: it is taken into a database whose copy
// came without its key, and a folder with another key belongs to another county.
func (db *DB) commonKey(mark station.Hash) (key station.Key, fresh bool, err error) {
	path := filepath.Join(db.dir, keyName)
	own, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, false, station.Invalid("data_dir_unusable", "密钥文件 %s 读不了或写不了。", path).Because(err)
	}
	if own != nil && (len(own) != keySize || mark != "" && mark != markOf(own)) {
		return nil, false, keyError("key_damaged", "密钥文件 %s 不是这个数据库的。", path, nil)
	}
	if own == nil {
		made, err := db.common.HasKey()
		switch {
		case err != nil:
			return nil, false, err
		case !made && mark != "":
			return nil, false, station.Conflict("key_missing", "数据库里少了密钥（表 lz_key），可能是拷贝时漏了。"+
				"没有原来的密钥，已经发出去的查询码都对不上，程序不能启动。请用带密钥的完整备份恢复数据库。")
		}
		own = make(station.Key, keySize)
		rand.Read(own) // never fails
	}
	key, err = db.common.Key(own)
	if err == nil && (len(key) != keySize || mark != "" && mark != markOf(key)) {
		err = station.Conflict("key_damaged", "数据库里的密钥（表 lz_key）不是这个数据库的，程序不能启动。请用完整备份恢复数据库。")
	}
	return key, mark == "", err
}

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

// Hear returns when all that was committed before, by whichever process, is announced here: who answers after it answers
// with what is. A box with one process always does.
func (db *DB) Hear(ctx context.Context) error {
	if db.common == nil {
		return nil
	}
	return db.ears.hear(ctx, db.common.Hear)
}
