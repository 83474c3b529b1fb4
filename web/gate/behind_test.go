package gate

import (
	"io"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
)

// A balancer that is written wrongly would make all callers one: the program does not start with it.
func TestBalancersAreAddressesOrNetworks(t *testing.T) {
	for list, right := range map[string]bool{"": true, "10.0.0.5": true, "10.0.1.0/24": true, "2001:db8::1": true, "10.0.0.5,fd00::/8": true,
		"abc": false, "10.0.0": false, "10.0.0.5,": false, "10.0.0.0/33": false, "county.example": false} {
		var behind []string
		if list != "" {
			behind = strings.Split(list, ",")
		}
		if err := CheckBehind(behind); (err == nil) != right {
			t.Errorf("%q: %v", list, err)
		}
	}
}

// Who is asked about a caller's address and line is the balancer alone: from anybody else the headers are words.
func TestOnlyTheBalancerIsBelieved(t *testing.T) {
	for name, c := range map[string]struct {
		behind  []string
		headers map[string]string
		want    string
	}{
		"no balancer":      {nil, map[string]string{"X-Real-IP": "203.0.113.9", "X-Forwarded-Proto": "https"}, "0.0.0.0 http"},
		"another balancer": {[]string{"10.0.0.5"}, map[string]string{"X-Real-IP": "203.0.113.9", "X-Forwarded-Proto": "https"}, "0.0.0.0 http"},
		"the balancer":     {[]string{"0.0.0.0"}, map[string]string{"X-Real-IP": "203.0.113.9", "X-Forwarded-Proto": "https"}, "203.0.113.9 https"},
		"its network":      {[]string{"0.0.0.0/8"}, map[string]string{"X-Real-IP": "2001:db8::9"}, "2001:db8::9 http"},
		"it says nothing":  {[]string{"0.0.0.0"}, map[string]string{"X-Forwarded-For": "203.0.113.9"}, "0.0.0.0 http"},
		"it says nonsense": {[]string{"0.0.0.0"}, map[string]string{"X-Real-IP": "somebody"}, "0.0.0.0 http"},
	} {
		app := New(Options{Behind: c.behind})
		app.Get("/", func(c *fiber.Ctx) error { return c.SendString(c.IP() + " " + c.Protocol()) })
		req := httptest.NewRequest("GET", "/", nil)
		for key, value := range c.headers {
			req.Header.Set(key, value)
		}
		res, err := app.Test(req)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := io.ReadAll(res.Body); string(got) != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
