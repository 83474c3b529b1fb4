package proposal

import (
	"encoding/json"

	"lianzhan/station"
)

// mended is the sheet with what the events say in place of what the fields say. Title, text, category and names stay: people
// edit those by hand.
func (p Proposal) mended(due station.Date) station.Suggestion {
	s := p.Sheet
	if p.State == "" {
		return s
	}
	s.Number = p.Number()
	s.SubmittedOn, s.AssignedOn, s.DueOn = p.SubmittedOn, p.AssignedOn, due
	s.LeadUnit, s.Public = p.LeadName, p.Public.Released
	s.RepliedOn, s.Reply, s.ReplyClass = "", "", ""
	if reply := p.Reply(); reply != nil {
		s.RepliedOn, s.Reply, s.ReplyClass = reply.On, reply.Text, string(reply.Class)
		if p.Public.Released && p.Public.Replies < len(p.Replies) {
			s.Reply = "" // nobody but its author has read it yet
		}
	}
	return s
}

// dueOn is the day of the reply for the sheet: of the redo where there was one.
func (p Proposal) dueOn() station.Date {
	due := p.GivenDue
	for _, d := range p.Deadlines(p.terms, p.holidays()) {
		if d.Step == ToReply || d.Step == ToReplyHard || d.Step == ToRedo {
			due = d.Due
		}
	}
	return due
}

func (p Proposal) holidays() station.Calendar {
	if p.calendar != nil {
		return *p.calendar
	}
	return station.StationCalendar(nil)
}

// puts are the edits that make the flat sheet say what the events do. What nobody released is not written as public; on
// release the whole sheet is, for readers who get public changes only.
func (p Proposal) puts() ([]station.Edit, error) {
	sheet := p.mended(p.dueOn())
	if p.Legacy {
		sheet = p.Sheet
	}
	shown := string(p.record.Fields["public"]) == "true"
	record := p.record
	if sheet.Public && !shown {
		record.Fields = map[string]json.RawMessage{}
		for name := range p.record.Stamps {
			record.Fields[name] = json.RawMessage("0") // unlike anything a sheet says: each field is written or taken away
		}
	}
	edits, err := station.Put(record, station.KindSuggestion, p.ID, sheet)
	if err != nil {
		return nil, err
	}
	for i := range edits {
		if !sheet.Public && !shown {
			edits[i].Class = station.Internal
		}
	}
	return edits, nil
}
