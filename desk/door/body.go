package door

import (
	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

// ReadBody reads the JSON of a request, as it was sent, into a value; a field it does not know, or anything behind the value, is refused.
func ReadBody(c *fiber.Ctx, into any) error { return station.ReadStrict(c.BodyRaw(), into) }
