package main

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"

	"go.etcd.io/bbolt"

	frames "lianzhan/sync/wire"
)

// The trees of the limit our own engine sets: the records, and a line of the log for each.
var (
	bucketRecords = []byte("records")
	bucketLines   = []byte("lines")
)

const fullPages = 0.95 // of trees that grow at their ends, as the store packs them

func openTrees(path string) (*bbolt.DB, error) {
	bolt, err := bbolt.Open(path, 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType})
	if err != nil {
		return nil, err
	}
	return bolt, bolt.Update(func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucket(bucketRecords)
		_, err2 := tx.CreateBucket(bucketLines)
		return errors.Join(err, err2)
	})
}

// shelve puts records, each ended by a line feed, into both trees: as many to a commit as a frame of ours holds at most, and
// synced once for them all.
func (s *bare) shelve(from io.Reader) error {
	records := bufio.NewReaderSize(from, 1<<20)
	for n := 0; ; {
		batch, size := make([][]byte, 0, frames.MostItems), 0
		var ended error
		for ended == nil && len(batch) < frames.MostItems {
			var record []byte
			if record, ended = records.ReadBytes('\n'); ended == nil {
				batch, size = append(batch, record), size+len(record)
			}
		}
		if err := s.bolt.Update(func(tx *bbolt.Tx) error { return putAll(tx, n, batch) }); err != nil {
			return err
		}
		n += len(batch)
		s.written.Add(int64(size))
		if errors.Is(ended, io.EOF) {
			return nil
		}
		if ended != nil {
			return ended
		}
	}
}

func putAll(tx *bbolt.Tx, from int, batch [][]byte) error {
	records, lines := tx.Bucket(bucketRecords), tx.Bucket(bucketLines)
	records.FillPercent, lines.FillPercent = fullPages, fullPages
	for i, record := range batch {
		err := records.Put([]byte(activityID(from+i)), record)
		err2 := lines.Put(binary.BigEndian.AppendUint64(nil, uint64(from+i)), record)
		if err := errors.Join(err, err2); err != nil {
			return err
		}
	}
	return nil
}
