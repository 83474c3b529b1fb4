package audit

import (
	"encoding/json"
	"time"

	"lianzhan/station"
)

// Entry is one line of the log as an auditor reads it: who, when, what, on which record, and the hashes that chain it.
// What a change wrote is not in it.
type Entry struct {
	Seq      uint64           `json:"seq"`
	At       time.Time        `json:"at"` // in the station's zone
	Trust    station.Trust    `json:"trust"`
	Actor    string           `json:"actor"`
	Name     string           `json:"name,omitempty"`
	What     string           `json:"what"` // a What, the type of an event, or the operation
	Kind     station.Kind     `json:"kind"`
	ID       string           `json:"id,omitempty"`
	Detail   string           `json:"detail,omitempty"`
	Address  string           `json:"address,omitempty"`
	Missed   int              `json:"missed,omitempty"`
	Class    station.Class    `json:"class"`
	Revision station.Revision `json:"revision"`
	Hash     station.Hash     `json:"hash"`
	Prev     station.Hash     `json:"prev,omitempty"`
	BodyHash station.Hash     `json:"body_hash"`
}

// entryOf reads a line of the log. Names tells what an account is called now, for changes that do not say.
func entryOf(line station.Line, names map[string]string) Entry {
	h := line.Header
	e := Entry{Seq: line.Seq, At: h.HLC.Time().In(station.Zone), Trust: h.Trust, Actor: h.Actor, Name: names[h.Actor],
		What: string(h.Op), Kind: h.Kind, ID: h.ID, Class: h.Class, Revision: h.Revision(), Hash: h.Hash(), Prev: h.Prev,
		BodyHash: h.BodyHash}
	if h.Op != station.OpEvent {
		return e
	}
	var b body
	if json.Unmarshal(line.Body, &struct {
		Type *What `json:"type"`
	}{&b.Type}) == nil && b.Type != "" {
		e.What = string(b.Type)
	}
	if h.Kind != station.KindAudit || json.Unmarshal(line.Body, &b) != nil {
		return e // an erased body, or one of another kind, gives no more than its header
	}
	e.Kind, e.ID = b.Data.Kind, b.Data.ID
	e.Detail, e.Address, e.Missed = b.Data.Detail, b.Data.Address, b.Data.Missed
	if b.Data.Name != "" {
		e.Name = b.Data.Name
	}
	return e
}
