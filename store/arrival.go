package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"lianzhan/station"
	"lianzhan/store/engine"
)

// A restored key and its database are two files, and a power cut may fall between any two renamings. So the key waits
// under keyArrived until the database is in place; the mark in the database then says whose key it is.

// checkUnpackedKey holds the key of a backup against the mark in its database. A backup without a key is an older one.
func checkUnpackedKey(tx engine.Tx, part string) error {
	key, err := os.ReadFile(filepath.Join(part, keyName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	mark, markErr := readMark(tx)
	switch {
	case errors.Join(err, markErr) != nil:
		return badBackup(errors.Join(err, markErr))
	case len(key) != keySize || mark != markOf(key):
		return badBackup(fmt.Errorf("%s is not the key of %s", keyName, FileName))
	}
	return nil
}

// bringKey lays the key of a backup beside the one in use, which gets a second name.
func bringKey(dir, part, suffix string) error {
	arrived, err := os.ReadFile(filepath.Join(part, keyName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	held, heldErr := os.ReadFile(filepath.Join(dir, keyName))
	if heldErr == nil && !bytes.Equal(held, arrived) {
		heldErr = keepAside(dir, keyName, suffix)
	}
	if err := errors.Join(err, ignoreMissing(heldErr)); err != nil {
		return err
	}
	return errors.Join(os.Rename(filepath.Join(part, keyName), filepath.Join(dir, keyArrived)), syncDir(dir))
}

// settleKey puts a key that arrived in its place, now that its database is there.
func settleKey(dir string) error {
	return ignoreMissing(os.Rename(filepath.Join(dir, keyArrived), filepath.Join(dir, keyName)))
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// finishRestore settles a restore that was cut short: the key goes where its database went, or away.
func (db *DB) finishRestore(mark station.Hash) error {
	arrived := filepath.Join(db.dir, keyArrived)
	key, err := os.ReadFile(arrived)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fileError(err)
	}
	if mark != "" && mark == markOf(key) {
		err = settleKey(db.dir)
	} else {
		err = os.Remove(arrived)
	}
	if err := errors.Join(err, syncDir(db.dir)); err != nil {
		return fileError(err)
	}
	return nil
}
