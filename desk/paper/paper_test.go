package paper

import (
	"testing"
	"time"

	"lianzhan/desk/casebook"
	"lianzhan/station/matter"
)

func TestTheCodeLeadsBackToTheRecord(t *testing.T) {
	for want, got := range map[string]string{
		"/desk?at=matters&open=m1":       place("matters", "open", "m1"),
		"/desk?at=receptions&session=r1": place("receptions", "session", "r1"),
		"/desk?at=suggestions&id=a%26b":  place("suggestions", "id", "a&b"),
	} {
		if got != want {
			t.Errorf("place = %s, want %s", got, want)
		}
	}
}

func TestTheNextStepIsSaidAsPeopleDo(t *testing.T) {
	for step, want := range map[matter.Step]string{
		matter.ToVerify:   "2026年11月5日前决定是否受理，受理的一定答复您。",
		matter.ToAccept:   "2026年11月5日前决定是否受理，受理的一定答复您。",
		matter.ToReply:    "2026年11月5日前答复您。",
		matter.ToFeedBack: "2026年11月5日前反馈给选民。",
	} {
		if got := nextStep(&casebook.Due{Step: string(step), Label: "反馈给选民", Due: "2026-11-05"}); got != want {
			t.Errorf("%s: %q", step, got)
		}
	}
	if got := nextStep(nil); got != "" {
		t.Errorf("nothing due, and yet %q", got)
	}
}

func TestWhatBecameOfAVisit(t *testing.T) {
	reply := []matter.Reply{{Class: "C"}}
	for want, m := range map[string]matter.Matter{
		"不予受理":   {Decline: &matter.Declined{}},
		"当场答复":   {Replies: reply},
		"转 镇城建办": {Replies: reply, Assigned: time.Unix(1, 0)},
	} {
		if got := outcome(m, casebook.Row{Unit: "镇城建办"}); got != want {
			t.Errorf("outcome %q, want %q", got, want)
		}
	}
	if got := result(matter.Matter{Replies: reply}, casebook.Row{Label: "已答复"}); got != "条件限制，暂不能解决" {
		t.Errorf("result %q", got)
	}
	if got := result(matter.Matter{}, casebook.Row{Label: "办理中"}); got != "办理中" {
		t.Errorf("result %q", got)
	}
}
