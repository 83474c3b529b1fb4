package open311

import (
	"testing"
	"time"

	"lianzhan/station/matter"
)

func TestStatusesOfTheExtension(t *testing.T) {
	up := []matter.Escalation{{To: "county_congress"}}
	back := []matter.Escalation{{To: "county_congress", Done: time.Unix(1, 0)}}
	for _, c := range []struct {
		m    matter.Matter
		want string
	}{
		{matter.Matter{State: matter.Unverified}, "FOR_TRIAGE"},
		{matter.Matter{State: matter.Registered}, "FOR_TRIAGE"},
		{matter.Matter{State: matter.Accepted}, "OPEN"},
		{matter.Matter{State: matter.Classified}, "OPEN"},
		{matter.Matter{State: matter.Assigned}, "ACTION_SCHEDULED"},
		{matter.Matter{State: matter.Assigned, Extended: &matter.Extended{}}, "IN_PROGRESS"},
		{matter.Matter{State: matter.Handling}, "IN_PROGRESS"},
		{matter.Matter{State: matter.Handling, Escalations: up}, "INTERNAL_REFERRAL"},
		{matter.Matter{State: matter.Handling, Escalations: back}, "IN_PROGRESS"},
		{matter.Matter{State: matter.Accepted, Suggestion: "s"}, "INTERNAL_REFERRAL"},
		{matter.Matter{State: matter.SentBack}, "INTERNAL_REFERRAL"},
		{matter.Matter{State: matter.Merged}, "DUPLICATE"},
		{matter.Matter{State: matter.Refused, Decline: &matter.Declined{Reason: "court"}}, "NOT_COUNCILS_RESPONSIBILITY"},
		{matter.Matter{State: matter.Refused, Decline: &matter.Declined{Reason: "vague"}}, "NO_FURTHER_ACTION"},
		{matter.Matter{State: matter.Redo}, "REOPEN"},
		{matter.Matter{State: matter.Replied}, "CLOSED"},
		{matter.Matter{State: matter.Closed, Rating: &matter.Rated{Satisfaction: matter.Satisfied}}, "FIXED"},
		{matter.Matter{State: matter.Archived, Rating: &matter.Rated{Satisfaction: matter.Unsatisfied}}, "CLOSED"},
	} {
		if got := Extended(c.m); got != c.want {
			t.Errorf("%s: %s, want %s", c.m.State, got, c.want)
		}
	}
}
