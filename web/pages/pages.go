// Package pages hands out the built pages of the kiosk, the walls and the desk.
//
// It is a leaf: the rooms that own an address call Serve with the page's name and the data of its first screen. A
// release carries the pages inside the binary (build tag "pages"); without the tag they are read from the checkout,
// so that a rebuilt page is seen at once.
package pages

import (
	"github.com/gofiber/fiber/v2"
)

var built = library{files: dist(), fixed: embedded}

// Serve sends the page of an entry ("kiosk", "display"), with the data of its first screen inside. A page that was
// never built answers 503 with the command that builds it.
func Serve(c *fiber.Ctx, entry string, first any) error { return built.serve(c, entry, first) }

// Assets adds the address all scripts and styles of the pages come from.
func Assets(app fiber.Router) { app.Get("/assets/:name", built.asset) }

// Version names the build of the pages; an open page that hears another one reloads. Empty means nothing is built.
func Version() string { return built.version() }

func (l *library) serve(c *fiber.Ctx, entry string, first any) error {
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	page, err := l.page(entry)
	if err != nil {
		guard(c, entry, policyOf(nil))
		return c.Status(fiber.StatusServiceUnavailable).SendString(unbuilt)
	}
	guard(c, entry, page.policy)
	body, err := page.with(first)
	if err != nil {
		return err
	}
	return c.Send(body)
}
