package store

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"lianzhan/station"
	"lianzhan/store/engine"
)

// A record lies in the database as JSON. The stamp that most of its fields share stands once, under "stamp", and "stamps"
// names those that differ: nearly every record that sync brings is one change, and lies in half the room so. What an older
// program wrote names all of them.

func putRecord(tx engine.Tx, r station.Record) error {
	raw, err := appendRecord(make([]byte, 0, 1024), r)
	if err != nil {
		return err
	}
	return tx.Put(stateBucket(r.Kind), []byte(r.ID), slices.Clip(raw))
}

func appendRecord(b []byte, r station.Record) ([]byte, error) {
	b = appendText(append(b, `{"kind":`...), string(r.Kind))
	b = appendText(append(b, `,"id":`...), r.ID)
	b = appendText(append(b, `,"revision":`...), string(r.Revision))
	b = append(b, `,"fields":{`...)
	names := slices.AppendSeq(make([]string, 0, len(r.Fields)), maps.Keys(r.Fields))
	slices.Sort(names)
	for i, name := range names {
		if i > 0 {
			b = append(b, ',')
		}
		var err error
		if b, err = appendValue(append(appendText(b, name), ':'), r.Fields[name]); err != nil {
			return nil, err
		}
	}
	b = appendStamps(append(b, '}'), r)
	if r.Place != "" {
		b = appendText(append(b, `,"place":`...), r.Place)
	}
	if r.Placed != 0 {
		b = strconv.AppendInt(append(b, `,"placed":`...), int64(r.Placed), 10)
	}
	if r.Moved {
		b = append(b, `,"moved":true`...)
	}
	if r.Line != 0 {
		b = strconv.AppendUint(append(b, `,"line":`...), r.Line, 10)
	}
	return appendHistory(b, r)
}

// appendHistory writes what few records have, and ends the record.
func appendHistory(b []byte, r station.Record) ([]byte, error) {
	if r.Gone == nil && len(r.Contested)+len(r.Events)+len(r.Forgotten) == 0 {
		return append(b, '}'), nil
	}
	raw, err := json.Marshal(struct {
		Gone      *station.Stamp     `json:"gone,omitempty"`
		Contested []string           `json:"contested,omitempty"`
		Events    []station.Event    `json:"events,omitempty"`
		Forgotten []station.Revision `json:"forgotten,omitempty"`
	}{r.Gone, r.Contested, r.Events, r.Forgotten})
	if err != nil {
		return nil, err
	}
	return append(append(b, ','), raw[1:]...), nil
}

// appendStamps writes the stamps; a field without one has the common stamp.
func appendStamps(b []byte, r station.Record) []byte {
	common, shared := commonStamp(r)
	if shared {
		b = appendStamp(append(b, `,"stamp":`...), common)
	}
	b = append(b, `,"stamps":{`...)
	var apart []string
	for name, stamp := range r.Stamps {
		if _, there := r.Fields[name]; !there || !shared || stamp != common {
			apart = append(apart, name)
		}
	}
	slices.Sort(apart)
	for i, name := range apart {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendStamp(append(appendText(b, name), ':'), r.Stamps[name])
	}
	return append(b, '}')
}

// commonStamp is the latest of those the fields bear, if each bears one.
func commonStamp(r station.Record) (common station.Stamp, shared bool) {
	for name := range r.Fields {
		stamp, stamped := r.Stamps[name]
		if !stamped {
			return common, false
		}
		if !shared || stamp.At > common.At || stamp.At == common.At && stamp.Revision > common.Revision {
			common, shared = stamp, true
		}
	}
	return common, shared
}

func appendStamp(b []byte, s station.Stamp) []byte {
	b = strconv.AppendInt(append(b, `{"at":`...), int64(s.At), 10)
	b = appendText(append(b, `,"origin":`...), s.Origin)
	if s.Base != "" {
		b = appendText(append(b, `,"base":`...), string(s.Base))
	}
	b = appendText(append(b, `,"revision":`...), string(s.Revision))
	return append(b, '}')
}

// unlike are bytes that encoding/json may write otherwise: blanks it leaves out, and what it escapes.
var unlike = func() (table [256]bool) {
	for _, c := range []byte{' ', '\t', '\n', '\r', '<', '>', '&', 0xe2} {
		table[c] = true
	}
	return table
}()

// appendValue writes a value of a field as encoding/json does: without blanks, with what HTML could take for its own escaped.
func appendValue(b []byte, value json.RawMessage) ([]byte, error) {
	if len(value) > 0 && !slices.ContainsFunc(value, func(c byte) bool { return unlike[c] }) {
		return append(b, value...), nil
	}
	raw, err := json.Marshal(value)
	return append(b, raw...), err
}

// appendText writes a string of JSON.
func appendText(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || unlike[c] && c != ' ' {
			quoted, err := json.Marshal(s)
			if err != nil {
				panic(err) // a string always marshals
			}
			return append(b, quoted...)
		}
	}
	return append(append(append(b, '"'), s...), '"')
}

// readRecord is the record as it stands, deleted or not; a blank one when it was never written.
func readRecord(tx engine.Tx, kind station.Kind, id string) (station.Record, error) {
	raw, err := tx.Get(stateBucket(kind), []byte(id))
	if raw == nil {
		return station.Record{Kind: kind, ID: id}, err
	}
	return parseRecord(raw)
}

// parseRecord reads a record. Its values lie in a copy of the text, which is the transaction's.
func parseRecord(raw []byte) (station.Record, error) {
	raw = bytes.Clone(raw)
	if r, ok := scanRecord(raw); ok {
		return r, nil
	}
	var lain struct {
		station.Record
		Stamp *station.Stamp `json:"stamp"`
	}
	err := json.Unmarshal(raw, &lain)
	if lain.Stamp != nil {
		spread(&lain.Record, *lain.Stamp)
	}
	return lain.Record, err
}

// spread gives the common stamp to the fields that name none.
func spread(r *station.Record, common station.Stamp) {
	if r.Stamps == nil {
		r.Stamps = make(map[string]station.Stamp, len(r.Fields))
	}
	for name := range r.Fields {
		if _, stamped := r.Stamps[name]; !stamped {
			r.Stamps[name] = common
		}
	}
}
