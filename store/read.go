package store

import (
	"encoding/json"

	"go.etcd.io/bbolt"

	"lianzhan/station"
)

// View hands fn all records as they stood at one moment. It must not be kept open over a socket or a person: while
// it is, the file cannot reuse its pages.
func (db *DB) View(fn func(station.Reader) error) error {
	return db.bolt.view(func(tx *bbolt.Tx) error { return fn(reader{tx}) })
}

type reader struct{ tx *bbolt.Tx }

func (r reader) Seq() uint64 {
	p, err := readPosition(r.tx)
	if err != nil {
		return 0
	}
	return p.Seq
}

func (r reader) Record(kind station.Kind, id string) (station.Record, error) {
	record, err := readRecord(r.tx, kind, id)
	if err == nil && (record.Revision == "" || record.Deleted()) {
		err = station.NotFound(string(kind)+"_not_found", "没有找到这条记录。")
	}
	return record, err
}

func (r reader) Records(kind station.Kind) ([]station.Record, error) {
	bucket := r.tx.Bucket(stateBucket(kind))
	if bucket == nil {
		return nil, nil
	}
	var records []station.Record
	err := bucket.ForEach(func(_, raw []byte) error {
		var record station.Record
		if err := json.Unmarshal(raw, &record); err != nil {
			return err
		}
		if !record.Deleted() {
			records = append(records, record)
		}
		return nil
	})
	return records, err
}

// readRecord is the record as it stands, deleted or not; a blank one when it was never written.
func readRecord(tx *bbolt.Tx, kind station.Kind, id string) (station.Record, error) {
	record := station.Record{Kind: kind, ID: id}
	bucket := tx.Bucket(stateBucket(kind))
	if bucket == nil {
		return record, nil
	}
	raw := bucket.Get([]byte(id))
	if raw == nil {
		return record, nil
	}
	return record, json.Unmarshal(raw, &record)
}
