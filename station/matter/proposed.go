package matter

import (
	"bytes"
	"encoding/json"
	"slices"

	"lianzhan/station"
)

// Proposed is what somebody would do next but may not decide: the liaison officer proposes to take a matter on or to turn
// it away and drafts its assignment, a deputy suggests its class. It moves nothing; the one who may, decides.
type Proposed struct {
	For  EventType       `json:"for"`            // the step proposed: accepted, declined, classified or assigned
	Text string          `json:"text,omitempty"` // why
	Step json.RawMessage `json:"data,omitempty"` // what that step would say
}

// Proposable are the steps that can be proposed.
var Proposable = []EventType{"accepted", "declined", "classified", "assigned"}

func init() {
	register[Proposed]()
	rules[(*Proposed)(nil).Type()] = rule{guard: fitting}
}

// Type of the event.
func (*Proposed) Type() EventType { return "proposed" }

func (*Proposed) class() station.Class { return station.Internal }

func (d *Proposed) check() error {
	if !slices.Contains(Proposable, d.For) {
		return station.Invalid("proposal_unknown", "只能建议受理、不予受理、分类或者交办。")
	}
	step, err := d.Data()
	if err != nil {
		return err
	}
	if d.For == "accepted" {
		return wants(d.Text, "请写明为什么建议受理。")
	}
	return step.check()
}

func (*Proposed) apply(*Matter, Line) {}

// Data is what the step proposed would say.
func (d *Proposed) Data() (Data, error) {
	data, known := blanks.Of(d.For)
	if !known {
		return nil, station.Invalid("proposal_unknown", "不认识的建议“%s”。", d.For)
	}
	if len(d.Step) == 0 {
		return data, nil
	}
	decoder := json.NewDecoder(bytes.NewReader(d.Step))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(data); err != nil {
		return nil, station.Invalid("event_invalid", "建议的内容读不懂。").Because(err)
	}
	return data, nil
}

// fitting lets a step be proposed while it could be taken.
func fitting(m Matter, _ Actor, data Data) error {
	if step := data.(*Proposed).For; !slices.Contains(rules[step].from, m.State) {
		return station.Conflict("step_not_possible", "这件事现在是“%s”，不用再建议这一步。", m.State.Label())
	}
	return nil
}

// Proposals are the proposals nobody has decided yet, the newest of each step, oldest first.
func (m Matter) Proposals() []Line {
	var open []Line
	for _, line := range m.Timeline {
		if !line.Applied {
			continue
		}
		proposed, isOne := line.Data.(*Proposed)
		open = slices.DeleteFunc(open, func(before Line) bool {
			step := before.Data.(*Proposed).For
			return step == line.Type || isOne && step == proposed.For
		})
		if isOne {
			open = append(open, line)
		}
	}
	return slices.DeleteFunc(open, func(l Line) bool { return !slices.Contains(rules[l.Data.(*Proposed).For].from, m.State) })
}
