package proposal

import (
	"slices"

	"lianzhan/station"
)

// staff are the roles that keep the papers: they review, assign, urge, and enter what a unit or a deputy hands in on paper.
var staff = []station.Role{station.RoleOfficer, station.RoleMaster, station.RoleDeputyMaster, station.RolePresidium, station.RoleCounty}

func keeps(a Actor) bool { return slices.ContainsFunc(staff, a.Is) }

func byStaff(_ Proposal, mv Move) error {
	if !keeps(mv.By) {
		return station.Conflict("not_staff", "这一步由人大机关或联络站的工作人员来做。")
	}
	return nil
}

func atSession(p Proposal, mv Move) error {
	if p.Flow != AtSession {
		return station.Conflict("other_flow", "闭会期间的建议没有初审、复审，请直接审查。")
	}
	return byStaff(p, mv)
}

func betweenSessions(p Proposal, mv Move) error {
	switch {
	case p.Flow == AtSession:
		return station.Conflict("other_flow", "大会期间的建议要先初审、再复审。")
	case p.Flow != TownBetween && mv.Data.(*Review).To != nil:
		return station.Conflict("other_flow", "只有乡镇主席团能审查后直接转给单位，请另外交办。")
	}
	return byStaff(p, mv)
}

// byLeadUnit keeps a deputy from settling anything, and a unit from answering for another.
func byLeadUnit(p Proposal, mv Move) error {
	switch {
	case mv.By.Is(station.RoleDeputy):
		return station.Conflict("deputy_no_handle", "代表不直接办理建议，由主办单位办理、答复。")
	case mv.By.Unit != "" && mv.By.Unit == p.LeadUnit:
		return nil
	case mv.By.Unit != "" || !keeps(mv.By):
		return station.Conflict("other_unit", "这件建议由主办单位办理、答复。")
	}
	return nil
}

func byCoUnit(p Proposal, mv Move) error {
	unit := mv.Data.(*CoOpinion).Unit
	switch {
	case mv.By.Is(station.RoleDeputy):
		return station.Conflict("deputy_no_handle", "代表不直接办理建议，由主办单位办理、答复。")
	case !slices.Contains(p.CoUnits, unit):
		return station.Conflict("not_co_unit", "这个单位不是会办单位。")
	case mv.By.Unit != "" && mv.By.Unit != unit && mv.By.Unit != p.LeadUnit, mv.By.Unit == "" && !keeps(mv.By):
		return station.Conflict("other_unit", "会办意见由会办单位自己写。")
	}
	return nil
}

// sixMonths is the longest the law lets a reply take (代表法 art. 51). Plain weekends, so that no holiday table changes
// what fitted once.
var sixMonths = station.Term{N: 6, Unit: station.Months}

func withinSixMonths(p Proposal, mv Move) error {
	to, start := mv.Data.(*Extension).To, p.clockFrom()
	switch {
	case p.Extended != nil && to <= p.Extended.To:
		return station.Conflict("extension_shorter", "新的期限要比原来的晚。")
	case start.Full() && to > (station.Calendar{}).Count(start, sixMonths, nil).Due:
		return station.Conflict("extension_long", "从交办那天起，最长不能超过六个月。")
	}
	return byStaff(p, mv)
}

// clockFrom is the day the unit's present term runs from.
func (p Proposal) clockFrom() station.Date {
	if p.State == Redo {
		return p.RedoOn
	}
	return p.AssignedOn
}

// bySigner takes opinion sheets of those who signed, once for each reply, and never from the unit that is judged.
func bySigner(p Proposal, mv Move) error {
	deputy := mv.Data.(*Attitude).Deputy
	switch {
	case !mv.By.Is(station.RoleDeputy) && !keeps(mv.By):
		return station.Conflict("unit_no_verdict", "满意不满意，由代表自己说。")
	case !p.signed(deputy):
		return station.Conflict("not_signer", "这位代表没有领衔或附议这件建议。")
	case slices.ContainsFunc(p.Attitudes, func(a Attitude) bool { return a.Deputy == deputy && a.Round == len(p.Replies) }):
		return station.Conflict("already_given", "这位代表对这次答复已经表过态了。")
	}
	return nil
}

// mayRedo allows one redo after "not satisfied".
func mayRedo(p Proposal, mv Move) error {
	switch view := p.View(); {
	case view == nil || !view.Unsatisfied():
		return station.Conflict("redo_not_due", "领衔代表没有表示不满意，不需要重新办理。")
	case p.Redone > 0:
		return station.Conflict("redo_used", "已经重新办理过一次了。可以督办，或列为重点督办。")
	}
	return byStaff(p, mv)
}

// mayClose asks for the deputy's view, or for the day by which it should have come.
func mayClose(p Proposal, mv Move) error {
	view, silent := p.View(), mv.Data.(*ClosedBy).Silent
	switch {
	case view == nil && silent == "":
		return station.Conflict("view_missing", "还没有领衔代表的意见，请先征询；过了期限没有回音的，才能直接办结。")
	case view == nil && (!silent.Full() || silent < p.Reply().On || mv.on() <= silent):
		return station.Conflict("view_not_overdue", "代表表态的期限还没有过，请再等一等。")
	case view != nil && view.Unsatisfied() && p.Redone == 0:
		return station.Conflict("redo_first", "代表不满意，请先重新办理一次。")
	}
	return byStaff(p, mv)
}

func notKey(p Proposal, mv Move) error {
	if p.Key {
		return station.Conflict("already_key", "这件已经是重点建议了。")
	}
	return byStaff(p, mv)
}

func notExcellent(p Proposal, mv Move) error {
	if p.Excellent {
		return station.Conflict("already_excellent", "这件已经是优秀建议了。")
	}
	return byStaff(p, mv)
}

func publishable(p Proposal, mv Move) error {
	if p.Secret {
		return station.Conflict("secret", "这件建议涉及秘密或个人隐私，不能公开。")
	}
	return byStaff(p, mv)
}

// secondPerson holds the four-eyes rule: nobody releases what they proposed.
func secondPerson(p Proposal, mv Move) error {
	switch {
	case p.Public.ProposedBy == nil:
		return station.Conflict("nothing_proposed", "还没有人提出公开。")
	case mv.By.Account == "" || p.Public.ProposedBy.Account == mv.By.Account:
		return station.Conflict("second_person", "公开要由另一个人审核发布。")
	}
	return publishable(p, mv)
}

func released(p Proposal, mv Move) error {
	if !p.Public.Released {
		return station.Conflict("not_public", "这件建议没有公开。")
	}
	return byStaff(p, mv)
}
