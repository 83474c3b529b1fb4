package desk

import (
	"github.com/gofiber/fiber/v2"

	"lianzhan/desk/casebook"
	"lianzhan/desk/door"
	"lianzhan/station"
)

// previewHolidays answers POST /api/v1/desk/holidays/preview: the running deadlines a table of holidays would move.
func (r *Room) previewHolidays(c *fiber.Ctx) error {
	var table station.Holidays
	if err := door.ReadBody(c, &table); err != nil {
		return err
	}
	moved, err := r.book.Moved(table)
	if err != nil {
		return err
	}
	return c.JSON(struct {
		Items []casebook.Moved `json:"items"`
	}{moved})
}
