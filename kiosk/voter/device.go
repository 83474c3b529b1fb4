package voter

import (
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/web/pairing"
)

const (
	deviceCookie = "kiosk"        // a terminal's token
	localLife    = 24 * time.Hour // of one on the box itself, which is asked for again at every load
)

// forwarding are the headers a proxy leaves; a request that has one did not come from the box itself.
var forwarding = []string{fiber.HeaderForwarded, fiber.HeaderXForwardedFor, "X-Real-Ip", fiber.HeaderVia}

// Greet lets the terminal of the box itself, or one with an open pairing, speak as the station's. It answers true when
// the terminal must load its page anew, without the code in its address.
func (v *Counter) Greet(c *fiber.Ctx) (reload bool, err error) {
	if code := c.Query("pair"); code != "" {
		token, err := v.devices.Join(c.UserContext(), code)
		if err != nil {
			return false, err
		}
		giveToken(c, token, pairing.Life)
		return true, nil
	}
	if local(c) {
		giveToken(c, v.devices.Token("local", localLife), localLife)
	}
	return false, nil
}

func giveToken(c *fiber.Ctx, token string, life time.Duration) {
	c.Cookie(&fiber.Cookie{Name: deviceCookie, Value: token, Path: "/", MaxAge: int(life.Seconds()), HTTPOnly: true,
		SameSite: fiber.CookieSameSiteStrictMode})
}

// local reports whether the box speaks to itself, under a name of its own: a page elsewhere that got its name to lead
// here is not the terminal.
func local(c *fiber.Ctx) bool {
	for _, header := range forwarding {
		if c.Get(header) != "" {
			return false
		}
	}
	host := string(c.Context().Host())
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	ip := net.ParseIP(host)
	return c.Context().RemoteIP().IsLoopback() && (host == "localhost" || ip != nil && ip.IsLoopback())
}

// device is the id of the station's own terminal that asks, "" for anybody else. What changes something must come from
// a page of ours (Fetch Metadata, or an equal Origin where a browser sends none over plain HTTP).
func (v *Counter) device(c *fiber.Ctx) (string, error) {
	id, ok := v.devices.Read(strings.Clone(c.Cookies(deviceCookie))) // limits remember it longer than the request lives
	if !ok {
		return "", nil
	}
	if c.Method() == fiber.MethodGet || c.Method() == fiber.MethodHead || ownPage(c) {
		return id, nil
	}
	return "", station.Forbidden("cross_site", "这个请求不是从触摸屏的页面来的。")
}

func ownPage(c *fiber.Ctx) bool {
	switch c.Get("Sec-Fetch-Site") {
	case "same-origin", "none":
		return true
	case "":
		origin, err := url.Parse(c.Get(fiber.HeaderOrigin))
		return err == nil && origin.Host != "" && origin.Host == string(c.Context().Host())
	}
	return false
}

// onlyDevice guards an address that is for the station's terminals.
func (v *Counter) onlyDevice(answer fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		id, err := v.device(c)
		if err != nil {
			return err
		}
		if id == "" {
			return station.Forbidden("terminal_only", "这里只给站里的触摸屏用。")
		}
		return answer(c)
	}
}
