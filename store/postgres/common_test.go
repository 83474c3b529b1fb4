package postgres

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"lianzhan/station/slate"
	"lianzhan/store/engine"
)

// What one process writes on the slate the other reads at once, and none of two who count together is lost.
func TestTheSlateIsOne(t *testing.T) {
	url := newDatabase(t)
	engines := []*Engine{mustOpen(t, url), mustOpen(t, url)}
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			if err := slate.Update(t.Context(), engines[i%2], "try/x", func(n *int, _ bool) (time.Duration, error) {
				*n++
				return time.Minute, nil
			}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for _, e := range engines {
		if n, found, err := slate.Get[int](e, "try/x"); n != 40 || !found || err != nil {
			t.Errorf("counted %d, %v", n, err)
		}
	}
	for i, key := range []string{"a/1", "a/2", "b/1"} {
		if err := engines[i%2].Change(t.Context(), key, func([]byte) ([]byte, time.Duration, error) {
			return []byte{byte('0' + i)}, time.Minute, nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	if err := slate.Wipe(t.Context(), engines[0], "a/2"); err != nil {
		t.Fatal(err)
	}
	if lines, err := engines[1].List("a/"); err != nil || len(lines) != 1 || lines[0].Key != "a/1" || string(lines[0].Value) != "0" {
		t.Errorf("%v %v", lines, err)
	}
}

func TestTheSlateWipesItselfOff(t *testing.T) {
	url := newDatabase(t)
	e := mustOpen(t, url)
	put := func(n int) (found bool) {
		if err := slate.Update(t.Context(), e, "x", func(v *int, there bool) (time.Duration, error) {
			*v, found = n, there
			return time.Hour, nil
		}); err != nil {
			t.Fatal(err)
		}
		return found
	}
	put(1)
	if _, err := e.db.ExecContext(t.Context(), "UPDATE lz_slate SET ends = now() - interval '1 second'"); err != nil {
		t.Fatal(err)
	}
	if value, err := e.Read("x"); value != nil || err != nil {
		t.Errorf("it says %s, %v", value, err)
	}
	if put(2) {
		t.Error("what is over is still changed")
	}
	refused := errors.New("no")
	if err := e.Change(t.Context(), "x", func([]byte) ([]byte, time.Duration, error) { return nil, 0, refused }); !errors.Is(err, refused) {
		t.Errorf("%v", err)
	}
	if _, err := e.db.ExecContext(t.Context(), "UPDATE lz_slate SET ends = now() - interval '1 second'"); err != nil {
		t.Fatal(err)
	}
	if err := e.wipeOver(); err != nil {
		t.Fatal(err)
	}
	rows := 0
	if err := e.db.QueryRowContext(t.Context(), "SELECT count(*) FROM lz_slate").Scan(&rows); err != nil || rows != 0 {
		t.Errorf("%d rows stay, %v", rows, err)
	}
}

// Of several processes that bring a fresh key, one has its way.
func TestTheKeyIsOne(t *testing.T) {
	url := newDatabase(t)
	var keys [4][]byte
	var all sync.WaitGroup
	for i := range keys {
		e := mustOpen(t, url)
		all.Go(func() {
			var err error
			if keys[i], err = e.Key(bytes.Repeat([]byte{byte(i + 1)}, 32)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for _, key := range keys {
		if len(key) != 32 || !bytes.Equal(key, keys[0]) {
			t.Errorf("keys %v", keys)
		}
	}
}

func TestTablesOfAnEarlierVersionAreCompleted(t *testing.T) {
	url := newDatabase(t)
	e := mustOpen(t, url)
	put(t, e, "x", "a", "1")
	if _, err := e.db.ExecContext(t.Context(), "DROP TABLE lz_key, lz_slate, lz_file, lz_part; UPDATE lz_turn SET layout = 1"); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 3 {
		all.Go(func() {
			again, err := Open(url)
			if err != nil {
				t.Error(err)
				return
			}
			if err := errors.Join(slate.Wipe(t.Context(), again, "x"), again.Close()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

func content(size int) (raw []byte, hash string) {
	raw = make([]byte, size)
	rand.Read(raw)
	sum := sha256.Sum256(raw)
	return raw, hex.EncodeToString(sum[:])
}

// A file that came to one process whole or in parts is at the other; what is not what it says is thrown away.
func TestTheShelfIsOne(t *testing.T) {
	url := newDatabase(t)
	one, two := mustOpen(t, url), mustOpen(t, url)
	raw, hash := content(2*partSize + 100)
	var all sync.WaitGroup
	for _, e := range []*Engine{one, two, one} {
		all.Go(func() {
			if err := e.Keep(hash, int64(len(raw)), bytes.NewReader(raw)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	wantFile(t, two, hash, raw)

	raw, hash = content(3000)
	at := int64(0)
	for i, e := range []*Engine{one, two, one} {
		if _, _, err := e.Append(hash, at+1, 3000, raw[:10]); !errors.Is(err, engine.ErrOffset) {
			t.Errorf("a part that leaves a hole: %v", err)
		}
		offset, whole, err := e.Append(hash, at, 3000, raw[at:at+1000])
		if offset != at+1000 || whole != (i == 2) || err != nil {
			t.Fatalf("%d %v %v", offset, whole, err)
		}
		at = offset
	}
	wantFile(t, two, hash, raw)

	_, hash = content(10)
	if _, whole, err := one.Append(hash, 0, 3, []byte("xyz")); whole || !errors.Is(err, engine.ErrAltered) {
		t.Errorf("a forged file: %v %v", whole, err)
	}
	if at, whole, err := two.Stands(hash); at != 0 || whole || err != nil {
		t.Errorf("it stands at %d, %v, %v", at, whole, err)
	}
}

func wantFile(t *testing.T, e *Engine, hash string, raw []byte) {
	t.Helper()
	var got bytes.Buffer
	found, err := e.Fetch(hash, &got)
	at, whole, err2 := e.Stands(hash)
	if !found || err != nil || err2 != nil || !whole || at != int64(len(raw)) || !bytes.Equal(got.Bytes(), raw) {
		t.Errorf("found %v, whole %v, %d bytes, %v %v", found, whole, got.Len(), err, err2)
	}
}

// A file that was taken away is nowhere; the bytes leave the table with the next rewriting. One that was taken in again stays.
func TestFilesAreTakenAway(t *testing.T) {
	e := mustOpen(t, newDatabase(t))
	raw, hash := content(500)
	keep := func() {
		if err := e.Keep(hash, 500, bytes.NewReader(raw)); err != nil {
			t.Fatal(err)
		}
	}
	keep()
	files, err := e.Files(0, true)
	if err != nil || len(files) != 1 || files[0].Hash != hash || files[0].Size != 500 {
		t.Fatalf("%v %v", files, err)
	}
	keep()
	if gone, err := e.Drop(hash, files[0].Since); gone || err != nil {
		t.Errorf("somebody took it in again, and it is gone: %v %v", gone, err)
	}
	if gone, err := e.Drop(hash, time.Time{}); !gone || err != nil {
		t.Errorf("%v %v", gone, err)
	}
	var got bytes.Buffer
	if found, err := e.Fetch(hash, &got); found || err != nil {
		t.Errorf("it is still there: %v", err)
	}
	if gone, err := e.Drop(hash, time.Time{}); gone || err != nil {
		t.Errorf("taken away twice: %v %v", gone, err)
	}
	if err := e.Compact(); err != nil {
		t.Fatal(err)
	}
	if yes, _, err := e.loosened(t.Context()); yes || err != nil {
		t.Errorf("the table still holds it: %v", err)
	}
	keep()
	wantFile(t, e, hash, raw)
}

// Whoever asks to hear is told what others committed before, without waiting for the next look.
func TestHearingNow(t *testing.T) {
	url := newDatabase(t)
	one, two := mustOpen(t, url), mustOpen(t, url)
	var h ear
	if err := one.Follow(func(note []byte) { h.hear(string(note)) }); err != nil {
		t.Fatal(err)
	}
	var want []string
	for i := range 20 {
		word := fmt.Sprint(i)
		tell(t, two, word, nil)
		want = append(want, word)
		if err := one.Hear(context.Background()); err != nil {
			t.Fatal(err)
		}
		h.lock.Lock()
		if len(h.all) != len(want) || h.all[i] != word {
			t.Errorf("after %d commits heard %v", i+1, h.all)
		}
		h.lock.Unlock()
	}
}
