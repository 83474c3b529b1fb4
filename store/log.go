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
	err = db.bolt.view(func(tx *bbolt.Tx) error {
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

const (
	maxScan  = 20_000  // headers one call of Log looks at
	maxLines = 1_000   // lines it returns
	maxRead  = 4 << 20 // bytes of bodies after which it returns
)

// Log reads lines before a log number, newest first, whose headers match; before 0 starts at the end, match nil takes
// all. One call returns at most limit lines and looks at a bounded stretch: next is the number to go on before, 0 when
// nothing older is left. match must not call the store. The body is nil where it was erased.
func (db *DB) Log(before uint64, limit int, match func(station.Header) bool) (lines []station.Line, next uint64, err error) {
	limit = min(max(limit, 1), maxLines)
	err = db.bolt.view(func(tx *bbolt.Tx) error {
		cursor := tx.Bucket(bucketLog).Cursor()
		scanned, read := 0, 0
		var body []byte // of the header that comes next
		for key, raw := endBefore(cursor, before); key != nil; key, raw = cursor.Prev() {
			if key[8] == partBody {
				body = raw
				continue
			}
			if len(lines) == limit || scanned == maxScan || read > maxRead {
				return nil
			}
			line := station.Line{Seq: binary.BigEndian.Uint64(key)}
			if err := json.Unmarshal(raw, &line.Header); err != nil {
				return err
			}
			if match == nil || match(line.Header) {
				line.Body = append(json.RawMessage(nil), body...)
				lines, read = append(lines, line), read+len(body)
			}
			scanned, next, body = scanned+1, line.Seq, nil
		}
		next = 0
		return nil
	})
	return lines, next, err
}

// endBefore stands at the last entry before a log number.
func endBefore(cursor *bbolt.Cursor, before uint64) (key, value []byte) {
	if before == 0 {
		return cursor.Last()
	}
	if key, _ := cursor.Seek(logKey(before, partHeader)); key == nil {
		return cursor.Last()
	}
	return cursor.Prev()
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
