package display

import (
	"cmp"
	"log/slog"
	"slices"
	"strings"

	"lianzhan/station"
)

// ReceptionPage says who receives voters today, or on the next day anybody does.
type ReceptionPage struct {
	Head
	Date    station.Date    `json:"date"`
	Weekday int             `json:"weekday"`
	Lunar   string          `json:"lunar"`
	Items   []ReceptionItem `json:"items"`
}

// ReceptionItem is one reception of the day.
type ReceptionItem struct {
	Start    station.ClockTime `json:"start"`
	End      station.ClockTime `json:"end"`
	Title    string            `json:"title"`
	Place    string            `json:"place"`
	Station  string            `json:"station"`
	Note     string            `json:"note,omitempty"` // why the day is not the usual one, or may yet move
	Deputies []Card            `json:"deputies"`       // the first few
	Count    int               `json:"count"`          // of all who receive
}

// horizon is how far ahead the wall announces, in days: a monthly reception is always in sight.
const horizon = 62

// reception is an occurrence with the rule it comes from.
type reception struct {
	station.Occurrence
	rule station.ReceptionRule
}

// comingReceptions lists the receptions from a day on, by date and hour. A rule that cannot be worked out is left out:
// the other rules must not suffer for it.
func comingReceptions(rec records, from station.Date) []reception {
	var coming []reception
	for _, rule := range rec.rules {
		occurrences, err := station.Occurrences(rule, from, from.AddDays(horizon), rec.calendar)
		if err != nil {
			slog.Warn("reception rule left out", "rule", rule.ID, "err", err)
			continue
		}
		for _, o := range occurrences {
			coming = append(coming, reception{o, rule})
		}
	}
	slices.SortStableFunc(coming, func(a, b reception) int {
		return cmp.Or(strings.Compare(string(a.Date), string(b.Date)), strings.Compare(string(a.Start), string(b.Start)))
	})
	return coming
}

// over reports whether a reception has ended.
func (p painter) over(o station.Occurrence) bool {
	return o.Date < p.today || o.Date == p.today && string(o.End) <= p.now.Time.In(station.Zone).Format("15:04")
}

// receptionPages is the page of the next day with a reception. A clock nobody believes announces nothing.
func (p painter) receptionPages() []Page {
	if p.now.Trust == station.TrustUntrusted {
		return nil
	}
	next := slices.IndexFunc(p.receptions, func(r reception) bool { return !p.over(r.Occurrence) })
	if next < 0 {
		return nil
	}
	day := p.receptions[next].Date
	page := ReceptionPage{Head: Head{Kind: station.PageReception, Title: "下次接待日"}, Date: day,
		Weekday: isoWeekday(day), Lunar: station.Lunar(day).String()}
	if day == p.today {
		page.Title = "今日接待"
	}
	words := page.Title
	for _, r := range p.receptions[next:] {
		if r.Date == day && !p.over(r.Occurrence) && len(page.Items) < receptionRows {
			item := p.receptionItem(r)
			page.Items = append(page.Items, item)
			words += item.Title + item.Place + item.Note
		}
	}
	page.Dwell = max(dwellOf(words), codeDwell)
	return []Page{&page}
}

const (
	receptionRows  = 3 // receptions of one day on a page
	receptionFaces = 8 // faces in a row of it
)

func (p painter) receptionItem(r reception) ReceptionItem {
	item := ReceptionItem{Start: r.Start, End: r.End, Title: clip(r.rule.Title), Place: r.Place,
		Station: p.stationName(r.rule.Station), Deputies: []Card{}}
	if r.MovedFor != "" {
		item.Note = "原定" + monthDay(r.MovedFor) + "，因放假改期"
	} else if r.Tentative {
		item.Note = "放假安排公布后可能调整"
	}
	for _, id := range r.Deputies {
		at := slices.IndexFunc(p.sitters, func(s sitter) bool { return s.ID == id })
		if at < 0 {
			continue
		}
		if item.Count++; item.Count <= receptionFaces {
			item.Deputies = append(item.Deputies, p.card(p.sitters[at]))
		}
	}
	return item
}
