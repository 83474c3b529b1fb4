package gate

import (
	"net"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// unasked is how long a server that ends waits for who is connected and has asked nothing yet.
const unasked = time.Second

// Lines are the connections that wait for a request or bring one. A browser opens some in advance and never says a word over
// them; the server counts those among the requests under way. The zero value is ready.
type Lines struct{ open sync.Map }

func (l *Lines) changed(c net.Conn, state fasthttp.ConnState) {
	switch state {
	case fasthttp.StateNew:
		l.open.Store(c, nil)
	case fasthttp.StateClosed, fasthttp.StateHijacked:
		l.open.Delete(c)
	}
}

// Shut ends a server: what was asked is answered, as far as the limit allows, and who asked nothing is not waited for.
func (l *Lines) Shut(app *fiber.App, limit time.Duration) error {
	defer time.AfterFunc(unasked, l.hush).Stop()
	return app.ShutdownWithTimeout(limit)
}

// hush ends all reading; a request that was read goes on.
func (l *Lines) hush() {
	l.open.Range(func(c, _ any) bool {
		_ = c.(net.Conn).SetReadDeadline(time.Now()) // of one that is closed already it fails
		return true
	})
}
