package kiosk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"lianzhan/station"
)

// Write commits edits as a store does: all or none, the revision each editor saw, numbers of the books.
func (w *world) Write(_ context.Context, actor string, edits ...station.Edit) (uint64, error) {
	if w.before != nil && actor == "voter" {
		w.before()
	}
	w.lock.Lock()
	defer w.lock.Unlock()
	if w.refusing != nil {
		return 0, w.refusing
	}
	staged := map[station.Ref]bool{}
	var refs []station.Ref
	for _, e := range edits {
		ref := station.Ref{Kind: e.Kind, ID: e.ID}
		if !staged[ref] && e.Base != "" && e.Base != w.records[ref].Revision {
			return 0, station.Conflict("record_changed", "这条记录刚被别人改过，请重新打开再改。")
		}
		staged[ref] = true
	}
	for _, e := range edits {
		ref := station.Ref{Kind: e.Kind, ID: e.ID}
		w.seq++
		w.last = w.last.Next(w.clock())
		c := station.Change{Body: e.Fields, Header: station.Header{Origin: "test/1", Ctr: w.seq, HLC: w.last, Class: e.Class, Kind: e.Kind,
			ID: e.ID, Op: e.Op, Actor: actor}}
		if e.Book != "" {
			w.books[e.Book]++
			c.Serial = w.books[e.Book]
		}
		next, err := w.records[ref].Apply(c)
		if err != nil {
			return 0, err
		}
		w.records[ref] = next
		refs = append(refs, ref)
	}
	for _, watcher := range w.watchers {
		watcher(station.Announcement{Seq: w.seq, Refs: refs})
	}
	return w.seq, nil
}

func (w *world) AddFile(r io.Reader) (string, error) {
	body, err := io.ReadAll(r)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(body)
	name := hex.EncodeToString(sum[:])
	return name, os.WriteFile(filepath.Join(w.files, name), body, 0o600)
}

func (w *world) DeleteFile(hash string) error {
	err := os.Remove(filepath.Join(w.files, hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// Key is the secret of the box the tests live in.
func (w *world) Key() station.Key { return station.Key("0123456789abcdef0123456789abcdef") }

func (w *world) kept(hash string) bool {
	_, err := os.Stat(filepath.Join(w.files, hash))
	return err == nil
}
