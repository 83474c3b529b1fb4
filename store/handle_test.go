package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"lianzhan/station"
)

// Writers and readers go on through compactions and lose nothing.
func TestCompactBesideWritersAndReaders(t *testing.T) {
	db := mustOpen(t, t.TempDir())
	const writers, each = 4, 60
	var writing, reading sync.WaitGroup
	done := make(chan struct{})
	for w := range writers {
		writing.Go(func() {
			last := uint64(0)
			for i := range each {
				seq, err := db.Write(context.Background(), "test", said(fmt.Sprintf("m%d-%d", w, i), phone))
				if err != nil || seq <= last {
					t.Errorf("writer %d: line %d after %d: %v", w, seq, last, err)
				}
				last = seq
			}
		})
	}
	for range 2 {
		reading.Go(func() { readAlong(t, db, done) })
	}
	reading.Go(func() {
		for compactions := 0; ; compactions++ {
			select {
			case <-done:
				if compactions == 0 {
					t.Error("no compaction fell between the writes")
				}
				return
			default:
			}
			if err := db.Compact(); err != nil {
				t.Error(err)
			}
		}
	})
	writing.Wait()
	close(done)
	reading.Wait()
	if n, err := db.Verify(); n != writers*each || err != nil {
		t.Errorf("verified %d: %v", n, err)
	}
	if got := serials(t, db); !slices.Equal(got, dense(writers*each)) {
		t.Errorf("numbers in the log: %v", got)
	}
}

// readAlong holds that the database never goes back while it is read.
func readAlong(t *testing.T, db *DB, done <-chan struct{}) {
	for last := uint64(0); ; {
		select {
		case <-done:
			return
		default:
		}
		if err := db.View(func(r station.Reader) error {
			all, err := r.Records(station.KindMatter)
			if seq := r.Seq(); seq < last || int(seq) != len(all) {
				t.Errorf("%d matters at line %d, after %d", len(all), seq, last)
			}
			last = r.Seq()
			return err
		}); err != nil {
			t.Error(err)
		}
		if _, _, err := db.Log(0, 5, nil); err != nil {
			t.Error(err)
		}
	}
}

func current(h *handle) *bbolt.DB {
	h.swap.RLock()
	defer h.swap.RUnlock()
	return h.file
}

// A reader who takes long neither holds up the others nor loses what it reads.
func TestCompactLetsASlowReaderFinish(t *testing.T) {
	db := mustOpen(t, t.TempDir())
	eraseAll(t, db, 5)
	compacted := make(chan error, 1)
	if err := db.View(func(slow station.Reader) error {
		before := current(db.bolt)
		go func() { compacted <- db.Compact() }()
		for current(db.bolt) == before {
			runtime.Gosched()
		}
		mustWrite(t, db, group("g1", "新文件"))
		if got := names(t, db); len(got) != 1 {
			t.Errorf("a new reader sees %v", got)
		}
		all, err := slow.Records(station.KindMatter)
		if groups, _ := slow.Records(station.KindGroup); len(all) != 5 || len(groups) != 0 {
			t.Errorf("the slow reader sees %d matters, %d groups", len(all), len(groups))
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := <-compacted; err != nil {
		t.Error(err)
	}
}

// A file that loses its name while it is being claimed must not be written to: nobody would ever find it again.
func TestClaimOnAReplacedFileIsRefused(t *testing.T) {
	dir := t.TempDir()
	db := mustOpen(t, dir)
	mustWrite(t, db, group("g1", "甲"))
	old, err := os.Open(filepath.Join(dir, FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	if !stillNamed(filepath.Join(dir, FileName), old) {
		t.Error("a file in its place is not known")
	}
	if err := db.Compact(); err != nil {
		t.Fatal(err)
	}
	if stillNamed(filepath.Join(dir, FileName), old) {
		t.Error("a replaced file passes for the one in place")
	}
	_, err = Open(dir, Options{})
	wantCode(t, err, "database_held")
	_, err = Restore(dir, strings.NewReader(""))
	wantCode(t, err, "database_held")
}

// The same between opening and locking: the one who waits for the lock gets it on a file without a name.
func TestFileReplacedWhileWaitingForItsLock(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, FileName)
	closeStore(t, open(t, dir))
	first, err := openFile(path)
	if err != nil {
		t.Fatal(err)
	}
	second := make(chan error, 1)
	go func() {
		_, err := openFile(path)
		second <- err
	}()
	for descriptors(t, path) < 2 {
		runtime.Gosched()
	}
	if err := os.WriteFile(path+".other", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.Rename(path+".other", path), first.Close()); err != nil {
		t.Fatal(err)
	}
	if err := <-second; !errors.Is(err, bolterrors.ErrTimeout) {
		t.Errorf("a file without a name was claimed: %v", err)
	}
}

// descriptors counts how often this process has a file open.
func descriptors(t testing.TB, path string) (n int) {
	t.Helper()
	const own = "/proc/self/fd"
	entries, err := os.ReadDir(own)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if to, err := os.Readlink(filepath.Join(own, e.Name())); err == nil && to == path {
			n++
		}
	}
	return n
}
