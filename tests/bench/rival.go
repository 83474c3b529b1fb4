package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"

	"github.com/gofiber/fiber/v2"
)

// rivalVerb makes this program the rival of the counter: bare Fiber in front of the least durable write through bbolt.
const rivalVerb = "rival"

// recordSize is what the rival keeps of a submission, in bytes.
const recordSize = 500

// beRival is the rival itself: it looks at nothing, keeps the first bytes of what is posted, and says so once they are on
// disk.
func beRival(path string) error {
	g, err := openGroup(path)
	if err != nil {
		return err
	}
	app := fiber.New(fiber.Config{DisableStartupMessage: true})
	app.Post(counterPath, func(c *fiber.Ctx) error {
		body := c.Body()
		if err := g.write(append([]byte(nil), body[:min(len(body), recordSize)]...)); err != nil {
			return err
		}
		return c.Status(fiber.StatusCreated).SendString(`{"code":"000000000000"}`)
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(listener.Addr())
	served := make(chan error, 1)
	go func() { served <- app.Listener(listener) }()
	_, err = io.Copy(io.Discard, os.Stdin)
	return errors.Join(err, app.Shutdown(), <-served, g.bolt.Close())
}
