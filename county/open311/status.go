package open311

import (
	"slices"

	"lianzhan/station/matter"
)

// Extended is the status of mySociety's extension (Open311 FMS) a matter's state amounts to.
func Extended(m matter.Matter) string {
	switch m.State {
	case matter.Unverified, matter.Registered:
		return "FOR_TRIAGE"
	case matter.SentBack:
		return "INTERNAL_REFERRAL"
	case matter.Merged:
		return "DUPLICATE"
	case matter.Refused:
		return refused(m)
	case matter.Redo:
		return "REOPEN"
	case matter.Accepted, matter.Classified, matter.Assigned, matter.Handling:
		return underWay(m)
	}
	if m.Rating != nil && m.Rating.Satisfaction == matter.Satisfied {
		return "FIXED"
	}
	return "CLOSED"
}

// underWay tells where a matter that waits for its answer lies.
func underWay(m matter.Matter) string {
	last := len(m.Escalations) - 1
	switch {
	case m.Suggestion != "" || last >= 0 && m.Escalations[last].Done.IsZero():
		return "INTERNAL_REFERRAL"
	case m.State == matter.Assigned && m.Extended == nil:
		return "ACTION_SCHEDULED"
	case m.State == matter.Assigned || m.State == matter.Handling:
		return "IN_PROGRESS"
	}
	return "OPEN"
}

// oursNot are the reasons by which somebody else has to decide.
var oursNot = []string{"court", "procuratorate", "arbitration", "review", "petition", "discipline", "elsewhere"}

func refused(m matter.Matter) string {
	if m.Decline != nil && slices.Contains(oursNot, m.Decline.Reason) {
		return "NOT_COUNCILS_RESPONSIBILITY"
	}
	return "NO_FURTHER_ACTION"
}
