package station

import (
	"encoding/json"
	"slices"
	"strings"
)

// Edit is what somebody asks to be written. The store turns it into a Change by adding order, time and hashes.
type Edit struct {
	Kind   Kind
	ID     string
	Op     Op
	Class  Class
	Base   Revision // revision the editor saw; a mismatch refuses the edit, empty does not check
	Fields json.RawMessage
	Scope  string // branch of the tree a new record belongs to; empty: where this box stands. An old record stays where it is
	Book   string // register whose next number the change gets, "matter/2026"; empty for none
}

// Put is what makes a record say v: no edit when it already does, one for what is public, one for what is not, so that
// a reader of public changes never meets the rest.
func Put(r Record, kind Kind, id string, v Thing) ([]Edit, error) {
	if err := v.Check(); err != nil {
		return nil, err
	}
	changed, err := Differences(r, v)
	if err != nil {
		return nil, err
	}
	internal := map[string]json.RawMessage{}
	if d, ok := v.(discreet); ok {
		for _, name := range d.internalFields() {
			if value, ok := changed[name]; ok {
				internal[name] = value
				delete(changed, name)
			}
		}
	}
	var edits []Edit
	for class, fields := range map[Class]map[string]json.RawMessage{Public: changed, Internal: internal} {
		if len(fields) == 0 {
			continue
		}
		body, err := json.Marshal(fields)
		if err != nil {
			return nil, err
		}
		edits = append(edits, Edit{Kind: kind, ID: id, Op: OpPut, Class: class, Base: r.Revision, Fields: body})
	}
	slices.SortFunc(edits, func(a, b Edit) int { return -strings.Compare(string(a.Class), string(b.Class)) })
	return edits, nil
}

// discreet is a thing with fields that are not for the public.
type discreet interface {
	internalFields() []string
}

// Ref names a record.
type Ref struct {
	Kind Kind   `json:"kind"`
	ID   string `json:"id"`
}

// Announcement says which records a commit touched, not what they became: whoever cares reads them again.
type Announcement struct {
	Seq  uint64 // the store's last log number after the commit
	Refs []Ref
}

// Reader is a view of all records at one moment. It is only valid inside the call that handed it out.
type Reader interface {
	Seq() uint64
	Record(kind Kind, id string) (Record, error) // not_found when there is none or it is deleted
	Records(kind Kind) ([]Record, error)         // the living ones, by id
}

// All reads every living record of a kind as a type of this package.
func All[T any](r Reader, kind Kind) ([]T, error) {
	records, err := r.Records(kind)
	if err != nil {
		return nil, err
	}
	all := make([]T, 0, len(records))
	for _, record := range records {
		v, err := Decode[T](record)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, nil
}
