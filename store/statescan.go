package store

import (
	"encoding/json"

	"lianzhan/station"
	"lianzhan/station/scan"
)

// recordScan reads a record as appendRecord mostly writes it.
type recordScan struct {
	*scan.Text
	record station.Record
	common *station.Stamp
	last   station.Stamp // whose strings the next one mostly shares
}

func scanRecord(raw []byte) (station.Record, bool) {
	s := recordScan{Text: scan.New(raw)}
	if !s.Object(s.member) || !s.Done() {
		return station.Record{}, false
	}
	if s.common != nil {
		spread(&s.record, *s.common)
	}
	return s.record, true
}

// scanPlace reads of a record where it belongs, and whether it is known (station.Record.Known).
func scanPlace(raw []byte) (place string, known, ok bool) {
	s := scan.New(raw)
	ok = s.Object(func(name []byte) bool {
		if string(name) == "place" {
			return word(s, &place, "")
		}
		value, whole := s.Value()
		switch string(name) {
		case "stamp", "stamps", "events", "gone":
			known = known || len(value) > len("null")
		}
		return whole
	})
	return place, known, ok && s.Done()
}

func (s *recordScan) member(name []byte) (ok bool) {
	r := &s.record
	switch string(name) {
	case "kind":
		return word(s.Text, &r.Kind, "")
	case "id":
		return word(s.Text, &r.ID, "")
	case "revision":
		return word(s.Text, &r.Revision, "")
	case "fields":
		return s.fields()
	case "stamp":
		s.common = new(station.Stamp)
		return s.stamp(s.common)
	case "stamps":
		return s.stamps()
	case "place":
		return word(s.Text, &r.Place, "")
	case "placed":
		return clock(s.Text, &r.Placed)
	case "line":
		r.Line, ok = s.Uint()
		return ok
	}
	value, ok := s.Value()
	return ok && s.history(string(name), value)
}

// history reads what few records have.
func (s *recordScan) history(name string, value []byte) bool {
	r := &s.record
	var into any
	switch name {
	case "moved":
		into = &r.Moved
	case "gone":
		into = &r.Gone
	case "contested":
		into = &r.Contested
	case "events":
		into = &r.Events
	case "forgotten":
		into = &r.Forgotten
	default:
		return false
	}
	return json.Unmarshal(value, into) == nil
}

const (
	fewFields = 8
	fewStamps = 8
)

func (s *recordScan) fields() bool {
	fields := make(map[string]json.RawMessage, fewFields)
	s.record.Fields = fields
	return s.Object(func(name []byte) bool {
		value, ok := s.Value()
		fields[string(name)] = value[:len(value):len(value)]
		return ok
	})
}

func (s *recordScan) stamps() bool {
	stamps := make(map[string]station.Stamp, fewStamps)
	s.record.Stamps = stamps
	return s.Object(func(name []byte) bool {
		var stamp station.Stamp
		ok := s.stamp(&stamp)
		stamps[string(name)] = stamp
		return ok
	})
}

func (s *recordScan) stamp(into *station.Stamp) bool {
	ok := s.Object(func(name []byte) bool {
		switch string(name) {
		case "at":
			return clock(s.Text, &into.At)
		case "origin":
			return word(s.Text, &into.Origin, s.last.Origin)
		case "base":
			return word(s.Text, &into.Base, s.last.Base)
		case "revision":
			return word(s.Text, &into.Revision, s.last.Revision)
		}
		return false
	})
	s.last = *into
	return ok
}

// word reads a string, and shares one that is the same.
func word[T ~string](s *scan.Text, into *T, same T) bool {
	raw, ok := s.Plain()
	if ok && string(raw) == string(same) {
		*into = same
	} else if ok {
		*into = T(raw)
	}
	return ok
}

func clock(s *scan.Text, into *station.HLC) bool {
	n, ok := s.Uint()
	*into = station.HLC(n)
	return ok && n < 1<<63
}
