package proposal

import (
	"encoding/json"
	"strings"
	"time"

	"lianzhan/station"
)

// EventType names what can happen to a suggestion.
type EventType string

// Data is what an event says beyond who and when. Each type of event has its own.
type Data interface {
	Type() EventType
	check() error
	apply(p *Proposal, line Line)
}

// blanks makes an empty Data of every type, to read JSON into.
var blanks = map[EventType]func() Data{}

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

// envelope is how a move lies in the body of a change.
type envelope struct {
	Type EventType       `json:"type"`
	By   Actor           `json:"by"`
	Note string          `json:"note,omitempty"`
	Data json.RawMessage `json:"data,omitempty"`
}

func (e envelope) data() (Data, error) {
	blank, known := blanks[e.Type]
	if !known {
		return nil, station.Invalid("event_unknown", "不认识的事件“%s”，可能来自更新的版本。", e.Type)
	}
	data := blank()
	if len(e.Data) == 0 {
		return data, nil
	}
	if err := json.Unmarshal(e.Data, data); err != nil {
		return nil, station.Invalid("event_invalid", "事件“%s”的内容读不懂。", e.Type).Because(err)
	}
	return data, nil
}

// Blank is an empty Data of a type to read a request into, nil for a type nobody knows.
func Blank(t EventType) Data {
	if blank, known := blanks[t]; known {
		return blank()
	}
	return nil
}

// edit is the move as the store writes it. No event is public: the public learns what the sheet says once released.
func (mv Move) edit(id string) (station.Edit, error) {
	data, err := json.Marshal(mv.Data)
	if err != nil {
		return station.Edit{}, err
	}
	body, err := json.Marshal(envelope{Type: mv.Data.Type(), By: mv.By, Note: mv.Note, Data: data})
	return station.Edit{Kind: station.KindSuggestion, ID: id, Op: station.OpEvent, Class: station.Internal, Fields: body}, err
}

// wants is the check of a field that must say something.
func wants(text, sentence string) error {
	if strings.TrimSpace(text) == "" {
		return station.Invalid("reason_missing", "%s", sentence)
	}
	return nil
}
