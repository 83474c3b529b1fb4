package door

import (
	"encoding/json"
	"io"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/web/problem"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, station.Zone)

// porter lets in whoever names a role, as a stand-in for sign-in.
type porter struct{}

func (porter) Now() station.Reading { return station.Reading{Time: noon} }

func (porter) Admit(c *fiber.Ctx) (Who, error) {
	role := strings.Clone(c.Get("X-Role"))
	if role == "" {
		return Who{}, station.Unauthorized("unauthorized", "请先登录。")
	}
	who := Who{Account: "a1", Roles: []station.Role{station.Role(role)}, MustChange: c.Get("X-Must-Change") != ""}
	if c.Get("X-Confirmed") != "" {
		who.Confirmed = noon.Add(time.Second)
	}
	return who, nil
}

func newDesk() *fiber.App {
	app := fiber.New(fiber.Config{ErrorHandler: problem.Handler})
	say := func(c *fiber.Ctx) error { return c.SendString(WhoOf(c).Actor()) }
	read := func(c *fiber.Ctx) error {
		var v struct {
			A int `json:"a"`
		}
		return ReadBody(c, &v)
	}
	Mount(app, porter{}, []Route{
		{Method: "GET", Path: "/open", Action: station.ActAnyone, Answer: say},
		{Method: "GET", Path: "/own", Action: station.ActSignedIn, Answer: say},
		{Method: "GET", Path: "/matters", Action: station.ActReadMatters, Answer: say},
		{Method: "POST", Path: "/matters", Action: station.ActRegister, Answer: read},
		{Method: "POST", Path: "/roster", Action: station.ActImport, Answer: say, Accepts: "text/csv"},
		{Method: "POST", Path: "/policy", Action: station.ActManagePolicy, Answer: say, Confirm: true},
		{Method: "GET", Path: "/nameless", Answer: say},
	})
	return app
}

func TestTheDoor(t *testing.T) {
	app := newDesk()
	for _, c := range []struct {
		name, method, path, role, headers, body string
		status                                  int
		code                                    string
	}{
		{"anyone", "GET", "/open", "", "", "", 200, ""},
		{"nobody", "GET", "/own", "", "", "", 401, "unauthorized"},
		{"signed in", "GET", "/own", "auditor", "", "", 200, ""},
		{"may", "GET", "/matters", "liaison_officer", "", "", 200, ""},
		{"may not", "GET", "/matters", "technician", "", "", 403, "forbidden"},
		{"forged role", "GET", "/matters", "emperor", "", "", 403, "forbidden"},
		{"an address that names no action is shut", "GET", "/nameless", "station_master", "", "", 403, "forbidden"},
		{"must change first", "GET", "/matters", "liaison_officer", "X-Must-Change: 1", "", 403, "password_change_needed"},
		{"may change", "GET", "/own", "liaison_officer", "X-Must-Change: 1", "", 200, ""},
		{"not confirmed", "POST", "/policy", "station_master", "", "", 403, "confirm_needed"},
		{"confirmed", "POST", "/policy", "station_master", "X-Confirmed: 1", "", 200, ""},
		{"confirmed, may not", "POST", "/policy", "liaison_officer", "X-Confirmed: 1", "", 403, "forbidden"},

		{"our page", "POST", "/matters", "liaison_officer", "Sec-Fetch-Site: same-origin", `{"a":1}`, 200, ""},
		{"our page, old browser", "POST", "/matters", "liaison_officer", "Origin: http://example.com", `{"a":1}`, 200, ""},
		{"another site", "POST", "/matters", "liaison_officer", "Sec-Fetch-Site: cross-site", `{"a":1}`, 403, "cross_origin"},
		{"another port", "POST", "/matters", "liaison_officer", "Sec-Fetch-Site: same-site", `{"a":1}`, 403, "cross_origin"},
		{"another site, old browser", "POST", "/matters", "liaison_officer", "Origin: http://evil.example", `{"a":1}`, 403, "cross_origin"},
		{"a sandboxed frame", "POST", "/matters", "liaison_officer", "Origin: null", `{"a":1}`, 403, "cross_origin"},
		{"reading from another site", "GET", "/matters", "liaison_officer", "Sec-Fetch-Site: cross-site", "", 200, ""},
		{"a form", "POST", "/matters", "liaison_officer", "Content-Type: application/x-www-form-urlencoded", "a=1", 415, "media_type_unsupported"},
		{"plain text", "POST", "/matters", "liaison_officer", "Content-Type: text/plain", `{"a":1}`, 415, "media_type_unsupported"},
		{"no type", "POST", "/matters", "liaison_officer", "Content-Type: ", `{"a":1}`, 415, "media_type_unsupported"},
		{"with a charset", "POST", "/matters", "liaison_officer", "Content-Type: application/json; charset=utf-8", `{"a":1}`, 200, ""},
		{"a file where one is read", "POST", "/roster", "liaison_officer", "Content-Type: text/csv", "a,b", 200, ""},
		{"JSON where a file is read", "POST", "/roster", "liaison_officer", "", "{}", 415, "media_type_unsupported"},

		{"unknown field", "POST", "/matters", "liaison_officer", "", `{"a":1,"role":"station_master"}`, 400, "request_invalid"},
		{"two values", "POST", "/matters", "liaison_officer", "", `{"a":1}{"a":2}`, 400, "request_invalid"},
		{"rubbish behind", "POST", "/matters", "liaison_officer", "", `{"a":1}]`, 400, "request_invalid"},
		{"nothing", "POST", "/matters", "liaison_officer", "", "", 400, "request_invalid"},
		{"packed", "POST", "/matters", "liaison_officer", "Content-Encoding: gzip", `{"a":1}`, 200, ""},
	} {
		req := httptest.NewRequest(c.method, c.path, strings.NewReader(c.body))
		req.Header.Set("Content-Type", "application/json")
		if c.role != "" {
			req.Header.Set("X-Role", c.role)
		}
		if name, value, ok := strings.Cut(c.headers, ": "); ok {
			req.Header.Set(name, value)
		}
		resp, err := app.Test(req)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(resp.Body)
		var p problem.Problem
		if resp.StatusCode >= 400 {
			if err := json.Unmarshal(body, &p); err != nil {
				t.Errorf("%s: %v in %s", c.name, err, body)
			}
		}
		if resp.StatusCode != c.status || p.Code != c.code {
			t.Errorf("%s: %d %s, want %d %s", c.name, resp.StatusCode, body, c.status, c.code)
		}
		for name, want := range map[string]string{"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
			"Content-Security-Policy": policy, "Referrer-Policy": "no-referrer"} {
			if got := resp.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q", c.name, name, got)
			}
		}
	}
}

func TestNamesInTheLog(t *testing.T) {
	if got := AccountOf(Who{Account: "a1"}.Actor()); got != "a1" {
		t.Errorf("account %q", got)
	}
	if got := AccountOf("cli:root"); got != "" {
		t.Errorf("the console is account %q", got)
	}
}
