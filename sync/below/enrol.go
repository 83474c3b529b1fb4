package below

import (
	"context"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/sync/box"
	"lianzhan/sync/wire"
)

// enrolment answers POST /sync/v1/enrol: a one-time code becomes a device of the node it was issued for.
func (s *Side) enrolment(c *fiber.Ctx) error {
	if err := s.guessing.Take(strings.Clone(c.IP()), time.Now()); err != nil {
		return err
	}
	e, err := readFrame[wire.Enrol](c)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), box.WorkLimit)
	defer cancel()
	leave, err := s.crowd.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	admitted, err := s.box.Admit(ctx, e)
	if err != nil {
		return err
	}
	return sendFrame(c, admitted)
}
