package proposal

import (
	"time"

	"lianzhan/station"
)

// Adoption takes over a flat sheet that was kept before suggestions had a way: what it said on that day. It goes before
// the first move of such a sheet, so that the fields may change afterwards without changing the past.
type Adoption struct {
	State       State        `json:"state"`
	Deputy      string       `json:"deputy,omitempty"`
	CoSigners   []string     `json:"co_signers,omitempty"`
	LeadName    string       `json:"lead_name,omitempty"`
	SubmittedOn station.Date `json:"submitted_on,omitempty"`
	AssignedOn  station.Date `json:"assigned_on,omitempty"`
	DueOn       station.Date `json:"due_on,omitempty"`
	RepliedOn   station.Date `json:"replied_on,omitempty"`
	Reply       string       `json:"reply,omitempty"`
	ReplyClass  ReplyClass   `json:"reply_class,omitempty"`
	Public      bool         `json:"public,omitempty"`
}

// adoptionOf reads a flat sheet: closed once answered, assigned once given to somebody, else just handed in.
func adoptionOf(s station.Suggestion) Adoption {
	a := Adoption{State: Submitted, Deputy: s.LeadDeputy, CoSigners: s.CoSigners, LeadName: s.LeadUnit, SubmittedOn: s.SubmittedOn,
		AssignedOn: s.AssignedOn, DueOn: s.DueOn, RepliedOn: s.RepliedOn, Reply: s.Reply, ReplyClass: ReplyClass(s.ReplyClass), Public: s.Public}
	switch {
	case s.RepliedOn != "" || s.Reply != "":
		a.State = Closed
	case s.AssignedOn != "" || s.LeadUnit != "":
		a.State = Assigned
	}
	return a
}

// Type of the event.
func (*Adoption) Type() EventType { return "adopted" }

func (a *Adoption) check() error {
	if a.State != Submitted && a.State != Assigned && a.State != Closed {
		return station.Invalid("event_invalid", "接续旧建议的状态不对。")
	}
	return nil
}

func (a *Adoption) apply(p *Proposal, _ Line) {
	p.Submission = Submission{Flow: CountyBetween, Kind: Advice, Deputy: a.Deputy, CoSigners: a.CoSigners, Publish: a.Public}
	p.State, p.SubmittedOn, p.AssignedOn = a.State, a.SubmittedOn, a.AssignedOn
	p.LeadName, p.GivenDue = a.LeadName, a.DueOn
	p.Public.Released = a.Public
	if a.State == Closed {
		p.Replies = []Reply{{Class: a.ReplyClass, Text: a.Reply, Unit: a.LeadName, On: a.RepliedOn}}
		p.ClosedOn = a.RepliedOn
		p.Public.Replies = 1
	}
	p.Since = max(a.SubmittedOn, a.AssignedOn, a.RepliedOn)
	p.Timeline = append(p.Timeline, a.lines()...)
}

// lines are what the flat sheet tells of its past: one line for each full date on it.
func (a *Adoption) lines() []Line {
	var lines []Line
	for _, step := range []struct {
		kind  EventType
		on    station.Date
		state State
	}{{"submitted", a.SubmittedOn, Submitted}, {"assigned", a.AssignedOn, Assigned}, {"replied", a.RepliedOn, Closed}} {
		if step.on.Full() {
			t := step.on.Time()
			at := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, station.Zone)
			lines = append(lines, Line{Type: step.kind, At: at, By: System, State: step.state, Class: station.Internal, Applied: true})
		}
	}
	return lines
}
