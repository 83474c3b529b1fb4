package proposal

import (
	"encoding/json"
	"strings"
	"time"

	"lianzhan/station"
)

// EventType names what can happen to a suggestion.
type EventType = station.EventType

// Data is what an event says beyond who and when. Each type of event has its own.
type Data interface {
	Type() EventType
	check() error
	apply(p *Proposal, line Line)
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
	register[Submission]()
	register[Adoption]()
	register[FirstReview]()
	register[SecondReview]()
	register[Review]()
	register[Return]()
	register[Told]()
	register[Assignment]()
	register[NotOurs]()
	register[CoOpinion]()
	register[Consultation]()
	register[Extension]()
	register[Reply]()
	register[Attitude]()
	register[RedoOrder]()
	register[ClosedBy]()
	register[Urge]()
	register[Supervision]()
	register[KeyMark]()
	register[ExcellentMark]()
	register[Note]()
	register[PublicProposal]()
	register[Released]()
	register[Withdrawn]()
}

// Move is an event about to be written.
type Move struct {
	By   Actor
	At   time.Time // now; its day goes on the public sheet
	Note string
	Data Data
}

func (mv Move) on() station.Date { return dateOf(mv.At) }

// Blank is an empty Data of a type to read a request into, nil for a type nobody knows.
func Blank(t EventType) Data {
	data, _ := blanks.Of(t)
	return data
}

// edit is the move as the store writes it. No event is public: the public learns what the sheet says once released.
func (mv Move) edit(id string) (station.Edit, error) {
	data, err := json.Marshal(mv.Data)
	if err != nil {
		return station.Edit{}, err
	}
	body, err := json.Marshal(station.EventBody{Type: mv.Data.Type(), By: mv.By, Note: mv.Note, Data: data})
	return station.Edit{Kind: station.KindSuggestion, ID: id, Op: station.OpEvent, Class: station.Internal, Fields: body}, err
}

// wants is the check of a field that must say something.
func wants(text, sentence string) error {
	if strings.TrimSpace(text) == "" {
		return station.Invalid("reason_missing", "%s", sentence)
	}
	return nil
}
