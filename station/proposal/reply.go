package proposal

import (
	"strings"

	"lianzhan/station"
)

// Reply is the lead unit's written answer, signed by its head and sealed (浙江省代表建议办理规定, 2016, art. 22).
type Reply struct {
	Class  ReplyClass   `json:"class"`
	Number string       `json:"number,omitempty"` // of the document (文号)
	Text   string       `json:"text"`
	Signer string       `json:"signer"` // the head who signed it (签发人)
	Phone  string       `json:"phone,omitempty"`
	Sealed bool         `json:"sealed"`         // bears the unit's seal
	Unit   string       `json:"unit,omitempty"` // filled by Fold: lead unit at the time, id or name
	On     station.Date `json:"on,omitempty"`   // filled by Fold
}

// ReplyClass sorts replies by what came of them.
type ReplyClass string

// ReplyClasses lists the classes and their Chinese names.
var ReplyClasses = station.Choices[ReplyClass]{
	{ID: "A", Label: "已经解决或基本解决"}, {ID: "B", Label: "正在解决或列入计划"}, {ID: "C", Label: "条件限制，暂不能解决"},
	{ID: "D", Label: "留作参考"},
}

// Type of the event.
func (*Reply) Type() EventType { return "replied" }

func (r *Reply) check() error {
	switch {
	case !ReplyClasses.Has(r.Class):
		return station.Invalid("reply_class_missing", "请选答复的类别（A、B、C、D）。")
	case strings.TrimSpace(r.Text) == "":
		return station.Invalid("reply_missing", "答复的内容不能为空。")
	case strings.TrimSpace(r.Signer) == "":
		return station.Invalid("reply_signer_missing", "请写明由哪位负责人签发。")
	case !r.Sealed:
		return station.Invalid("reply_seal_missing", "答复要盖承办单位的公章。")
	}
	return nil
}

func (r *Reply) apply(p *Proposal, line Line) {
	reply := *r
	reply.On, reply.Unit = dateOf(line.At), p.LeadUnit
	if reply.Unit == "" {
		reply.Unit = p.LeadName
	}
	p.Replies = append(p.Replies, reply)
}

// Satisfaction is how a deputy finds something.
type Satisfaction = station.Satisfaction

// The three verdicts.
const (
	Satisfied   = station.Satisfied
	SoSo        = station.SoSo
	Unsatisfied = station.Unsatisfied
)

// Attitude is a deputy's opinion sheet on the reply in force (征询意见表; 浙江省代表建议办理规定, 2016, art. 23).
type Attitude struct {
	Deputy       string       `json:"deputy"`
	Satisfaction Satisfaction `json:"satisfaction"`     // with how it was handled (办理态度)
	Result       Satisfaction `json:"result,omitempty"` // with what came of it (办理结果); empty: the same
	Comment      string       `json:"comment,omitempty"`
	On           station.Date `json:"on,omitempty"`    // filled by Fold
	Round        int          `json:"round,omitempty"` // filled by Fold: which reply it is about, from 1
}

// Unsatisfied reports whether the deputy finds the handling or the result wanting.
func (d Attitude) Unsatisfied() bool {
	return d.Satisfaction == Unsatisfied || d.Result == Unsatisfied
}

// Type of the event.
func (*Attitude) Type() EventType { return "attitude" }

func (d *Attitude) check() error {
	switch {
	case d.Deputy == "":
		return station.Invalid("deputy_missing", "请选是哪位代表的意见。")
	case !d.Satisfaction.Known() || d.Result != "" && !d.Result.Known():
		return station.Invalid("satisfaction_unknown", "请选满意、基本满意或不满意。")
	case len([]rune(d.Comment)) > 1000:
		return station.Invalid("words_long", "写得太长了，最多 1000 个字。")
	case d.Unsatisfied():
		return wants(d.Comment, "不满意的，请写明哪里不满意。")
	}
	return nil
}

func (d *Attitude) apply(p *Proposal, line Line) {
	attitude := *d
	attitude.On, attitude.Round = dateOf(line.At), len(p.Replies)
	p.Attitudes = append(p.Attitudes, attitude)
}

// RedoOrder sends the suggestion back to the unit because the deputy is not satisfied (重新办理).
type RedoOrder struct {
	Reason string `json:"reason"`
}

// Type of the event.
func (*RedoOrder) Type() EventType { return "redo" }

func (d *RedoOrder) check() error { return wants(d.Reason, "请写明要重新办理什么。") }

func (*RedoOrder) apply(p *Proposal, line Line) {
	p.Redone++
	p.RedoOn, p.ClosedOn, p.Silent = dateOf(line.At), "", ""
	p.FirstMoved, p.Extended = p.Extended, nil
}

// ClosedBy ends the work (办结).
type ClosedBy struct {
	// Silent is the day by which the deputy should have said something, when closing goes without it. Edits fills it.
	Silent station.Date `json:"silent,omitempty"`
}

// Type of the event.
func (*ClosedBy) Type() EventType { return "closed" }

func (*ClosedBy) check() error { return nil }

func (d *ClosedBy) apply(p *Proposal, line Line) { p.ClosedOn, p.Silent = dateOf(line.At), d.Silent }
