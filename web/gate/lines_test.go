package gate

import (
	"bufio"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
)

// A server that is told to end answers what was asked, and does not wait for connections over which nobody says a word: browsers
// open them in advance.
func TestTheEndWaitsForRequestsAndNotForSilence(t *testing.T) {
	var lines Lines
	app := New(Options{Seats: 1, Lines: &lines, Failed: fiber.DefaultErrorHandler})
	asked := make(chan struct{})
	app.Get("/slow", func(c *fiber.Ctx) error {
		close(asked)
		time.Sleep(2 * unasked)
		return c.SendString("done")
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	over := make(chan error, 1)
	go func() { over <- app.Listener(listener) }()
	dial := func() net.Conn {
		c, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		return c
	}
	dial()
	slow := dial()
	if _, err := slow.Write([]byte("GET /slow HTTP/1.1\r\nHost: here\r\n\r\n")); err != nil {
		t.Fatal(err)
	}
	<-asked
	if err := lines.Shut(app, 8*time.Second); err != nil {
		t.Errorf("it ends with %v", err)
	}
	if res, err := http.ReadResponse(bufio.NewReader(slow), nil); err != nil || res.StatusCode != http.StatusOK {
		t.Errorf("what was asked is answered with %v, %v", res, err)
	}
	if err := <-over; err != nil {
		t.Error(err)
	}
}
