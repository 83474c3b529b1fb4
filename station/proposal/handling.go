package proposal

import (
	"strings"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// Assignment hands the suggestion to the units that must answer (交办).
type Assignment struct {
	LeadUnit string   `json:"lead_unit"` // unit id
	UnitName string   `json:"unit_name,omitempty"`
	CoUnits  []string `json:"co_units,omitempty"`
	Hard     bool     `json:"hard,omitempty"` // broad or hard: six months
	Opinion  string   `json:"opinion,omitempty"`
}

// Type of the event.
func (*Assignment) Type() EventType { return "assigned" }

func (d *Assignment) check() error {
	if d.LeadUnit == "" {
		return station.Invalid("lead_unit_missing", "请选主办单位。")
	}
	return nil
}

func (d *Assignment) apply(p *Proposal, line Line) {
	p.LeadUnit, p.UnitName, p.CoUnits, p.Hard, p.Assigned = d.LeadUnit, d.UnitName, d.CoUnits, d.Hard, line.At
	p.Extended = nil
}

// SentBackBy is a unit's word that the suggestion is not theirs (申请退回).
type SentBackBy struct {
	Reason string `json:"reason"`
}

// Type of the event.
func (*SentBackBy) Type() EventType { return "sent_back" }

func (d *SentBackBy) check() error { return wants(d.Reason, "退办必须写明理由。") }

func (*SentBackBy) apply(*Proposal, Line) {}

// Extension moves the day of the answer (申请延期).
type Extension struct {
	To         station.Date `json:"to"`
	Reason     string       `json:"reason"`
	ApprovedBy string       `json:"approved_by"`
}

// Type of the event.
func (*Extension) Type() EventType { return "extended" }

func (d *Extension) check() error {
	switch {
	case !d.To.Full():
		return station.Invalid("date_invalid", "延期到哪一天读不懂，请写成 2026-01-31。")
	case strings.TrimSpace(d.ApprovedBy) == "":
		return station.Invalid("approval_missing", "延期要写明谁批准的。")
	}
	return wants(d.Reason, "延期必须写明理由。")
}

func (d *Extension) apply(p *Proposal, _ Line) { extended := *d; p.Extended = &extended }

// CoOpinion is what a co-unit told the lead unit (协办意见).
type CoOpinion struct {
	Unit string `json:"unit"` // unit id
	Text string `json:"text"`
}

// Type of the event.
func (*CoOpinion) Type() EventType { return "co_opinion" }

func (d *CoOpinion) check() error { return wants(d.Text, "请写明协办意见。") }

func (*CoOpinion) apply(*Proposal, Line) {}

// Answer is the written answer to the deputies.
type Answer struct {
	Class   matter.ReplyClass `json:"class"` // A-D
	Text    string            `json:"text"`
	Number  string            `json:"number,omitempty"` // of the document
	By      matter.Signer     `json:"by"`
	Meeting string            `json:"meeting,omitempty"` // where and when it was talked over (面商)
	At      time.Time         `json:"at,omitzero"`       // filled by Fold
}

// Type of the event.
func (*Answer) Type() EventType { return "replied" }

func (d *Answer) check() error {
	switch {
	case d.Class != "A" && d.Class != "B" && d.Class != "C" && d.Class != "D":
		return station.Invalid("reply_class_missing", "请选答复的类别（A、B、C、D）。")
	case strings.TrimSpace(d.By.Name) == "":
		return station.Invalid("reply_signer_missing", "请写明由谁签发答复。")
	}
	return wants(d.Text, "答复的内容不能为空。")
}

func (d *Answer) apply(p *Proposal, line Line) {
	answer := *d
	answer.At = line.At
	p.Replies = append(p.Replies, answer)
	p.Opinion = nil
}

// Opinion is what the deputies say to the answer (征询意见表, 浙江省人民代表大会代表建议、批评和意见办理的规定 art. 23).
type Opinion struct {
	Attitude matter.Satisfaction `json:"attitude"` // to how it was handled
	Result   matter.Satisfaction `json:"result"`   // to what came of it
	Text     string              `json:"text,omitempty"`
	At       time.Time           `json:"at,omitzero"`
}

// Type of the event.
func (*Opinion) Type() EventType { return "opinion" }

func (d *Opinion) check() error {
	for _, s := range []matter.Satisfaction{d.Attitude, d.Result} {
		if s != matter.Satisfied && s != matter.SoSo && s != matter.Unsatisfied {
			return station.Invalid("satisfaction_unknown", "办理态度和办理结果都要选满意、基本满意或不满意。")
		}
	}
	if d.Result == matter.Unsatisfied {
		return wants(d.Text, "对结果不满意的，请写明还要办什么。")
	}
	return nil
}

func (d *Opinion) apply(p *Proposal, line Line) {
	opinion := *d
	opinion.At = line.At
	p.Opinion = &opinion
}

// RedoOrder sends it back to the unit because the deputies are not satisfied with the result.
type RedoOrder struct {
	Reason string `json:"reason,omitempty"`
}

// Type of the event.
func (*RedoOrder) Type() EventType { return "redo" }

func (*RedoOrder) check() error { return nil }

func (*RedoOrder) apply(p *Proposal, line Line) { p.Redone, p.Extended = p.Redone+1, nil }

// Closing ends the work (办结).
type Closing struct{}

// Type of the event.
func (*Closing) Type() EventType { return "closed" }

func (*Closing) check() error { return nil }

func (*Closing) apply(p *Proposal, line Line) { p.Closed = line.At }

// Urge reminds the unit (催办).
type Urge struct {
	Text string `json:"text"`
}

// Type of the event.
func (*Urge) Type() EventType { return "urged" }

func (d *Urge) check() error { return wants(d.Text, "请写明催办的内容。") }

func (*Urge) apply(p *Proposal, _ Line) { p.Urges++ }

// Supervision puts the suggestion under supervision (督办).
type Supervision struct {
	Text string `json:"text"`
}

// Type of the event.
func (*Supervision) Type() EventType { return "supervised" }

func (d *Supervision) check() error { return wants(d.Text, "请写明督办的要求。") }

func (*Supervision) apply(p *Proposal, _ Line) { p.Watched = true }
