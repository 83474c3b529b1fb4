package display

import (
	"fmt"
	"slices"
	"strings"
	"time"

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
	Station     string       `json:"station"`
	Lines       []string     `json:"lines"`        // the deputy's words, up to 3 lines
	Reception   string       `json:"reception"`    // "11月21日 上午9:00" or empty
	ReceptionOn station.Date `json:"reception_on"` // its day, so that a page without a server can let it go
}

// spotlights are up to n deputies in turn: every turn moves on by n, and every round by one more, so that all are shown
// even where only some turns have room for a spotlight. Who has neither a photo nor words of their own waits for them.
func (p painter) spotlights(n int) []Page {
	ready := slices.DeleteFunc(slices.Clone(p.sitters), func(s sitter) bool {
		return s.Photo == "" && s.Thumb == "" && s.Commitment == "" && s.Strengths == ""
	})
	var pages []Page
	for i := range min(n, len(ready)) {
		at := p.turn()*n + i
		s := ready[(at+at/len(ready))%len(ready)]
		card := SpotlightCard{FaceCard: p.faceCard(s), Station: s.site.Name, Lines: p.words(s)}
		if next, known := p.nextReception(s.ID); known {
			card.Reception, card.ReceptionOn = monthDay(next.Date)+" "+hour(next.Start), next.Date
			if p.size.Height < roomyHeight {
				card.Lines = card.Lines[:min(len(card.Lines), spotlightLines-1)] // the hour to come is worth more than a third line
			}
		}
		dwell := dwellOf(s.Name, card.Post, strings.Join(card.Lines, ""), card.Reception)
		pages = append(pages, &SpotlightPage{
			Head{Kind: station.PageSpotlight, Dwell: max(dwell, codeDwell), Title: "代表风采"}, card})
	}
	return pages
}

const (
	spotlightLines = 3
	roomyHeight    = 560 // pixels below which three lines and the next reception do not both fit at 32 px
)

// words are the deputy's commitment and, where that leaves room, what the deputy is good at and stands for.
func (p painter) words(s sitter) []string {
	lines := wrap(s.Commitment, spotlightLines)
	add := func(what, value string) {
		if value != "" && len(lines) < spotlightLines {
			lines = append(lines, clip(what+"："+value))
		}
	}
	add("擅长", s.Strengths)
	add("选区", strings.Join(s.Areas(p.today), "、"))
	return lines
}

// nextReception is when a deputy next receives voters. A clock nobody believes cannot say.
func (p painter) nextReception(deputy string) (reception, bool) {
	if p.now.Trust == station.TrustUntrusted {
		return reception{}, false
	}
	at := slices.IndexFunc(p.receptions, func(r reception) bool {
		return slices.Contains(r.Deputies, deputy) && !p.over(r.Occurrence)
	})
	if at < 0 {
		return reception{}, false
	}
	return p.receptions[at], true
}

// monthDay words a date without its year: 11月21日.
func monthDay(d station.Date) string {
	t := d.Time()
	return fmt.Sprintf("%d月%d日", t.Month(), t.Day())
}

// hour words a time of day as people say it: 上午9:00, 中午12:30, 晚上7:00.
func hour(c station.ClockTime) string {
	t, err := time.Parse("15:04", string(c))
	if err != nil {
		return string(c)
	}
	part := "上午"
	switch {
	case t.Hour() >= 18:
		part = "晚上"
	case t.Hour() >= 13:
		part = "下午"
	case t.Hour() == 12:
		part = "中午"
	}
	return part + t.Format("3:04")
}
