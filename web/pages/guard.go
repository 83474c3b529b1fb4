package pages

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// A public terminal has no business with the machine's sensors, whatever hardware it is built into.
const permissions = "camera=(), geolocation=(), usb=(), serial=(), midi=(), payment=(), display-capture=(), clipboard-read=(), "

// permissionsOf is what a page may use of the machine. Only the kiosk takes voice notes.
func permissionsOf(entry string) string {
	if entry == "kiosk" {
		return permissions + "microphone=(self)"
	}
	return permissions + "microphone=()"
}

// guard sets what every page says to the browser about its own safety.
func guard(c *fiber.Ctx, entry, policy string) {
	c.Set(fiber.HeaderContentSecurityPolicy, policy)
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderReferrerPolicy, "no-referrer")
	c.Set(fiber.HeaderPermissionsPolicy, permissionsOf(entry))
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
}

// policyOf is the Content-Security-Policy of a built page. All it loads comes from the box itself; the styles the build
// wrote into it are let in by their hash (CSP level 2), so nothing that gets into the page later is.
func policyOf(html []byte) string {
	var policy strings.Builder
	policy.WriteString("default-src 'none'; script-src 'self'; style-src 'self'")
	for _, style := range styles(html) {
		sum := sha256.Sum256(style)
		policy.WriteString(" 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'")
	}
	policy.WriteString("; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; font-src 'self'; " +
		"base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
	return policy.String()
}

// styles are the contents of the page's style elements.
func styles(html []byte) [][]byte {
	var found [][]byte
	for {
		_, rest, ok := bytes.Cut(html, []byte("<style>"))
		if !ok {
			return found
		}
		style, after, ok := bytes.Cut(rest, []byte("</style>"))
		if !ok {
			return found
		}
		found, html = append(found, style), after
	}
}
