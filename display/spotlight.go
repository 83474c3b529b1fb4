package display

import (
	"fmt"
	"strings"

	"lianzhan/station"
)

// SpotlightPage shows one deputy, large.
type SpotlightPage struct {
	Head
	Card SpotlightCard `json:"card"`
}

// SpotlightCard says who the deputy is, what was promised and when to be met.
type SpotlightCard struct {
	FaceCard
	Station   string   `json:"station"`
	Lines     []string `json:"lines"`     // the commitment, up to 3 lines
	Reception string   `json:"reception"` // "11月21日 上午9:00" or empty
}

// spotlights are up to n deputies in turn: every turn moves on by n, and every round by one more, so that all are shown
// even where only some turns have room for a spotlight.
func (p painter) spotlights(n int) []Page {
	var pages []Page
	for i := range min(n, len(p.sitters)) {
		at := p.turn()*n + i
		s := p.sitters[(at+at/len(p.sitters))%len(p.sitters)]
		card := SpotlightCard{FaceCard: p.faceCard(s), Station: s.site.Name, Lines: wrap(s.Commitment, spotlightLines),
			Reception: p.nextReception(s.ID)}
		dwell := dwellOf(s.Name, card.Post, strings.Join(card.Lines, ""), card.Reception)
		pages = append(pages, SpotlightPage{
			Head{Kind: station.PageSpotlight, Dwell: max(dwell, codeDwell), Title: "代表风采"}, card})
	}
	return pages
}

const spotlightLines = 3

// nextReception words when a deputy next receives voters, or is empty when nobody can say.
func (p painter) nextReception(deputy string) string {
	for _, o := range p.receptions {
		for _, id := range o.Deputies {
			if id == deputy && !p.over(o.Occurrence) {
				return fmt.Sprintf("%s %s", monthDay(o.Date), hour(o.Start))
			}
		}
	}
	return ""
}

// monthDay words a date without its year: 11月21日.
func monthDay(d station.Date) string {
	t := d.Time()
	return fmt.Sprintf("%d月%d日", t.Month(), t.Day())
}

// hour words a time of day as people say it: 上午9:00.
func hour(c station.ClockTime) string {
	part, clock := "上午", strings.TrimPrefix(string(c), "0")
	if c >= "12:00" {
		part = "下午"
	}
	if c >= "13:00" {
		hours := int(c[0]-'0')*10 + int(c[1]-'0') - 12
		clock = fmt.Sprintf("%d%s", hours, c[2:])
	}
	return part + clock
}
