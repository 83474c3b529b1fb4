package store

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lianzhan/station"
)

// backedUp is a store with two groups and a picture, and its backup.
func backedUp(t *testing.T) (db *DB, hash string, backup []byte) {
	t.Helper()
	db = mustOpen(t, t.TempDir())
	mustWrite(t, db, group("g1", "甲"), group("g2", "乙"))
	hash, err := db.AddFile(strings.NewReader("照片"))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	m, err := db.Backup(&b)
	if err != nil || m.Seq != 2 || m.Files != 1 {
		t.Fatalf("backup %+v: %v", m, err)
	}
	return db, hash, b.Bytes()
}

func TestBackupAndRestore(t *testing.T) {
	old, hash, backup := backedUp(t)
	dir := t.TempDir()
	if _, err := Restore(dir, bytes.NewReader(backup)); err != nil {
		t.Fatal(err)
	}
	db := mustOpen(t, dir)
	if got := names(t, db); fmt.Sprint(got) != "[甲 乙]" {
		t.Errorf("names = %v", got)
	}
	if f, err := db.File(hash); err != nil {
		t.Error(err)
	} else {
		f.Close()
	}
	if db.Origin() == old.Origin() || filepath.Dir(db.Origin()) != filepath.Dir(old.Origin()) {
		t.Errorf("restored as %s, was %s: want the same device, another incarnation", db.Origin(), old.Origin())
	}
	mustWrite(t, db, group("g3", "丙"))
	if n, err := db.Verify(); n != 3 || err != nil {
		t.Errorf("verified %d: %v", n, err)
	}
}

func TestRestoreOverADamagedStore(t *testing.T) {
	_, _, backup := backedUp(t)
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, FileName), bytes.Repeat([]byte("坏"), 9000), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Open(dir, Options{})
	wantCode(t, err, "database_damaged")
	if !strings.Contains(station.Worded(err).Sentence, "restore") {
		t.Errorf("the refusal does not name the way out: %v", err)
	}
	if _, err := Restore(dir, bytes.NewReader(backup)); err != nil {
		t.Fatal(err)
	}
	if got := names(t, mustOpen(t, dir)); len(got) != 2 {
		t.Errorf("names = %v", got)
	}
	if kept, _ := filepath.Glob(filepath.Join(dir, FileName+".before-*")); len(kept) != 1 {
		t.Errorf("the damaged file was not kept: %v", kept)
	}
}

func TestRestoreRefusesWhatIsNotABackup(t *testing.T) {
	_, _, backup := backedUp(t)
	flipped := bytes.Clone(backup)
	flipped[len(flipped)/3] ^= 1
	for name, b := range map[string][]byte{
		"cut short": backup[:len(backup)/2], "without manifest": backup[:len(backup)-2048-512], "a bit flipped": flipped,
		"empty": nil, "something else": []byte("PK\x03\x04 a spreadsheet"),
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			db, err := Open(dir, Options{})
			if err != nil {
				t.Fatal(err)
			}
			mustWrite(t, db, group("kept", "留着"))
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			_, err = Restore(dir, bytes.NewReader(b))
			wantCode(t, err, "backup_unusable")
			if got := names(t, mustOpen(t, dir)); fmt.Sprint(got) != "[留着]" {
				t.Errorf("a refused restore changed the store: %v", got)
			}
		})
	}
}

func TestRestoreRefusesARunningStore(t *testing.T) {
	db, _, backup := backedUp(t)
	_, err := Restore(db.dir, bytes.NewReader(backup))
	wantCode(t, err, "database_held")
}

func TestBackupGoesOnBesideWriters(t *testing.T) {
	db := mustOpen(t, t.TempDir())
	mustWrite(t, db, group("g0", "零"))
	done := make(chan error)
	go func() {
		var err error
		for i := 0; i < 50 && err == nil; i++ {
			_, err = db.Write(context.Background(), "test", group(fmt.Sprint("g", i), "组"))
		}
		done <- err
	}()
	var b bytes.Buffer
	if _, err := db.Backup(&b); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if _, err := Restore(dir, &b); err != nil {
		t.Fatal(err)
	}
	if n, err := mustOpen(t, dir).Verify(); n == 0 || err != nil {
		t.Errorf("verified %d: %v", n, err)
	}
}
