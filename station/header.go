package station

import (
	"encoding/json"

	"lianzhan/station/scan"
)

// ReadHeader reads what Canonical wrote.
func ReadHeader(raw []byte) (h Header, err error) {
	if h, ok := readCanonical(raw); ok {
		return h, nil
	}
	return h, json.Unmarshal(raw, &h)
}

// reading is a header under way; its strings share one copy of the text.
type reading struct {
	*scan.Text
	all string
}

func readCanonical(raw []byte) (h Header, ok bool) {
	r := reading{scan.New(raw), string(raw)}
	ok = r.Object(func(name []byte) bool { return r.who(&h, string(name)) })
	return h, ok && r.Done()
}

func (r reading) who(h *Header, name string) bool {
	switch name {
	case "origin":
		return textOf(r, &h.Origin)
	case "prev":
		return textOf(r, &h.Prev)
	case "trust":
		return textOf(r, &h.Trust)
	case "scope":
		return textOf(r, &h.Scope)
	case "class":
		return textOf(r, &h.Class)
	case "actor":
		return textOf(r, &h.Actor)
	}
	return r.what(h, name)
}

func (r reading) what(h *Header, name string) bool {
	switch name {
	case "kind":
		return textOf(r, &h.Kind)
	case "id":
		return textOf(r, &h.ID)
	case "op":
		return textOf(r, &h.Op)
	case "base":
		return textOf(r, &h.Base)
	case "body_hash":
		return textOf(r, &h.BodyHash)
	}
	return r.number(h, name)
}

func (r reading) number(h *Header, name string) bool {
	n, ok := r.Uint()
	switch name {
	case "ctr":
		h.Ctr = n
	case "serial":
		h.Serial = n
	case "hlc":
		h.HLC = HLC(n)
		return ok && n < 1<<63
	case "schema":
		h.Schema = int(n)
		return ok && n < 1<<31
	default:
		return false
	}
	return ok
}

// textOf reads a string.
func textOf[T ~string](r reading, into *T) bool {
	part, ok := r.Plain()
	if ok {
		end := r.At() - 1
		*into = T(r.all[end-len(part) : end])
	}
	return ok
}
