package station

import (
	"encoding/json"
	"strconv"
)

// Canonical is the header as it is hashed, kept and sent: JSON, the fields in the order declared, no blanks. It is what
// encoding/json writes, written out because every change is hashed several times on its way.
func (h Header) Canonical() []byte { return h.appendTo(make([]byte, 0, ordinary)) }

const ordinary = 512 // bytes of a header, at most

func (h *Header) appendTo(b []byte) []byte {
	b = appendQuoted(append(b, `{"origin":`...), h.Origin)
	b = strconv.AppendUint(append(b, `,"ctr":`...), h.Ctr, 10)
	if h.Prev != "" {
		b = appendQuoted(append(b, `,"prev":`...), string(h.Prev))
	}
	b = strconv.AppendInt(append(b, `,"hlc":`...), int64(h.HLC), 10)
	b = appendQuoted(append(b, `,"trust":`...), string(h.Trust))
	b = appendQuoted(append(b, `,"scope":`...), h.Scope)
	b = appendQuoted(append(b, `,"class":`...), string(h.Class))
	b = appendQuoted(append(b, `,"kind":`...), string(h.Kind))
	b = appendQuoted(append(b, `,"id":`...), h.ID)
	b = appendQuoted(append(b, `,"op":`...), string(h.Op))
	if h.Base != "" {
		b = appendQuoted(append(b, `,"base":`...), string(h.Base))
	}
	b = appendQuoted(append(b, `,"body_hash":`...), string(h.BodyHash))
	b = strconv.AppendInt(append(b, `,"schema":`...), int64(h.Schema), 10)
	b = appendQuoted(append(b, `,"actor":`...), h.Actor)
	if h.Serial != 0 {
		b = strconv.AppendUint(append(b, `,"serial":`...), h.Serial, 10)
	}
	return append(b, '}')
}

func appendQuoted(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			quoted, err := json.Marshal(s)
			if err != nil {
				panic(err) // a string always marshals
			}
			return append(b, quoted...)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}
