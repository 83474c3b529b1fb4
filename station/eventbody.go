package station

import "encoding/json"

// EventType names what can happen to a matter or to a suggestion.
type EventType string

// EventBody is how an event lies in the body of a change: what happened, by whom, and what it says beyond that.
type EventBody struct {
	Type EventType       `json:"type"`
	By   Actor           `json:"by"`
	Note string          `json:"note,omitempty"`
	Data json.RawMessage `json:"data,omitempty"`
}

// Blanks make an empty D of every type of event, to read JSON into.
type Blanks[D any] map[EventType]func() D

// Of is an empty D for a type, and whether the type is known.
func (b Blanks[D]) Of(t EventType) (D, bool) {
	blank, known := b[t]
	if !known {
		var none D
		return none, false
	}
	return blank(), true
}

// Read is what an event says. Errors: event_unknown for a type of a newer program, event_invalid for what is not of
// its type.
func (b Blanks[D]) Read(body EventBody) (D, error) {
	data, known := b.Of(body.Type)
	if !known {
		return data, Invalid("event_unknown", "不认识的事件“%s”，可能来自更新的版本。", body.Type)
	}
	if len(body.Data) == 0 {
		return data, nil
	}
	if err := json.Unmarshal(body.Data, data); err != nil {
		var none D
		return none, Invalid("event_invalid", "事件“%s”的内容读不懂。", body.Type).Because(err)
	}
	return data, nil
}
