package sync

import (
	"encoding/json"
	"io"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

const jsonType = "application/json"

var (
	errFrame = station.Invalid("frame_invalid", "收到的数据读不懂。")
	errLarge = station.Invalid("frame_too_large", "收到的数据太大。")
)

// readFrame reads the body of a request as a message, packed or plain.
func readFrame(c *fiber.Ctx, into any) error {
	return unpack(c.Get(fiber.HeaderContentType), c.BodyRaw(), into)
}

// sendFrame answers with a message.
func sendFrame(c *fiber.Ctx, message any) error {
	kind, raw, err := pack(message)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, kind)
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Send(raw)
}

func pack(message any) (kind string, raw []byte, err error) {
	raw, err = json.Marshal(message)
	return jsonType, raw, err
}

func unpack(_ string, raw []byte, into any) error {
	if len(raw) > wire.MaxFrame {
		return errLarge
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return errFrame.Because(err)
	}
	return nil
}

// readAnswer reads what a parent answered, bounded.
func readAnswer(res *http.Response) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(res.Body, wire.MaxFrame+1))
	if err == nil && len(raw) > wire.MaxFrame {
		err = errLarge
	}
	return raw, err
}
