package station

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
)

// ReadStrict reads the JSON of a request into a value; a field it does not know, or anything behind the value, is refused
// (request_invalid).
func ReadStrict(raw []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return Invalid("request_invalid", "提交的内容读不懂。").Because(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Invalid("request_invalid", "提交的内容读不懂。")
	}
	return nil
}

// Patched is a record with the fields of a body over it, as a page sends them. "base" is the revision the page shows: another
// one is a conflict (record_changed). The id never changes, and a field the kind does not have is refused (request_invalid).
func Patched(body []byte, kind Kind, record Record) (Thing, error) {
	unreadable := func(err error) error {
		return Invalid("request_invalid", "提交的内容读不懂。").Because(err)
	}
	var sent map[string]json.RawMessage
	if err := json.Unmarshal(body, &sent); err != nil {
		return nil, unreadable(err)
	}
	if raw, ok := sent["base"]; ok {
		var base Revision
		if err := json.Unmarshal(raw, &base); err != nil {
			return nil, unreadable(err)
		}
		if base != "" && base != record.Revision {
			return nil, Conflict("record_changed", "这条记录刚被别人改过，请重新打开再改。")
		}
	}
	delete(sent, "base")
	delete(sent, "revision")
	fields := maps.Clone(record.Fields)
	if fields == nil {
		fields = map[string]json.RawMessage{}
	}
	maps.Copy(fields, sent)
	id, err := json.Marshal(record.ID)
	if err != nil {
		return nil, err
	}
	if fields["id"] = id; kind == KindPolicy {
		delete(fields, "id") // there is one policy, and it says nothing of its id
	}
	raw, err := json.Marshal(fields)
	if err != nil {
		return nil, err
	}
	v, err := Blank(kind)
	if err != nil {
		return nil, err
	}
	return v, ReadStrict(raw, v)
}
