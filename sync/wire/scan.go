package wire

import (
	"encoding/base64"

	"lianzhan/station"
	"lianzhan/station/scan"
)

// scanner reads the changes of a frame as appendEntry writes them, several times faster than encoding/json. Whatever it
// does not expect it leaves to that: it never refuses, it only gives up. Bodies stay where the frame was unrolled to.
type scanner struct {
	*scan.Text
	last station.Entry // whose strings the next change mostly shares
}

// scanItems reads a list of changes; ok is false when encoding/json has to.
func scanItems(raw []byte) (items []station.Entry, ok bool) {
	s := scanner{Text: scan.New(raw)}
	if !s.Next('[') {
		return nil, false
	}
	if s.Next(']') {
		return []station.Entry{}, s.Done()
	}
	items = make([]station.Entry, 0, min(len(raw)/roughly+1, 8*MaxItems))
	for {
		var e station.Entry
		if !s.entry(&e) {
			return nil, false
		}
		items, s.last = append(items, e), e
		if s.Next(']') {
			return items, s.Done()
		}
		if !s.Next(',') {
			return nil, false
		}
	}
}

func (s *scanner) entry(e *station.Entry) bool {
	some := false
	ok := s.Object(func(name []byte) bool {
		some = true
		return s.field(e, string(name))
	})
	return ok && some
}

func (s *scanner) field(e *station.Entry, name string) (ok bool) {
	switch name {
	case "origin":
		return text(s, &e.Origin, s.last.Origin)
	case "ctr":
		e.Ctr, ok = s.Uint()
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
		n, ok := s.Uint()
		e.Schema = int(n)
		return ok && n < 1<<31
	case "actor":
		return text(s, &e.Actor, s.last.Actor)
	case "serial":
		e.Serial, ok = s.Uint()
	default:
		return s.wayField(e, name)
	}
	return ok
}

// wayField reads what is outside the header.
func (s *scanner) wayField(e *station.Entry, name string) bool {
	switch name {
	case "body":
		body, ok := s.Value()
		if ok && string(body) != "null" {
			e.Body = body[:len(body):len(body)]
		}
		return ok && e.Body != nil
	case "place":
		return text(s, &e.Place, s.last.Place)
	case "branch":
		return text(s, &e.Branch, s.last.Branch)
	case "at":
		return s.clock(&e.At)
	case "proof":
		raw, ok := s.Plain()
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
	raw, ok := s.Plain()
	if ok && string(raw) == string(last) {
		*into = last
	} else if ok {
		*into = T(raw)
	}
	return ok
}

func (s *scanner) clock(into *station.HLC) bool {
	n, ok := s.Uint()
	*into = station.HLC(n)
	return ok && n < 1<<63
}

// shellOf takes the changes out of a message whose first list they are: ok is false when encoding/json has to read it all.
func shellOf(plain []byte) (shell, list []byte, ok bool) {
	s := scan.New(plain)
	s.Object(func(name []byte) bool {
		from := s.At()
		value, whole := s.Value()
		if !whole || string(name) != "items" {
			return whole
		}
		shell = append(make([]byte, 0, len(plain)-len(value)+4), plain[:from]...)
		shell = append(append(shell, "null"...), plain[s.At():]...)
		list, ok = value, value[0] == '['
		return false // what follows is in the shell
	})
	return shell, list, ok
}
