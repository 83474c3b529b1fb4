package account

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/station/slate"
	"lianzhan/web/problem"
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
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, station.Zone)
	s := sessions{slate.InMemory(func() time.Time { return now })}
	start := func(account string, at time.Time) string {
		token, _, err := s.start(t.Context(), session{Account: account}, at)
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	count := func() int {
		open, err := s.list(now)
		if err != nil {
			t.Fatal(err)
		}
		return len(open)
	}
	first := start("a", now)
	for i := range 3 * sessionsEach {
		start("a", now.Add(time.Duration(i+1)*time.Second))
	}
	if count() != sessionsEach {
		t.Errorf("one account has %d sessions", count())
	}
	if _, ok, err := s.find(t.Context(), first, now.Add(time.Minute)); ok || err != nil {
		t.Errorf("the one idle longest is still open, %v", err)
	}
	for i := range sessionsAll {
		if err := s.alter(t.Context(), fmt.Sprint(i), now, func(o *session, _ bool) bool {
			*o = session{ID: fmt.Sprint(i), Account: fmt.Sprint("b", i), Started: now, Seen: now}
			return true
		}); err != nil {
			t.Fatal(err)
		}
	}
	start("c", now.Add(time.Minute))
	if count() != sessionsAll {
		t.Errorf("%d sessions in all", count())
	}
}

// Two processes over one slate are one desk: a session holds at both, and what ends it at one ends it at the other.
func TestTwoProcessesAreOneDesk(t *testing.T) {
	w, b := opened(t)
	other, err := New(Options{Store: w.store, Key: w.room.key, ID: w.room.id, Slate: w.room.sessions.slate})
	if err != nil {
		t.Fatal(err)
	}
	other.pause = w.room.pause
	app := fiber.New(fiber.Config{ErrorHandler: problem.Handler, ProxyHeader: "X-Machine"})
	door.Mount(app, other, other.Routes())
	elsewhere := &world{t: t, store: w.store, room: other, app: app}

	there := &browser{w: elsewhere, address: b.address, cookie: b.cookie}
	there.want(200, "", "GET", "/session", nil)
	if got := read[[]seat](t, there.want(200, "", "GET", "/sessions", nil)); len(got) != 1 || !got[0].Own {
		t.Errorf("the other process lists %+v", got)
	}
	for range sessionLimit/(10*time.Minute) - 1 { // used at one alone it is not idle at the other
		w.store.pass(10 * time.Minute)
		b.want(200, "", "GET", "/session", nil)
	}
	there.want(200, "", "GET", "/session", nil)
	there.want(204, "", "DELETE", "/session", nil)
	b.want(401, "unauthorized", "GET", "/session", nil)

	for i := range triesEach {
		[]*world{w, elsewhere}[i%2].at("192.168.1.66").want(401, "sign_in_failed", "POST", "/session", claim{Login: "wulixin", Password: "x"})
	}
	for _, each := range []*world{w, elsewhere} {
		each.at("192.168.1.66").want(429, "too_many_attempts", "POST", "/session", claim{Login: "wulixin", Password: masterPassword})
	}
}

func TestTwoProcessesAreSetUpOnce(t *testing.T) {
	w := newWorld(t)
	other, err := New(Options{Store: w.store, Key: w.room.key, ID: w.room.id, Slate: w.room.sessions.slate})
	if err != nil {
		t.Fatal(err)
	}
	code, err := w.room.SetupCode()
	if again, err2 := other.SetupCode(); err != nil || err2 != nil || again != code {
		t.Fatalf("two codes: %v %v", err, err2)
	}
	w.at("192.168.1.20").want(204, "", "POST", "/setup", First{Code: code, Login: "wulixin", Name: "吴立新", Password: masterPassword})
	if _, err := other.SetupCode(); station.Worded(err).Code != "setup_done" {
		t.Errorf("the code lives on at the other: %v", err)
	}
}
