package desk

import (
	"github.com/gofiber/fiber/v2"

	"lianzhan/desk/casebook"
	"lianzhan/desk/door"
	"lianzhan/desk/register"
	"lianzhan/station"
)

// workday is what somebody must look at today.
type workday struct {
	casebook.Piles
	Drafts    []draftLine   `json:"drafts"`
	Reception *register.Day `json:"reception"`
}

// getToday answers GET /api/v1/desk/today.
func (r *Room) getToday(c *fiber.Ctx) error {
	who := door.WhoOf(c)
	if err := casebook.Settled(who); err != nil {
		return err
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
	if w.Reception, err = r.register.Today(); err != nil {
		return err
	}
	return c.JSON(w)
}
