// Package gate is the web server with its limits: every wait has an end, every body a bound.
package gate

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/recover"
)

// Largest is how much a request to an address may carry, in bytes; 0 where the usual bound holds.
type Largest func(method, path string) int

// Options of a server.
type Options struct {
	Failed fiber.ErrorHandler // words errors
	Seats  int                // large bodies at once
	Bodies []Largest          // what rooms take beyond the usual bound, from anybody
	Staff  Staff              // those from whom some rooms take more
	Behind []string           // addresses and networks of the balancers in front, whose word about callers is believed; nobody else's is
	Frugal bool               // thousands of connections stay open and are mostly silent: those hold no buffers
	Lines  *Lines             // where open connections are noted, for the end
}

// Staff are people who are signed in, and what rooms take from them beyond the usual bound. From anybody else nothing of it is read.
type Staff struct {
	Bodies []Largest
	Known  func(ctx context.Context, cookie func(name string) string) error // why a caller is none of them
}

// New makes the server.
func New(o Options) *fiber.App {
	app := fiber.New(fiber.Config{
		AppName:               "lianzhan",
		DisableStartupMessage: true,
		ErrorHandler:          o.Staff.worded(o.Failed),
		BodyLimit:             bodyLimit,
		ReadBufferSize:        8 << 10,
		WriteBufferSize:       16 << 10, // a list page leaves in one write
		ReadTimeout:           15 * time.Second,
		WriteTimeout:          30 * time.Second,
		IdleTimeout:           90 * time.Second,
		UnescapePath:          false,
		ReduceMemoryUsage:     o.Frugal,

		// A header anybody can write is believed from a balancer alone, which writes it anew for each request.
		EnableTrustedProxyCheck: true,
		TrustedProxies:          o.Behind,
		ProxyHeader:             "X-Real-IP",
		EnableIPValidation:      true,

		// A form is taken apart by the room that expects it, in memory: nothing of it may come to lie in a temporary file.
		DisablePreParseMultipartForm: true,
	})
	if o.Lines != nil {
		app.Server().ConnState = o.Lines.changed
	}
	large := newBodies(o)
	app.Server().HeaderReceived = large.received
	app.Use(large.answered)
	app.Use(recover.New(), unpacked)
	return app
}

// unpacked refuses a body that says to be packed: a few kilobytes of it may become more than the box has, and nothing of ours
// packs that way (RFC 9110 § 15.5.16). Two such headers are no better than one.
func unpacked(c *fiber.Ctx) error {
	if len(c.Request().Header.PeekAll(fiber.HeaderContentEncoding)) > 0 {
		return fiber.ErrUnsupportedMediaType
	}
	return c.Next()
}
