package account

import (
	"strings"
	"testing"
	"time"

	"lianzhan/station"
)

func TestSessionsEnd(t *testing.T) {
	for _, c := range []struct {
		name string
		step time.Duration // between two requests
		good int           // requests that pass
	}{
		{"idle", idleLimit, 0},
		{"in use", 10 * time.Minute, int(sessionLimit/(10*time.Minute)) - 1},
	} {
		_, b := opened(t)
		passed := 0
		for b.w.store.pass(c.step); b.ask("GET", "/session", nil).status == 200 && passed < 1000; b.w.store.pass(c.step) {
			passed++
		}
		if passed != c.good {
			t.Errorf("%s: %d requests passed, want %d", c.name, passed, c.good)
		}
	}
}

func TestATokenIsDeadAfterSigningOut(t *testing.T) {
	w, b := opened(t)
	stolen := w.at("192.168.1.66")
	stolen.cookie = b.cookie
	session := read[signedIn](t, stolen.want(200, "", "GET", "/session", nil)).Session
	if !w.room.Stands(session) {
		t.Error("an open session does not stand")
	}
	b.want(204, "", "DELETE", "/session", nil)
	stolen.want(401, "unauthorized", "GET", "/session", nil)
	if w.room.Stands(session) {
		t.Error("a live socket would stay open")
	}
}

// A token planted before the sign-in is not the one after it, and dies.
func TestASessionCannotBePlanted(t *testing.T) {
	w, first := opened(t)
	planted := first.cookie
	victim := w.at("192.168.1.30")
	victim.cookie = planted
	victim.signIn("wulixin", masterPassword)
	if victim.cookie == planted {
		t.Fatal("the planted token is still in use")
	}
	first.want(401, "unauthorized", "GET", "/session", nil)
	victim.want(200, "", "GET", "/session", nil)

	made := w.at("192.168.1.31")
	made.cookie = "desk=" + strings.Repeat("A", tokenLength)
	if made.signIn("wulixin", masterPassword).cookie == "desk="+strings.Repeat("A", tokenLength) {
		t.Error("a token made up elsewhere is taken over")
	}
}

func TestForgedCookiesOpenNothing(t *testing.T) {
	w, b := opened(t)
	token := strings.TrimPrefix(b.cookie, "desk=")
	for name, cookie := range map[string]string{
		"none":         "",
		"empty":        "desk=",
		"short":        "desk=" + token[:10],
		"long":         "desk=" + token + "A",
		"oversized":    "desk=" + strings.Repeat("A", 3000),
		"another case": "desk=" + strings.ToUpper(token),
		"one off":      "desk=" + token[:tokenLength-2] + "__",
		"other name":   "session=" + token,
		"host prefix":  "__Host-desk=" + token,
		"zeros":        "desk=" + strings.Repeat("0", tokenLength),
	} {
		forged := w.at("192.168.1.66")
		forged.cookie = cookie
		if r := forged.ask("GET", "/session", nil); r.status != 401 {
			t.Errorf("%s: %d", name, r.status)
		}
	}
	b.want(200, "", "GET", "/session", nil)
}

func TestTheCookieIsKeptFromScriptsAndOtherSites(t *testing.T) {
	w, _ := opened(t)
	for _, c := range []struct {
		safe  bool
		start string
		holds []string
	}{
		{false, "desk=", []string{"HttpOnly", "SameSite=Strict", "path=/"}},
		{true, "__Host-desk=", []string{"HttpOnly", "SameSite=Strict", "path=/", "secure"}},
	} {
		b := w.at("192.168.1.20")
		b.safe = c.safe
		set := b.want(200, "", "POST", "/session", claim{Login: "wulixin", Password: masterPassword}).header.Get("Set-Cookie")
		if !strings.HasPrefix(set, c.start) || strings.Contains(set, "domain") || strings.Contains(set, "expires") {
			t.Errorf("cookie %s", set)
		}
		for _, word := range c.holds {
			if !strings.Contains(set, word) {
				t.Errorf("cookie %s lacks %s", set, word)
			}
		}
		b.want(200, "", "GET", "/session", nil)
		out := b.want(204, "", "DELETE", "/session", nil).header.Get("Set-Cookie")
		if !strings.HasPrefix(out, c.start+";") || !strings.Contains(out, "1970") {
			t.Errorf("signing out leaves %s", out)
		}
	}
}

func TestSensitiveStepsAskForThePasswordAgain(t *testing.T) {
	w, b := opened(t)
	w.store.pass(confirmLimit)
	newcomer := Newcomer{Login: "linhaihan", Name: "林海涵", Roles: []station.Role{station.RoleOfficer}}
	b.want(403, "confirm_needed", "POST", "/accounts", newcomer)
	b.want(403, "password_wrong", "POST", "/session/confirm", secretWord{"nonsense"})
	b.want(200, "", "POST", "/session/confirm", secretWord{masterPassword})
	b.want(201, "", "POST", "/accounts", newcomer)
	for range triesEach {
		b.want(403, "password_wrong", "POST", "/session/confirm", secretWord{"nonsense"})
	}
	b.want(429, "too_many_attempts", "POST", "/session/confirm", secretWord{masterPassword})
	b.want(401, "unauthorized", "GET", "/session", nil) // a browser left open is no place to guess from
}

func TestSessionsAreBounded(t *testing.T) {
	s := newSessions()
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, station.Zone)
	first, _ := s.start(session{Account: "a"}, now)
	for i := range 3 * sessionsEach {
		s.start(session{Account: "a"}, now.Add(time.Duration(i+1)*time.Second))
	}
	if len(s.open) != sessionsEach {
		t.Errorf("one account has %d sessions", len(s.open))
	}
	if _, ok := s.find(first, now.Add(time.Minute)); ok {
		t.Error("the one idle longest is still open")
	}
	for i := range 2 * sessionsAll {
		s.start(session{Account: string(rune('一' + i))}, now.Add(time.Minute))
	}
	if len(s.open) != sessionsAll {
		t.Errorf("%d sessions in all", len(s.open))
	}
}
