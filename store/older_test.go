package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"lianzhan/station"
	"lianzhan/store/engine"
)

// asOlder makes a database what the program before there was sync left: no index, no links, no epoch.
func asOlder(t testing.TB, db *DB) {
	t.Helper()
	if err := db.engine.Update(func(tx engine.Tx) error {
		last, err := readPosition(tx)
		if err != nil {
			return err
		}
		for seq := range last.Seq + 1 {
			err = errors.Join(err, tx.Delete(bucketLog, logKey(seq, partLink)), tx.Delete(bucketHeld, heldKey(last.Origin, seq)))
		}
		var states [][2][]byte
		bucket := stateBucket(station.KindGroup)
		err = errors.Join(err, tx.Scan(bucket, nil, func(id, raw []byte) (bool, error) {
			r, err := parseRecord(raw)
			r.Line, r.Place, r.Placed = 0, "", 0
			bare, _ := json.Marshal(r)
			states = append(states, [2][]byte{bytes.Clone(id), bare})
			return true, err
		}))
		for _, s := range states {
			err = errors.Join(err, tx.Put(bucket, s[0], s[1]))
		}
		last.Epoch, last.Off = "", 0
		return errors.Join(err, putJSON(tx, bucketMeta, keyPosition, last), putJSON(tx, bucketMeta, keySchema, 1))
	}); err != nil {
		t.Fatal(err)
	}
}

// A database of an older program goes on as if it had always been told of chains and lines.
func TestOlderDatabaseGoesOn(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	mustWrite(t, db, group("g1", "一"), group("g2", "甲"), group("g1", "二"))
	origin := db.Origin()
	asOlder(t, db)
	closeStore(t, db)
	db, err := Open(dir, Options{Scope: "/c/t", Keep: []station.Kind{station.KindGroup}})
	if err != nil {
		t.Fatal(err)
	}
	defer closeStore(t, db)
	if db.Origin() != origin || epochOf(t, db) == "" {
		t.Errorf("origin %s, epoch %q", db.Origin(), epochOf(t, db))
	}
	mustWrite(t, db, group("g1", "三"), group("g3", "丙"))
	if n, err := db.Verify(); n != 5 || err != nil {
		t.Errorf("verified %d: %v", n, err)
	}
	if err := db.Exchange(context.Background(), func(l station.Ledger) error {
		for ref, want := range map[string]string{"g1": "[1 3 4]", "g2": "[2]", "g3": "[5]", "g4": "[]"} {
			entries, err := l.History(station.Ref{Kind: station.KindGroup, ID: ref})
			var lines []uint64
			for _, e := range entries {
				lines = append(lines, e.Seq)
			}
			if fmt.Sprint(lines) != want || err != nil {
				t.Errorf("history of %s: %v, %v", ref, lines, err)
			}
		}
		// What would be kept apart today travels without its content, so that the chain has no gap.
		entries, _, err := l.Entries(0, 10)
		if len(entries) != 3 || entries[2].Ctr != 3 || entries[2].Body != nil || entries[2].Place != "/c/t" {
			t.Errorf("entries %+v", entries)
		}
		return errors.Join(err, l.Settle(origin, 3, 1), l.Settle(origin+localChain, 1, 2))
	}); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(names(t, db)); got != "[一 甲 丙]" {
		t.Errorf("names %s", got)
	}
}
