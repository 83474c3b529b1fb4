package kiosk

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

// terminalOnly are the addresses nobody but the station's own screens may ask.
var terminalOnly = []struct{ method, address, body string }{
	{"POST", "/api/v1/drafts", `{"for":"phone"}`}, {"GET", "/api/v1/drafts/x", ""}, {"DELETE", "/api/v1/drafts/x", ""},
	{"POST", "/api/v1/drafts/x/confirm", `{}`}, {"GET", "/api/v1/drafts/x/qr.svg", ""}, {"POST", "/api/v1/receipts/print", `{"code":"1"}`},
	{"GET", "/api/v1/phrases?keys=lu", ""}, {"POST", "/api/v1/handwriting", `{}`},
}

func TestOnlyTheBoxItselfIsATerminalByItself(t *testing.T) {
	h := open(t, aTown(t))
	for what, v := range map[string]*visitor{
		"a phone":                 {house: h, t: t, ip: "192.168.1.20", headers: map[string]string{}},
		"a phone that says so":    {house: h, t: t, ip: "192.168.1.20", headers: map[string]string{"Host": "localhost"}},
		"behind a proxy":          {house: h, t: t, ip: "127.0.0.1", headers: map[string]string{"Host": "localhost", "X-Forwarded-For": "127.0.0.1"}},
		"behind another proxy":    {house: h, t: t, ip: "127.0.0.1", headers: map[string]string{"Host": "localhost", "Forwarded": "for=127.0.0.1"}},
		"a name that leads here":  {house: h, t: t, ip: "127.0.0.1", headers: map[string]string{"Host": "evil.example"}},
		"another name, forwarded": {house: h, t: t, ip: "127.0.0.1", headers: map[string]string{"Host": "evil.example", "X-Forwarded-Host": "localhost"}},
	} {
		if cookie := v.request("GET", "/kiosk", nil, "").header.Get("Set-Cookie"); cookie != "" {
			t.Errorf("%s got %q", what, cookie)
		}
		for _, c := range terminalOnly {
			if a := v.request(c.method, c.address, []byte(c.body), "application/json"); a.status != 403 {
				t.Errorf("%s: %s %s answers %d", what, c.method, c.address, a.status)
			}
		}
	}
}

func TestTokensOfTerminals(t *testing.T) {
	h := open(t, aTown(t))
	kiosk := terminalOf(h)
	good := kiosk.headers["Cookie"]
	kiosk.look(200, "/api/v1/phrases?keys=ludeng")
	for what, cookie := range map[string]string{
		"forged id": strings.Replace(good, "local.", "other.", 1), "longer life": good[:7] + strings.Replace(good[7:], ".1", ".9", 1),
		"no sum": good[:len(good)-64], "garbage": "kiosk=a.b.c", "empty": "kiosk=",
	} {
		kiosk.headers["Cookie"] = cookie
		if a := kiosk.request("GET", "/api/v1/phrases?keys=lu", nil, ""); a.status != 403 {
			t.Errorf("%s: %d", what, a.status)
		}
	}
	kiosk.headers["Cookie"] = good
	h.now = h.now.Add(24*time.Hour + time.Second)
	if a := kiosk.request("GET", "/api/v1/phrases?keys=lu", nil, ""); a.status != 403 {
		t.Errorf("a day later: %d", a.status)
	}
}

// A page elsewhere that makes the terminal's browser send something is refused, though the cookie travels along.
func TestATerminalIsNotSteeredFromElsewhere(t *testing.T) {
	h := open(t, aTown(t))
	kiosk := terminalOf(h)
	for what, c := range map[string]struct {
		site, origin string
		status       int
	}{
		"own page": {"same-origin", "", 201}, "typed": {"none", "", 201}, "own page on plain HTTP": {"", "http://localhost:8080", 201},
		"another site": {"cross-site", "http://localhost:8080", 403}, "a sibling": {"same-site", "", 403}, "another origin": {"", "http://evil.example", 403},
		"another port": {"", "http://localhost:9", 403}, "neither header": {"", "", 403}, "no origin": {"", "null", 403},
	} {
		kiosk.headers["Sec-Fetch-Site"], kiosk.headers["Origin"] = c.site, c.origin
		for name, value := range map[string]string{"Sec-Fetch-Site": c.site, "Origin": c.origin} {
			if value == "" {
				delete(kiosk.headers, name)
			}
		}
		if f, a := kiosk.send("POST", "/api/v1/drafts", fields{"for": "phone"}); a.status != c.status {
			t.Errorf("%s: %d %v", what, a.status, f)
		}
	}
}

func TestPairingATerminalAcrossTheHall(t *testing.T) {
	h := open(t, aTown(t))
	hall := phoneOf(h, "192.168.1.31")
	join := func(code string) answer {
		return hall.request("GET", "/kiosk?screen=hall&pair="+url.QueryEscape(code), nil, "")
	}
	if a := join("00000000"); a.status != 403 {
		t.Errorf("with no pairing open: %d", a.status)
	}
	code := paired(t, h)
	a := join(strings.ToLower(code))
	cookie := a.header.Get("Set-Cookie")
	if a.status != 303 || a.header.Get("Location") != "/kiosk?screen=hall" || !strings.Contains(cookie, "max-age=34560000") {
		t.Fatalf("%d to %q, cookie %q", a.status, a.header.Get("Location"), cookie)
	}
	hall.headers["Cookie"], _, _ = strings.Cut(cookie, ";")
	hall.headers["Origin"] = "http://192.168.1.10:8080"
	hall.must(201, "POST", "/api/v1/drafts", fields{"for": "staff"})
	h.now = h.now.Add(399 * 24 * time.Hour)
	hall.look(200, "/api/v1/phrases?keys=lu")
	if a := join(code); a.status != 403 {
		t.Errorf("the same code again: %d", a.status)
	}
	code = paired(t, h)
	for range 5 {
		if a := join("ZZZZZZZZ"); a.status != 403 {
			t.Errorf("a wrong code: %d", a.status)
		}
	}
	if a := join(code); a.status != 403 {
		t.Errorf("after five wrong codes: %d", a.status)
	}
	code = paired(t, h)
	h.now = h.now.Add(10 * time.Minute)
	if a := join(code); a.status != 403 {
		t.Errorf("after ten minutes: %d", a.status)
	}
}

func paired(t *testing.T, h *house) string {
	t.Helper()
	code, _, err := h.room.Pair(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return code
}
