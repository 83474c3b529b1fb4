package contract

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"lianzhan/station"
	"lianzhan/store"
)

// far is another box that writes: its chain, and where it stands.
type far struct {
	origin, branch, place string
	ctr                   uint64
	head                  station.Hash
	hlc                   station.HLC
}

func (b *far) write(op station.Op, kind station.Kind, id, body string) station.Entry {
	b.ctr++
	b.hlc += 1 << 16
	e := station.Entry{Place: b.place, Branch: b.branch, Via: "via", Change: station.Change{Header: station.Header{Origin: b.origin, Ctr: b.ctr, Prev: b.head,
		HLC: b.hlc, Scope: b.place, Class: station.Public, Kind: kind, ID: id, Op: op, BodyHash: station.HashOf([]byte(body)), Schema: 1}}}
	if body != "" {
		e.Body = json.RawMessage(body)
	}
	b.head = e.Header.Hash()
	return e
}

func (b *far) group(id, name string) station.Entry {
	return b.write(station.OpPut, station.KindGroup, id, fmt.Sprintf(`{"name":%q}`, name))
}

func (b *far) said(id, text string) station.Entry {
	return b.write(station.OpEvent, station.KindMatter, id, fmt.Sprintf(`{"type":"said","data":%q}`, text))
}

func (b *far) erase(id string, revisions ...station.Revision) station.Entry {
	e, err := station.Erase(station.KindMatter, id, revisions...)
	if err != nil {
		panic(err)
	}
	return b.write(station.OpErase, station.KindMatter, id, string(e.Fields))
}

func bare(e station.Entry) station.Entry {
	e.Body = nil
	return e
}

func exchange(t testing.TB, db *store.DB, fn func(l station.Ledger) error) {
	t.Helper()
	if err := db.Exchange(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}

func inspect(t testing.TB, db *store.DB, fn func(l station.Ledger) error) {
	t.Helper()
	if err := db.Inspect(fn); err != nil {
		t.Fatal(err)
	}
}

func take(t testing.TB, db *store.DB, entries ...station.Entry) {
	t.Helper()
	exchange(t, db, func(l station.Ledger) error {
		for _, e := range entries {
			if _, err := l.Append(e); err != nil {
				return err
			}
		}
		return nil
	})
}

// refused is what Append says to an entry; the store is as before.
func refused(db *store.DB, e station.Entry) error {
	return db.Exchange(context.Background(), func(l station.Ledger) error {
		_, err := l.Append(e)
		return err
	})
}

func headOf(t testing.TB, db *store.DB, chain string) (ctr uint64) {
	t.Helper()
	inspect(t, db, func(l station.Ledger) (err error) {
		ctr, _, err = l.Head(chain)
		return err
	})
	return ctr
}

func heldAt(t testing.TB, db *store.DB, chain string, ctr uint64) (e station.Entry, found bool) {
	t.Helper()
	inspect(t, db, func(l station.Ledger) (err error) {
		e, found, err = l.Held(chain, ctr)
		return err
	})
	return e, found
}

var errStop = errors.New("stop here")
