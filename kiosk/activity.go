package kiosk

import (
	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

// dutiesShown is how many lines of a deputy's duty record are answered with the deputy.
const dutiesShown = 20

type activityItem struct {
	ID       string            `json:"id"`
	Number   string            `json:"number"`
	Title    string            `json:"title"`
	Type     station.DutyType  `json:"type"`
	Label    string            `json:"label"`
	Date     station.Date      `json:"date"`
	Start    station.ClockTime `json:"start"`
	End      station.ClockTime `json:"end"`
	Place    string            `json:"place"`
	Convener string            `json:"convener"`
	Content  string            `json:"content"`
	Outcome  string            `json:"outcome"`
	People   int               `json:"people"`
	Photos   []string          `json:"photos"`
	Deputies []named           `json:"deputies"`
}

// named is a deputy by name only.
type named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// dutyItem is one line of a deputy's duty record.
type dutyItem struct {
	Activity string           `json:"activity"`
	Date     station.Date     `json:"date"`
	Title    string           `json:"title"`
	Type     station.DutyType `json:"type"`
	Label    string           `json:"label"`
	Place    string           `json:"place"`
	Note     string           `json:"note"`
}

// activityList answers GET /api/v1/activities, the newest first.
func (e *edition) activityList(c *fiber.Ctx) (*page, error) {
	asked, err := partOf(c, usualLimit)
	if err != nil {
		return nil, err
	}
	shown := only(e.activities.sorted, func(a *station.Activity) bool { return a.Public })
	return printPart(shown, asked, e.activityItem)
}

func (e *edition) activityItem(a *station.Activity) activityItem {
	item := activityItem{ID: a.ID, Number: a.Number, Title: a.Title, Type: a.Type, Label: a.Type.Label(), Date: a.Date,
		Start: a.Start, End: a.End, Place: a.Place, Convener: a.Convener, Content: a.Content, Outcome: a.Outcome,
		People: a.People, Photos: fileURLs(a.Photos), Deputies: []named{}}
	for _, at := range a.Attendance {
		if d := e.card(at.Deputy); d != nil && at.State == station.SignedIn {
			item.Deputies = append(item.Deputies, named{d.deputy.ID, d.deputy.Name})
		}
	}
	return item
}

// latestDuties sorts the public register by deputy.
func (e *edition) latestDuties() map[string][]dutyItem {
	duties := map[string][]dutyItem{}
	for _, a := range e.activities.sorted {
		if !a.Public {
			continue
		}
		for _, at := range a.Attendance {
			if at.State == station.SignedIn && len(duties[at.Deputy]) < dutiesShown {
				duties[at.Deputy] = append(duties[at.Deputy], dutyItem{Activity: a.ID, Date: a.Date, Title: a.Title,
					Type: a.Type, Label: a.Type.Label(), Place: a.Place, Note: at.Note})
			}
		}
	}
	return duties
}
