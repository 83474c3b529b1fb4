package sync

import (
	"io"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// readFrame reads the body of a request as a message, packed or plain.
func readFrame[M wire.Message](c *fiber.Ctx) (M, error) {
	return wire.Read[M](c.Get(fiber.HeaderContentType), c.Get(wire.DictHeader), c.BodyRaw())
}

// sendFrame answers with a message, packed when the question was.
func sendFrame[M wire.Message](c *fiber.Ctx, message M) error {
	if c.Get(fiber.HeaderContentType) != wire.PackedType {
		raw, err := wire.Plain(message)
		if err != nil {
			return err
		}
		c.Set(fiber.HeaderContentType, wire.PlainType)
		return c.Send(raw)
	}
	raw, err := wire.Pack(message)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, wire.PackedType)
	c.Set(wire.DictHeader, wire.DictID)
	return c.Send(raw)
}

var errLarge = station.Invalid("frame_too_large", "收到的数据太大。")

// readAnswer reads what a parent answered, bounded.
func readAnswer(res *http.Response) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(res.Body, wire.MaxFrame+1))
	if err == nil && len(raw) > wire.MaxFrame {
		err = errLarge
	}
	return raw, err
}
