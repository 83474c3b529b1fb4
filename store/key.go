package store

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"lianzhan/station"
	"lianzhan/store/engine"
)

const (
	keyName    = "secret.key"
	keyArrived = keyName + ".restored" // a restored key whose database is not in place yet
	keyPart    = keyName + ".new"
	keySize    = 32 // bytes, as long as the sums made with it
)

// markPurpose names the sum of a key that its database keeps, to know it again.
const markPurpose = "store/mark"

// Key is the secret of this box. It never changes, except by restoring the backup of another.
func (db *DB) Key() station.Key { return slices.Clone(db.key) }

// loadKey reads the key, or makes it when the database never had one. Where several processes start at once, one makes
// it while the rest wait.
func (db *DB) loadKey() error {
	err := db.engine.Update(func(tx engine.Tx) error {
		mark, err := readMark(tx)
		if err != nil {
			return err
		}
		find := db.findKey
		if db.common != nil {
			find = db.commonKey
		} else if err := db.finishRestore(mark); err != nil {
			return err
		}
		key, fresh, err := find(mark)
		if err != nil {
			return err
		}
		db.key = key
		if !fresh {
			return errNothing
		}
		return putJSON(tx, bucketMeta, keyMark, markOf(key))
	})
	if errors.Is(err, errNothing) {
		return nil
	}
	return err
}

// findKey is the key, and whether the database does not know it yet.
func (db *DB) findKey(mark station.Hash) (key station.Key, fresh bool, err error) {
	path := filepath.Join(db.dir, keyName)
	key, err = os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && (mark == "" || db.Seq() == 0 && db.bolt != nil):
		mark = ""
		key, err = makeKey(db.dir)
	case errors.Is(err, fs.ErrNotExist):
		return nil, false, keyError("key_missing", "数据目录里少了密钥文件 %s。", path, err)
	}
	switch {
	case err != nil:
		return nil, false, station.Invalid("data_dir_unusable", "密钥文件 %s 读不了或写不了。", path).Because(err)
	case len(key) != keySize:
		return nil, false, keyError("key_damaged", "密钥文件 %s 已损坏。", path, nil)
	case mark != "" && mark != markOf(key):
		return nil, false, keyError("key_damaged", "密钥文件 %s 不是这个数据库的。", path, nil)
	}
	return key, mark == "", nil
}

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

// keyError is the refusal to go on with another key: every code handed out so far would cease to match.
func keyError(code, what, path string, cause error) error {
	return station.Conflict(code, what+"没有原来的密钥，已经发出去的查询码都对不上，程序不能启动。"+
		"请从备份里取出 "+keyName+" 放回原处（tar -xf 备份文件 "+keyName+"）。", path).Because(cause)
}

// markOf is what a database remembers of its key.
func markOf(key station.Key) station.Hash { return station.HashOf(key.Sum(markPurpose)) }

// readMark is the mark of the key a database belongs to, empty when it never had one.
func readMark(tx engine.Tx) (mark station.Hash, err error) {
	raw, err := tx.Get(bucketMeta, keyMark)
	if raw == nil {
		return "", err
	}
	return mark, json.Unmarshal(raw, &mark)
}

// makeKey writes a new key whole or not at all.
func makeKey(dir string) (station.Key, error) {
	key := make(station.Key, keySize)
	rand.Read(key) // never fails
	part := filepath.Join(dir, keyPart)
	if _, err := writeSynced(part, bytes.NewReader(key)); err != nil {
		return nil, err
	}
	return key, errors.Join(os.Rename(part, filepath.Join(dir, keyName)), syncDir(dir))
}
