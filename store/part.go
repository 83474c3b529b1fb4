package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"lianzhan/station"
)

const (
	partLife = 7 * 24 * time.Hour // of a file that stopped arriving
	partMost = 1 << 20            // bytes taken at once
)

// The refusals of a file that comes in parts.
var (
	errOffset  = station.Conflict("offset_wrong", "续传的位置不对，请先问一下收到了多少。")
	errLocked  = station.Conflict("file_locked", "这个文件正在传。")
	errAltered = station.Conflict("file_altered", "文件在路上坏了，请重新传。")
)

// parts are the files that somebody is adding to.
type parts struct {
	lock sync.Mutex
	busy map[string]bool
}

func (p *parts) take(hash string) bool {
	p.lock.Lock()
	defer p.lock.Unlock()
	if p.busy == nil {
		p.busy = map[string]bool{}
	}
	taken := p.busy[hash]
	p.busy[hash] = true
	return !taken
}

func (p *parts) free(hash string) {
	p.lock.Lock()
	defer p.lock.Unlock()
	delete(p.busy, hash)
}

func (db *DB) partPath(hash string) string { return filepath.Join(db.dir, filesDir, partPrefix+hash) }

// Offset is how many bytes of a file are here, and whether that is all of it.
func (db *DB) Offset(hash string) (at int64, whole bool, err error) {
	if !fileHash.MatchString(hash) {
		return 0, false, station.NotFound("file_not_found", "没有找到这个文件。")
	}
	if db.common != nil {
		return db.common.Stands(hash)
	}
	for _, path := range []string{db.filePath(hash), db.partPath(hash)} {
		info, err := os.Stat(path)
		if err == nil {
			return info.Size(), path == db.filePath(hash), nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return 0, false, fileError(err)
		}
	}
	return 0, false, nil
}

// AppendPart adds what follows an offset of a file of so many bytes, at most 1 MiB at once, and returns how far it is here
// now. When it returns, the bytes are on disk. Once all of them are, they must be what the name says, else they are thrown
// away. Errors: offset_wrong (ask Offset and go on there), file_locked (somebody else adds to it), file_altered (begin anew).
func (db *DB) AppendPart(hash string, at, length int64, r io.Reader) (offset int64, whole bool, err error) {
	// It is read before the lock is taken: whoever sends slowly, or never ends, stands in nobody's way.
	body, err := io.ReadAll(io.LimitReader(r, partMost+1))
	switch {
	case err != nil:
		return 0, false, station.Invalid("body_unreadable", "文件没有收全，请接着传。").Because(err)
	case length > maxFile:
		return 0, false, station.Invalid("file_too_large", "文件太大，最多 512 MB。")
	case at < 0 || len(body) > partMost || at+int64(len(body)) > length:
		return 0, false, errOffset
	case db.common != nil:
		return db.appendCommon(hash, at, length, body)
	case !db.parts.take(hash):
		return 0, false, errLocked
	}
	defer db.parts.free(hash)
	offset, whole, err = db.Offset(hash)
	if err != nil || whole {
		return offset, whole, err
	}
	if at != offset {
		return offset, false, errOffset
	}
	if err := writePart(db.partPath(hash), at, body); err != nil {
		return at, false, fileError(err)
	}
	if at += int64(len(body)); at < length {
		return at, false, nil
	}
	return at, true, db.finishPart(hash)
}

func writePart(path string, at int64, body []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteAt(body, at)
	return errors.Join(err, f.Sync(), f.Close())
}

// finishPart gives a part that has all its bytes its name, if they are what it says.
func (db *DB) finishPart(hash string) error {
	path := db.partPath(hash)
	f, err := os.Open(path)
	if err != nil {
		return fileError(err)
	}
	sum := sha256.New()
	_, err = io.Copy(sum, f)
	if err := errors.Join(err, f.Close()); err != nil {
		return fileError(err)
	}
	if hex.EncodeToString(sum.Sum(nil)) != hash {
		return errAltered.Because(os.Remove(path))
	}
	return db.keepFile(path, hash)
}

// SweepParts throws away what stopped arriving a week ago, and returns how many files that were.
func (db *DB) SweepParts() (gone int, err error) {
	if db.common != nil {
		return db.sweepCommon()
	}
	entries, err := os.ReadDir(filepath.Join(db.dir, filesDir))
	if err != nil {
		return 0, fileError(err)
	}
	for _, e := range entries {
		hash, ok := arriving(e)
		if !ok || db.youngerThan(e, partLife) || !db.parts.take(hash) {
			continue
		}
		failed := os.Remove(filepath.Join(db.dir, filesDir, e.Name()))
		db.parts.free(hash)
		if failed == nil {
			gone++
		}
		err = errors.Join(err, failed)
	}
	return gone, err
}

// arriving is the hash of a file that comes in parts.
func arriving(e fs.DirEntry) (hash string, ok bool) {
	hash, ok = strings.CutPrefix(e.Name(), partPrefix)
	return hash, ok && fileHash.MatchString(hash)
}

func (db *DB) youngerThan(e fs.DirEntry, age time.Duration) bool {
	info, err := e.Info()
	now, _ := db.clock()
	return err != nil || now.Sub(info.ModTime()) < age
}
