package matter

import (
	"time"

	"lianzhan/station"
)

// Step names something that must be done by a day.
type Step = station.Step

// The steps that have a deadline.
const (
	ToVerify   Step = "verify"
	ToAccept   Step = "accept"
	ToAssign   Step = "assign"
	ToSendBack Step = "send_back" // until when a unit may say "not ours"
	ToReply    Step = "reply"
	HardStop   Step = "hard_stop"
	ToRedo     Step = "redo"
	ToFeedBack Step = "feed_back"
	ToRecheck1 Step = "recheck_30"
	ToRecheck2 Step = "recheck_90"
)

// Steps lists the steps, what people call them, and the term and basis used where a station set none of its own.
var Steps = []struct {
	Step  Step
	Label string
	Term  station.Term
}{
	{ToVerify, "核实", station.Term{N: 2, Unit: station.BusinessDays, Basis: "本站规定"}},
	{ToAccept, "决定是否受理", station.Term{N: 3, Unit: station.BusinessDays, Basis: "本站规定"}},
	{ToAssign, "交办", station.Term{N: 3, Unit: station.BusinessDays, Basis: "本站规定"}},
	{ToSendBack, "单位提出退办", station.Term{N: 5, Unit: station.BusinessDays, Basis: "参照代表建议办理的地方规定"}},
	{ToReply, "答复", station.Term{N: 15, Unit: station.BusinessDays, Basis: "本站规定"}},
	{HardStop, "最迟答复", station.Term{N: 60, Unit: station.CalendarDays, Basis: "参照《信访工作条例》第三十四条"}},
	{ToRedo, "重新答复", station.Term{N: 1, Unit: station.Months, Basis: "参照浙江省实施代表法办法第四十三条"}},
	{ToFeedBack, "反馈给选民", station.Term{N: 5, Unit: station.BusinessDays, Basis: "本站规定"}},
	{ToRecheck1, "30天回头看", station.Term{N: 30, Unit: station.CalendarDays, Basis: "本站规定"}},
	{ToRecheck2, "90天回头看", station.Term{N: 90, Unit: station.CalendarDays, Basis: "本站规定"}},
}

// Deadline is a day by which a step must be done.
type Deadline = station.Deadline

// Terms are a station's own terms by step; a step it lacks has the term of Steps.
type Terms = station.Terms

// Deadlines works out every deadline the matter has or had, in the order of Steps. They are never written down, so a
// new holiday table moves those that still run.
func (m Matter) Deadlines(terms Terms, calendar station.Calendar) []Deadline {
	var deadlines []Deadline
	for _, s := range Steps {
		from, done, runs := m.runs(s.Step)
		if !runs {
			continue
		}
		term := s.Term
		if own, ok := terms[s.Step]; ok {
			term = own
		}
		counted := calendar.Count(dateOf(from), term, m.standstills(from))
		d := Deadline{Step: s.Step, Label: s.Label, From: dateOf(from), Due: counted.Due, Basis: term.Basis, How: counted.How}
		if !done.IsZero() {
			d.Done = dateOf(done)
		}
		if (s.Step == ToReply || s.Step == ToRedo) && m.Extended != nil {
			d.Due, d.Basis = m.Extended.To, "经"+m.Extended.ApprovedBy+"批准延期"
			d.How = "原定" + counted.Due.Chinese() + "，" + d.Basis + "到" + d.Due.Chinese() + "。"
		}
		deadlines = append(deadlines, d)
	}
	return deadlines
}

// Next is the open deadline that ends first.
func (m Matter) Next(terms Terms, calendar station.Calendar) (Deadline, bool) {
	return station.Soonest(m.Deadlines(terms, calendar), ToSendBack)
}

// runs says from when a step's clock ran and when it was done; no clock for a step that is not due.
func (m Matter) runs(step Step) (from, done time.Time, runs bool) {
	switch step {
	case ToVerify:
		from, done = m.first("registered"), m.first("verified", "declined")
		return from, done, m.cameUnverified()
	case ToAccept:
		if from = m.first("registered"); m.cameUnverified() {
			from = m.first("verified")
		}
		done = m.first("accepted", "declined", "merged")
	case ToAssign:
		from, done = m.Accept, m.first("assigned", "replied", "merged")
	case ToSendBack:
		from, done = m.last("assigned"), m.after(m.last("assigned"), "handling", "sent_back", "replied")
	case ToReply, HardStop:
		if from = m.Accept; step == ToReply && !m.first("assigned").IsZero() {
			from = m.first("assigned")
		}
		done = m.first("replied", "merged")
	case ToRedo:
		from = m.last("redo")
		done = m.after(from, "replied")
	case ToFeedBack:
		from = m.last("replied")
		done = m.after(from, "fed_back")
	case ToRecheck1, ToRecheck2:
		from, done = m.Closed, m.rechecked(step)
		return from, done, !from.IsZero() && m.Reply() != nil && m.Reply().Class != "D"
	}
	return from, done, !from.IsZero() && (m.State.Open() || !done.IsZero())
}

func (m Matter) cameUnverified() bool {
	return len(m.Timeline) > 0 && m.Timeline[0].State == Unverified
}

// first is when an event of one of the types was first applied.
func (m Matter) first(types ...EventType) time.Time { return m.after(time.Time{}, types...) }

// after is when an event of one of the types was first applied at or after a moment; zero when the moment never came.
func (m Matter) after(moment time.Time, types ...EventType) time.Time {
	for _, line := range m.Timeline {
		for _, t := range types {
			if line.Applied && line.Type == t && !line.At.Before(moment) {
				return line.At
			}
		}
	}
	return time.Time{}
}

func (m Matter) last(kind EventType) time.Time {
	var at time.Time
	for _, line := range m.Timeline {
		if line.Applied && line.Type == kind {
			at = line.At
		}
	}
	return at
}

func (m Matter) rechecked(step Step) time.Time {
	days := map[Step]int{ToRecheck1: 30, ToRecheck2: 90}[step]
	for _, r := range m.Rechecks {
		if r.After == days && !r.At.Before(m.Closed) {
			return r.At
		}
	}
	return time.Time{}
}

// standstills are the days on which the clock stood still after a moment, waiting for the voter.
func (m Matter) standstills(from time.Time) []station.Span {
	var spans []station.Span
	for _, p := range m.Pauses {
		if !p.To.IsZero() && p.To.Before(from) {
			continue
		}
		span := station.Span{From: dateOf(p.From)}
		if !p.To.IsZero() {
			span.To = dateOf(p.To)
		}
		spans = append(spans, span)
	}
	return spans
}

func dateOf(at time.Time) station.Date { return station.DateOf(at.In(station.Zone)) }
