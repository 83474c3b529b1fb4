package store

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lianzhan/station"
	"lianzhan/store/engine"
)

func closeStore(t testing.TB, db *DB) {
	t.Helper()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func open(t testing.TB, dir string) *DB {
	t.Helper()
	db, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func TestKeyStaysTheSame(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	key := db.Key()
	db.Key()[0] ^= 1 // a caller's copy
	mustWrite(t, db, group("g1", "甲"))
	closeStore(t, db)
	if again := mustOpen(t, dir).Key(); !bytes.Equal(key, again) || len(key) != keySize {
		t.Error("the key is another after a restart")
	}
	info, err := os.Stat(filepath.Join(dir, keyName))
	if err != nil || info.Mode().Perm() != 0o600 || info.Size() != keySize {
		t.Errorf("%v: %v", info, err)
	}
	if other := mustOpen(t, t.TempDir()).Key(); bytes.Equal(key, other) {
		t.Error("two boxes have one key")
	}
}

func TestWithoutItsKeyAStoreDoesNotOpen(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(path string) error
		code  string
	}{
		{"missing", os.Remove, "key_missing"},
		{"cut short", func(path string) error { return os.Truncate(path, 31) }, "key_damaged"},
		{"empty", func(path string) error { return os.Truncate(path, 0) }, "key_damaged"},
		{"too long", func(path string) error { return os.Truncate(path, 33) }, "key_damaged"},
		{"of another box", func(path string) error { return os.WriteFile(path, make([]byte, keySize), 0o600) }, "key_damaged"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, keyName)
			db := open(t, dir)
			mustWrite(t, db, group("g1", "甲"))
			closeStore(t, db)
			good, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := c.spoil(path); err != nil {
				t.Fatal(err)
			}
			spoilt, _ := os.ReadFile(path)
			_, err = Open(dir, Options{})
			wantCode(t, err, c.code)
			if !strings.Contains(station.Worded(err).Sentence, "备份") {
				t.Errorf("the refusal does not name the way out: %v", err)
			}
			if after, _ := os.ReadFile(path); !bytes.Equal(after, spoilt) {
				t.Error("a refused start altered the key")
			}
			if err := os.WriteFile(path, good, 0o600); err != nil {
				t.Fatal(err)
			}
			if got := names(t, mustOpen(t, dir)); len(got) != 1 {
				t.Errorf("with its key back the store has %v", got)
			}
		})
	}
}

// Where nothing was written yet, or the program was older, no code was ever handed out: a key is made.
func TestKeyIsMadeWhereNoneWasUsed(t *testing.T) {
	for name, prepare := range map[string]func(*DB) error{
		"an empty database": func(*DB) error { return nil },
		"a database of an older program": func(db *DB) error {
			mustWrite(t, db, group("g1", "甲"))
			return forgetKey(db)
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			db := open(t, dir)
			if err := prepare(db); err != nil {
				t.Fatal(err)
			}
			closeStore(t, db)
			if err := os.Remove(filepath.Join(dir, keyName)); err != nil {
				t.Fatal(err)
			}
			db = open(t, dir)
			mustWrite(t, db, group("g2", "乙"))
			closeStore(t, db)
			if err := os.Remove(filepath.Join(dir, keyName)); err != nil {
				t.Fatal(err)
			}
			_, err := Open(dir, Options{})
			wantCode(t, err, "key_missing")
		})
	}
}

// forgetKey makes a database what an older program left.
func forgetKey(db *DB) error {
	return db.engine.Update(func(tx engine.Tx) error { return tx.Delete(bucketMeta, keyMark) })
}

func TestBackupCarriesTheKey(t *testing.T) {
	old, _, backup := backedUp(t)
	dir := t.TempDir()
	other := open(t, dir)
	mustWrite(t, other, group("g1", "别的"))
	otherKey := other.Key()
	closeStore(t, other)
	if _, err := Restore(dir, bytes.NewReader(backup)); err != nil {
		t.Fatal(err)
	}
	if db := mustOpen(t, dir); !bytes.Equal(db.Key(), old.Key()) {
		t.Error("the restored box has another key")
	}
	aside, _ := filepath.Glob(filepath.Join(dir, keyName+".before-*"))
	if len(aside) != 1 {
		t.Fatalf("the key of the database that was replaced is kept %d times", len(aside))
	}
	if kept, _ := os.ReadFile(aside[0]); !bytes.Equal(kept, otherKey) {
		t.Error("the key kept aside is not the old one")
	}
}

func TestRestoringItsOwnBackupMakesNoSecondKey(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	mustWrite(t, db, group("g1", "甲"))
	var backup bytes.Buffer
	if _, err := db.Backup(&backup); err != nil {
		t.Fatal(err)
	}
	closeStore(t, db)
	if _, err := Restore(dir, &backup); err != nil {
		t.Fatal(err)
	}
	if keys, _ := filepath.Glob(filepath.Join(dir, keyName+"*")); len(keys) != 1 {
		t.Errorf("keys in the folder: %v", keys)
	}
	mustOpen(t, dir)
}

// repack writes a backup anew, each entry as change returns it, nil for none, and mends the manifest's hash of the key.
func repack(t testing.TB, backup []byte, change func(name string, content []byte) []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	to := tar.NewWriter(&b)
	for from := tar.NewReader(bytes.NewReader(backup)); ; {
		entry, err := from.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		content, readErr := io.ReadAll(from)
		if err := errors.Join(err, readErr); err != nil {
			t.Fatal(err)
		}
		if content = change(entry.Name, content); content == nil {
			continue
		}
		if err := addBytes(to, entry.Name, content); err != nil {
			t.Fatal(err)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// oldBackup is one as the program wrote it before there were keys.
func oldBackup(t testing.TB) []byte {
	t.Helper()
	db := mustOpen(t, t.TempDir())
	mustWrite(t, db, group("g1", "旧"))
	if err := forgetKey(db); err != nil {
		t.Fatal(err)
	}
	var backup bytes.Buffer
	if _, err := db.Backup(&backup); err != nil {
		t.Fatal(err)
	}
	return repack(t, backup.Bytes(), func(name string, content []byte) []byte {
		switch name {
		case keyName:
			return nil
		case manifestName:
			var m map[string]any
			if err := json.Unmarshal(content, &m); err != nil {
				t.Fatal(err)
			}
			delete(m, "key")
			content, _ = json.Marshal(m)
		}
		return content
	})
}

func TestOldBackupGetsAKey(t *testing.T) {
	dir := t.TempDir()
	if _, err := Restore(dir, bytes.NewReader(oldBackup(t))); err != nil {
		t.Fatal(err)
	}
	db := mustOpen(t, dir)
	if got := names(t, db); fmt.Sprint(got) != "[旧]" || len(db.Key()) != keySize {
		t.Errorf("names = %v, key of %d bytes", got, len(db.Key()))
	}
}

func TestRestoreRefusesAKeyThatIsNotTheDatabases(t *testing.T) {
	_, _, backup := backedUp(t)
	for name, change := range map[string]func(name string, content []byte) []byte{
		"altered": func(name string, content []byte) []byte {
			if name == keyName {
				content[3] ^= 1
			}
			return content
		},
		"left out": func(name string, content []byte) []byte {
			if name == keyName {
				return nil
			}
			return content
		},
		"exchanged, manifest and all": exchangeKey(make([]byte, keySize)),
		"cut, manifest and all":       exchangeKey(make([]byte, 5)),
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			_, err := Restore(dir, bytes.NewReader(repack(t, backup, change)))
			wantCode(t, err, "backup_unusable")
			if left, _ := os.ReadDir(dir); len(left) != 0 {
				t.Errorf("a refused restore left %v", left)
			}
		})
	}
}

func exchangeKey(key []byte) func(name string, content []byte) []byte {
	return func(name string, content []byte) []byte {
		switch name {
		case keyName:
			return key
		case manifestName:
			var m Manifest
			if json.Unmarshal(content, &m) == nil {
				m.Key = strings.TrimPrefix(string(station.HashOf(key)), "sha256:")
				content, _ = json.Marshal(m)
			}
		}
		return content
	}
}

// A power cut may fall between bringing the key and the database in.
func TestRestoreCutShortLeavesOnePair(t *testing.T) {
	old, _, backup := backedUp(t)
	for name, databaseCame := range map[string]bool{"before the database": false, "after the database": true} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			own := open(t, dir)
			mustWrite(t, own, group("g1", "自己的"))
			want := own.Key()
			closeStore(t, own)
			whole := t.TempDir()
			if _, err := Restore(whole, bytes.NewReader(backup)); err != nil {
				t.Fatal(err)
			}
			move := func(from, to string) {
				if err := os.Rename(filepath.Join(whole, from), filepath.Join(dir, to)); err != nil {
					t.Fatal(err)
				}
			}
			move(keyName, keyArrived)
			if databaseCame {
				move(FileName, FileName)
				want = old.Key()
			}
			db := mustOpen(t, dir)
			if !bytes.Equal(db.Key(), want) {
				t.Error("key and database are not of one box")
			}
			if _, err := os.Stat(filepath.Join(dir, keyArrived)); err == nil {
				t.Error("the key that arrived still lies about")
			}
		})
	}
}
