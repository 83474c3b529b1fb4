package matter

import (
	"encoding/json"

	"lianzhan/station"
)

// EventType names what can happen to a matter.
type EventType = station.EventType

// Data is what an event says beyond who and when. Each type of event has its own.
type Data interface {
	Type() EventType
	// class says who may ever receive the event: what a voter said or is called is personal.
	class() station.Class
	check() error
	apply(m *Matter, line Line)
}

// blanks makes an empty Data of every type, to read JSON into.
var blanks = station.Blanks[Data]{}

func register[T any, P interface {
	*T
	Data
}]() {
	blanks[P(new(T)).Type()] = func() Data { return P(new(T)) }
}

func init() {
	register[Registration]()
	register[Told]()
	register[Contact]()
	register[Verified]()
	register[AcceptedBy]()
	register[Declined]()
	register[MergedInto]()
	register[Absorbed]()
	register[Classification]()
	register[Assignment]()
	register[SentBackBy]()
	register[Started]()
	register[Extended]()
	register[PausedFor]()
	register[Resumed]()
	register[Reply]()
	register[FedBack]()
	register[Rated]()
	register[RatingWords]()
	register[RedoOrder]()
	register[ClosedBy]()
	register[ArchivedIn]()
	register[Supervision]()
	register[Urge]()
	register[Escalation]()
	register[EscalationAnswer]()
	register[Conversion]()
	register[Letter]()
	register[LetterAnswer]()
	register[Rechecked]()
	register[Note]()
	register[Advice]()
	register[DeputyView]()
	register[PublicDraft]()
	register[Released]()
	register[Withdrawn]()
	register[Support]()
	register[Forgotten]()
	register[Disclosed]()
}

// Move is an event about to be written.
type Move struct {
	By   Actor
	Note string
	Data Data
}

// edit is the move as the store writes it: bounded, and without the numbers nobody should have been given.
func (mv Move) edit(id string) (station.Edit, error) {
	tidy, err := tidied(mv.Data)
	if err != nil {
		return station.Edit{}, err
	}
	data, err := json.Marshal(tidy)
	if err != nil {
		return station.Edit{}, err
	}
	note, err := tidyText(mv.Note)
	if err != nil {
		return station.Edit{}, err
	}
	body, err := json.Marshal(station.EventBody{Type: mv.Data.Type(), By: mv.By, Note: note, Data: data})
	return station.Edit{Kind: station.KindMatter, ID: id, Op: station.OpEvent, Class: mv.Data.class(), Fields: body}, err
}
