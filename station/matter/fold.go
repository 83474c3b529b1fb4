package matter

import (
	"encoding/json"

	"lianzhan/station"
)

// Fold works a matter out from its record: each event in the order of its clock, by the same rules a new one must pass.
// An event that does not fit is kept in the timeline, not applied, with the reason. It never fails.
func Fold(r station.Record) Matter {
	m := Matter{ID: r.ID, Revision: r.Revision, Branch: r.Place}
	for _, e := range r.Events {
		m.take(e)
	}
	return m
}

// take folds one more event.
func (m *Matter) take(e station.Event) {
	line := Line{At: e.At.Time().In(station.Zone), Event: e.Revision, Class: e.Class, State: m.State}
	if e.Erased() {
		m.noteErased(e)
		return
	}
	var body station.EventBody
	if err := json.Unmarshal(e.Body, &body); err != nil {
		line.Why = "事件读不懂。"
		m.Timeline = append(m.Timeline, line)
		return
	}
	line.Type, line.By, line.Note = body.Type, body.By, body.Note
	data, err := blanks.Read(body)
	if err == nil {
		line.Data = data
		err = m.Check(Move{By: body.By, Note: body.Note, Data: data})
	}
	if err != nil {
		line.Why = station.Worded(err).Sentence
		m.Timeline = append(m.Timeline, line)
		return
	}
	m.enact(line, data, e)
}

func (m *Matter) enact(line Line, data Data, e station.Event) {
	if data.Type() == "registered" {
		m.Serial, m.State = e.Serial, Registered
	}
	if to := m.leadsTo(data); to != "" {
		m.State = to
	}
	data.apply(m, line)
	if m.State != line.State {
		m.Since = line.At
	}
	line.State, line.Applied = m.State, true
	if data.Type() == (*Disclosed)(nil).Type() {
		return
	}
	m.Timeline = append(m.Timeline, line)
	m.Privacy.ContactGiven = m.Privacy.ContactGiven || m.Contact != nil
}

// leadsTo is the state an event brings the matter into, "" when it stays.
func (m *Matter) leadsTo(data Data) State {
	switch {
	case data.Type() == "classified" && m.State == Accepted:
		return Classified
	case data.Type() == "rated" && m.State == FedBackTo:
		return RatedState
	}
	return rules[data.Type()].to
}

// noteErased keeps the place of an event whose body is gone. Only personal bodies are ever erased, with the sealed boxes
// they travelled in, and they move nothing.
func (m *Matter) noteErased(e station.Event) {
	if e.Class != station.Personal {
		return
	}
	line := Line{At: e.At.Time().In(station.Zone), Event: e.Revision, Class: e.Class, State: m.State, Type: "erased", Applied: true}
	if e.Withheld {
		line.Type = Withheld
	}
	m.Timeline = append(m.Timeline, line)
}

// typeOf reads what an event is without the rest of it.
func typeOf(e station.Event) EventType {
	var head struct {
		Type EventType `json:"type"`
	}
	if json.Unmarshal(e.Body, &head) != nil {
		return ""
	}
	return head.Type
}
