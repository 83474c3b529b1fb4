package display

import (
	"cmp"
	"slices"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// SolvedPage is one matter that was solved, as released for the public.
type SolvedPage struct {
	Head
	Headline []string     `json:"headline"` // up to 2 lines
	Lines    []string     `json:"lines"`    // what was done
	Place    string       `json:"place"`
	Unit     string       `json:"unit"`
	Date     station.Date `json:"date"` // of the reply
	Days     int          `json:"days"` // from accepting to the reply
	Rating   string       `json:"rating"`
	Photo    string       `json:"photo"`
}

// mostSolved bounds the solved matters of one loop.
const mostSolved = 6

// solvedPages show the newest released matters that were answered.
func (p painter) solvedPages() []Page {
	var list []matter.Matter
	for _, m := range p.cases {
		if reply := m.Reply(); m.Public.Released && reply != nil && reply.Class == "A" {
			list = append(list, m)
		}
	}
	slices.SortFunc(list, func(a, b matter.Matter) int {
		return cmp.Or(b.Reply().At.Compare(a.Reply().At), cmp.Compare(a.ID, b.ID))
	})
	var pages []Page
	for _, m := range list[:min(len(list), mostSolved)] {
		pages = append(pages, p.solvedPage(m))
	}
	return pages
}

func (p painter) solvedPage(m matter.Matter) SolvedPage {
	shown, reply := m.Public.Shown, m.Reply()
	page := SolvedPage{Head: Head{Kind: station.PageSolved, Title: "群众的事办成了"}, Headline: wrap(shown.Title, headlineLines),
		Lines: wrap(cmp.Or(shown.Result, shown.Text), noticeLines), Place: clip(shown.Place), Unit: clip(p.unitName(m.LeadUnit)),
		Date: station.DateOf(reply.At.In(station.Zone)), Days: max(1, daysSince(m.Accept, station.DateOf(reply.At.In(station.Zone))))}
	if m.Rating != nil {
		for _, s := range matter.Satisfactions {
			if s.Satisfaction == m.Rating.Satisfaction {
				page.Rating = s.Label
			}
		}
	}
	if len(shown.Photos) > 0 {
		page.Photo = fileURL(shown.Photos[0])
	}
	page.Dwell = dwellOf(append(slices.Clone(page.Lines), page.Headline...)...)
	return page
}
