package kiosk

import (
	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

type suggestionItem struct {
	ID          string       `json:"id"`
	Number      string       `json:"number"`
	Congress    string       `json:"congress"`
	Title       string       `json:"title"`
	Body        string       `json:"body"`
	Category    string       `json:"category"`
	LeadDeputy  named        `json:"lead_deputy"` // empty when the mandate has ended
	LeadUnit    string       `json:"lead_unit"`
	SubmittedOn station.Date `json:"submitted_on"`
	DueOn       station.Date `json:"due_on"`
	RepliedOn   station.Date `json:"replied_on"`
	Reply       string       `json:"reply"`
	ReplyClass  string       `json:"reply_class"`
}

// raisedItem is a suggestion on its lead deputy's page.
type raisedItem struct {
	ID          string       `json:"id"`
	Title       string       `json:"title"`
	SubmittedOn station.Date `json:"submitted_on"`
	LeadUnit    string       `json:"lead_unit"`
	ReplyClass  string       `json:"reply_class"`
}

// suggestionList answers GET /api/v1/suggestions, the newest first.
func (e *edition) suggestionList(c *fiber.Ctx) (*page, error) {
	asked, err := partOf(c, largestLimit)
	if err != nil {
		return nil, err
	}
	shown := only(e.suggestions.sorted, func(s *station.Suggestion) bool { return s.Public })
	return printPart(shown, asked, e.suggestionItem)
}

func (e *edition) suggestionItem(s *station.Suggestion) suggestionItem {
	item := suggestionItem{ID: s.ID, Number: s.Number, Congress: s.Congress, Title: s.Title, Body: s.Body,
		Category: s.Category, LeadUnit: s.LeadUnit, SubmittedOn: s.SubmittedOn, DueOn: s.DueOn, RepliedOn: s.RepliedOn,
		Reply: s.Reply, ReplyClass: s.ReplyClass}
	if d := e.card(s.LeadDeputy); d != nil {
		item.LeadDeputy = named{d.deputy.ID, d.deputy.Name}
	}
	return item
}

// raisedSuggestions sorts the public suggestions by lead deputy.
func (e *edition) raisedSuggestions() map[string][]raisedItem {
	raised := map[string][]raisedItem{}
	for _, s := range e.suggestions.sorted {
		if s.Public {
			raised[s.LeadDeputy] = append(raised[s.LeadDeputy], raisedItem{s.ID, s.Title, s.SubmittedOn, s.LeadUnit, s.ReplyClass})
		}
	}
	return raised
}
