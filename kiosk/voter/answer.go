package voter

import (
	"encoding/json"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

const (
	mimeJSON    = "application/json; charset=utf-8"
	longestBody = 64 << 10 // bytes of JSON
)

// sendJSON answers with what nobody may keep: it is one voter's.
func sendJSON[T any](c *fiber.Ctx, status int, answer T) error {
	body, err := json.Marshal(answer)
	if err != nil {
		return err
	}
	private(c)
	c.Set(fiber.HeaderContentType, mimeJSON)
	return c.Status(status).Send(body)
}

// private keeps an answer out of every cache and its address out of other sites.
func private(c *fiber.Ctx) {
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderReferrerPolicy, "no-referrer")
}

// readJSON reads a request's body.
func readJSON[T any](c *fiber.Ctx) (T, error) {
	var v T
	body := c.BodyRaw()
	if len(body) > longestBody {
		return v, fiber.ErrRequestEntityTooLarge
	}
	media, _, _ := strings.Cut(c.Get(fiber.HeaderContentType), ";")
	if !strings.EqualFold(strings.TrimSpace(media), fiber.MIMEApplicationJSON) {
		return v, fiber.ErrUnsupportedMediaType
	}
	if err := json.Unmarshal(body, &v); err != nil {
		return v, station.Invalid("body_invalid", "提交的内容读不懂，请刷新页面再试。").Because(err)
	}
	return v, nil
}

// filled is a list that JSON writes as [] when it has nothing.
func filled[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// shout is an address as QR codes carry it: scheme and host in capitals take fewer bits.
func shout(base, path string) string { return strings.ToUpper(base) + path }

// nothing answers that it is done and there is nothing to say.
func nothing(c *fiber.Ctx) error {
	private(c)
	c.Status(fiber.StatusNoContent)
	return nil
}
