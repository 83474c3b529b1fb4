package main

import (
	_ "embed" // the page
	"html/template"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/web/phone"
)

//go:embed welcome.html
var welcomePage string

var welcomeTemplate = template.Must(template.New("welcome").Parse(welcomePage))

// welcome is the technician's page: where everything is and whether it works.
func (b *box) welcome(c *fiber.Ctx) error {
	now := b.db.Now()
	var screens []station.Screen
	if err := b.db.View(func(r station.Reader) (err error) {
		screens, err = station.All[station.Screen](r, station.KindScreen)
		return err
	}); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentSecurityPolicy, phone.Policy)
	c.Type("html", "utf-8")
	return welcomeTemplate.Execute(c, map[string]any{
		"Style": phone.StylePath, "Version": version, "Seq": b.db.Seq(), "Base": b.base.String(), "Screens": screens,
		"Now": now.Time.Format("2006-01-02 15:04"), "Trusted": now.Trust != station.TrustUntrusted,
		"Sockets": b.display.Sockets(), "DatabaseOK": b.db.Ping() == nil,
	})
}
