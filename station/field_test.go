package station

import (
	"bytes"
	"encoding/json"
	"testing"
)

// A body is taken apart as encoding/json does it, or left to it.
func FuzzFields(f *testing.F) {
	for _, seed := range []string{`{}`, `{"a":1,"b":{"c":[1, 2]}}`, `{"a":1,"a":2}`, `{"名":1}`, `{"a":null}`, `{ "a":1}`, `{"a":1} `, `null`, `[]`, `{"a":"<&>"}`, `{"a":01}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		fields, ok := fieldsOf(body, nil)
		if !ok {
			return
		}
		var want map[string]json.RawMessage
		if err := json.Unmarshal(body, &want); err != nil || len(want) != len(fields) {
			t.Fatalf("%q: %d fields, encoding/json finds %d: %v", body, len(fields), len(want), err)
		}
		for _, field := range fields {
			if !bytes.Equal(want[string(field.name)], field.value) {
				t.Fatalf("%q: %s is %s", body, field.name, field.value)
			}
		}
	})
}
