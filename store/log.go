package store

import (
	"encoding/binary"
	"encoding/json"

	"go.etcd.io/bbolt"

	"lianzhan/station"
)

// Changes reads at most limit changes that follow a log number, oldest first, and the number of the last one.
func (db *DB) Changes(after uint64, limit int) (changes []station.Change, last uint64, err error) {
	last = after
	err = db.bolt.View(func(tx *bbolt.Tx) error {
		cursor := tx.Bucket(bucketLog).Cursor()
		for key, raw := cursor.Seek(logKey(after+1, partHeader)); key != nil; key, raw = cursor.Next() {
			if key[8] == partBody {
				changes[len(changes)-1].Body = append(json.RawMessage(nil), raw...)
				continue
			}
			if len(changes) == limit {
				return nil
			}
			var c station.Change
			if err := json.Unmarshal(raw, &c.Header); err != nil {
				return err
			}
			changes, last = append(changes, c), binary.BigEndian.Uint64(key)
		}
		return nil
	})
	return changes, last, err
}

// Verify walks the whole log and checks every origin's chain; the first break is the error. It returns how many
// changes it read.
func (db *DB) Verify() (int, error) {
	heads := map[string]*station.Header{}
	read := 0
	for after := uint64(0); ; {
		changes, last, err := db.Changes(after, 500)
		if err != nil || len(changes) == 0 {
			return read, err
		}
		for _, c := range changes {
			if err := c.Verify(heads[c.Origin]); err != nil {
				return read, err
			}
			heads[c.Origin] = &c.Header
			read++
		}
		after = last
	}
}
