package casework

import (
	"encoding/json"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// convert ties a matter to a suggestion that is there.
func (r *Room) convert(by matter.Actor, m matter.Matter, asked Asked) ([]station.Edit, error) {
	var what struct {
		Suggestion string `json:"suggestion"`
	}
	if err := json.Unmarshal(asked.Data, &what); err != nil {
		return nil, station.Invalid("event_invalid", "这一步的内容读不懂。").Because(err)
	}
	if err := r.store.View(func(reader station.Reader) error {
		_, err := reader.Record(station.KindSuggestion, what.Suggestion)
		return err
	}); err != nil {
		return nil, err
	}
	return m.Edits(matter.Move{By: by, Note: asked.Note, Data: &matter.Conversion{Suggestion: what.Suggestion}})
}
