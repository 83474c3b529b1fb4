package stick

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/sync/box"
)

// Stick carries between two boxes without a line what they would say over it.
type Stick struct{ box *box.Box }

// New is the stick of a box.
func New(b *box.Box) *Stick { return &Stick{box: b} }

// Path is where a bundle is taken and brought by mouse.
const Path = "/api/v1/desk/sync/bundle"

// mostStick bounds a bundle brought by mouse, in bytes; a larger one goes by the command line, which holds no seat of the web server.
const mostStick = 24 << 20

// LargestBody is how much a request to the room may carry, in bytes; 0 where the usual bound holds.
func LargestBody(method, path string) int {
	if method == http.MethodPost && path == Path {
		return mostStick
	}
	return 0
}

// Give answers GET Path with a file for a stick: for the parent, with ?code= to be enrolled by it, or with ?node= for a
// box below.
func (s *Stick) Give(c *fiber.Ctx) error {
	var packed bytes.Buffer
	var done Bundled
	var err error
	node, name := strings.Clone(c.Query("node")), "上报"
	if node != "" {
		done, err = s.ExportDown(c.UserContext(), &packed, node)
		name = "回包-" + done.Name
	} else {
		done, err = s.ExportUp(c.UserContext(), &packed, strings.Clone(c.Query("code")))
		name += done.Name
	}
	if err != nil {
		return err
	}
	day := string(station.DateOf(s.box.Store.Now().Time.In(station.Zone)))
	c.Set(fiber.HeaderContentType, fiber.MIMEOctetStream)
	c.Set(fiber.HeaderContentDisposition, "attachment; filename*=UTF-8''"+url.PathEscape("联站-"+name+"-"+day+".bundle"))
	return c.Send(packed.Bytes())
}

// Take answers POST Path, whose body is a bundle of either way, with what came of it.
func (s *Stick) Take(c *fiber.Ctx) error {
	done, err := s.Import(c.UserContext(), bytes.NewReader(c.BodyRaw()))
	if err != nil {
		return err
	}
	return c.JSON(done)
}
