package door

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

// ReadBody reads the JSON of a request, as it was sent, into a value; a field it does not know, or anything behind the value, is refused.
func ReadBody(c *fiber.Ctx, into any) error {
	d := json.NewDecoder(bytes.NewReader(c.BodyRaw()))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return station.Invalid("request_invalid", "提交的内容读不懂。").Because(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return station.Invalid("request_invalid", "提交的内容读不懂。")
	}
	return nil
}
