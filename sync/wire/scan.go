package wire

import (
	"encoding/base64"
	"encoding/json"
	"strconv"

	"lianzhan/station"
)

// scanner reads the changes of a frame as appendEntry writes them, several times faster than encoding/json. Whatever it
// does not expect it leaves to that: it never refuses, it only gives up.
type scanner struct {
	b    []byte
	at   int
	last station.Entry // whose strings the next change mostly shares
}

// scanItems reads a list of changes; ok is false when encoding/json has to.
func scanItems(raw []byte) (items []station.Entry, ok bool) {
	s := scanner{b: raw}
	if !s.next('[') {
		return nil, false
	}
	if s.next(']') {
		return []station.Entry{}, s.at == len(raw)
	}
	for {
		var e station.Entry
		if !s.entry(&e) {
			return nil, false
		}
		items, s.last = append(items, e), e
		if s.next(']') {
			return items, s.at == len(raw)
		}
		if !s.next(',') {
			return nil, false
		}
	}
}

func (s *scanner) next(c byte) bool {
	if s.at < len(s.b) && s.b[s.at] == c {
		s.at++
		return true
	}
	return false
}

func (s *scanner) entry(e *station.Entry) bool {
	if !s.next('{') {
		return false
	}
	for {
		name, ok := s.plain()
		if !ok || !s.next(':') || !s.field(e, string(name)) {
			return false
		}
		if s.next('}') {
			return true
		}
		if !s.next(',') {
			return false
		}
	}
}

func (s *scanner) field(e *station.Entry, name string) (ok bool) {
	switch name {
	case "origin":
		return text(s, &e.Origin, s.last.Origin)
	case "ctr":
		e.Ctr, ok = s.number()
	case "prev":
		return text(s, &e.Prev, "")
	case "hlc":
		return s.clock(&e.HLC)
	case "trust":
		return text(s, &e.Trust, s.last.Trust)
	case "scope":
		return text(s, &e.Scope, s.last.Scope)
	case "class":
		return text(s, &e.Class, s.last.Class)
	case "kind":
		return text(s, &e.Kind, s.last.Kind)
	case "id":
		return text(s, &e.ID, s.last.ID)
	case "op":
		return text(s, &e.Op, s.last.Op)
	case "base":
		return text(s, &e.Base, "")
	case "body_hash":
		return text(s, &e.BodyHash, "")
	case "schema":
		n, ok := s.number()
		e.Schema = int(n)
		return ok && n < 1<<31
	case "actor":
		return text(s, &e.Actor, s.last.Actor)
	case "serial":
		e.Serial, ok = s.number()
	default:
		return s.wayField(e, name)
	}
	return ok
}

// wayField reads what is outside the header.
func (s *scanner) wayField(e *station.Entry, name string) bool {
	switch name {
	case "body":
		body, ok := s.value()
		if ok && string(body) != "null" {
			e.Body = append(json.RawMessage(nil), body...)
		}
		return ok && e.Body != nil && json.Valid(body)
	case "place":
		return text(s, &e.Place, s.last.Place)
	case "branch":
		return text(s, &e.Branch, s.last.Branch)
	case "at":
		return s.clock(&e.At)
	case "proof":
		raw, ok := s.plain()
		if !ok {
			return false
		}
		proof, err := base64.StdEncoding.Strict().DecodeString(string(raw))
		e.Proof = proof
		return err == nil && len(proof) > 0
	case "fault":
		return text(s, &e.Fault, s.last.Fault)
	}
	return false
}

// text reads a string, and shares the one of the change before where it is the same.
func text[T ~string](s *scanner, into *T, last T) bool {
	raw, ok := s.plain()
	if ok && string(raw) == string(last) {
		*into = last
	} else if ok {
		*into = T(raw)
	}
	return ok
}

// plain is a string without escapes, of printable ASCII.
func (s *scanner) plain() ([]byte, bool) {
	if !s.next('"') {
		return nil, false
	}
	for from := s.at; s.at < len(s.b); s.at++ {
		switch c := s.b[s.at]; {
		case c == '"':
			s.at++
			return s.b[from : s.at-1], true
		case c < ' ' || c > '~' || c == '\\':
			return nil, false
		}
	}
	return nil, false
}

func (s *scanner) number() (uint64, bool) {
	from := s.at
	for s.at < len(s.b) && s.b[s.at] >= '0' && s.b[s.at] <= '9' {
		s.at++
	}
	if s.at == from || s.b[from] == '0' && s.at > from+1 {
		return 0, false
	}
	n, err := strconv.ParseUint(string(s.b[from:s.at]), 10, 64)
	return n, err == nil
}

func (s *scanner) clock(into *station.HLC) bool {
	n, ok := s.number()
	*into = station.HLC(n)
	return ok && n < 1<<63
}

// value steps over any value; whether it is a good one is for json.Valid to say.
func (s *scanner) value() ([]byte, bool) {
	from, depth, quoted := s.at, 0, false
	for ; s.at < len(s.b); s.at++ {
		switch c := s.b[s.at]; {
		case quoted && c == '\\':
			s.at++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case (c == '}' || c == ']' || c == ',') && depth == 0:
			return s.b[from:s.at], s.at > from
		case c == '}' || c == ']':
			depth--
		}
	}
	return nil, false
}

// shellOf takes the changes out of a message whose first list they are: ok is false when encoding/json has to read it all.
func shellOf(plain []byte) (shell, list []byte, ok bool) {
	s := scanner{b: plain}
	if !s.next('{') {
		return nil, nil, false
	}
	for {
		name, ok := s.plain()
		if !ok || !s.next(':') {
			return nil, nil, false
		}
		from := s.at
		value, ok := s.value()
		if !ok {
			return nil, nil, false
		}
		if string(name) == "items" {
			shell = append(make([]byte, 0, len(plain)-len(value)+4), plain[:from]...)
			return append(append(shell, "null"...), plain[s.at:]...), value, value[0] == '['
		}
		if !s.next(',') {
			return nil, nil, false
		}
	}
}
