package station

import (
	"bytes"
	"encoding/json"

	"lianzhan/station/scan"
)

// field is one value of a put, as it came.
type field struct {
	name  []byte
	value json.RawMessage
}

const manyFields = 64 // beyond it a name given twice is looked for by encoding/json

// fieldsOf takes the body of a put apart without a copy; ok is false when encoding/json has to.
func fieldsOf(body []byte, room []field) (fields []field, ok bool) {
	s, fields := scan.New(body), room[:0]
	ok = s.Object(func(name []byte) bool {
		for _, f := range fields {
			if bytes.Equal(f.name, name) {
				return false
			}
		}
		value, ok := s.Value()
		fields = append(fields, field{name, value})
		return ok && len(fields) <= manyFields
	})
	return fields, ok && s.Done()
}

// put lays the fields of a body over the record.
func (r *Record) put(body []byte, stamp Stamp) error {
	var room [16]field
	if fields, ok := fieldsOf(body, room[:]); ok {
		for _, f := range fields {
			r.set(string(f.name), f.value, stamp)
		}
		return nil
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil {
		return Invalid("body_invalid", "变更内容不是一组字段。").Because(err)
	}
	for name, value := range fields {
		r.set(name, value, stamp)
	}
	return nil
}
