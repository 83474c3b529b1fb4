package main

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/county"
	"lianzhan/county/cockpit"
	"lianzhan/county/hook"
	"lianzhan/desk/audit"
	"lianzhan/desk/casework"
	"lianzhan/desk/door"
	"lianzhan/kiosk"
	"lianzhan/station"
	"lianzhan/sync/stick"
	"lianzhan/web/fresh"
	"lianzhan/web/gate"
	"lianzhan/web/health"
	"lianzhan/web/pages"
	"lianzhan/web/problem"
)

// newApp is the web server.
func (b *box) newApp() *fiber.App {
	return gate.New(gate.Options{Failed: problem.Handler, Seats: kiosk.MostLargeBodies, Lines: &b.lines, Behind: b.behind, Frugal: true,
		Bodies: []gate.Largest{kiosk.LargestBody},
		Staff:  gate.Staff{Bodies: []gate.Largest{casework.LargestBody, stick.LargestBody}, Known: b.accounts.Known}})
}

// routes is the map of the product: which room answers which address.
func (b *box) routes() {
	health.Routes(b.app, b.db, b.sync.Gauges()) // /healthz /readyz /metrics
	pages.Assets(b.app)                         // /assets/… of the built pages
	b.app.Get("/api/v1/county/openapi.json", county.Document)
	if b.shared() != nil {
		b.app.Use(b.hear)
	}
	b.kiosk.Routes(b.app) // /D/… /S/… /T/… /api/v1/…
	b.app.Get("/desk", func(c *fiber.Ctx) error { return pages.Serve(c, "desk", standing{County: true}) })
	b.app.Get("/cockpit", b.cockpitPage)
	b.app.Get(cockpit.Path, b.onWall(b.cockpit.Board))
	door.Mount(b.app, b.accounts, b.deskRoutes()) // /api/v1/desk/… /api/v1/county/… /ws/desk
	b.open311.Routes(b.app)                       // /open311/v2/…
	b.sync.Routes(b.app)                          // /sync/v1/…
	b.app.Get("/", func(c *fiber.Ctx) error { return c.Redirect("/desk", http.StatusFound) })
}

// standing tells the desk's page where it stands before anybody is signed in.
type standing struct {
	County bool `json:"county"`
}

// hearing bounds the wait for the database before a request is answered with what is known here.
const hearing = 500 * time.Millisecond

// hear lets a request see what any process of this county committed before it came: what was written at one is found at the
// next. While the database is away, pages are answered from memory; whoever writes is told.
func (b *box) hear(c *fiber.Ctx) error {
	ctx, cancel := context.WithTimeout(c.UserContext(), hearing)
	defer cancel()
	if err := b.db.Hear(ctx); err != nil {
		slog.Debug("answered without having heard the others", "err", err)
	}
	return c.Next()
}

// deskRoutes are all addresses behind the desk's door.
func (b *box) deskRoutes() []door.Route {
	hooks := &hook.Room{Store: b.db, Runner: b.hooks, Who: whoOf, Note: b.note, ID: fresh.ID}
	routes := guarded(slices.Concat(b.county.Routes(), b.export.Routes(), hooks.Routes()))
	for _, r := range b.cockpit.Routes() {
		routes = append(routes, door.Route{Method: r.Method, Path: r.Path, Action: station.ActReadCockpit, Answer: r.Answer})
	}
	routes = append(routes,
		door.Route{Method: http.MethodGet, Path: stick.Path, Action: station.ActManageTree, Whole: true, Answer: audit.Noting(b.db, audit.BundleGiven, b.sync.Stick.Give)},
		door.Route{Method: http.MethodPost, Path: stick.Path, Action: station.ActManageTree, Whole: true, Accepts: fiber.MIMEOctetStream,
			Answer: audit.Noting(b.db, audit.BundleTaken, b.sync.Stick.Take)})
	return slices.Concat(b.accounts.Routes(), audit.New(b.db).Routes(), b.desk.Routes(), routes)
}
