package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"testing"

	"lianzhan/store/engine"
)

func TestLinesOutOfPlaceAreSeen(t *testing.T) {
	for name, spoil := range map[string]func(tx engine.Tx, p position) error{
		"a line taken out": func(tx engine.Tx, p position) error { return tx.Delete(bucketLog, logKey(2, partHeader)) },
		"the last line":    func(tx engine.Tx, p position) error { return tx.Delete(bucketLog, logKey(4, partHeader)) },
		"a line twice": func(tx engine.Tx, p position) error {
			raw, err := tx.Get(bucketLog, logKey(2, partHeader))
			return errors.Join(err, tx.Put(bucketLog, logKey(5, partHeader), raw))
		},
		"an altered header": func(tx engine.Tx, p position) error {
			raw, err := tx.Get(bucketLog, logKey(2, partHeader))
			return errors.Join(err, tx.Put(bucketLog, logKey(2, partHeader), bytes.Replace(raw, []byte(`"test"`), []byte(`"tost"`), 1)))
		},
		"the last header altered": func(tx engine.Tx, p position) error {
			raw, err := tx.Get(bucketLog, logKey(4, partHeader))
			return errors.Join(err, tx.Put(bucketLog, logKey(4, partHeader), bytes.Replace(raw, []byte(`"test"`), []byte(`"tost"`), 1)))
		},
		"an altered body": func(tx engine.Tx, p position) error {
			return tx.Put(bucketLog, logKey(2, partBody), []byte(`{"name":"x"}`))
		},
		"an index that lies": func(tx engine.Tx, p position) error {
			return tx.Put(bucketHeld, heldKey(p.Origin, 3), binary.BigEndian.AppendUint64(nil, 1))
		},
	} {
		t.Run(name, func(t *testing.T) {
			db := mustOpen(t, t.TempDir())
			mustWrite(t, db, group("g1", "一"), group("g2", "二"), group("g3", "三"), group("g4", "四"))
			if err := db.engine.Update(func(tx engine.Tx) error {
				p, err := readPosition(tx)
				return errors.Join(err, spoil(tx, p))
			}); err != nil {
				t.Fatal(err)
			}
			if n, err := db.Verify(); err == nil || n > 5 {
				t.Errorf("verified %d: %v", n, err)
			}
		})
	}
}
