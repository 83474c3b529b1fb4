package sync

import (
	"context"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/sync/wire"
)

// enrolment answers POST /sync/v1/enrol: a one-time code becomes a device of the node it was issued for.
func (s *BelowSide) enrolment(c *fiber.Ctx) error {
	if err := s.guessing.take(strings.Clone(c.IP()), time.Now()); err != nil {
		return err
	}
	e, err := readFrame[wire.Enrol](c)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), workLimit)
	defer cancel()
	leave, err := s.crowd.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	admitted, err := s.box.admitBox(ctx, e)
	if err != nil {
		return err
	}
	return sendFrame(c, admitted)
}
