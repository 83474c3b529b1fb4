package main

import (
	"github.com/gofiber/fiber/v2"

	"lianzhan/desk/casework"
	"lianzhan/kiosk"
	"lianzhan/sync/stick"
	"lianzhan/web/gate"
	"lianzhan/web/health"
	"lianzhan/web/pages"
	"lianzhan/web/problem"
)

// newApp is the web server. Photos may be large and lines slow, but only where photos are expected.
func (b *box) newApp() *fiber.App {
	return gate.New(gate.Options{Failed: problem.Handler, Seats: kiosk.MostLargeBodies, Lines: &b.lines, Bodies: []gate.Largest{kiosk.LargestBody},
		Staff: gate.Staff{Bodies: []gate.Largest{casework.LargestBody, stick.LargestBody}, Known: b.accounts.Known}})
}

// routes is the map of the product: which room answers which address.
func (b *box) routes() {
	gauges := b.sync.Gauges()
	gauges["lianzhan_open_sockets"] = func() float64 { return float64(b.display.Sockets()) }
	health.Routes(b.app, b.db, gauges) // /healthz /readyz /metrics
	pages.Assets(b.app)                // /assets/… of the built pages
	b.display.Routes(b.app)            // /display/… /ws/screens/… /api/v1/screens
	b.kiosk.Routes(b.app)              // /kiosk /D/… /S/… /api/v1/…
	b.deskRoutes()                     // /desk /api/v1/desk/… /ws/desk
	b.sync.Routes(b.app)               // /sync/v1/… /api/v1/sync
	b.app.Get("/", b.welcome)          // for the technician
}
