package gate

import (
	"context"
	"crypto/rand"
	"errors"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

const (
	bodyLimit = 1 << 20 // bytes; what people send apart from pictures is far smaller
	slowLine  = 2 * time.Minute
	seatName  = "Lianzhan-Seat" // header between the server's ear and its hand
)

// bodies bounds what is read before a room sees a request. Photos may be large and lines slow, but only where photos
// are expected and only a few at a time: each is held in memory until it was made small.
type bodies struct {
	most  []Largest
	staff Staff
	seats chan struct{} // one for each large body under way
	taken sync.Map      // what frees a seat, by its name
}

func newBodies(o Options) *bodies {
	return &bodies{most: o.Bodies, staff: o.Staff, seats: make(chan struct{}, o.Seats)}
}

// received is asked by the server once it read the header of a request. Who finds no seat is held to the usual bound.
func (b *bodies) received(header *fasthttp.RequestHeader) (config fasthttp.RequestConfig) {
	size := header.ContentLength()
	if size >= 0 && size <= bodyLimit {
		return config
	}
	method, path := string(header.Method()), string(header.RequestURI())
	most := mostOf(b.most, method, path)
	if more := mostOf(b.staff.Bodies, method, path); more > most && b.staff.known(header) == nil {
		most = more
	}
	if most == 0 || !b.sit(header) {
		return config
	}
	return fasthttp.RequestConfig{MaxRequestBodySize: most, ReadTimeout: slowLine}
}

func mostOf(list []Largest, method, path string) (most int) {
	for _, largest := range list {
		most = max(most, largest(method, path))
	}
	return most
}

// askLimit bounds the question who sends a large body: the header was read, and its sender waits.
const askLimit = 5 * time.Second

func (s Staff) known(header *fasthttp.RequestHeader) error {
	ctx, cancel := context.WithTimeout(context.Background(), askLimit)
	defer cancel()
	return s.Known(ctx, func(name string) string { return string(header.Cookie(name)) })
}

// worded tells whom a body was refused for who they are, and not for its size.
func (s Staff) worded(failed fiber.ErrorHandler) fiber.ErrorHandler {
	if failed == nil || len(s.Bodies) == 0 {
		return failed
	}
	return func(c *fiber.Ctx, err error) error {
		header := &c.Request().Header
		if errors.Is(err, fiber.ErrRequestEntityTooLarge) && mostOf(s.Bodies, string(header.Method()), string(header.RequestURI())) > 0 {
			if stranger := s.known(header); stranger != nil {
				err = stranger
			}
		}
		return failed(c, err)
	}
}

// sit takes a seat until the request was answered, or its line was too slow.
func (b *bodies) sit(header *fasthttp.RequestHeader) bool {
	select {
	case b.seats <- struct{}{}:
	default:
		return false
	}
	name := rand.Text()
	header.Set(seatName, name)
	b.taken.Store(name, struct{}{})
	time.AfterFunc(slowLine, func() { b.free(name) })
	return true
}

func (b *bodies) free(name string) {
	if _, sat := b.taken.LoadAndDelete(name); sat {
		<-b.seats
	}
}

// answered frees the seat of a request that was served.
func (b *bodies) answered(c *fiber.Ctx) error {
	if name := c.Get(seatName); name != "" {
		defer b.free(name)
	}
	return c.Next()
}
