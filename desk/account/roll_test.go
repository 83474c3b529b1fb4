package account

import (
	"bytes"
	"slices"
	"testing"

	"lianzhan/station"
)

func TestAccountsAreManaged(t *testing.T) {
	w, master := opened(t)
	id := w.officer(master, "linhaihan")
	officer := w.at("192.168.1.30").signIn("linhaihan", officerPassword)
	officer.want(403, "forbidden", "GET", "/accounts", nil)
	if list := master.want(200, "", "GET", "/accounts", nil).body; bytes.Contains(list, []byte("argon2")) || !bytes.Contains(list, []byte("林海涵")) {
		t.Errorf("the list: %s", list)
	}
	for name, c := range map[string]struct {
		newcomer Newcomer
		status   int
		code     string
	}{
		"taken":        {Newcomer{Login: "linhaihan", Name: "某", Roles: []station.Role{station.RoleOfficer}}, 409, "login_taken"},
		"no role":      {Newcomer{Login: "x1", Name: "某"}, 400, "role_missing"},
		"mixed duties": {Newcomer{Login: "x1", Name: "某", Roles: []station.Role{station.RoleAuditor, station.RoleMaster}}, 400, "role_alone"},
		"no unit":      {Newcomer{Login: "x1", Name: "某", Roles: []station.Role{station.RoleUnit}}, 400, "account_unit_missing"},
		"unknown unit": {Newcomer{Login: "x1", Name: "某", Roles: []station.Role{station.RoleUnit}, Unit: "u9"}, 404, "unit_not_found"},
		"bad login":    {Newcomer{Login: "某 某", Name: "某", Roles: []station.Role{station.RoleOfficer}}, 400, "login_invalid"},
	} {
		if r := master.ask("POST", "/accounts", c.newcomer); r.status != c.status || r.code != c.code {
			t.Errorf("%s: %d %s", name, r.status, r.body)
		}
	}
	// New roles hold at once, without a new sign-in.
	master.want(200, "", "PATCH", "/accounts/"+id, map[string]any{"roles": []string{"technician"}})
	if got := read[signedIn](t, officer.want(200, "", "GET", "/session", nil)).May; slices.Contains(got, station.ActRegister) {
		t.Errorf("a technician may %v", got)
	}
	// One that is shut is out at once.
	master.want(200, "", "PATCH", "/accounts/"+id, map[string]any{"disabled": true})
	officer.want(401, "unauthorized", "GET", "/session", nil)
	master.want(200, "", "PATCH", "/accounts/"+id, map[string]any{"disabled": false})
	for _, line := range []string{"account_made", "account_changed", "account_shut", "account_opened", "password_changed"} {
		if !slices.ContainsFunc(w.store.audited(), func(s string) bool { return bytes.HasSuffix([]byte(s), []byte(" "+line)) }) {
			t.Errorf("the audit lacks %s: %v", line, w.store.audited())
		}
	}
}

func TestTheLastMasterStays(t *testing.T) {
	_, master := opened(t)
	own := "/accounts/" + read[signedIn](t, master.want(200, "", "GET", "/session", nil)).ID
	master.want(409, "last_master", "PATCH", own, map[string]any{"disabled": true})
	master.want(409, "last_master", "PATCH", own, map[string]any{"roles": []string{"liaison_officer"}})
	master.want(201, "", "POST", "/accounts", Newcomer{Login: "second", Name: "副手", Roles: []station.Role{station.RoleMaster}})
	master.want(200, "", "PATCH", own, map[string]any{"roles": []string{"liaison_officer"}})
}

func TestAResetPasswordSignsOut(t *testing.T) {
	w, master := opened(t)
	id := w.officer(master, "linhaihan")
	officer := w.at("192.168.1.30").signIn("linhaihan", officerPassword)
	issued := read[Issued](t, master.want(200, "", "POST", "/accounts/"+id+"/password", nil))
	officer.want(401, "unauthorized", "GET", "/session", nil)
	officer.want(401, "sign_in_failed", "POST", "/session", claim{Login: "linhaihan", Password: officerPassword})
	if me := read[signedIn](t, officer.signIn("linhaihan", issued.Initial).want(200, "", "GET", "/session", nil)); !me.MustChange {
		t.Errorf("%+v may keep the password somebody else knows", me)
	}
}

// The only officer, at the only computer, shut out by their own fingers: the console opens at once.
func TestAResetEndsTheDelay(t *testing.T) {
	w, _ := opened(t)
	b := w.at("192.168.1.22")
	for range triesEach {
		b.want(401, "sign_in_failed", "POST", "/session", claim{Login: "wulixin", Password: "x"})
	}
	id, err := w.room.Named("wulixin")
	if err != nil {
		t.Fatal(err)
	}
	issued, err := w.room.Reset(t.Context(), By{Actor: "cli:root"}, id, false)
	if err != nil {
		t.Fatal(err)
	}
	b.signIn("wulixin", issued.Initial)
}

func TestChangingThePasswordEndsTheOtherSessions(t *testing.T) {
	w, here := opened(t)
	there := w.at("192.168.1.21").signIn("wulixin", masterPassword)
	here.want(204, "", "POST", "/session/password", newPassword{Old: masterPassword, New: officerPassword})
	there.want(401, "unauthorized", "GET", "/session", nil)
	here.want(200, "", "GET", "/session", nil)
}

func TestSessionsAreSeenAndEnded(t *testing.T) {
	w, master := opened(t)
	w.officer(master, "linhaihan")
	officer := w.at("192.168.1.30").signIn("linhaihan", officerPassword)
	if own := read[[]seat](t, officer.want(200, "", "GET", "/sessions", nil)); len(own) != 1 || !own[0].Own || own[0].Address != "192.168.1.30" {
		t.Errorf("an officer sees %+v", own)
	}
	all := read[[]seat](t, master.want(200, "", "GET", "/sessions", nil))
	if len(all) != 2 {
		t.Fatalf("the master sees %+v", all)
	}
	for _, s := range all {
		if s.Own {
			officer.want(404, "session_not_found", "DELETE", "/sessions/"+s.ID, nil)
		}
	}
	for _, s := range all {
		if !s.Own {
			master.want(204, "", "DELETE", "/sessions/"+s.ID, nil)
		}
	}
	officer.want(401, "unauthorized", "GET", "/session", nil)
}

// Every address of this package against every role: signed out nobody passes but at the door itself, and a role passes
// exactly where the table of actions lets it.
func TestEveryRoleAtEveryAddress(t *testing.T) {
	w, master := opened(t)
	for _, role := range station.Roles {
		if role == station.RoleInformant {
			continue // a tag is no account of its own
		}
		a := station.Account{ID: "id-" + string(role), Login: "r." + string(role[0]) + string(role[len(role)-1]), Name: role.Label(),
			Roles: []station.Role{role}, Unit: "u", Deputy: "d", Password: nobody}
		if err := w.room.write(t.Context(), By{Actor: "cli:root"}, station.Record{}, a); err != nil {
			t.Fatal(err)
		}
		for _, route := range w.room.Routes() {
			path := route.Path[len("/api/v1/desk"):]
			b := w.at("192.168.1.40")
			if r := b.ask(route.Method, path, nil); (r.status == 401) == (route.Action == station.ActAnyone) {
				t.Errorf("nobody at %s %s: %d", route.Method, path, r.status)
			}
			token, _, err := w.room.sessions.start(t.Context(), session{Account: a.ID}, w.room.now())
			if err != nil {
				t.Fatal(err)
			}
			b.cookie = "desk=" + token
			refused := b.ask(route.Method, path, nil).code == "forbidden"
			if refused == station.May(a.Roles, route.Action) {
				t.Errorf("%s at %s %s: refused %v", role, route.Method, path, refused)
			}
		}
	}
	master.want(200, "", "GET", "/session", nil)
}
