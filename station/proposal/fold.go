package proposal

import (
	"encoding/json"

	"lianzhan/station"
)

// Fold works a suggestion out from its record: each event in the order of its clock, by the same rules a new one must
// pass. An event that does not fit is kept in the timeline, not applied, with the reason. A flat sheet without events is
// read as far as its fields tell. It never fails.
func Fold(r station.Record) Proposal {
	sheet, err := station.Decode[station.Suggestion](r)
	if err != nil {
		sheet = station.Suggestion{}
	}
	sheet.ID = r.ID
	p := Proposal{ID: r.ID, Revision: r.Revision, Sheet: sheet, record: r}
	for _, e := range r.Events {
		p.take(e)
	}
	if p.State == "" && sheet.Title != "" {
		adoption := adoptionOf(sheet)
		adoption.apply(&p, Line{})
		p.Legacy = true
		return p
	}
	p.Sheet = p.mended(sheet.DueOn)
	return p
}

// take folds one more event.
func (p *Proposal) take(e station.Event) {
	line := Line{At: e.At.Time().In(station.Zone), Event: e.Revision, Class: e.Class, State: p.State}
	if e.Erased() {
		line.Type, line.Applied = "erased", true
		p.Timeline = append(p.Timeline, line)
		return
	}
	var body station.EventBody
	if err := json.Unmarshal(e.Body, &body); err != nil {
		line.Why = "事件读不懂。"
		p.Timeline = append(p.Timeline, line)
		return
	}
	line.Type, line.By, line.Note = body.Type, body.By, body.Note
	data, err := blanks.Read(body)
	if err == nil {
		line.Data = data
		err = p.fits(Move{By: body.By, At: line.At, Note: body.Note, Data: data})
	}
	if err != nil {
		line.Why = station.Worded(err).Sentence
		p.Timeline = append(p.Timeline, line)
		return
	}
	if data.Type() == "submitted" {
		p.Serial = e.Serial
	}
	p.enact(line, data)
}

func (p *Proposal) enact(line Line, data Data) {
	if to := p.leadsTo(data); to != "" {
		p.State = to
	}
	data.apply(p, line)
	if p.State != line.State && data.Type() != "adopted" {
		p.Since = dateOf(line.At)
	}
	line.State, line.Applied = p.State, true
	p.Timeline = append(p.Timeline, line)
}
