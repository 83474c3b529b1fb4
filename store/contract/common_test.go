package contract

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"lianzhan/store"
	"lianzhan/store/postgres"
)

// A process with an empty folder joins: it gets the key from the database. A folder with another key, or with a database of
// its own, belongs to somebody else.
func TestAProcessJoinsWithAnEmptyFolder(t *testing.T) {
	b := shared(t)
	db := b.mustOpen(t)
	joined := box{t.TempDir(), b.url}.mustOpen(t)
	if string(joined.Key()) != string(db.Key()) {
		t.Error("it has another key")
	}
	other := t.TempDir()
	leave := func(name string, raw []byte) {
		if err := os.WriteFile(filepath.Join(other, name), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	leave("secret.key", make([]byte, 32))
	_, err := box{other, b.url}.tryOpen(store.Options{})
	wantCode(t, err, "key_damaged")
	leave("secret.key", db.Key())
	box{other, b.url}.mustOpen(t)
	leave("station.db", nil)
	_, err = box{other, b.url}.tryOpen(store.Options{})
	wantCode(t, err, "data_dir_embedded")
}

// A copy of the database that came without its key takes no other: the codes handed out would cease to match.
func TestTheKeyBelongsToTheDatabase(t *testing.T) {
	b := shared(t)
	db := b.mustOpen(t)
	e, err := postgres.Open(b.url)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	_, schema, _ := strings.Cut(b.url, "search_path=")
	bare := func() {
		t.Helper()
		if _, err := server.SQL("postgres", "DELETE FROM "+schema+".lz_key"); err != nil {
			t.Fatal(err)
		}
	}
	bare()
	_, err = box{t.TempDir(), b.url}.tryOpen(store.Options{})
	wantCode(t, err, "key_missing")
	kept := t.TempDir()
	if err := os.WriteFile(filepath.Join(kept, "secret.key"), db.Key(), 0o600); err != nil {
		t.Fatal(err)
	}
	box{kept, b.url}.mustOpen(t)
	box{t.TempDir(), b.url}.mustOpen(t)
	bare()
	if _, err := e.Key(make([]byte, 32)); err != nil {
		t.Fatal(err)
	}
	_, err = box{t.TempDir(), b.url}.tryOpen(store.Options{})
	wantCode(t, err, "key_damaged")
}

// A file that came to one process is at the others, whole or in parts, and taken away everywhere.
func TestFilesAreEverywhere(t *testing.T) {
	b := shared(t)
	one, two := b.mustOpen(t), box{t.TempDir(), b.url}.mustOpen(t)
	hash, err := one.AddFile(strings.NewReader("一张照片"))
	if err != nil {
		t.Fatal(err)
	}
	read := func(db *store.DB) (string, error) {
		f, err := db.File(hash)
		if err != nil {
			return "", err
		}
		defer f.Close()
		raw, err := io.ReadAll(f)
		return string(raw), err
	}
	for range 2 { // from the database, then from the disk
		if got, err := read(two); got != "一张照片" || err != nil {
			t.Errorf("%q %v", got, err)
		}
	}
	if err := two.DeleteFile(hash); err != nil {
		t.Fatal(err)
	}
	_, err = read(one)
	wantCode(t, err, "file_not_found")
	if _, err := os.Stat(filepath.Join(b.dir, "files", hash[:2], hash)); err == nil {
		t.Error("it stays on the disk of a process that was asked for it")
	}
	body := []byte("分两次到的文件")
	sum := sha256.Sum256(body)
	hash = hex.EncodeToString(sum[:])
	if _, _, err := one.AppendPart(hash, 0, int64(len(body)), bytes.NewReader(body[:5])); err != nil {
		t.Fatal(err)
	}
	_, _, err = two.AppendPart(hash, 4, int64(len(body)), bytes.NewReader(body[4:]))
	wantCode(t, err, "offset_wrong")
	if at, whole, err := two.AppendPart(hash, 5, int64(len(body)), bytes.NewReader(body[5:])); !whole || at != int64(len(body)) || err != nil {
		t.Errorf("%d %v %v", at, whole, err)
	}
	if got, err := read(one); got != string(body) || err != nil {
		t.Errorf("%q %v", got, err)
	}
}

// Who answers after it heard answers with what any process wrote before.
func TestWhoHearsKnowsWhatOthersWrote(t *testing.T) {
	b := shared(t)
	one, two := b.mustOpen(t), box{t.TempDir(), b.url}.mustOpen(t)
	var h hearing
	defer two.Watch(h.hear)()
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for j := range 10 {
				seq := write(t, one, group(fmt.Sprintf("g%d-%d", i, j), "组"))
				if err := two.Hear(context.Background()); err != nil {
					t.Error(err)
				}
				if told := h.told(); two.Seq() < seq || len(told) == 0 || told[len(told)-1].Seq < seq {
					t.Errorf("line %d is written and not heard of", seq)
				}
			}
		})
	}
	all.Wait()
}
