package matter

import (
	"slices"

	"lianzhan/station"
)

// rule says in which states a type of event may happen, what state it leads to, and what else must hold.
type rule struct {
	from  []State // none: at any time after registration
	to    State   // none: the state stays
	guard func(m Matter, by Actor, data Data) error
}

// rules is the whole way of a matter. What stands in no line cannot happen.
var rules = map[EventType]rule{
	"verified":   {from: []State{Unverified}, to: Registered},
	"accepted":   {from: []State{Registered}, to: Accepted},
	"declined":   {from: []State{Unverified, Registered}, to: Refused},
	"merged":     {from: append([]State{Registered}, beforeReply...), to: Merged, guard: notItself},
	"absorbed":   {from: append([]State{Registered, Replied, FedBackTo}, beforeReply...), guard: notItself},
	"classified": {from: []State{Accepted, Classified, Assigned, Handling}, guard: nil},
	"assigned":   {from: []State{Classified, SentBack, Assigned, Handling, Redo}, to: Assigned},
	"sent_back":  {from: underWay, to: SentBack},
	"handling":   {from: []State{Assigned, Redo}, to: Handling, guard: ownUnit},
	"extended":   {from: underWay, guard: later},
	"paused":     {from: beforeReply, guard: running},
	"resumed":    {from: beforeReply, guard: paused},
	"replied":    {from: beforeReply, to: Replied, guard: settles},
	"fed_back":   {from: []State{Replied}, to: FedBackTo},
	"rated":      {from: []State{FedBackTo, Closed}, guard: unrated},
	"redo":       {from: []State{RatedState, Closed}, to: Redo, guard: mayRedo},
	"closed":     {from: []State{FedBackTo, RatedState}, to: Closed, guard: mayClose},
	"archived":   {from: []State{Closed, Refused}, to: Archived, guard: answered},

	"told": {}, "contact": {}, "forgotten": {}, "rating_words": {}, "noted": {}, "advised": {}, "deputy_view": {}, "disclosed": {},
	"supervised":          {from: beforeReply},
	"urged":               {from: beforeReply},
	"escalated":           {from: append([]State{Replied, FedBackTo, RatedState}, beforeReply...)},
	"escalation_answered": {guard: escalated},
	"converted":           {from: append([]State{Replied, FedBackTo, RatedState, Closed}, beforeReply...), guard: unconverted},
	"letter":              {from: append([]State{Replied, FedBackTo, RatedState, Closed}, beforeReply...), guard: newLetter},
	"letter_answered":     {guard: openLetter},
	"rechecked":           {from: []State{Closed, Archived}},

	"public_drafted":   {guard: publishable},
	"public_released":  {guard: secondPerson},
	"public_withdrawn": {guard: released},
	"supported":        {guard: released},
}

// Check says why a move may not be made now, or nil. It is the same rule the fold applies to what arrives late.
func (m Matter) Check(mv Move) error {
	if err := mv.Data.check(); err != nil {
		return err
	}
	if mv.Data.Type() == "registered" {
		if m.State != "" {
			return station.Conflict("matter_exists", "这件事已经登记过了。")
		}
		return nil
	}
	if m.State == "" {
		return station.NotFound("matter_not_found", "没有找到这件事。")
	}
	r, known := rules[mv.Data.Type()]
	if !known {
		return station.Invalid("event_unknown", "不认识的事件“%s”。", mv.Data.Type())
	}
	if len(r.from) > 0 && !slices.Contains(r.from, m.State) {
		return station.Conflict("step_not_possible", "这件事现在是“%s”，不能做这一步。", m.State.Label())
	}
	if r.guard != nil {
		return r.guard(m, mv.By, mv.Data)
	}
	return nil
}

// Possible lists the types of event the matter's state allows, whatever they would say.
func (m Matter) Possible() []EventType {
	var types []EventType
	for t, r := range rules {
		if len(r.from) == 0 || slices.Contains(r.from, m.State) {
			types = append(types, t)
		}
	}
	slices.Sort(types)
	return types
}

func notItself(m Matter, _ Actor, data Data) error {
	other := ""
	switch d := data.(type) {
	case *MergedInto:
		other = d.Into
	case *Absorbed:
		other = d.From
	}
	if other == m.ID {
		return station.Conflict("merge_with_itself", "不能并到自己这件里。")
	}
	return nil
}

// settles keeps a deputy from settling anything, and a unit from answering for another.
func settles(m Matter, by Actor, data Data) error {
	if by.Role == roleDeputy {
		return station.Conflict("deputy_no_handle", "代表不直接处理事项，请转交有关单位。")
	}
	if m.Paused() {
		return station.Conflict("matter_paused", "正在等选民补充材料，请先恢复计时。")
	}
	return ownUnit(m, by, data)
}

func ownUnit(m Matter, by Actor, _ Data) error {
	if by.Role == roleDeputy {
		return station.Conflict("deputy_no_handle", "代表不直接处理事项，请转交有关单位。")
	}
	if by.Unit != "" && by.Unit != m.LeadUnit && !slices.Contains(m.CoUnits, by.Unit) {
		return station.Conflict("other_unit", "这件事不是交给您单位办的。")
	}
	return nil
}

func later(m Matter, _ Actor, data Data) error {
	if d := data.(*Extended); m.Extended != nil && d.To <= m.Extended.To {
		return station.Conflict("extension_shorter", "新的期限要比原来的晚。")
	}
	return nil
}

func running(m Matter, _ Actor, _ Data) error {
	if m.Paused() {
		return station.Conflict("matter_paused", "已经在等选民补充材料了。")
	}
	return nil
}

func paused(m Matter, _ Actor, _ Data) error {
	if !m.Paused() {
		return station.Conflict("matter_running", "这件事没有暂停。")
	}
	return nil
}

func unrated(m Matter, _ Actor, _ Data) error {
	if m.Rating != nil {
		return station.Conflict("already_rated", "这次答复已经评价过了。")
	}
	return nil
}

// mayRedo allows one redo after "not satisfied", and one more each time a look back finds it broken again.
func mayRedo(m Matter, _ Actor, _ Data) error {
	relapsed := len(m.Rechecks) > 0 && !m.Rechecks[len(m.Rechecks)-1].Holds
	switch {
	case m.State == Closed && relapsed:
		return nil
	case m.Rating == nil || m.Rating.Satisfaction != Unsatisfied:
		return station.Conflict("redo_not_due", "选民没有表示不满意，不需要重办。")
	case m.Redone > 0:
		return station.Conflict("redo_used", "已经重办过一次了。可以督办、上报或转成代表建议。")
	}
	return nil
}

func mayClose(m Matter, _ Actor, _ Data) error {
	if m.Rating != nil && m.Rating.Satisfaction == Unsatisfied && m.Redone == 0 {
		return station.Conflict("redo_first", "选民不满意，请先重办一次。")
	}
	return nil
}

// answered is 受理必复: what was accepted is archived only after a reply and feedback.
func answered(m Matter, _ Actor, _ Data) error {
	if m.State == Closed && (len(m.Replies) == 0 || m.FedBack == nil) {
		return station.Conflict("must_reply", "受理的事项必须先答复、反馈，才能归档。")
	}
	return nil
}

func escalated(m Matter, _ Actor, _ Data) error {
	if len(m.Escalations) == 0 || !m.Escalations[len(m.Escalations)-1].Done.IsZero() {
		return station.Conflict("nothing_escalated", "没有等待上级意见的上报。")
	}
	return nil
}

func unconverted(m Matter, _ Actor, _ Data) error {
	if m.Suggestion != "" {
		return station.Conflict("already_converted", "这件事已经转成建议了。")
	}
	return nil
}

func newLetter(m Matter, _ Actor, data Data) error {
	number := data.(*Letter).Number
	if slices.ContainsFunc(m.Letters, func(l Letter) bool { return l.Number == number }) {
		return station.Conflict("letter_exists", "文号为“%s”的意见函已经有了。", number)
	}
	return nil
}

func openLetter(m Matter, _ Actor, data Data) error {
	number := data.(*LetterAnswer).Number
	if !slices.ContainsFunc(m.Letters, func(l Letter) bool { return l.Number == number && l.Replied.IsZero() }) {
		return station.Conflict("letter_missing", "没有找到等待答复的意见函“%s”。", number)
	}
	return nil
}

func publishable(m Matter, _ Actor, _ Data) error {
	switch {
	case m.Confidential:
		return station.Conflict("confidential", "选民要求保密，这件事不能公开。")
	case m.Accept.IsZero():
		return station.Conflict("not_accepted", "受理以后才能公开。")
	}
	return nil
}

// secondPerson holds the four-eyes rule: nobody releases what they wrote.
func secondPerson(m Matter, by Actor, _ Data) error {
	switch {
	case m.Public.Draft == nil:
		return station.Conflict("nothing_drafted", "还没有写公开稿。")
	case m.Public.DraftBy.Account == by.Account:
		return station.Conflict("second_person", "公开稿要由另一个人审核发布。")
	case m.Confidential:
		return station.Conflict("confidential", "选民要求保密，这件事不能公开。")
	}
	return nil
}

func released(m Matter, _ Actor, _ Data) error {
	if !m.Public.Released {
		return station.Conflict("not_public", "这件事没有公开。")
	}
	return nil
}
