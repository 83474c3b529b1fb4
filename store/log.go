package store

import (
	"encoding/binary"
	"encoding/json"

	"lianzhan/station"
	"lianzhan/store/engine"
)

// Changes reads at most limit changes that follow a log number, oldest first, and the number of the last one.
func (db *DB) Changes(after uint64, limit int) (changes []station.Change, last uint64, err error) {
	last = after
	err = db.engine.View(func(tx engine.Tx) error {
		return tx.Scan(bucketLog, logKey(after+1, partHeader), func(key, raw []byte) (bool, error) {
			switch {
			case key[8] == partBody:
				changes[len(changes)-1].Body = append(json.RawMessage(nil), raw...)
				return true, nil
			case key[8] != partHeader:
				return true, nil
			case len(changes) == limit:
				return false, nil
			}
			var c station.Change
			if c.Header, err = station.ReadHeader(raw); err != nil {
				return false, err
			}
			changes, last = append(changes, c), binary.BigEndian.Uint64(key)
			return true, nil
		})
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
	var end []byte
	if before != 0 {
		end = logKey(before, partHeader)
	}
	older := false // something is left
	err = db.engine.View(func(tx engine.Tx) error {
		scanned, read := 0, 0
		var body []byte // of the header that comes next
		return tx.ScanBack(bucketLog, end, func(key, raw []byte) (bool, error) {
			if key[8] != partHeader {
				if key[8] == partBody {
					body = raw
				}
				return true, nil
			}
			if len(lines) == limit || scanned == maxScan || read > maxRead {
				older = true
				return false, nil
			}
			line := station.Line{Seq: binary.BigEndian.Uint64(key)}
			if line.Header, err = station.ReadHeader(raw); err != nil {
				return false, err
			}
			if match == nil || match(line.Header) {
				line.Body = append(json.RawMessage(nil), body...)
				lines, read = append(lines, line), read+len(body)
			}
			scanned, next, body = scanned+1, line.Seq, nil
			return true, nil
		})
	})
	if !older {
		next = 0
	}
	return lines, next, err
}
