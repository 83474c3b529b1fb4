package hook

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// Event is a CloudEvents 1.0 envelope in structured JSON mode (cloudevents/spec v1.0.2).
type Event struct {
	SpecVersion string    `json:"specversion"`
	ID          string    `json:"id"`     // revision of the change, the same at every try
	Source      string    `json:"source"` // branch of the tree it belongs to
	Type        string    `json:"type"`   // "cn.lianzhan.matter.accepted"
	Subject     string    `json:"subject"`
	Time        time.Time `json:"time"`
	ContentType string    `json:"datacontenttype"`
	Data        Data      `json:"data"`

	seq uint64
}

// Data is what an event says: nothing of it is about a person but deputies, who are public.
type Data struct {
	Kind     station.Kind `json:"kind"`
	ID       string       `json:"id"`
	Name     string       `json:"name,omitempty"` // of a public record
	Number   string       `json:"number,omitempty"`
	Category string       `json:"category,omitempty"`
	State    matter.State `json:"state,omitempty"` // after the event
	Label    string       `json:"label,omitempty"`
	Unit     string       `json:"unit,omitempty"`
}

// tryOut is an event that is about nothing, to see whether the other side takes it.
func tryOut(h Hook, id string, now time.Time) Event {
	return Event{SpecVersion: "1.0", ID: "try-" + id, Source: cmp.Or(h.Scope, "/"), Type: prefix + "try", Subject: "hook/" + h.ID, Time: now.UTC(),
		ContentType: "application/json", Data: Data{Kind: "hook", ID: h.ID, Name: h.Name}}
}

// told are the steps of a matter others hear of. What staff write for themselves is not among them.
var told = []matter.EventType{"registered", "verified", "accepted", "declined", "merged", "classified", "assigned", "sent_back",
	"handling", "extended", "paused", "resumed", "replied", "fed_back", "rated", "redo", "closed", "archived", "supervised", "urged",
	"escalated", "escalation_answered", "converted", "letter", "letter_answered", "rechecked", "public_released", "public_withdrawn"}

// flat are the public records whose changes are told.
var flat = []station.Kind{station.KindDeputy, station.KindProject, station.KindArticle, station.KindActivity, station.KindReception,
	station.KindStation, station.KindHolidays}

const prefix = "cn.lianzhan."

// eventOf words a line of the log; false for what nobody is told of.
func eventOf(l station.Ledger, e station.Entry) (Event, bool, error) {
	out := Event{SpecVersion: "1.0", ID: string(e.Header.Revision()) + e.Branch, Source: e.Place, Subject: string(e.Kind) + "/" + e.ID,
		Time: e.Time().Time().UTC(), ContentType: "application/json", Data: Data{Kind: e.Kind, ID: e.ID}, seq: e.Seq}
	if e.Fault != "" || e.Class == station.Personal || e.Class == station.Local {
		return out, false, nil
	}
	if e.Kind == station.KindMatter && e.Op == station.OpEvent {
		return matterEvent(l, e, out)
	}
	if !slices.Contains(flat, e.Kind) || e.Class != station.Public || e.Op != station.OpPut && e.Op != station.OpDelete {
		return out, false, nil
	}
	out.Type = prefix + string(e.Kind) + ".changed"
	if e.Op == station.OpDelete {
		out.Type = prefix + string(e.Kind) + ".deleted"
		return out, true, nil
	}
	record, err := l.Record(e.Kind, e.ID)
	if err != nil {
		return out, station.Worded(err).Class == station.FaultNotFound, found(err)
	}
	out.Data.Name = nameOf(record)
	return out, true, nil
}

// found forgives that something is not there.
func found(err error) error {
	if err != nil && station.Worded(err).Class == station.FaultNotFound {
		return nil
	}
	return err
}

func matterEvent(l station.Ledger, e station.Entry, out Event) (Event, bool, error) {
	record, err := l.Record(station.KindMatter, e.ID)
	if err != nil {
		return out, false, found(err)
	}
	m := matter.Fold(record)
	i := slices.IndexFunc(m.Timeline, func(line matter.Line) bool { return line.Event == e.Header.Revision() })
	if i < 0 || !m.Timeline[i].Applied || !slices.Contains(told, m.Timeline[i].Type) {
		return out, false, nil
	}
	line := m.Timeline[i]
	out.Type = prefix + "matter." + string(line.Type)
	out.Data.Number, out.Data.Category, out.Data.State, out.Data.Label = m.Number(areaAt(l, e.Place)), m.Category, line.State, line.State.Label()
	if m.LeadUnit != "" {
		unit, err := l.Record(station.KindUnit, m.LeadUnit)
		if found(err) != nil {
			return out, false, err
		}
		out.Data.Unit = nameOf(unit)
	}
	return out, true, nil
}

// areaAt is the area code of the station a place belongs to.
func areaAt(l station.Ledger, place string) string {
	records, err := l.Records(station.KindStation)
	if err != nil {
		return ""
	}
	for at := place; at != ""; at = station.ParentScope(at) {
		for _, record := range records {
			if s, err := station.Decode[station.Station](record); err == nil && record.Place == at && s.AreaCode != "" {
				return s.AreaCode
			}
		}
	}
	return ""
}

func nameOf(record station.Record) (name string) {
	for _, field := range []string{"title", "name"} {
		var word string
		if json.Unmarshal(record.Fields[field], &word) == nil && word != "" {
			name = word
		}
	}
	return name
}
