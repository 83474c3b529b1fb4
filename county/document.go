package county

import (
	_ "embed" // the description

	"github.com/gofiber/fiber/v2"
)

//go:embed openapi.json
var openAPI []byte

// Document answers GET /api/v1/county/openapi.json: the county's addresses, described for programs.
func Document(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentType, "application/vnd.oai.openapi+json;version=3.1; charset=utf-8")
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	return c.Send(openAPI)
}
