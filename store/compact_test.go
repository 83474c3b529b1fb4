package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const phone = "13955557777"

// hits counts a text in the raw bytes of every file of a folder.
func hits(t testing.TB, dir, text string) (n int) {
	t.Helper()
	if err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		n += bytes.Count(raw, []byte(text))
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return n
}

// eraseAll writes so many matters that name a telephone, each with a reply that stays, and erases what the voters said.
func eraseAll(t testing.TB, db *DB, matters int) {
	t.Helper()
	for i := range matters {
		mustWrite(t, db, said(fmt.Sprint("m", i), "我的电话 "+phone), said(fmt.Sprint("m", i), "答复"))
	}
	for i := range matters {
		id := fmt.Sprint("m", i)
		mustWrite(t, db, erase(t, id, matter(t, db, id).Events[0].Revision))
	}
}

func TestErasedIsGoneFromTheFile(t *testing.T) {
	dir := t.TempDir()
	db := mustOpen(t, dir)
	const matters = 300
	eraseAll(t, db, matters)
	if hits(t, dir, phone) == 0 || !db.NeedsCompact() {
		t.Fatal("nothing to compact: the free pages hold nothing")
	}
	if err := db.Compact(); err != nil {
		t.Fatal(err)
	}
	if n := hits(t, dir, phone); n != 0 || db.NeedsCompact() {
		t.Errorf("the telephone stands %d times in the folder, needs compaction: %v", n, db.NeedsCompact())
	}
	if n, err := db.Verify(); n != 3*matters || err != nil {
		t.Errorf("verified %d: %v", n, err)
	}
	if events := matter(t, db, "m299").Events; !events[0].Erased() || !strings.Contains(string(events[1].Body), "答复") {
		t.Errorf("events = %+v", events)
	}
	mustWrite(t, db, said("m0", "又来"))
	if err := db.Compact(); err != nil {
		t.Errorf("a second compaction: %v", err)
	}
	var backup bytes.Buffer
	if _, err := db.Backup(&backup); err != nil || bytes.Contains(backup.Bytes(), []byte(phone)) {
		t.Errorf("a backup after it: %v", err)
	}
}

func TestRestartRemembersToCompact(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	eraseAll(t, db, 2)
	mustWrite(t, db, group("g1", "别的"))
	closeStore(t, db)
	db = open(t, dir)
	if !db.NeedsCompact() {
		t.Fatal("a restart forgot")
	}
	if err := db.Compact(); err != nil {
		t.Fatal(err)
	}
	mustWrite(t, db, group("g2", "之后"))
	closeStore(t, db)
	if db = mustOpen(t, dir); db.NeedsCompact() || hits(t, dir, phone) != 0 {
		t.Error("compacted, and a restart does not know")
	}
}

func TestCompactIsRefused(t *testing.T) {
	t.Run("no room", func(t *testing.T) {
		db := mustOpen(t, t.TempDir())
		eraseAll(t, db, 1)
		db.free = func(string) (uint64, error) { return compactSpare + 1, nil }
		wantCode(t, db.Compact(), "disk_too_full")
		db.free = func(string) (uint64, error) { return 0, errors.New("no such disk") }
		wantCode(t, db.Compact(), "disk_write_failed")
		if !db.NeedsCompact() {
			t.Error("a refused compaction counts as done")
		}
	})
	t.Run("during a backup", func(t *testing.T) {
		db := mustOpen(t, t.TempDir())
		mustWrite(t, db, group("g1", "甲"))
		from, to := io.Pipe()
		done := make(chan error, 1)
		go func() {
			_, err := db.Backup(to)
			done <- errors.Join(err, to.Close())
		}()
		if _, err := from.Read(make([]byte, 1)); err != nil {
			t.Fatal(err)
		}
		wantCode(t, db.Compact(), "store_upkeep")
		if _, err := io.Copy(io.Discard, from); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(<-done, db.Compact()); err != nil {
			t.Error(err)
		}
	})
	t.Run("after closing", func(t *testing.T) {
		db := open(t, t.TempDir())
		closeStore(t, db)
		wantCode(t, db.Compact(), "store_closed")
	})
	t.Run("where the copy cannot be made", func(t *testing.T) {
		dir := t.TempDir()
		db := mustOpen(t, dir)
		eraseAll(t, db, 1)
		held, err := openFile(filepath.Join(dir, "other.db"))
		if err != nil {
			t.Fatal(err)
		}
		if err := held.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := copyLiving(filepath.Join(dir, "part.db"), held); err == nil {
			t.Error("a copy of a closed file was made")
		}
		if _, err := copyLiving(filepath.Join(dir, "nowhere", "part.db"), db.bolt.file); err == nil {
			t.Error("a copy was made in no folder")
		}
		mustWrite(t, db, group("g1", "写照旧"))
	})
}

// copyFolder is what the disk would hold if the power went now.
func copyFolder(t testing.TB, dir string) string {
	t.Helper()
	to := t.TempDir()
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return to
}

// A power cut between any two steps of a compaction leaves one whole database, and no leftovers after the next start.
func TestCompactCutShort(t *testing.T) {
	dir := t.TempDir()
	db := mustOpen(t, dir)
	eraseAll(t, db, 20)
	part := filepath.Join(dir, compactName)
	cuts := map[string]string{}
	if err := os.WriteFile(part, []byte("half a copy"), 0o600); err != nil {
		t.Fatal(err)
	}
	cuts["half a copy"] = copyFolder(t, dir)
	fresh, err := copyLiving(part, db.bolt.file)
	if err != nil {
		t.Fatal(err)
	}
	if err := fresh.Close(); err != nil {
		t.Fatal(err)
	}
	cuts["a whole copy"] = copyFolder(t, dir)
	cuts["renamed"] = copyFolder(t, dir)
	if err := os.Rename(filepath.Join(cuts["renamed"], compactName), filepath.Join(cuts["renamed"], FileName)); err != nil {
		t.Fatal(err)
	}
	for name, dir := range cuts {
		t.Run(name, func(t *testing.T) {
			db := mustOpen(t, dir)
			if n, err := db.Verify(); n != 60 || err != nil {
				t.Errorf("verified %d: %v", n, err)
			}
			if _, err := os.Stat(filepath.Join(dir, compactName)); err == nil {
				t.Error("the copy still lies about")
			}
			if compacted := name == "renamed"; db.NeedsCompact() == compacted {
				t.Errorf("needs compaction: %v", db.NeedsCompact())
			}
			if err := db.Compact(); err != nil || hits(t, dir, phone) != 0 {
				t.Errorf("compaction after the cut: %v, %d hits", err, hits(t, dir, phone))
			}
		})
	}
}

func TestKilledCompactionLosesNothing(t *testing.T) {
	dir := t.TempDir()
	for round := range 8 {
		var out bytes.Buffer
		cmd := child("compact", dir, &out)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(60+23*round) * time.Millisecond)
		cmd.Process.Kill()
		cmd.Wait()
		db := open(t, dir)
		n, err := db.Verify()
		if last := acknowledged(out.String()); err != nil || uint64(n) < last || db.Seq() != uint64(n) {
			t.Errorf("round %d: %d acknowledged, %d in the log at %d: %v", round, last, n, db.Seq(), err)
		}
		if err := db.Compact(); err != nil {
			t.Error(err)
		}
		closeStore(t, db)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, FileName+".*")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

// compactForEver compacts between writes, until it is killed.
func compactForEver(dir string) {
	db, err := Open(dir, Options{})
	if err != nil {
		panic(err)
	}
	for i := 0; i < 100_000; i++ {
		seq, err := db.Write(context.Background(), "test", group(fmt.Sprint("g", i), strings.Repeat("组", 300)))
		if err == nil && i%3 == 0 {
			err = db.Compact()
		}
		if err != nil {
			panic(err)
		}
		fmt.Println(seq)
	}
}
