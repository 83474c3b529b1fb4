package audit

import (
	"github.com/gofiber/fiber/v2"

	"lianzhan/desk/door"
)

// Noting is an answer before which a line about whoever asks is written.
func Noting(store Writer, what What, answer fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		who := door.WhoOf(c)
		if err := Write(c.UserContext(), store, who.Actor(), Line{What: what, Name: who.Name, Address: who.Address}); err != nil {
			return err
		}
		return answer(c)
	}
}
