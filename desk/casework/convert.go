package casework

import (
	"encoding/json"
	"strings"

	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/station/proposal"
)

// conversion is how a page asks for it: a suggestion that is there, or a new one.
type conversion struct {
	Suggestion string        `json:"suggestion"`
	Client     string        `json:"client"`
	Title      string        `json:"title"`
	Body       string        `json:"body"`
	Category   string        `json:"category"`
	LeadDeputy string        `json:"lead_deputy"`
	CoSigners  []string      `json:"co_signers"`
	Tier       station.Tier  `json:"tier"`
	Sitting    bool          `json:"sitting"`
	Kind       proposal.Kind `json:"kind"`
	Publish    bool          `json:"publish"`
}

// convert ties a matter to a suggestion. A new one is handed in by the same commit. The matter itself is still answered.
func (r *Room) convert(by matter.Actor, m matter.Matter, asked Asked) ([]station.Edit, error) {
	var what conversion
	if err := json.Unmarshal(asked.Data, &what); err != nil {
		return nil, station.Invalid("event_invalid", "这一步的内容读不懂。").Because(err)
	}
	var made []station.Edit
	if what.Suggestion == "" && strings.TrimSpace(what.Title) != "" {
		var err error
		if what.Suggestion, made, err = r.propose(by, m, what); err != nil {
			return nil, err
		}
	} else if err := r.store.View(func(reader station.Reader) error {
		_, err := reader.Record(station.KindSuggestion, what.Suggestion)
		return err
	}); err != nil {
		return nil, err
	}
	edits, err := m.Edits(matter.Move{By: by, Note: asked.Note, Data: &matter.Conversion{Suggestion: what.Suggestion}})
	return append(edits, made...), err
}

// propose is the new suggestion; the deputies the matter was addressed to lead it unless the page says otherwise.
func (r *Room) propose(by matter.Actor, m matter.Matter, what conversion) (id string, edits []station.Edit, err error) {
	house, err := r.book.House()
	if err != nil {
		return "", nil, err
	}
	if what.LeadDeputy == "" && len(m.Deputies) > 0 {
		what.LeadDeputy = m.Deputies[0]
	}
	if what.Tier == "" {
		what.Tier = station.Township
	}
	if what.Kind == "" {
		what.Kind = proposal.Advice
	}
	for _, deputy := range append([]string{what.LeadDeputy}, what.CoSigners...) {
		if !house.Deputy(deputy) {
			return "", nil, station.Invalid("deputy_unknown", "请选领衔代表。")
		}
	}
	if what.Client == "" {
		what.Client = r.id()
	}
	made, err := proposal.Convert(what.Client,
		station.Suggestion{Title: what.Title, Body: what.Body, Category: what.Category, LeadDeputy: what.LeadDeputy, CoSigners: what.CoSigners},
		proposal.Submission{Flow: proposal.FlowFor(what.Tier, what.Sitting), Tier: what.Tier, Kind: what.Kind, Publish: what.Publish}, m.ID)
	if err != nil {
		return "", nil, err
	}
	edits, err = made.Edits(proposal.Actor{Role: by.Role, Account: by.Account, Name: by.Name}, r.store.Now().Time)
	return made.ID, edits, err
}
