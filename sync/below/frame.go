package below

import (
	"github.com/gofiber/fiber/v2"

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
