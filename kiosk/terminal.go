package kiosk

import (
	"encoding/json"
	"net/url"

	"github.com/gofiber/fiber/v2"

	"lianzhan/web/pages"
)

// terminalFirst is what the touch terminal's page comes with, so that its first screen needs no second question.
type terminalFirst struct {
	Station    json.RawMessage `json:"station"` // as GET /api/v1/station
	Screen     *screenItem     `json:"screen"`  // null for a terminal nobody has entered
	Receptions []receptionItem `json:"receptions"`
	Shelves    shelves         `json:"shelves"`
	Version    string          `json:"version"`
}

// station answers GET /api/v1/station. Its clock is read at this moment, so no browser may keep it.
func (r *Room) station(c *fiber.Ctx) error {
	e, err := r.catalogue.open()
	if err != nil {
		return err
	}
	body, err := e.stationNow(r.now())
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, mimeJSON)
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	return c.Send(body)
}

// terminal answers GET /kiosk and everything below: one page, which finds its way by itself. ?screen= names the
// terminal whose measures it needs.
func (r *Room) terminal(c *fiber.Ctx) error {
	if reload, err := r.voters.Greet(c); err != nil {
		return err
	} else if reload {
		return c.Redirect("/kiosk?screen="+url.QueryEscape(c.Query("screen")), fiber.StatusSeeOther)
	}
	e, err := r.catalogue.open()
	if err != nil {
		return err
	}
	now, err := e.stationNow(r.now())
	if err != nil {
		return err
	}
	first := terminalFirst{Station: now, Receptions: e.receptions(e.day, e.day.AddDays(firstWindow-1)), Shelves: e.shelves(), Version: pages.Version()}
	if s := e.screens.things[c.Query("screen")]; s != nil {
		first.Screen = screenItemOf(s)
	}
	return pages.Serve(c, "kiosk", first)
}
