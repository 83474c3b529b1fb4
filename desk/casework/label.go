package casework

import "lianzhan/station/matter"

// Choice is one of several words to choose from.
type Choice struct {
	ID    string `json:"id"`
	Label string `json:"label"`
}

// Ways are how a voter can be told or can answer.
var Ways = []Choice{{"kiosk", "触摸屏"}, {"phone", "手机"}, {"call", "电话"}, {"visit", "上门"}, {"letter", "书信"}, {"counter", "当面"}}

func wayLabel(id string) string { return labelIn(Ways, id) }

func labelIn(choices []Choice, id string) string {
	for _, c := range choices {
		if c.ID == id {
			return c.Label
		}
	}
	return id
}

func channelLabel(id matter.Channel) string {
	for _, c := range matter.Channels {
		if c.Channel == id {
			return c.Label
		}
	}
	return string(id)
}

func reasonLabel(id string) string {
	for _, r := range matter.DeclineReasons {
		if r.Code == id {
			return r.Label
		}
	}
	return id
}

func gradeLabel(id matter.Grade) string {
	for _, g := range matter.Grades {
		if g.Grade == id {
			return g.Label
		}
	}
	return string(id)
}

func classLabel(id matter.ReplyClass) string {
	for _, c := range matter.ReplyClasses {
		if c.Class == id {
			return string(id) + " " + c.Label
		}
	}
	return string(id)
}

func escalationLabel(id string) string {
	for _, s := range matter.EscalationSteps {
		if s.Code == id {
			return s.Label
		}
	}
	return id
}
