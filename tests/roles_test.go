//go:build stories

package tests

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lianzhan/desk"
	"lianzhan/desk/account"
	"lianzhan/desk/audit"
	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/store"
)

// deskRoutes are all addresses of the desk, as the rooms themselves list them.
func deskRoutes(t *testing.T) []door.Route {
	t.Helper()
	db, err := store.Open(t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	id := func() string { return "none" }
	accounts, err := account.New(account.Options{Store: db, Key: db.Key(), ID: id})
	if err != nil {
		t.Fatal(err)
	}
	room := desk.New(desk.Options{Store: db, Key: db.Key(), Stands: accounts.Stands, ID: id})
	t.Cleanup(func() {
		room.Close()
		db.Close()
	})
	return slices.Concat(accounts.Routes(), audit.New(db).Routes(), room.Routes())
}

var routeParam = regexp.MustCompile(`:\w+`)

// contentless are the roles that keep or watch the machine and see nothing of what voters bring.
var contentless = []station.Role{station.RoleAuditor, station.RoleTechnician}

// own are the addresses that anybody signed in may ask; every other one that asks for a person only looks at what the
// person may see.
var own = regexp.MustCompile(`^(/api/v1/desk/(first|today|units|sessions?(/.*)?)|/ws/desk)$`)

// Every address of the desk is asked by everybody: without a name, with forged ones, and by each role. The real server
// lets in whom the one table of permits lets in, and no one else.
func TestEveryRoleAtEveryAddress(t *testing.T) {
	s := startTown(t)
	o := openOffice(t, s, station.Roles[1:]...)
	routes := deskRoutes(t)
	if len(routes) < 30 {
		t.Fatalf("only %d addresses", len(routes))
	}
	nobody := s.caller("127.0.0.40")
	nobody.heads["Sec-Fetch-Site"] = "same-origin"
	forged := []string{"desk=" + strings.Repeat("A", 43), "desk=station_master", "__Host-desk=" + strings.Repeat("A", 43),
		"desk=" + strings.Repeat("A", 4000), "desk=; kiosk=" + strings.Repeat("A", 90)}
	for _, route := range routes {
		path := routeParam.ReplaceAllString(route.Path, "none")
		for _, cookie := range append(forged, "") {
			a := nobody.send(route.Method, path, bodyFor(route), mediaFor(route), "Cookie: "+cookie)
			if let := a.code() != "unauthorized"; let != (route.Action == station.ActAnyone) {
				t.Errorf("nobody with %.30q: %s %s: %d %.200s", cookie, route.Method, path, a.status, a.body)
			}
		}
		for role, clerk := range o.people {
			if role != station.RoleInformant {
				o.walk(clerk, role, route, path)
			}
		}
	}
	for role, clerk := range o.people { // nobody lost their sign-in by being refused
		clerk.want(http.StatusOK, "GET", "/api/v1/desk/session", nil)
		if role == station.RoleMaster {
			continue
		}
		clerk.refused(http.StatusForbidden, "forbidden", "PATCH", "/api/v1/desk/accounts/none", fields{"roles": []string{"station_master"}})
	}
}

// walk asks one address in one role.
func (o *office) walk(c *clerk, role station.Role, route door.Route, path string) {
	o.t.Helper()
	if route.Path == "/api/v1/desk/session" && route.Method != http.MethodGet || strings.HasPrefix(path, "/api/v1/desk/session/") {
		return // would sign this person out, or count as guesses of their password
	}
	a := c.send(route.Method, path, bodyFor(route), mediaFor(route))
	refused := a.status == http.StatusForbidden && a.code() == "forbidden"
	allowed := station.May([]station.Role{role}, route.Action)
	if route.Action == station.ActSignedIn && !own.MatchString(path) && slices.Contains(contentless, role) {
		allowed = false
	}
	switch {
	case refused == allowed, a.status == http.StatusUnauthorized:
		o.t.Errorf("%s: %s %s (%s): %d %.200s, allowed %v", role, route.Method, path, route.Action, a.status, a.body, allowed)
	case allowed && route.Confirm && role != station.RoleMaster && a.code() != "confirm_needed":
		o.t.Errorf("%s: %s %s asks for no password: %d %.200s", role, route.Method, path, a.status, a.body)
	case a.status >= http.StatusInternalServerError && a.status != http.StatusServiceUnavailable:
		o.t.Errorf("%s: %s %s: %d %.200s", role, route.Method, path, a.status, a.body)
	}
}

func bodyFor(route door.Route) []byte {
	if route.Method == http.MethodGet {
		return nil
	}
	return []byte("{}")
}

func mediaFor(route door.Route) string {
	if route.Accepts != "" {
		return "Content-Type: " + route.Accepts
	}
	return "Content-Type: application/json"
}

// What another site makes a signed-in browser send, or a form can send, is refused at every address that changes something.
func TestOtherSitesCannotUseADesk(t *testing.T) {
	s := startTown(t)
	o := openOffice(t, s)
	delete(o.master.heads, "Sec-Fetch-Site")
	for _, route := range deskRoutes(t) {
		path := routeParam.ReplaceAllString(route.Path, "none")
		if route.Method == http.MethodGet {
			continue
		}
		for _, c := range []struct {
			heads  []string
			status int
			code   string
		}{
			{[]string{"Sec-Fetch-Site: cross-site"}, http.StatusForbidden, "cross_origin"},
			{[]string{"Sec-Fetch-Site: same-site"}, http.StatusForbidden, "cross_origin"},
			{[]string{"Origin: http://evil.example.com"}, http.StatusForbidden, "cross_origin"},
			{[]string{"Origin: null"}, http.StatusForbidden, "cross_origin"},
			{[]string{"Sec-Fetch-Site: same-origin", "Content-Type: application/x-www-form-urlencoded"}, http.StatusUnsupportedMediaType, ""},
			{[]string{"Sec-Fetch-Site: same-origin", "Content-Type: text/plain"}, http.StatusUnsupportedMediaType, ""},
		} {
			o.master.refused(c.status, c.code, route.Method, path, "{}", append([]string{mediaFor(route)}, c.heads...)...)
		}
	}
	o.master.heads["Sec-Fetch-Site"] = "same-origin"
	o.master.want(http.StatusOK, "GET", "/api/v1/desk/session", nil)
}

// A cookie that was good opens nothing once its owner signed out, was shut out, or had the password changed.
func TestOldSessionsOpenNothing(t *testing.T) {
	s := startTown(t)
	o := openOffice(t, s, station.RoleOfficer, station.RoleUnit)
	officer := o.officer()
	thief := s.caller("127.0.0.41")
	thief.client.Jar.SetCookies(mustURL(t, s.url("/")), officer.client.Jar.Cookies(mustURL(t, s.url("/"))))
	thief.want(http.StatusOK, "GET", "/api/v1/desk/today", nil)
	officer.want(http.StatusNoContent, "DELETE", "/api/v1/desk/session", nil)
	thief.refused(http.StatusUnauthorized, "unauthorized", "GET", "/api/v1/desk/today", nil)

	again := o.signIn("127.0.0.42", officer.login, officer.password)
	elsewhere := o.signIn("127.0.0.43", officer.login, officer.password)
	const changed = "大江东去浪淘尽 千古风流"
	again.want(http.StatusNoContent, "POST", "/api/v1/desk/session/password", fields{"old": officer.password, "new": changed + "人物"})
	elsewhere.refused(http.StatusUnauthorized, "unauthorized", "GET", "/api/v1/desk/today", nil)
	again.want(http.StatusOK, "GET", "/api/v1/desk/today", nil)

	unit := told[struct{ ID string }](o.unit().caller, o.unit().want(http.StatusOK, "GET", "/api/v1/desk/session", nil))
	o.master.want(http.StatusOK, "PATCH", "/api/v1/desk/accounts/"+unit.ID, fields{"disabled": true})
	o.unit().refused(http.StatusUnauthorized, "unauthorized", "GET", "/api/v1/desk/today", nil)
	o.master.refused(http.StatusConflict, "last_master", "PATCH", "/api/v1/desk/accounts/"+told[struct{ ID string }](o.master.caller,
		o.master.want(http.StatusOK, "GET", "/api/v1/desk/session", nil)).ID, fields{"disabled": true})
}
