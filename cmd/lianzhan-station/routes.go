package main

import (
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/recover"

	"lianzhan/web/pages"
	"lianzhan/web/problem"
)

// newApp is the web server with its limits. Every wait has an end, every body a bound.
func newApp() *fiber.App {
	app := fiber.New(fiber.Config{
		AppName:               "lianzhan",
		DisableStartupMessage: true,
		ErrorHandler:          problem.Handler,
		BodyLimit:             bodyLimit,
		ReadBufferSize:        8 << 10,
		WriteBufferSize:       16 << 10, // a list page leaves in one write
		ReadTimeout:           15 * time.Second,
		WriteTimeout:          30 * time.Second,
		IdleTimeout:           90 * time.Second,
		UnescapePath:          false,

		// A form is taken apart by the room that expects it, in memory: nothing of it may come to lie in a temporary file.
		DisablePreParseMultipartForm: true,
	})
	large := newBodies()
	app.Server().HeaderReceived = large.received
	app.Use(large.answered)
	return app
}

// routes is the map of the product: which room answers which address.
func (b *box) routes() {
	b.app.Use(recover.New())
	b.health()                // /healthz /readyz /metrics
	pages.Assets(b.app)       // /assets/… of the built pages
	b.display.Routes(b.app)   // /display/… /ws/screens/… /api/v1/screens
	b.kiosk.Routes(b.app)     // /kiosk /D/… /S/… /api/v1/…
	b.deskRoutes()            // /desk /api/v1/desk/… /ws/desk
	b.app.Get("/", b.welcome) // for the technician
}
