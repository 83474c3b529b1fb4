package county

import (
	"bytes"
	"encoding/json"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

// readBody reads the JSON of a request; a field it does not know is refused.
func readBody(c *fiber.Ctx, into any) error {
	d := json.NewDecoder(bytes.NewReader(c.BodyRaw()))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return station.Invalid("request_invalid", "提交的内容读不懂。").Because(err)
	}
	return nil
}
