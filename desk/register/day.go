package register

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianzhan/desk/casebook"
	"lianzhan/station"
)

// Day is a reception day as the rules have it, and its line in the register once there is one.
type Day struct {
	Rule     string            `json:"rule"`
	Title    string            `json:"title"`
	Date     station.Date      `json:"date"`
	Start    station.ClockTime `json:"start"`
	End      station.ClockTime `json:"end"`
	Place    string            `json:"place"`
	Deputies []casebook.Named  `json:"deputies"`
	Session  string            `json:"session,omitempty"`
}

// Days lists the reception days from one day to another, by hour.
func (r *Room) Days(from, to station.Date) ([]Day, error) {
	house, err := r.book.House()
	if err != nil {
		return nil, err
	}
	kept, err := r.receptions()
	if err != nil {
		return nil, err
	}
	days := []Day{}
	for _, rule := range house.Receiving {
		occurrences, err := station.Occurrences(rule, from, to, house.Calendar)
		if err != nil {
			return nil, err
		}
		for _, o := range occurrences {
			d := Day{Rule: rule.ID, Title: rule.Title, Date: o.Date, Start: o.Start, End: o.End, Place: o.Place,
				Deputies: house.People(o.Deputies)}
			if i := slices.IndexFunc(kept, func(s station.ReceptionSession) bool { return s.Rule == rule.ID && s.Date == o.Date }); i >= 0 {
				d.Session = kept[i].ID
			}
			days = append(days, d)
		}
	}
	slices.SortFunc(days, func(a, b Day) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Start, b.Start), cmp.Compare(a.Rule, b.Rule))
	})
	return days, nil
}

// Today is the reception that runs or comes next today, else the last one of the day; nil when there is none.
func (r *Room) Today() (*Day, error) {
	now := r.store.Now().Time.In(station.Zone)
	days, err := r.Days(station.DateOf(now), station.DateOf(now))
	if err != nil || len(days) == 0 {
		return nil, err
	}
	clock := station.ClockTime(now.Format("15:04"))
	if i := slices.IndexFunc(days, func(d Day) bool { return d.End >= clock }); i >= 0 {
		return &days[i], nil
	}
	return &days[len(days)-1], nil
}

const usualWindow = 30 // days either way

func (r *Room) listDays(c *fiber.Ctx) error {
	from, to, err := r.window(c)
	if err != nil {
		return err
	}
	days, err := r.Days(from, to)
	if err != nil {
		return err
	}
	return c.JSON(struct {
		Items []Day `json:"items"`
	}{days})
}

// window reads from= and to=; a month either side of today where they are not given.
func (r *Room) window(c *fiber.Ctx) (from, to station.Date, err error) {
	today := station.DateOf(r.store.Now().Time.In(station.Zone))
	from = cmp.Or(station.Date(strings.Clone(c.Query("from"))), today.AddDays(-usualWindow))
	to = cmp.Or(station.Date(strings.Clone(c.Query("to"))), today.AddDays(usualWindow))
	if !from.Full() || !to.Full() {
		return "", "", station.Invalid("date_invalid", "日期读不懂，请写成 2026-01-31。")
	}
	return from, to, nil
}
