package casework

import (
	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/station/matter"
)

// step is one type of event as the desk knows it.
type step struct {
	act   station.Action
	blank func() matter.Data                // to read a request into
	probe func(m matter.Matter) matter.Data // the least such an event can say, to ask whether it may happen now
}

// plain is a step whose event says nothing beyond that it happened.
func plain(act station.Action, blank func() matter.Data) step {
	return step{act, blank, func(matter.Matter) matter.Data { return blank() }}
}

// saying is a step whose event says something.
func saying(act station.Action, blank func() matter.Data, probe matter.Data) step {
	return step{act, blank, func(matter.Matter) matter.Data { return probe }}
}

// blankOf makes an empty event of a type.
func blankOf[T any, P interface {
	*T
	matter.Data
}]() func() matter.Data {
	return func() matter.Data { return P(new(T)) }
}

const something = "—" // what a probe says where an event must say something

// steps is the one table of which action each event needs. What stands in no line is not done by hand at the desk:
// registering and absorbing go with others, supporting is the voters'.
var steps = map[matter.EventType]step{
	"told":     saying(station.ActRegister, blankOf[matter.Told](), &matter.Told{Words: something}),
	"contact":  plain(station.ActRegister, blankOf[matter.Contact]()),
	"verified": plain(station.ActVerify, blankOf[matter.Verified]()),
	"accepted": plain(station.ActAccept, blankOf[matter.AcceptedBy]()),
	"declined": saying(station.ActDecline, blankOf[matter.Declined](),
		&matter.Declined{Reason: matter.DeclineReasons[0].ID, Advice: something}),
	"merged": saying(station.ActMerge, blankOf[matter.MergedInto](), &matter.MergedInto{Into: something}),
	"classified": saying(station.ActClassify, blankOf[matter.Classification](),
		&matter.Classification{Category: matter.Categories[0].ID, Grade: matter.Ordinary}),
	"assigned":  saying(station.ActAssign, blankOf[matter.Assignment](), &matter.Assignment{LeadUnit: something}),
	"sent_back": saying(station.ActHandle, blankOf[matter.SentBackBy](), &matter.SentBackBy{Reason: something}),
	"handling":  plain(station.ActHandle, blankOf[matter.Started]()),
	"extended": saying(station.ActApproveExtension, blankOf[matter.Extended](),
		&matter.Extended{To: "9999-12-31", Reason: something, ApprovedBy: something}),
	"paused":  saying(station.ActPause, blankOf[matter.PausedFor](), &matter.PausedFor{Why: something}),
	"resumed": plain(station.ActPause, blankOf[matter.Resumed]()),
	"replied": saying(station.ActReply, blankOf[matter.Reply](),
		&matter.Reply{Class: "A", Form: "oral", Decided: something, By: matter.Signer{Name: something}}),
	"fed_back":     saying(station.ActFeedBack, blankOf[matter.FedBack](), &matter.FedBack{How: something}),
	"rated":        saying(station.ActRate, blankOf[matter.Rated](), &matter.Rated{Satisfaction: matter.Satisfied}),
	"rating_words": saying(station.ActRate, blankOf[matter.RatingWords](), &matter.RatingWords{Words: something}),
	"redo":         plain(station.ActSupervise, blankOf[matter.RedoOrder]()),
	"closed":       plain(station.ActClose, blankOf[matter.ClosedBy]()),
	"archived":     saying(station.ActArchive, blankOf[matter.ArchivedIn](), &matter.ArchivedIn{Volume: something}),
	"supervised":   saying(station.ActSupervise, blankOf[matter.Supervision](), &matter.Supervision{Text: something}),
	"urged":        saying(station.ActUrge, blankOf[matter.Urge](), &matter.Urge{Text: something}),
	"escalated": saying(station.ActEscalate, blankOf[matter.Escalation](),
		&matter.Escalation{To: matter.EscalationSteps[0].ID, Text: something}),
	"escalation_answered": saying(station.ActAnswerEscalation, blankOf[matter.EscalationAnswer](),
		&matter.EscalationAnswer{Result: something}),
	"converted": saying(station.ActConvert, blankOf[matter.Conversion](), &matter.Conversion{Suggestion: something}),
	"letter": saying(station.ActLetter, blankOf[matter.Letter](),
		&matter.Letter{Number: something, To: something, Problems: something, ReplyBy: "9999-12-31"}),
	"letter_answered":  {station.ActLetter, blankOf[matter.LetterAnswer](), answerOpenLetter},
	"rechecked":        saying(station.ActRecheck, blankOf[matter.Rechecked](), &matter.Rechecked{Text: something}),
	"noted":            saying(station.ActNote, blankOf[matter.Note](), &matter.Note{Text: something}),
	"advised":          saying(station.ActAdvise, blankOf[matter.Advice](), &matter.Advice{Text: something}),
	"deputy_view":      saying(station.ActComment, blankOf[matter.DeputyView](), &matter.DeputyView{Text: something}),
	"public_drafted":   saying(station.ActDraftPublic, blankOf[matter.PublicDraft](), &matter.PublicDraft{Title: something, Text: something}),
	"public_released":  plain(station.ActReleasePublic, blankOf[matter.Released]()),
	"public_withdrawn": saying(station.ActWithdrawPublic, blankOf[matter.Withdrawn](), &matter.Withdrawn{Reason: something}),
	// What may be proposed is asked of each step by itself: see proposing.
	"proposed":  {station.ActSignedIn, blankOf[matter.Proposed](), firstProposal},
	"forgotten": saying(station.ActErasePersonal, blankOf[matter.Forgotten](), &matter.Forgotten{Reason: "voter"}),
}

// recorded are the steps the station may write down for those who have no account: a unit that answers on paper or by
// telephone, a voter who says at the counter what they think of the answer.
var recorded = map[matter.EventType]station.Action{
	"handling": station.ActRecordReply, "sent_back": station.ActRecordReply, "replied": station.ActRecordReply,
	"rated": station.ActRecordVerdict, "rating_words": station.ActRecordVerdict,
}

// proposing are the actions that let somebody propose a step to the one who may take it.
var proposing = map[matter.EventType]station.Action{
	"accepted": station.ActProposeAcceptance, "declined": station.ActProposeAcceptance,
	"classified": station.ActSuggestClass, "assigned": station.ActDraftAssignment,
}

// allowed is the action by which somebody may take a step, in their own right first.
func (s step) allowed(kind matter.EventType, who door.Who) (station.Action, bool) {
	if who.May(s.act) {
		return s.act, true
	}
	act, may := recorded[kind]
	return act, may && who.May(act)
}

// answerOpenLetter answers the first letter that waits, if any does.
func answerOpenLetter(m matter.Matter) matter.Data {
	for _, l := range m.Letters {
		if l.Replied.IsZero() {
			return &matter.LetterAnswer{Number: l.Number, Reply: something}
		}
	}
	return &matter.LetterAnswer{Reply: something}
}

func firstProposal(matter.Matter) matter.Data {
	return &matter.Proposed{For: "accepted", Text: something}
}
