package export

import (
	"bytes"
	"crypto/ed25519"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianzhan/county"
	"lianzhan/station"
)

// Room answers who wants the file.
type Room struct {
	Store county.Store
	By    func() string // name of the county
	Sign  ed25519.PrivateKey
	Who   func(*fiber.Ctx) county.Who
	Note  county.Note
}

// Routes are the room's addresses.
func (r *Room) Routes() []county.Route {
	return []county.Route{{Method: "GET", Path: "/api/v1/county/export", Action: station.ActExport, Answer: r.get}}
}

// get answers GET /export?scope=; somebody of a branch gets no more than that branch.
func (r *Room) get(c *fiber.Ctx) error {
	who, scope := r.Who(c), strings.Clone(c.Query("scope"))
	if scope == "" {
		scope = who.Scope
	}
	if scope != "" && !station.ValidScope(scope) || !who.Reaches(scope) {
		return unknown(scope)
	}
	var out bytes.Buffer
	if err := r.Write(&out, scope); err != nil {
		return err
	}
	line, err := r.Note(who, "exported", station.Ref{}, "scope "+scope)
	if err != nil {
		return err
	}
	if _, err := r.Store.Write(c.UserContext(), who.Actor, line); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/zip")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="lianzhan`+strings.ReplaceAll(scope, "/", "-")+`.zip"`)
	return c.Send(out.Bytes())
}

// Write writes the file of a branch.
func (r *Room) Write(out *bytes.Buffer, scope string) error {
	return r.Store.View(func(reader station.Reader) error {
		_, err := Write(out, reader, Options{Scope: scope, By: r.By(), Now: r.Store.Now().Time, Sign: r.Sign})
		return err
	})
}
