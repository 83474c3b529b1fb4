package problem

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"

	"github.com/gofiber/fiber/v2"
)

//go:embed page.html
var pageSource string

//go:embed page.css
var pageStyle string

var (
	page = template.Must(template.New("problem").Parse(pageSource))
	// The style is inline so that the page stands when nothing else can be fetched; its hash lets it past the policy.
	styleSum   = sha256.Sum256([]byte(pageStyle))
	pagePolicy = "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(styleSum[:]) +
		"'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

// sendPage shows a person what went wrong and the way back.
func sendPage(c *fiber.Ctx, p Problem) error {
	var body bytes.Buffer
	err := page.Execute(&body, struct {
		Problem
		Heading string
		Style   template.CSS
	}{p, headingOf(p.Status), template.CSS(pageStyle)})
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	c.Set(fiber.HeaderContentSecurityPolicy, pagePolicy)
	c.Set(fiber.HeaderReferrerPolicy, "no-referrer")
	if p.Status >= fiber.StatusInternalServerError {
		c.Set("Refresh", refreshSeconds)
	}
	return c.Send(body.Bytes())
}

func headingOf(status int) string {
	switch {
	case status == fiber.StatusNotFound:
		return "没有找到这一页"
	case status >= fiber.StatusInternalServerError:
		return "暂时打不开"
	}
	return "这一步没有成功"
}
