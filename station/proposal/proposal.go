// Package proposal is the part of the centre that knows the way of a deputy's suggestion (代表建议、批评和意见, 议案): from
// the sheet handed in, over review, assignment and reply, to what the deputy thinks of the reply.
//
// The public sheet is station.Suggestion, flat fields of a record; the way is the list of events of the same record. Fold
// works the state out from them, Check says whether one more may happen, Edits writes it together with what it changes on
// the sheet, Deadlines says by when somebody must act and why. All are pure: no clock, no disk, no network.
package proposal

import (
	"fmt"
	"time"

	"lianzhan/station"
)

// Proposal is what the record of one suggestion amounts to. It is read from Fold and never written down.
type Proposal struct {
	ID       string             `json:"id"`
	Revision station.Revision   `json:"revision"` // of the record folded; the next edit names it as its base
	Sheet    station.Suggestion `json:"sheet"`    // as the record says it, mended by what the events say
	Year     int                `json:"year,omitempty"`
	Serial   uint64             `json:"serial,omitempty"` // number in the station's book of that year; 0 for a sheet older than its way
	State    State              `json:"state"`
	Since    station.Date       `json:"since,omitempty"`  // day it came into this state
	Legacy   bool               `json:"legacy,omitempty"` // only a flat sheet so far; the first move takes it over

	Submission
	SubmittedOn station.Date `json:"submitted_on,omitempty"`
	PassedOn    station.Date `json:"passed_on,omitempty"` // review done: taken on, or returned
	Return      *Return      `json:"returned,omitempty"`
	ToldOn      station.Date `json:"told_on,omitempty"`

	LeadUnit   string         `json:"lead_unit,omitempty"` // unit id
	LeadName   string         `json:"lead_name,omitempty"` // the unit as the sheet names it
	CoUnits    []string       `json:"co_units,omitempty"`
	Hard       bool           `json:"hard,omitempty"` // wide or difficult: six months instead of three
	AssignedOn station.Date   `json:"assigned_on,omitempty"`
	SentBackOn station.Date   `json:"sent_back_on,omitempty"`   // while it waits for another unit
	GivenDue   station.Date   `json:"given_due,omitempty"`      // reply day written on a sheet older than its way
	Extended   *Extension     `json:"extended,omitempty"`       // of this round
	FirstMoved *Extension     `json:"first_extended,omitempty"` // of the round before the redo
	Opinions   []CoOpinion    `json:"co_opinions,omitempty"`
	Consulted  []Consultation `json:"consulted,omitempty"`

	Replies   []Reply      `json:"replies,omitempty"`   // of every round, the last one counts
	Attitudes []Attitude   `json:"attitudes,omitempty"` // of every round
	RedoOn    station.Date `json:"redo_on,omitempty"`
	Redone    int          `json:"redone,omitempty"`
	ClosedOn  station.Date `json:"closed_on,omitempty"`
	Silent    station.Date `json:"silent,omitempty"` // closed because the deputy said nothing by this day

	Supervised bool        `json:"supervised,omitempty"`
	Urges      int         `json:"urges,omitempty"`
	Key        bool        `json:"key,omitempty"`
	Excellent  bool        `json:"excellent,omitempty"`
	Public     Publication `json:"public"`

	Timeline []Line `json:"timeline"`

	record   station.Record
	terms    Terms
	calendar *station.Calendar // nil: the shipped holidays
}

// Line is one event as it was taken: what, who, when, note, and why it was not applied if it was not.
type Line struct {
	Type    EventType        `json:"type"`
	At      time.Time        `json:"at"`
	By      Actor            `json:"by"`
	Note    string           `json:"note,omitempty"`
	Data    Data             `json:"data,omitempty"`  // nil once erased
	State   State            `json:"state"`           // after the event
	Event   station.Revision `json:"event,omitempty"` // none for a line read off a flat sheet
	Class   station.Class    `json:"class"`
	Applied bool             `json:"applied"`
	Why     string           `json:"why,omitempty"` // not applied because
}

// Actor is who did something.
type Actor = station.Actor

// System is the actor without an account.
var System = Actor{Role: "system"}

// Under returns the proposal with a station's own terms and holidays, by which Edits works out the day of the reply.
// Without it the shipped ones are used.
func (p Proposal) Under(terms Terms, calendar station.Calendar) Proposal {
	p.terms, p.calendar = terms, &calendar
	return p
}

// Number is the suggestion's number on paper: the one on the sheet, else year and number in the book, else "".
func (p Proposal) Number() string {
	switch {
	case p.Sheet.Number != "":
		return p.Sheet.Number
	case p.Serial > 0:
		return fmt.Sprintf("%d-%03d", p.Year, p.Serial)
	}
	return ""
}

// Reply is the one in force, or nil.
func (p Proposal) Reply() *Reply {
	if len(p.Replies) == 0 || p.State == Redo {
		return nil
	}
	return &p.Replies[len(p.Replies)-1]
}

// View is what the lead deputy said to the reply in force, or nil.
func (p Proposal) View() *Attitude {
	for i := range p.Attitudes {
		if a := &p.Attitudes[i]; p.Reply() != nil && a.Round == len(p.Replies) && p.leads(a.Deputy) {
			return a
		}
	}
	return nil
}

// leads reports whether a deputy's view decides: the lead deputy's, or anybody's where the sheet names none.
func (p Proposal) leads(deputy string) bool { return p.Deputy == "" || deputy == p.Deputy }

// MissingOpinions are the co-units that have not told the lead unit what they think.
func (p Proposal) MissingOpinions() []string {
	var missing []string
	for _, unit := range p.CoUnits {
		if p.opinionOf(unit) == nil {
			missing = append(missing, unit)
		}
	}
	return missing
}

func (p Proposal) opinionOf(unit string) *CoOpinion {
	for i := range p.Opinions {
		if p.Opinions[i].Unit == unit {
			return &p.Opinions[i]
		}
	}
	return nil
}

// Unapplied are the events that no longer fitted when they arrived; a person decides what they mean.
func (p Proposal) Unapplied() []Line {
	var lines []Line
	for _, line := range p.Timeline {
		if !line.Applied {
			lines = append(lines, line)
		}
	}
	return lines
}

func dateOf(at time.Time) station.Date { return station.DateOf(at.In(station.Zone)) }
