package register

import (
	"slices"
	"time"

	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/station/proposal"
)

// step is the actions any of which lets a person write an event, and the least it can say, to ask whether it may happen.
type step struct {
	acts  []station.Action
	probe func(p proposal.Proposal, who door.Who) proposal.Data
}

// may is the first of the actions the person's roles carry.
func (s step) may(who door.Who) (station.Action, bool) {
	for _, act := range s.acts {
		if who.May(act) {
			return act, true
		}
	}
	return "", false
}

const something = "—" // what a probe says where an event must say something

func saying(probe proposal.Data, acts ...station.Action) step {
	return step{acts, func(proposal.Proposal, door.Who) proposal.Data { return probe }}
}

// steps is the one table of which action each event of a suggestion needs. What a unit or a deputy hands in on paper is
// entered by those who keep the register.
var steps = map[proposal.EventType]step{
	"first_reviewed":   saying(&proposal.FirstReview{}, station.ActAccept),
	"second_reviewed":  saying(&proposal.SecondReview{}, station.ActAccept),
	"reviewed":         saying(&proposal.Review{}, station.ActAccept),
	"returned":         saying(&proposal.Return{Reason: proposal.ReturnReasons[0].ID}, station.ActDecline),
	"told":             saying(&proposal.Told{How: something}, station.ActNote),
	"assigned":         saying(&proposal.Assignment{LeadUnit: something}, station.ActAssign),
	"sent_back":        saying(&proposal.NotOurs{Reason: something}, station.ActHandle, station.ActKeepRegister),
	"co_opinion":       {[]station.Action{station.ActHandle, station.ActKeepRegister}, missingOpinion},
	"consulted":        saying(&proposal.Consultation{How: proposal.Ways[0].ID}, station.ActHandle, station.ActKeepRegister),
	"extended":         {[]station.Action{station.ActApproveExtension}, oneDayMore},
	"replied":          saying(&proposal.Reply{Class: "A", Text: something, Signer: something, Sealed: true}, station.ActReply, station.ActKeepRegister),
	"attitude":         {[]station.Action{station.ActRate, station.ActKeepRegister}, ownAttitude},
	"redo":             saying(&proposal.RedoOrder{Reason: something}, station.ActSupervise),
	"closed":           saying(&proposal.ClosedBy{}, station.ActClose),
	"urged":            saying(&proposal.Urge{Text: something}, station.ActUrge),
	"supervised":       saying(&proposal.Supervision{Text: something}, station.ActSupervise),
	"key":              saying(&proposal.KeyMark{}, station.ActSupervise),
	"excellent":        saying(&proposal.ExcellentMark{}, station.ActSupervise),
	"noted":            saying(&proposal.Note{Text: something}, station.ActNote),
	"public_proposed":  saying(&proposal.PublicProposal{}, station.ActDraftPublic),
	"public_released":  saying(&proposal.Released{}, station.ActReleasePublic),
	"public_withdrawn": saying(&proposal.Withdrawn{Reason: something}, station.ActWithdrawPublic),
}

// missingOpinion is the opinion of the person's own unit, else of any that has not spoken.
func missingOpinion(p proposal.Proposal, who door.Who) proposal.Data {
	opinion := &proposal.CoOpinion{Unit: who.Unit, Text: something}
	if missing := p.MissingOpinions(); opinion.Unit == "" && len(missing) > 0 {
		opinion.Unit = missing[0]
	}
	return opinion
}

// oneDayMore is the shortest extension there is.
func oneDayMore(p proposal.Proposal, _ door.Who) proposal.Data {
	to := p.Sheet.DueOn
	if to.Full() {
		to = to.AddDays(1)
	}
	return &proposal.Extension{To: to, Reason: something, ApprovedBy: something}
}

// ownAttitude is what the person thinks as a deputy; staff enter the lead deputy's.
func ownAttitude(p proposal.Proposal, who door.Who) proposal.Data {
	attitude := &proposal.Attitude{Deputy: who.Deputy, Satisfaction: proposal.Satisfied}
	if attitude.Deputy == "" {
		attitude.Deputy = p.Deputy
	}
	return attitude
}

// actorFor is the person as the books show them, in the role that lets them do a thing.
func actorFor(who door.Who, act station.Action) proposal.Actor {
	by := proposal.Actor{Account: who.Account, Name: who.Name}
	for _, role := range who.Roles {
		if station.May([]station.Role{role}, act) {
			by.Role = string(role)
			break
		}
	}
	if by.Role == string(station.RoleUnit) {
		by.Unit = who.Unit
	}
	return by
}

// mayNow lists the types of event this person may write to a suggestion now.
func mayNow(p proposal.Proposal, who door.Who, now time.Time) []proposal.EventType {
	may := []proposal.EventType{}
	for kind, s := range steps {
		act, ok := s.may(who)
		if ok && p.Check(proposal.Move{By: actorFor(who, act), At: now, Data: s.probe(p, who)}) == nil {
			may = append(may, kind)
		}
	}
	slices.Sort(may)
	return may
}
