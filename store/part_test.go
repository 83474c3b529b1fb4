package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"
)

func hashed(content string) string {
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:])
}

func contentOf(t testing.TB, db *DB, hash string) string {
	t.Helper()
	f, err := db.File(hash)
	if err != nil {
		return ""
	}
	defer f.Close()
	raw, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// A file comes in parts, over restarts, with parts twice, out of place or cut short, and is whole when all of it is here.
func TestFileComesInParts(t *testing.T) {
	dir := t.TempDir()
	const film = "一部很长的片子，分几次才传得完。"
	hash, length := hashed(film), int64(len(film))
	for _, c := range []struct {
		at     int64
		body   io.Reader
		offset int64
		code   string
	}{
		{1, strings.NewReader(film[1:9]), 0, "offset_wrong"},
		{0, strings.NewReader(film[:9]), 9, ""},
		{0, strings.NewReader(film[:9]), 9, "offset_wrong"},
		{9, iotest.TimeoutReader(strings.NewReader(film[9:20])), 9, "body_unreadable"},
		{9, strings.NewReader(film[9:] + "多"), 9, "offset_wrong"},
		{9, strings.NewReader(strings.Repeat("x", partMost+1)), 9, "offset_wrong"},
		{-1, strings.NewReader("x"), 9, "offset_wrong"},
		{9, strings.NewReader(""), 9, ""},
		{9, strings.NewReader(film[9:20]), 20, ""},
		{20, strings.NewReader(film[20:]), length, ""},
		{20, strings.NewReader(film[20:]), length, ""}, // whole already
	} {
		db := open(t, dir)
		_, whole, err := db.AppendPart(hash, c.at, length, c.body)
		if c.code != "" {
			wantCode(t, err, c.code)
		} else if err != nil || whole != (c.offset == length) {
			t.Errorf("at %d: whole %v, %v", c.at, whole, err)
		}
		if offset, whole, err := db.Offset(hash); offset != c.offset || whole != (c.offset == length) || err != nil {
			t.Errorf("after %d it is here up to %d, whole %v: %v", c.at, offset, whole, err)
		}
		closeStore(t, db)
	}
	db := mustOpen(t, dir)
	if got := contentOf(t, db, hash); got != film {
		t.Errorf("content %q", got)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, filesDir, partPrefix+"*")); len(left) != 0 {
		t.Errorf("parts are left: %v", left)
	}
	_, _, err := db.Offset("../station.db")
	wantCode(t, err, "file_not_found")
	_, _, err = db.AppendPart("../station.db", 0, 1, strings.NewReader("x"))
	wantCode(t, err, "file_not_found")
	_, _, err = db.AppendPart(hash, 0, maxFile+1, strings.NewReader("x"))
	wantCode(t, err, "file_too_large")
}

// What is not what its name says is thrown away, and nothing else is: not even the file whose content it really is.
func TestAlteredFileIsThrownAway(t *testing.T) {
	db := mustOpen(t, t.TempDir())
	portrait, err := db.AddFile(strings.NewReader("肖像"))
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = db.AppendPart(hashed("别的"), 0, int64(len("肖像")), strings.NewReader("肖像"))
	wantCode(t, err, "file_altered")
	if at, whole, err := db.Offset(hashed("别的")); at != 0 || whole || err != nil {
		t.Errorf("it is here up to %d, whole %v: %v", at, whole, err)
	}
	if contentOf(t, db, portrait) != "肖像" {
		t.Error("the portrait is gone")
	}
}

// Several senders of one file are told where it stands; one of them writes.
func TestSendersOfOneFile(t *testing.T) {
	db := mustOpen(t, t.TempDir())
	film := strings.Repeat("0123456789abcdef", 1<<12)
	hash := hashed(film)
	var senders sync.WaitGroup
	for range 6 {
		senders.Go(func() {
			for whole := false; !whole; {
				at, done, err := db.Offset(hash)
				if err == nil && !done {
					_, done, err = db.AppendPart(hash, at, int64(len(film)), strings.NewReader(film[at:min(int(at)+5000, len(film))]))
				}
				if whole = done; err != nil && !errors.Is(err, errOffset) && !errors.Is(err, errLocked) {
					t.Error(err)
				}
			}
		})
	}
	senders.Wait()
	if contentOf(t, db, hash) != film {
		t.Error("the file is not what was sent")
	}
}

// A sender that stops in the middle of a part, and may never end, stands in nobody's way; what it brought half is not kept.
func TestAStalledSenderHoldsNoLock(t *testing.T) {
	db := mustOpen(t, t.TempDir())
	const film = "一部片子"
	hash, length := hashed(film), int64(len(film))
	body, sender := io.Pipe()
	var stalled sync.WaitGroup
	stalled.Go(func() {
		_, _, err := db.AppendPart(hash, 0, length, body)
		wantCode(t, err, "body_unreadable")
	})
	if _, err := sender.Write([]byte(film[:3])); err != nil { // it is being read from now on
		t.Fatal(err)
	}
	if at, whole, err := db.AppendPart(hash, 0, length, strings.NewReader(film[:6])); at != 6 || whole || err != nil {
		t.Errorf("up to %d, whole %v: %v", at, whole, err)
	}
	if err := sender.CloseWithError(io.ErrUnexpectedEOF); err != nil {
		t.Fatal(err)
	}
	stalled.Wait()
	if at, whole, err := db.AppendPart(hash, 6, length, strings.NewReader(film[6:])); at != length || !whole || err != nil {
		t.Errorf("up to %d, whole %v: %v", at, whole, err)
	}
	if got := contentOf(t, db, hash); got != film {
		t.Errorf("content %q", got)
	}
}

func age(t testing.TB, path string, by time.Duration) {
	t.Helper()
	then := time.Now().Add(-by)
	if err := os.Chtimes(path, then, then); err != nil {
		t.Fatal(err)
	}
}

func TestPartsThatStoppedArrivingAreSwept(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	for i, days := range []int{0, 6, 8} {
		hash := hashed(fmt.Sprint(i))
		if _, _, err := db.AppendPart(hash, 0, 9, strings.NewReader("x")); err != nil {
			t.Fatal(err)
		}
		age(t, db.partPath(hash), time.Duration(days)*24*time.Hour)
	}
	if gone, err := db.SweepParts(); gone != 1 || err != nil {
		t.Errorf("%d swept: %v", gone, err)
	}
	age(t, db.partPath(hashed("1")), 8*24*time.Hour)
	if err := os.WriteFile(filepath.Join(dir, filesDir, partPrefix+"123"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	closeStore(t, db)
	mustOpen(t, dir)
	if left, _ := filepath.Glob(filepath.Join(dir, filesDir, partPrefix+"*")); len(left) != 1 || !strings.HasSuffix(left[0], hashed("0")) {
		t.Errorf("left are %v", left)
	}
}
