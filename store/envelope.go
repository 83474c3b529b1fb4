package store

import (
	"encoding/base64"
	"encoding/json"
	"strconv"

	"lianzhan/station"
	"lianzhan/station/scan"
)

// envelope is what the way added to a change, and how it fared here.
type envelope struct {
	Place  string      `json:"place,omitempty"`
	Branch string      `json:"branch,omitempty"`
	At     station.HLC `json:"at,omitempty"`
	Proof  []byte      `json:"proof,omitempty"`
	Fault  string      `json:"fault,omitempty"`
	Via    string      `json:"via,omitempty"`
	Out    bool        `json:"out,omitempty"` // retracted: as if it had never been told here
}

func envelopeOf(e station.Entry) envelope {
	return envelope{Place: e.Place, Branch: e.Branch, At: e.At, Proof: e.Proof, Fault: e.Fault, Via: e.Via}
}

// encoded is the envelope as encoding/json writes it.
func (v envelope) encoded() []byte {
	b := make([]byte, 1, 128)
	b[0] = '{'
	text := func(name, value string) {
		if value != "" {
			b = append(appendText(append(b, name...), value), ',')
		}
	}
	text(`"place":`, v.Place)
	text(`"branch":`, v.Branch)
	if v.At != 0 {
		b = append(strconv.AppendInt(append(b, `"at":`...), int64(v.At), 10), ',')
	}
	if len(v.Proof) > 0 {
		b = append(base64.StdEncoding.AppendEncode(append(b, `"proof":"`...), v.Proof), `",`...)
	}
	text(`"fault":`, v.Fault)
	text(`"via":`, v.Via)
	if v.Out {
		b = append(b, `"out":true,`...)
	}
	if len(b) == 1 {
		return []byte("{}")
	}
	b[len(b)-1] = '}'
	return b
}

// openEnvelope reads it.
func openEnvelope(raw []byte) (v envelope, err error) {
	s := scan.New(raw)
	ok := s.Object(func(name []byte) bool {
		switch string(name) {
		case "place":
			return word(s, &v.Place, "")
		case "branch":
			return word(s, &v.Branch, "")
		case "at":
			return clock(s, &v.At)
		case "proof":
			text, ok := s.Plain()
			v.Proof, err = base64.StdEncoding.Strict().AppendDecode(nil, text)
			return ok && err == nil
		case "fault":
			return word(s, &v.Fault, "")
		case "via":
			return word(s, &v.Via, "")
		}
		return false
	})
	if ok && s.Done() {
		return v, nil
	}
	v = envelope{}
	return v, json.Unmarshal(raw, &v)
}
