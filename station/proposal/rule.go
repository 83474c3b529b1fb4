package proposal

import (
	"slices"

	"lianzhan/station"
)

// rule says in which states a type of event may happen, what state it leads to, and what else must hold.
type rule struct {
	from  []State // none: at any time after submission
	to    State   // none: the state stays
	guard func(p Proposal, mv Move) error
}

// rules is the whole way of a suggestion. What stands in no line cannot happen.
var rules = map[EventType]rule{
	"first_reviewed":  {from: []State{Submitted}, to: FirstReviewed, guard: atSession},
	"second_reviewed": {from: []State{FirstReviewed}, to: SecondReviewed, guard: byStaff},
	"reviewed":        {from: []State{Submitted}, to: Reviewed, guard: betweenSessions},
	"returned":        {from: underReview, to: Returned, guard: byStaff},
	"told":            {from: append([]State{Returned}, afterReview...), guard: byStaff},
	"assigned":        {from: assignable, to: Assigned, guard: byStaff},
	"sent_back":       {from: []State{Assigned}, to: SentBack, guard: byLeadUnit},
	"co_opinion":      {from: underWay, guard: byCoUnit},
	"consulted":       {from: underWay, guard: byLeadUnit},
	"extended":        {from: underWay, guard: withinSixMonths},
	"replied":         {from: underWay, to: Replied, guard: byLeadUnit},
	"attitude":        {from: answered, guard: bySigner},
	"redo":            {from: []State{Viewed, Closed}, to: Redo, guard: mayRedo},
	"closed":          {from: []State{Replied, Viewed}, to: Closed, guard: mayClose},

	"urged":      {from: passed, guard: byStaff},
	"supervised": {from: append([]State{Replied, Viewed}, passed...), guard: byStaff},
	"key":        {from: passed, guard: notKey},
	"excellent":  {from: answered, guard: notExcellent},
	"noted":      {guard: byStaff},

	"public_proposed":  {from: afterReview, guard: publishable},
	"public_released":  {from: afterReview, guard: secondPerson},
	"public_withdrawn": {guard: released},
}

// fits says why a move may not be made by the rules alone, or nil. The fold asks the same of what arrives late, so
// nothing here depends on terms, holidays or the sheet's fields.
func (p Proposal) fits(mv Move) error {
	if err := mv.Data.check(); err != nil {
		return err
	}
	kind := mv.Data.Type()
	if kind == "submitted" || kind == "adopted" {
		return p.opens(mv)
	}
	if p.State == "" {
		return station.NotFound("proposal_not_found", "没有找到这件建议。")
	}
	r, known := rules[kind]
	if !known {
		return station.Invalid("event_unknown", "不认识的事件“%s”。", kind)
	}
	if len(r.from) > 0 && !slices.Contains(r.from, p.State) {
		return station.Conflict("step_not_possible", "这件建议现在是“%s”，不能做这一步。", p.State.Label())
	}
	if r.guard != nil {
		return r.guard(p, mv)
	}
	return nil
}

// opens says why a way may not begin with this move, or nil.
func (p Proposal) opens(mv Move) error {
	switch {
	case p.State != "":
		return station.Conflict("proposal_exists", "这件建议已经提交过了。")
	case mv.Data.Type() == "submitted" && !mv.By.Is(station.RoleDeputy) && !keeps(mv.By):
		return station.Conflict("not_deputy", "建议由代表提出，或由工作人员代为录入。")
	}
	return nil
}

// leadsTo is the state an event brings the suggestion into, "" when it stays.
func (p Proposal) leadsTo(data Data) State {
	switch d := data.(type) {
	case *Submission:
		return Submitted
	case *Review:
		if d.To != nil {
			return Assigned
		}
	case *Attitude:
		if p.State == Replied && p.leads(d.Deputy) {
			return Viewed
		}
	}
	return rules[data.Type()].to
}
