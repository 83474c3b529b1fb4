package desk

import (
	"cmp"
	"slices"

	"github.com/gofiber/fiber/v2"

	"lianzhan/desk/casebook"
	"lianzhan/desk/door"
	"lianzhan/station"
)

// workday is what somebody must look at today.
type workday struct {
	casebook.Piles
	Drafts    []draftLine `json:"drafts"`
	Reception *sitting    `json:"reception"`
}

// sitting is a reception day, and its line in the register once there is one.
type sitting struct {
	Rule     string            `json:"rule"`
	Title    string            `json:"title"`
	Date     station.Date      `json:"date"`
	Start    station.ClockTime `json:"start"`
	End      station.ClockTime `json:"end"`
	Place    string            `json:"place"`
	Deputies []casebook.Named  `json:"deputies"`
	Session  string            `json:"session,omitempty"`
}

// getToday answers GET /api/v1/desk/today.
func (r *Room) getToday(c *fiber.Ctx) error {
	who := door.WhoOf(c)
	if who.MustChange {
		return station.Forbidden("password_change_needed", "请先换一个自己的密码。")
	}
	piles, err := r.book.Piles(casebook.ScopeOf(who), who.Account)
	if err != nil {
		return err
	}
	if !who.May(station.ActReleasePublic) {
		piles.PublicWaiting = []casebook.Row{}
	}
	w := workday{Piles: piles, Drafts: []draftLine{}}
	if who.May(station.ActVerify) {
		w.Drafts = r.draftLines()
	}
	today := station.DateOf(r.store.Now().Time.In(station.Zone))
	sittings, err := r.sittings(today, today)
	if err != nil {
		return err
	}
	if now := station.ClockTime(r.store.Now().Time.In(station.Zone).Format("15:04")); len(sittings) > 0 {
		w.Reception = &sittings[nearest(sittings, now)]
	}
	return c.JSON(w)
}

// nearest is the reception that runs or comes next, else the last one.
func nearest(sittings []sitting, now station.ClockTime) int {
	if i := slices.IndexFunc(sittings, func(s sitting) bool { return s.End >= now }); i >= 0 {
		return i
	}
	return len(sittings) - 1
}

// sittings lists the reception days from one day to another, by hour, with what the register has of them.
func (r *Room) sittings(from, to station.Date) ([]sitting, error) {
	h, err := r.book.House()
	if err != nil {
		return nil, err
	}
	var kept []station.ReceptionSession
	if err := r.store.View(func(reader station.Reader) (err error) {
		kept, err = station.All[station.ReceptionSession](reader, station.KindSession)
		return err
	}); err != nil {
		return nil, err
	}
	list := []sitting{}
	for _, rule := range h.Receiving {
		days, err := station.Occurrences(rule, from, to, h.Calendar)
		if err != nil {
			return nil, err
		}
		for _, o := range days {
			s := sitting{Rule: rule.ID, Title: rule.Title, Date: o.Date, Start: o.Start, End: o.End, Place: o.Place,
				Deputies: h.People(o.Deputies)}
			for _, k := range kept {
				if k.Rule == rule.ID && k.Date == o.Date {
					s.Session = k.ID
				}
			}
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(a, b sitting) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Start, b.Start), cmp.Compare(a.Rule, b.Rule))
	})
	return list, nil
}
