package voter

import (
	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

// phrases answers GET /api/v1/phrases?keys=: whole phrases for the letters typed.
func (v *Counter) phrases(c *fiber.Ctx) error {
	if v.Phrases == nil {
		return station.NotFound("phrases_missing", "这里不能打拼音。")
	}
	answer, err := v.Phrases.Answer(string(c.Context().URI().QueryString()))
	if err != nil {
		return err
	}
	return sendJSON(c, fiber.StatusOK, answer)
}

// handwriting answers POST /api/v1/handwriting: the characters some strokes may be.
func (v *Counter) handwriting(c *fiber.Ctx) error {
	if v.Hand == nil {
		return station.NotFound("handwriting_missing", "这里不能手写。")
	}
	answer, err := v.Hand.Answer(c.BodyRaw())
	if err != nil {
		return err
	}
	return sendJSON(c, fiber.StatusOK, answer)
}
