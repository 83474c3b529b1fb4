package station

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// Record is the state of one thing: its fields as they came, including fields this version does not know, and for each
// field who wrote it last.
type Record struct {
	Kind     Kind                       `json:"kind"`
	ID       string                     `json:"id"`
	Revision Revision                   `json:"revision"`
	Fields   map[string]json.RawMessage `json:"fields"`
	Stamps   map[string]Stamp           `json:"stamps"`
	Gone     *Stamp                     `json:"gone,omitempty"` // the deletion, if there was one
	// Contested names fields that two editors changed from the same revision: the later won, a person should look.
	Contested []string `json:"contested,omitempty"`
	// Events are what happened to a matter or a suggestion, in the order of their clocks.
	Events []Event `json:"events,omitempty"`
	// Forgotten are the events that were erased: one that arrives after its erasure stays blank.
	Forgotten []Revision `json:"forgotten,omitempty"`
	// Place is the branch of the tree the record belongs to; empty where the box stands alone.
	Place  string `json:"place,omitempty"`
	Placed HLC    `json:"placed,omitempty"` // when that was said: by the latest move, else by the earliest change
	Moved  bool   `json:"moved,omitempty"`
	Line   uint64 `json:"line,omitempty"` // number of its latest change in this box's log
	Own    bool   `json:"-"`              // of the branch of the box that reads it, neither above nor below
}

const fewFields = 8 // of an ordinary record

// Stamp orders the writers of one field: by time, then by chain so that every replica agrees.
type Stamp struct {
	At       HLC      `json:"at"`     // effective time
	Origin   string   `json:"origin"` // with the branch, if it is one
	Base     Revision `json:"base,omitempty"`
	Revision Revision `json:"revision"`
}

func (s Stamp) before(o Stamp) bool {
	return cmp.Or(cmp.Compare(s.At, o.At), cmp.Compare(s.Origin, o.Origin), cmp.Compare(s.Revision, o.Revision)) < 0
}

// Apply folds a change into a record. Fields: the last writer wins, whatever order the changes arrive in. Events: all are
// kept, sorted by their clocks. It never alters the record given.
func (r Record) Apply(c Change) (Record, error) { return r.Take(Entry{Change: c}) }

// Take is Apply for a change that came a long way: with its effective time, and its scope resolved.
func (r Record) Take(c Entry) (Record, error) {
	stamp := Stamp{At: c.Time(), Origin: c.Chain(), Base: c.Base, Revision: c.Revision()}
	next := r
	next.Kind, next.ID, next.Revision = c.Kind, c.ID, stamp.Revision
	next.Fields, next.Stamps = maps.Clone(r.Fields), maps.Clone(r.Stamps)
	next.Contested, next.Events, next.Forgotten = slices.Clone(r.Contested), slices.Clone(r.Events), slices.Clone(r.Forgotten)
	if next.Fields == nil {
		next.Fields, next.Stamps = make(map[string]json.RawMessage, fewFields), make(map[string]Stamp, fewFields)
	}
	next.place(c)
	if c.Withheld() && c.Op != OpEvent && c.Op != OpDelete {
		return next, nil // what stayed behind changes nothing here
	}
	switch c.Op {
	case OpPut:
		if err := next.put(c.Body, stamp); err != nil {
			return r, err
		}
	case OpDelete:
		if next.Gone == nil || next.Gone.before(stamp) {
			next.Gone = &stamp
		}
	case OpEvent:
		next.enter(eventOf(c))
	case OpMove:
		var move Move
		if err := json.Unmarshal(c.Body, &move); err != nil || !strings.HasPrefix(move.To, "/") {
			return r, Invalid("body_invalid", "变更内容没有写明搬到哪里。").Because(err)
		}
		next.move(move, stamp.At)
	case OpErase:
		var erasure Erasure
		if err := json.Unmarshal(c.Body, &erasure); err != nil {
			return r, Invalid("body_invalid", "变更内容不是一张擦除清单。").Because(err)
		}
		next.erase(erasure)
	default:
		return r, Invalid("op_unknown", "不认识的操作“%s”。", c.Op)
	}
	return next, nil
}

func (r *Record) set(name string, value json.RawMessage, stamp Stamp) {
	old, held := r.Stamps[name]
	if held && old.Base == stamp.Base && old.Origin != stamp.Origin && !slices.Contains(r.Contested, name) &&
		!bytes.Equal(r.Fields[name], value) {
		r.Contested = append(r.Contested, name)
		slices.Sort(r.Contested)
	}
	if held && stamp.before(old) {
		return
	}
	r.Stamps[name] = stamp
	if bytes.Equal(value, []byte("null")) {
		delete(r.Fields, name)
		return
	}
	r.Fields[name] = value
}

// Deleted holds while no field was written after the deletion: a later edit brings the record back.
func (r Record) Deleted() bool {
	if r.Gone == nil {
		return false
	}
	for _, s := range r.Stamps {
		if r.Gone.before(s) {
			return false
		}
	}
	return !slices.ContainsFunc(r.Events, func(e Event) bool {
		return r.Gone.before(Stamp{At: e.At, Origin: e.Origin, Revision: e.Revision})
	})
}

// Known reports whether anything was said of the record here, deleted or not: a change whose body stayed behind alone
// says nothing.
func (r Record) Known() bool { return len(r.Stamps) > 0 || len(r.Events) > 0 || r.Gone != nil }

// Latest is the effective time of the latest thing somebody who looks at the record sees.
func (r Record) Latest() HLC {
	latest := HLC(0)
	for _, s := range r.Stamps {
		latest = max(latest, s.At)
	}
	if n := len(r.Events); n > 0 {
		latest = max(latest, r.Events[n-1].At)
	}
	if r.Gone != nil {
		latest = max(latest, r.Gone.At)
	}
	if r.Moved {
		latest = max(latest, r.Placed)
	}
	return latest
}

// Decode reads a record into one of this package's types. Fields it does not know stay in the record.
func Decode[T any](r Record) (T, error) {
	var v T
	b, err := json.Marshal(r.Fields)
	if err != nil {
		return v, err
	}
	if s, ok := any(&v).(*Station); ok {
		s.Own = r.Own
	}
	return v, json.Unmarshal(b, &v)
}

// Differences are the fields that turn the record into v: only those whose value changes, null for those that go.
func Differences(r Record, v any) (map[string]json.RawMessage, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	var want map[string]json.RawMessage
	if err := json.Unmarshal(b, &want); err != nil {
		return nil, err
	}
	changed := map[string]json.RawMessage{}
	for name, value := range want {
		if !bytes.Equal(r.Fields[name], value) {
			changed[name] = value
		}
	}
	for name := range r.Fields {
		if _, keep := want[name]; !keep && knows(v, name) {
			changed[name] = json.RawMessage("null")
		}
	}
	return changed, nil
}

// knows reports whether a struct has a JSON field of that name: only a known field may be taken away by leaving it out.
func knows(v any, name string) bool {
	t := reflect.Indirect(reflect.ValueOf(v)).Type()
	for i := range t.NumField() {
		if tag, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ","); tag == name {
			return true
		}
	}
	return false
}
