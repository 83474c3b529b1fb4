package kiosk

import (
	_ "embed"

	"github.com/gofiber/fiber/v2"
)

// route is one address the public may ask, as Fiber writes it.
type route struct {
	path   string
	answer fiber.Handler
}

// routes lists every address of this room. The ones asked most come first, because the router looks from the top.
// Each stands in openapi.json too.
func (r *Room) routes() []route {
	return []route{
		{"/api/v1/deputies", r.kept((*edition).deputyList)},
		{"/api/v1/deputies/:id", r.fresh((*edition).deputy)},
		{"/api/v1/files/:hash", r.file},
		{"/api/v1/deputies/:id/qr.svg", r.kept((*edition).deputySVG)},
		{"/api/v1/deputies/:id/qr.png", r.kept((*edition).deputyPNG)},
		{"/api/v1/deputies/:id/card.vcf", r.kept((*edition).vcardOf)},
		{"/api/v1/station", r.station},
		{"/api/v1/stations/:id/qr.svg", r.kept((*edition).stationSVG)},
		{"/api/v1/letters", r.kept((*edition).letters)},
		{"/api/v1/places", r.kept((*edition).places)},
		{"/api/v1/receptions", r.kept((*edition).receptionDays)},
		{"/api/v1/receptions.ics", r.kept((*edition).calendarFile)},
		{"/api/v1/activities", r.kept((*edition).activityList)},
		{"/api/v1/projects", r.kept((*edition).projectList)},
		{"/api/v1/suggestions", r.kept((*edition).suggestionList)},
		{"/api/v1/articles", r.kept((*edition).articleList)},
		{"/api/v1/screens/:id", r.kept((*edition).screen)},
		{"/api/v1/openapi.json", r.document},
		{"/D/:code", r.canonical("/D/", r.kept((*edition).deputyPhone))},
		{"/S/:code", r.canonical("/S/", r.kept((*edition).stationPhone))},
		{"/phone/:style", r.style},
		{"/kiosk", r.terminal},
		{"/kiosk/*", r.terminal},
	}
}

// Routes adds the room's addresses to the server; each answers GET and HEAD.
func (r *Room) Routes(app fiber.Router) {
	for _, route := range r.routes() {
		app.Get(route.path, route.answer)
	}
}

// recipe makes one answer from an edition.
type recipe func(*edition, *fiber.Ctx) (*page, error)

// fresh answers by a recipe that keeps what it prints by itself.
func (r *Room) fresh(answer recipe) fiber.Handler {
	return func(c *fiber.Ctx) error {
		e, err := r.catalogue.open()
		if err != nil {
			return err
		}
		p, err := answer(e, c)
		if err != nil {
			return err
		}
		return p.send(c)
	}
}

// kept answers by a recipe and keeps the page for the next visitor who asks the same.
func (r *Room) kept(answer recipe) fiber.Handler {
	return func(c *fiber.Ctx) error {
		e, err := r.catalogue.open()
		if err != nil {
			return err
		}
		address := c.Context().RequestURI()
		if p := e.answers.find(address); p != nil {
			return p.send(c)
		}
		p, err := answer(e, c)
		if err != nil {
			return err
		}
		e.answers.keep(address, p)
		return p.send(c)
	}
}

//go:embed openapi.json
var openAPI []byte

var openAPIPage = printed("application/vnd.oai.openapi+json;version=3.1; charset=utf-8", openAPI)

// document answers GET /api/v1/openapi.json: this room's addresses, described for programs.
func (r *Room) document(c *fiber.Ctx) error { return openAPIPage.send(c) }
