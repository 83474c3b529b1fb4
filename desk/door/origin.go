package door

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

// The desk's answers are data: nothing in them may run, be framed, or be kept.
const policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// seal sets what every answer of the desk says to the browser about its own safety (OWASP ASVS 5.0, V3.4).
func seal(c *fiber.Ctx) {
	c.Set(fiber.HeaderContentSecurityPolicy, policy)
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderReferrerPolicy, "no-referrer")
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set("Cross-Origin-Resource-Policy", "same-origin")
}

var crossOrigin = http.NewCrossOriginProtection()

// ours refuses what another site made the browser send. Beside it stands the cookie's SameSite=Strict, for browsers too
// old to say where a request comes from.
func ours(c *fiber.Ctx) error {
	header := http.Header{}
	for _, name := range []string{"Sec-Fetch-Site", "Origin"} {
		if value := c.Get(name); value != "" {
			header.Set(name, value)
		}
	}
	request := &http.Request{Method: c.Method(), Header: header, Host: string(c.Context().Host()), URL: &url.URL{Path: c.Path()}}
	if err := crossOrigin.Check(request); err != nil {
		return station.Forbidden("cross_origin", "这个请求不是从本站的页面发出的。").Because(err)
	}
	return nil
}

// wellFormed refuses a body in a form the route does not read. A form another site can post without asking is never one.
func wellFormed(c *fiber.Ctx, accepts string) error {
	if accepts == "" {
		accepts = fiber.MIMEApplicationJSON
	}
	given, _, _ := strings.Cut(c.Get(fiber.HeaderContentType), ";")
	if len(c.Request().Body()) > 0 && !strings.EqualFold(strings.TrimSpace(given), accepts) {
		return fiber.ErrUnsupportedMediaType
	}
	return nil
}
