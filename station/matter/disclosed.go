package matter

import (
	"encoding/json"
	"slices"

	"lianzhan/station"
)

// LargestBox bounds one sealed box, so that the event stays well below what one change may carry.
const LargestBox = 160 << 10 // bytes

const mostSealed = 500 // files of one disclosure

// Disclosed carries personal events to the one box that has to know them: sealed to its key (NaCl box, anonymous sender),
// so that whoever passes it on cannot read it. It moves nothing, is no line of the timeline and is never printed.
type Disclosed struct {
	For  string             `json:"for"`  // device it is sealed to
	Seal string             `json:"seal"` // public key it is sealed to; a device that got new keys has to be told again
	Of   []station.Revision `json:"of"`   // events whose bodies lie in the box
	Box  []byte             `json:"box"`  // JSON {"ctr@origin": body}, sealed
	// Files are sealed copies of the photos and recordings those events name, by the hash of the copy.
	Files []string `json:"files,omitempty"`
}

// Type of the event.
func (*Disclosed) Type() EventType { return "disclosed" }

func (*Disclosed) class() station.Class { return station.Internal }

func (d *Disclosed) check() error {
	if d.For == "" || len(d.Of) == 0 || len(d.Box) == 0 || len(d.Box) > LargestBox || len(d.Files) > mostSealed {
		return station.Invalid("event_invalid", "密封的内容不对。")
	}
	return nil
}

func (*Disclosed) apply(*Matter, Line) {}

// Disclosures are the sealed boxes among a record's events that were not erased, with the events they are.
func Disclosures(r station.Record) map[station.Revision]Disclosed {
	boxes := map[station.Revision]Disclosed{}
	for _, e := range r.Events {
		if d, ok := disclosedIn(e); ok {
			boxes[e.Revision] = d
		}
	}
	return boxes
}

func disclosedIn(e station.Event) (d Disclosed, ok bool) {
	if typeOf(e) != d.Type() {
		return d, false
	}
	var body station.EventBody
	return d, json.Unmarshal(e.Body, &body) == nil && json.Unmarshal(body.Data, &d) == nil
}

// holds reports whether a box carries any of the events.
func (d Disclosed) holds(revisions []station.Revision) bool {
	return slices.ContainsFunc(d.Of, func(r station.Revision) bool { return slices.Contains(revisions, r) })
}
