// Package socket opens websockets (RFC 6455) under Fiber and writes to them without ever waiting unasked.
//
// Fiber serves through fasthttp, whose connections gorilla/websocket does not know; this leaf package carries one over
// to the other and keeps the result small: no buffer of the HTTP server outlives the handshake.
package socket

import (
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gorilla/websocket"
)

// Limits of one connection.
const (
	readBuffer     = 256              // bytes; pages send short reports
	readLimit      = 4 << 10          // bytes of one message
	handshakeLimit = 10 * time.Second // for the answer to the upgrade
)

var upgrader = websocket.Upgrader{
	ReadBufferSize:   readBuffer,
	WriteBufferSize:  readBuffer,
	WriteBufferPool:  &sync.Pool{},
	HandshakeTimeout: handshakeLimit,
}

// Upgrade answers a websocket handshake from the same host and hands the open connection to join, which owns it from
// then on and must return soon. The request seen by join is a copy: its path, query and headers stay valid.
func Upgrade(join func(*Conn, *http.Request)) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if !strings.EqualFold(c.Get(fiber.HeaderUpgrade), "websocket") {
			return fiber.ErrUpgradeRequired
		}
		request, err := copyRequest(c)
		if err != nil {
			return fiber.ErrBadRequest
		}
		keepHijacked(c.App())
		c.Context().HijackSetNoResponse(true)
		c.Context().Hijack(func(hijacked net.Conn) {
			if conn, err := shake(hijacked, request); err == nil {
				join(conn, request)
			}
		})
		return nil
	}
}

// keeping guards the one write of KeepHijackedConns, which every hijacked connection reads.
var keeping sync.Mutex

// keepHijacked lets connections outlive their handler, so that the server's buffers and goroutine are freed at once.
func keepHijacked(app *fiber.App) {
	keeping.Lock()
	defer keeping.Unlock()
	if server := app.Server(); !server.KeepHijackedConns {
		server.KeepHijackedConns = true
	}
}

// copyRequest copies every byte: fasthttp reuses the memory of a request after its handler.
func copyRequest(c *fiber.Ctx) (*http.Request, error) {
	target, err := url.ParseRequestURI(strings.Clone(c.OriginalURL()))
	if err != nil {
		return nil, err
	}
	r := &http.Request{Method: strings.Clone(c.Method()), URL: target, Host: string(c.Request().Host()), Header: http.Header{}}
	for key, value := range c.Request().Header.All() {
		r.Header.Add(string(key), string(value))
	}
	return r, nil
}

// shake finishes the handshake on the hijacked connection, or refuses it there.
func shake(hijacked net.Conn, request *http.Request) (*Conn, error) {
	raw := hijacked.(interface{ UnsafeConn() net.Conn }).UnsafeConn()
	early, err := drain(hijacked)
	if err != nil {
		return nil, errors.Join(err, raw.Close())
	}
	answer := &answer{wire: &wire{Conn: raw, early: early}, header: http.Header{}}
	ws, err := upgrader.Upgrade(answer, request, nil)
	if err != nil {
		if !answer.taken {
			answer.refuse()
		}
		return nil, errors.Join(err, raw.Close())
	}
	conn := newConn(ws, raw)
	answer.wire.open = conn
	return conn, nil
}
