package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"lianzhan/station"
)

const (
	filesDir   = "files"
	partPrefix = "part-"
	maxFile    = 512 << 20 // bytes; a film for the wall
)

var fileHash = regexp.MustCompile(`^[0-9a-f]{64}$`)

// AddFile keeps a picture or film under the hash of its content. When it returns, the bytes are on disk; adding the
// same content again changes nothing.
func (db *DB) AddFile(r io.Reader) (hash string, err error) {
	part, err := os.CreateTemp(filepath.Join(db.dir, filesDir), partPrefix)
	if err != nil {
		return "", fileError(err)
	}
	defer os.Remove(part.Name())
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(part, sum), io.LimitReader(r, maxFile+1))
	if err == nil {
		err = part.Sync()
	}
	if err := errors.Join(err, part.Close()); err != nil {
		return "", fileError(err)
	}
	if n > maxFile {
		return "", station.Invalid("file_too_large", "文件太大，最多 512 MB。")
	}
	hash = hex.EncodeToString(sum.Sum(nil))
	if db.common != nil {
		err = db.shelve(part.Name(), hash, n)
	}
	if err != nil {
		return "", err
	}
	return hash, db.keepFile(part.Name(), hash)
}

func fileError(err error) error {
	return station.Busy("disk_write_failed", "没有存上：磁盘可能满了或坏了，请叫工作人员。").Because(err)
}

func (db *DB) keepFile(part, hash string) error {
	db.shelving.RLock()
	defer db.shelving.RUnlock()
	path := db.filePath(hash)
	if now := time.Now(); os.Chtimes(path, now, now) == nil {
		return ignoreMissing(os.Remove(part)) // it was there; somebody wants it now
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fileError(err)
	}
	if err := os.Rename(part, path); err != nil {
		return fileError(err)
	}
	return errors.Join(syncDir(filepath.Dir(path)), syncDir(filepath.Join(db.dir, filesDir)))
}

func (db *DB) filePath(hash string) string {
	return filepath.Join(db.dir, filesDir, hash[:2], hash)
}

// File opens a kept file by its hash, 64 lower-case hex characters. The caller closes it.
func (db *DB) File(hash string) (*os.File, error) {
	missing := station.NotFound("file_not_found", "没有找到这个文件。")
	if !fileHash.MatchString(hash) {
		return nil, missing
	}
	if db.common != nil {
		if err := db.bring(hash); err != nil {
			return nil, err
		}
	}
	f, err := os.Open(db.filePath(hash))
	if err != nil {
		return nil, missing.Because(err)
	}
	return f, nil
}

// DeleteFile takes a kept file away (PIPL art. 47). One that is gone already is no error. The file may be named by
// several records and may be on its way in again: the caller has seen to it that nobody wants it.
func (db *DB) DeleteFile(hash string) error {
	if !fileHash.MatchString(hash) {
		return station.NotFound("file_not_found", "没有找到这个文件。")
	}
	if db.common != nil {
		if _, err := db.common.Drop(hash, time.Time{}); err != nil {
			return err
		}
	}
	return db.removeFile(hash)
}

// removeFile takes a file off this disk.
func (db *DB) removeFile(hash string) error {
	path := db.filePath(hash)
	err := os.Remove(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = syncDir(filepath.Dir(path))
	}
	if err != nil {
		return station.Busy("file_not_deleted", "文件没有删掉：磁盘可能坏了，请叫工作人员。").Because(err)
	}
	return nil
}

// sweepFiles removes what a power cut left half written.
func (db *DB) sweepFiles() error {
	entries, err := os.ReadDir(filepath.Join(db.dir, filesDir))
	if err != nil {
		return err
	}
	for _, e := range entries {
		if _, resumable := arriving(e); !resumable && strings.HasPrefix(e.Name(), partPrefix) && !db.inUse(e) {
			err = errors.Join(err, os.Remove(filepath.Join(db.dir, filesDir, e.Name())))
		}
	}
	_, swept := db.SweepParts()
	if db.common != nil {
		swept = errors.Join(swept, db.trim())
	}
	return errors.Join(err, swept)
}

// inUse reports whether another process may still be writing a file: where the folder may have several, one that is not a
// day old.
func (db *DB) inUse(e fs.DirEntry) bool {
	return db.bolt == nil && db.youngerThan(e, 24*time.Hour)
}

// syncDir makes a rename survive a power cut.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	if err := errors.Join(d.Sync(), d.Close()); err != nil {
		return fmt.Errorf("sync %s: %w", dir, err)
	}
	return nil
}
