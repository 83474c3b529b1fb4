package display

import (
	"cmp"
	"slices"

	"lianzhan/station"
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
	var list []promised
	for _, c := range p.cases {
		if c.solved != nil {
			list = append(list, c)
		}
	}
	slices.SortFunc(list, func(a, b promised) int {
		return cmp.Or(cmp.Compare(b.solved.on, a.solved.on), cmp.Compare(a.number, b.number))
	})
	var pages []Page
	for _, c := range list[:min(len(list), mostSolved)] {
		pages = append(pages, p.solvedPage(c))
	}
	return pages
}

func (p painter) solvedPage(c promised) *SolvedPage {
	page := &SolvedPage{Head: Head{Kind: station.PageSolved, Title: "群众的事办成了"}, Headline: wrap(c.shown.Title, headlineLines),
		Lines: wrap(cmp.Or(c.shown.Result, c.shown.Text), noticeLines), Place: clip(c.shown.Place), Unit: clip(p.unitName(c.unit)),
		Date: c.solved.on, Days: c.solved.days, Rating: c.solved.rating}
	if len(c.shown.Photos) > 0 {
		page.Photo = fileURL(c.shown.Photos[0])
	}
	page.Dwell = dwellOf(append(slices.Clone(page.Lines), page.Headline...)...)
	return page
}
