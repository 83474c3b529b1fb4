package station

import "encoding/json"

// Edit is what somebody asks to be written. The store turns it into a Change by adding order, time and hashes.
type Edit struct {
	Kind   Kind
	ID     string
	Op     Op
	Class  Class
	Base   Revision // revision the editor saw; a mismatch refuses the edit, empty does not check
	Fields json.RawMessage
}

// Put is the edit that makes a record say v, or false when it already does.
func Put(r Record, kind Kind, id string, v Thing) (Edit, bool, error) {
	if err := v.Check(); err != nil {
		return Edit{}, false, err
	}
	fields, err := Differences(r, v)
	if err != nil || fields == nil {
		return Edit{}, false, err
	}
	return Edit{Kind: kind, ID: id, Op: OpPut, Class: Public, Base: r.Revision, Fields: fields}, true, nil
}

// Ref names a record.
type Ref struct {
	Kind Kind
	ID   string
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
