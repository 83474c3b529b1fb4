package wire

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"strconv"

	"lianzhan/station"
)

// Items are changes as a frame carries them. What the receiver works out anyway when it verifies them is left out: the
// hash of a body that is there, and the hash of the header before where that change stands earlier in the list.
type Items []station.Entry

// MarshalJSON writes the changes without what can be worked out.
func (items Items) MarshalJSON() ([]byte, error) { return items.appendTo(nil), nil }

// UnmarshalJSON reads changes and works out what was left out.
func (items *Items) UnmarshalJSON(raw []byte) error {
	var entries []station.Entry
	if err := json.Unmarshal(raw, &entries); err != nil {
		return err
	}
	complete(entries)
	*items = entries
	return nil
}

// complete fills in the hashes that were left out.
func complete(entries []station.Entry) {
	last := map[string]int{} // chain -> its latest change in the list
	for i := range entries {
		e := &entries[i]
		if e.BodyHash == "" {
			e.BodyHash = station.HashOf(e.Body)
		}
		chain := e.Chain()
		if at, found := last[chain]; found && e.Prev == "" && e.Ctr == entries[at].Ctr+1 {
			e.Prev = entries[at].Header.Hash()
		}
		last[chain] = i
	}
}

const roughly = 512 // bytes of a change in a frame

func (items Items) appendTo(b []byte) []byte {
	if items == nil {
		return append(b, "null"...)
	}
	if cap(b)-len(b) < len(items)*roughly {
		b = append(make([]byte, 0, len(b)+len(items)*roughly), b...)
	}
	last := map[string]uint64{}
	b = append(b, '[')
	for i := range items {
		if i > 0 {
			b = append(b, ',')
		}
		e := &items[i]
		chain := e.Chain()
		follows := last[chain]+1 == e.Ctr && e.Ctr > 1
		last[chain] = e.Ctr
		b = appendEntry(b, e, follows)
	}
	return append(b, ']')
}

// appendEntry writes one change: the body as it is, byte for byte, because its hash is over these bytes.
func appendEntry(b []byte, e *station.Entry, follows bool) []byte {
	b = appendString(append(b, `{"origin":`...), e.Origin)
	b = strconv.AppendUint(append(b, `,"ctr":`...), e.Ctr, 10)
	if e.Prev != "" && !follows {
		b = appendString(append(b, `,"prev":`...), string(e.Prev))
	}
	b = strconv.AppendInt(append(b, `,"hlc":`...), int64(e.HLC), 10)
	b = appendString(append(b, `,"trust":`...), string(e.Trust))
	b = appendString(append(b, `,"scope":`...), e.Scope)
	b = appendString(append(b, `,"class":`...), string(e.Class))
	b = appendString(append(b, `,"kind":`...), string(e.Kind))
	b = appendString(append(b, `,"id":`...), e.ID)
	b = appendString(append(b, `,"op":`...), string(e.Op))
	if e.Base != "" {
		b = appendString(append(b, `,"base":`...), string(e.Base))
	}
	if !e.BodyHash.Of(e.Body) {
		b = appendString(append(b, `,"body_hash":`...), string(e.BodyHash))
	}
	b = strconv.AppendInt(append(b, `,"schema":`...), int64(e.Schema), 10)
	b = appendString(append(b, `,"actor":`...), e.Actor)
	if e.Serial != 0 {
		b = strconv.AppendUint(append(b, `,"serial":`...), e.Serial, 10)
	}
	if len(e.Body) > 0 {
		b = append(append(b, `,"body":`...), e.Body...)
	}
	return append(appendWay(b, e), '}')
}

// appendWay writes what the way added to a change.
func appendWay(b []byte, e *station.Entry) []byte {
	if e.Place != "" {
		b = appendString(append(b, `,"place":`...), e.Place)
	}
	if e.Branch != "" {
		b = appendString(append(b, `,"branch":`...), e.Branch)
	}
	if e.At != 0 {
		b = strconv.AppendInt(append(b, `,"at":`...), int64(e.At), 10)
	}
	if len(e.Proof) > 0 {
		b = append(b, `,"proof":"`...)
		b = base64.StdEncoding.AppendEncode(b, e.Proof)
		b = append(b, '"')
	}
	if e.Fault != "" {
		b = appendString(append(b, `,"fault":`...), e.Fault)
	}
	return b
}

// appendString writes a string of JSON.
func appendString(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c > '~' {
			return appendEscaped(b, s)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

func appendEscaped(b []byte, s string) []byte {
	escaped, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string always marshals
	}
	return append(b, bytes.TrimSpace(escaped)...)
}
