package kiosk

import (
	_ "embed"

	"github.com/gofiber/fiber/v2"
)

// route is one address the public may ask, as Fiber writes it.
type route struct {
	path   string
	answer fiber.Handler
	method string // empty means GET, which answers HEAD too
}

// routes lists every address of this room. The ones asked most come first, because the router looks from the top.
// Each stands in openapi.json too.
func (r *Room) routes() []route {
	list := []route{
		{path: "/api/v1/deputies", answer: r.kept((*edition).deputyList)},
		{path: "/api/v1/deputies/:id", answer: r.fresh((*edition).deputy)},
		{path: "/api/v1/files/:hash", answer: r.file},
		{path: "/api/v1/deputies/:id/qr.svg", answer: r.kept((*edition).deputySVG)},
		{path: "/api/v1/deputies/:id/qr.png", answer: r.kept((*edition).deputyPNG)},
		{path: "/api/v1/deputies/:id/card.vcf", answer: r.kept((*edition).vcardOf)},
		{path: "/api/v1/station", answer: r.station},
		{path: "/api/v1/stations/:id/qr.svg", answer: r.kept((*edition).stationSVG)},
		{path: "/api/v1/letters", answer: r.kept((*edition).letters)},
		{path: "/api/v1/places", answer: r.kept((*edition).places)},
		{path: "/api/v1/receptions", answer: r.kept((*edition).receptionDays)},
		{path: "/api/v1/receptions.ics", answer: r.kept((*edition).calendarFile)},
		{path: "/api/v1/activities", answer: r.kept((*edition).activityList)},
		{path: "/api/v1/projects", answer: r.kept((*edition).projectList)},
		{path: "/api/v1/suggestions", answer: r.kept((*edition).suggestionList)},
		{path: "/api/v1/articles", answer: r.kept((*edition).articleList)},
		{path: "/api/v1/screens/:id", answer: r.kept((*edition).screen)},
		{path: "/api/v1/openapi.json", answer: r.document},
		{path: "/D/:code", answer: r.canonical("/D/", r.kept((*edition).deputyPhone))},
		{path: "/S/:code", answer: r.canonical("/S/", r.kept((*edition).stationPhone))},
		{path: "/phone/:style", answer: r.style},
	}
	if !r.phones {
		list = append(list, route{path: "/kiosk", answer: r.terminal}, route{path: "/kiosk/*", answer: r.terminal})
	}
	for _, each := range r.voters.Routes() {
		list = append(list, route{each.Path, each.Answer, each.Method})
	}
	return list
}

// Routes adds the room's addresses to the server.
func (r *Room) Routes(app fiber.Router) {
	for _, route := range r.routes() {
		if route.method == "" || route.method == fiber.MethodGet {
			app.Get(route.path, route.answer)
		} else {
			app.Add(route.method, route.path, route.answer)
		}
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
