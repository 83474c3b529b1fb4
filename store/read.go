package store

import (
	"lianzhan/station"
	"lianzhan/store/engine"
)

// View hands fn all records as they stood at one moment. It must not be kept open over a socket or a person: while
// it is, the file cannot reuse its pages.
func (db *DB) View(fn func(station.Reader) error) error {
	return db.engine.View(func(tx engine.Tx) error { return fn(reader{tx, db.Scope()}) })
}

type reader struct {
	tx    engine.Tx
	scope string // where the box stands
}

func (r reader) Seq() uint64 {
	p, err := readPosition(r.tx)
	if err != nil {
		return 0
	}
	return p.Seq
}

func (r reader) Record(kind station.Kind, id string) (station.Record, error) {
	record, err := readRecord(r.tx, kind, id)
	if err != nil {
		return record, err
	}
	return r.shown(record)
}

// shown is a record as it is handed out: a living one, and where it belongs as seen from outside.
func (r reader) shown(record station.Record) (station.Record, error) {
	if !living(record) {
		return record, station.NotFound(string(record.Kind)+"_not_found", "没有找到这条记录。")
	}
	return r.placed(record), nil
}

// placed says where a record belongs as seen from outside, and whether that is here.
func (r reader) placed(record station.Record) station.Record {
	record.Place = placeOf(record.Place, r.scope)
	record.Own = record.Place == placeOf("", r.scope)
	return record
}

func living(record station.Record) bool { return record.Known() && !record.Deleted() }

// placeOf is empty as long as the box stands alone.
func placeOf(scope, here string) string {
	if place := station.Resolve(scope, here); place != "/" {
		return place
	}
	return ""
}

// place is where a record belongs, without reading all of it: a parent asks it of every change a child might be told.
func (r reader) place(ref station.Ref) (string, error) {
	raw, err := r.tx.Get(stateBucket(ref.Kind), []byte(ref.ID))
	if raw == nil {
		return "", err
	}
	scope, known, ok := scanPlace(raw)
	if !ok {
		record, err := parseRecord(raw)
		if err != nil {
			return "", err
		}
		scope, known = record.Place, record.Known()
	}
	if !known {
		return "", nil
	}
	return placeOf(scope, r.scope), nil
}

func (r reader) Records(kind station.Kind) ([]station.Record, error) {
	var records []station.Record
	err := r.tx.Scan(stateBucket(kind), nil, func(_, raw []byte) (bool, error) {
		record, err := parseRecord(raw)
		if err != nil {
			return false, err
		}
		if living(record) {
			records = append(records, r.placed(record))
		}
		return true, nil
	})
	return records, err
}
