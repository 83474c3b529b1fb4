package station

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
)

// Event is one line of an append-only list: something that happened to a matter or a suggestion. The state of such a
// thing is never written down, it is worked out from its events.
type Event struct {
	At       HLC             `json:"at"`
	Origin   string          `json:"origin"`
	Revision Revision        `json:"revision"` // names the event
	Line     uint64          `json:"line"`     // its number in this box's log
	Class    Class           `json:"class"`
	Actor    string          `json:"actor"`
	Serial   uint64          `json:"serial,omitempty"`
	Body     json.RawMessage `json:"body,omitempty"`     // {"type": ..., "data": ...}; none once erased
	Withheld bool            `json:"withheld,omitempty"` // the body is where it was written, and was not told here
}

// Erased reports whether the event's body was blanked. That it happened, when and by whom stays.
func (e Event) Erased() bool { return len(e.Body) == 0 }

func (e Event) compare(o Event) int {
	return cmp.Or(cmp.Compare(e.At, o.At), cmp.Compare(e.Origin, o.Origin), cmp.Compare(e.Revision, o.Revision))
}

func eventOf(c Entry) Event {
	return Event{At: c.Time(), Origin: c.Chain(), Revision: c.Revision(), Class: c.Class, Actor: c.Actor,
		Serial: c.Serial, Body: c.Body, Withheld: c.Withheld()}
}

// enter puts an event where its clock says. One that is there already changes nothing.
func (r *Record) enter(e Event) {
	at, there := slices.BinarySearchFunc(r.Events, e, Event.compare)
	if slices.ContainsFunc(r.Forgotten, e.named) {
		e.Body, e.Withheld = nil, false
	}
	if !there {
		r.Events = slices.Insert(r.Events, at, e)
	}
}

// Erasure is the body of an OpErase: the events whose bodies go.
type Erasure struct {
	Revisions []Revision `json:"revisions"`
}

// Erase is the edit that blanks the bodies of some events of a record (PIPL art. 47). The chain of headers holds without
// them. The edit itself is internal: it names events and carries nothing of what they said.
func Erase(kind Kind, id string, revisions ...Revision) (Edit, error) {
	body, err := json.Marshal(Erasure{Revisions: revisions})
	return Edit{Kind: kind, ID: id, Op: OpErase, Class: Internal, Fields: body}, err
}

// erase blanks the events named, and remembers them: an erasure may overtake what it erases.
func (r *Record) erase(erasure Erasure) {
	for _, revision := range erasure.Revisions {
		if at, known := slices.BinarySearch(r.Forgotten, revision); !known {
			r.Forgotten = slices.Insert(r.Forgotten, at, revision)
		}
	}
	for i, e := range r.Events {
		if slices.ContainsFunc(erasure.Revisions, e.named) {
			r.Events[i].Body, r.Events[i].Withheld = nil, false
		}
	}
}

// Forgot reports whether a change is an event of the record that was erased.
func (r Record) Forgot(e Entry) bool {
	if e.Op != OpEvent {
		return false
	}
	event := eventOf(e)
	return slices.ContainsFunc(r.Forgotten, event.named) || slices.ContainsFunc(r.Events, func(o Event) bool {
		return o.Revision == event.Revision && o.Erased() && !o.Withheld
	})
}

// named reports whether a revision names the event. Who erases does not know of branches of its own chain, so its word
// goes for all of them: better an event too many than a voter's words left over.
func (e Event) named(revision Revision) bool {
	plain, _, _ := strings.Cut(string(e.Revision), "#")
	return e.Revision == revision || plain == string(revision)
}
