package county

import (
	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

const (
	daysShown = 6   // next reception days of a rule
	daysAhead = 366 // days looked ahead for them
)

// postReceptionDays answers POST /receptions/days: what a rule would come to, so that whoever writes it sees the days before
// anybody else does.
func (r *Room) postReceptionDays(c *fiber.Ctx) error {
	var rule station.ReceptionRule
	if err := station.ReadStrict(c.BodyRaw(), &rule); err != nil {
		return err
	}
	if err := rule.Check(); err != nil {
		return err
	}
	var calendar station.Calendar
	if err := r.Store.View(func(reader station.Reader) error {
		entered, err := station.All[station.Holidays](reader, station.KindHolidays)
		calendar = station.StationCalendar(entered)
		return err
	}); err != nil {
		return err
	}
	today := r.Store.Now().Time.In(station.Zone)
	days, err := station.Occurrences(rule, station.DateOf(today), station.DateOf(today.AddDate(0, 0, daysAhead)), calendar)
	if err != nil {
		return err
	}
	return c.JSON(struct {
		Items []station.Occurrence `json:"items"`
	}{days[:min(daysShown, len(days))]})
}
