package proposal

import "lianzhan/station"

// Step names something that must be done by a day.
type Step = station.Step

// The steps that have a deadline. Their names differ from a matter's: a station keeps its own terms for both in one table.
const (
	ToTell      Step = "suggestion_tell"
	ToAssign    Step = "suggestion_assign"
	ToSendBack  Step = "suggestion_send_back" // until when a unit may say "not ours"
	ToOpine     Step = "suggestion_co_opinion"
	ToReply     Step = "suggestion_reply"
	ToReplyHard Step = "suggestion_reply_hard" // instead of ToReply where it is wide or difficult
	ToView      Step = "suggestion_view"
	ToRedo      Step = "suggestion_redo"
)

// Steps lists the steps, what people call them, and the term and basis used where a station set none of its own.
var Steps = []struct {
	Step  Step
	Label string
	Term  station.Term
}{
	{ToTell, "告知代表是否接收", station.Term{N: 7, Unit: station.CalendarDays, Basis: "参照浙江省代表建议办理规定（2016年）第十条"}},
	{ToAssign, "交办", station.Term{N: 5, Unit: station.BusinessDays, Basis: "参照青岛市代表建议工作条例第十四条"}},
	{ToSendBack, "单位提出退办", station.Term{N: 10, Unit: station.CalendarDays, Basis: "参照浙江省代表建议办理规定（2016年）第十四条"}},
	{ToOpine, "会办单位提出意见", station.Term{N: 2, Unit: station.Months, Basis: "参照浙江省代表建议办理规定（2016年）第十八条"}},
	{ToReply, "答复", station.Term{N: 3, Unit: station.Months, Basis: "代表法第五十一条"}},
	{ToReplyHard, "答复（涉及面广、处理难度大）", station.Term{N: 6, Unit: station.Months, Basis: "代表法第五十一条"}},
	{ToView, "代表表态", station.Term{N: 15, Unit: station.BusinessDays, Basis: "参照北京市代表建议办理条例第二十三条"}},
	{ToRedo, "重新答复", station.Term{N: 1, Unit: station.Months, Basis: "参照浙江省实施代表法办法第四十三条"}},
}

// Deadline is a day by which a step must be done.
type Deadline = station.Deadline

// Terms are a station's own terms by step; a step it lacks has the term of Steps.
type Terms = station.Terms

// Deadlines works out every deadline the suggestion has or had, in the order of Steps. They are never written down, but
// for the day of the reply on the public sheet.
func (p Proposal) Deadlines(terms Terms, calendar station.Calendar) []Deadline {
	var deadlines []Deadline
	for _, s := range Steps {
		from, done := p.runs(s.Step)
		if !from.Full() || done == "" && !p.State.Open() && s.Step != ToTell {
			continue
		}
		term := s.Term
		if own, ok := terms[s.Step]; ok {
			term = own
		}
		counted := calendar.Count(from, term, nil)
		d := Deadline{Step: s.Step, Label: s.Label, From: from, Due: counted.Due, Done: done, Basis: term.Basis, How: counted.How}
		deadlines = append(deadlines, p.moved(d))
	}
	return deadlines
}

// moved is a deadline for a reply, moved by an extension or by the day an old sheet names.
func (p Proposal) moved(d Deadline) Deadline {
	first := d.Step == ToReply || d.Step == ToReplyHard
	switch {
	case first && p.GivenDue.Full():
		d.Due, d.Basis, d.How = p.GivenDue, "原来登记的期限", "原来登记的期限是"+p.GivenDue.Chinese()+"。"
	case !first && d.Step != ToRedo:
		return d
	}
	extended := p.Extended
	if first && p.RedoOn != "" {
		extended = p.FirstMoved
	}
	if extended == nil || extended.To <= d.Due {
		return d
	}
	d.Basis = "经" + extended.ApprovedBy + "批准延期"
	d.How = "原定" + d.Due.Chinese() + "，" + d.Basis + "到" + extended.To.Chinese() + "。"
	d.Due = extended.To
	return d
}

// Next is the open deadline that ends first.
func (p Proposal) Next(terms Terms, calendar station.Calendar) (Deadline, bool) {
	return station.Soonest(p.Deadlines(terms, calendar), ToSendBack)
}

// runs says from which day a step's clock ran and when it was done; no day for a step that is not due.
func (p Proposal) runs(step Step) (from, done station.Date) {
	var firstReply station.Date
	if len(p.Replies) > 0 {
		firstReply = p.Replies[0].On
	}
	switch step {
	case ToTell:
		return p.PassedOn, p.ToldOn
	case ToAssign:
		if p.SentBackOn != "" {
			return p.SentBackOn, ""
		}
		if p.State != Returned {
			return p.PassedOn, p.AssignedOn
		}
	case ToSendBack:
		return p.AssignedOn, firstReply
	case ToOpine:
		return p.opining()
	case ToReply, ToReplyHard:
		if p.Hard == (step == ToReplyHard) {
			return p.AssignedOn, firstReply
		}
	case ToView:
		return p.viewing()
	case ToRedo:
		if reply := p.Reply(); reply != nil && p.RedoOn != "" {
			return p.RedoOn, reply.On
		}
		return p.RedoOn, ""
	}
	return "", ""
}

// opining runs until the last co-unit has spoken; once the lead unit has replied without them nobody waits any more.
func (p Proposal) opining() (from, done station.Date) {
	if len(p.CoUnits) == 0 {
		return "", ""
	}
	if len(p.MissingOpinions()) > 0 {
		if len(p.Replies) > 0 {
			return "", ""
		}
		return p.AssignedOn, ""
	}
	for _, unit := range p.CoUnits {
		done = max(done, p.opinionOf(unit).On)
	}
	return p.AssignedOn, done
}

// viewing runs from the reply in force until the lead deputy says what they think of it.
func (p Proposal) viewing() (from, done station.Date) {
	if reply := p.Reply(); reply != nil {
		from = reply.On
	}
	if view := p.View(); view != nil {
		done = view.On
	}
	return from, done
}
