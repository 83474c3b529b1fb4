package sync

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sync"
	"time"

	"lianzhan/station"
)

// Files is what sync needs of the store's folder of files, each named by the SHA-256 of its content.
type Files interface {
	File(hash string) (*os.File, error)
	AddFile(r io.Reader) (hash string, err error)
	DeleteFile(hash string) error
}

const (
	partsDir  = "parts"
	partLife  = 7 * 24 * time.Hour // of a file that stopped arriving
	partBytes = 256 << 10          // of one request
	mostFile  = 512 << 20          // bytes, as the store takes them
)

var (
	errOffset = station.Conflict("offset_wrong", "续传的位置不对，请先问一下收到了多少。")
	errLocked = station.Conflict("file_locked", "这个文件正在传。")
	errAsked  = station.NotFound("file_not_found", "没有找到这个文件。")
)

var hashShape = regexp.MustCompile(`^[0-9a-f]{64}$`)

// parts are the files that have arrived in part. Whoever sends asks how far, and goes on from there; a lock lives no longer
// than the request that holds it.
type parts struct {
	dir   string
	files Files
	lock  sync.Mutex
	busy  map[string]bool
}

func newParts(dir string, files Files) *parts {
	return &parts{dir: filepath.Join(dir, partsDir), files: files, busy: map[string]bool{}}
}

// have is how much of a file is here.
func (p *parts) have(hash string) (offset int64, whole bool, err error) {
	if !hashShape.MatchString(hash) {
		return 0, false, errAsked
	}
	if f, err := p.files.File(hash); err == nil {
		defer f.Close()
		info, err := f.Stat()
		if err != nil {
			return 0, false, err
		}
		return info.Size(), true, nil
	}
	info, err := os.Stat(filepath.Join(p.dir, hash))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, err
	}
	return info.Size(), false, nil
}

// add takes the bytes that follow an offset. Once all are there the content must be what the name says; otherwise all of it
// is thrown away and begins anew.
func (p *parts) add(hash string, at, length int64, body []byte) (offset int64, whole bool, err error) {
	if !hashShape.MatchString(hash) || length <= 0 || length > mostFile || at+int64(len(body)) > length {
		return 0, false, errOffset
	}
	if !p.take(hash) {
		return 0, false, errLocked
	}
	defer p.free(hash)
	offset, whole, err = p.have(hash)
	if err != nil || whole {
		return offset, whole, err
	}
	if at != offset {
		return offset, false, errOffset
	}
	if offset, err = p.write(hash, at, body); err != nil || offset < length {
		return offset, false, err
	}
	return offset, true, p.finish(hash)
}

func (p *parts) write(hash string, at int64, body []byte) (int64, error) {
	if err := os.MkdirAll(p.dir, 0o700); err != nil {
		return at, full(err)
	}
	f, err := os.OpenFile(filepath.Join(p.dir, hash), os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return at, full(err)
	}
	n, err := f.WriteAt(body, at)
	if err := errors.Join(err, f.Close()); err != nil {
		return at, full(err)
	}
	return at + int64(n), nil
}

func full(cause error) error {
	return station.Busy("disk_write_failed", "没有存上：磁盘可能满了或坏了，请叫工作人员。").Because(cause)
}

// finish hands a whole file to the store, which names it by what it holds.
func (p *parts) finish(hash string) error {
	path := filepath.Join(p.dir, hash)
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	digest := sha256.New()
	if _, err := io.Copy(digest, f); err != nil {
		return err
	}
	// Looked at before the store hears of it: what another name already stands for must not come or go with this one.
	if hex.EncodeToString(digest.Sum(nil)) != hash {
		return errors.Join(station.Conflict("file_altered", "文件在路上坏了，请重新传。"), os.Remove(path))
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	if _, err := p.files.AddFile(f); err != nil {
		return err
	}
	return os.Remove(path)
}

func (p *parts) take(hash string) bool {
	p.lock.Lock()
	defer p.lock.Unlock()
	if p.busy[hash] {
		return false
	}
	p.busy[hash] = true
	return true
}

func (p *parts) free(hash string) {
	p.lock.Lock()
	defer p.lock.Unlock()
	delete(p.busy, hash)
}

// sweep throws away what stopped arriving long ago, and returns how many.
func (p *parts) sweep(now time.Time) (gone int, err error) {
	entries, err := os.ReadDir(p.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	for _, e := range entries {
		info, failed := e.Info()
		if failed != nil || now.Sub(info.ModTime()) < partLife || !p.take(e.Name()) {
			continue
		}
		err = errors.Join(err, os.Remove(filepath.Join(p.dir, e.Name())))
		p.free(e.Name())
		gone++
	}
	return gone, err
}
