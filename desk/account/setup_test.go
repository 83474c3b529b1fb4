package account

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lianzhan/station"
)

func TestTheFirstAccountIsMadeWithTheCodeAndOnlyOnce(t *testing.T) {
	w := newWorld(t)
	b := w.at("192.168.1.20")
	if !read[opening](t, b.want(200, "", "GET", "/setup", nil)).Open {
		t.Error("a new desk says that it is set up")
	}
	first := First{Code: "00000000", Login: "wulixin", Name: "吴立新", Password: masterPassword}
	b.want(403, "setup_code_wrong", "POST", "/setup", first)
	code, err := w.room.SetupCode()
	if err != nil {
		t.Fatal(err)
	}
	weak := first
	weak.Code, weak.Password = code, "wulixin"
	b.want(400, "password_short", "POST", "/setup", weak)
	first.Code = strings.ToLower(strings.ReplaceAll(code, "0", "o"))
	b.want(204, "", "POST", "/setup", first)
	b.want(409, "setup_done", "POST", "/setup", first)
	if _, err := w.room.SetupCode(); station.Worded(err).Code != "setup_done" {
		t.Errorf("the code lives on: %v", err)
	}
	me := read[signedIn](t, b.signIn("wulixin", masterPassword).want(200, "", "GET", "/session", nil))
	if !slices.Equal(me.Roles, []station.Role{station.RoleMaster}) || me.MustChange || !slices.Contains(me.May, station.ActManageAccounts) {
		t.Errorf("the first account is %+v", me)
	}
	if got := w.store.audited(); !slices.Equal(got, []string{"account:a1 set_up", "account:a1 signed_in"}) &&
		!slices.Equal(got, []string{"account:a2 set_up", "account:a2 signed_in"}) {
		t.Errorf("audit: %v", got)
	}
	again, err := New(Options{Store: w.store, ID: w.room.id})
	if err != nil {
		t.Fatal(err)
	}
	if code, err := again.setup.get(); code != "" || err != nil {
		t.Errorf("after a restart the desk can be set up again: %v", err)
	}
}

func TestTheSetupCodeCannotBeGuessed(t *testing.T) {
	w := newWorld(t)
	b := w.at("192.168.1.66")
	guess := First{Code: "ABCDEFGH", Login: "eve", Name: "某人", Password: masterPassword}
	for range triesEach {
		b.want(403, "setup_code_wrong", "POST", "/setup", guess)
	}
	guess.Code, _ = w.room.SetupCode()
	r := b.want(429, "too_many_attempts", "POST", "/setup", guess)
	if got := r.header.Get("Retry-After"); got != "900" {
		t.Errorf("come again after %q", got)
	}
	w.store.pass(delay)
	b.want(204, "", "POST", "/setup", guess)
}

func TestOfTwoFirstAccountsAtOnceOneIsMade(t *testing.T) {
	w := newWorld(t)
	code, _ := w.room.SetupCode()
	made := make([]int, 2)
	var both sync.WaitGroup
	for i, login := range []string{"wulixin", "linhaihan"} {
		both.Go(func() {
			made[i] = w.at("192.168.1.20").ask("POST", "/setup", First{Code: code, Login: login, Name: "某人", Password: masterPassword}).status
		})
	}
	both.Wait()
	slices.Sort(made)
	if !slices.Equal(made, []int{204, 409}) {
		t.Errorf("both at once: %v", made)
	}
}

func TestWithoutAStationThereIsNoSetupCode(t *testing.T) {
	w := newWorld(t)
	r, err := New(Options{Store: w.store, ID: w.room.id, Unreachable: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.SetupCode(); station.Worded(err).Code != "station_down" {
		t.Errorf("%v", err)
	}
}

// What a person is given by another is for one use, and not for long.
func TestInitialPasswordsMustBeChangedAndDie(t *testing.T) {
	w, master := opened(t)
	issued := read[Issued](t, master.want(201, "", "POST", "/accounts",
		Newcomer{Login: "linhaihan", Name: "林海涵", Roles: []station.Role{station.RoleMaster}}))
	b := w.at("192.168.1.30").signIn("linhaihan", issued.Initial)
	b.want(403, "password_change_needed", "GET", "/accounts", nil)
	b.want(403, "password_wrong", "POST", "/session/password", newPassword{Old: "x", New: officerPassword})
	b.want(400, "password_used", "POST", "/session/password", newPassword{Old: issued.Initial, New: issued.Initial})
	b.want(204, "", "POST", "/session/password", newPassword{Old: issued.Initial, New: officerPassword})
	b.want(200, "", "GET", "/accounts", nil)

	late := read[Issued](t, master.want(201, "", "POST", "/accounts",
		Newcomer{Login: "late", Name: "迟来", Roles: []station.Role{station.RoleOfficer}}))
	w.store.pass(initialAge)
	w.at("192.168.1.31").want(401, "password_stale", "POST", "/session", claim{Login: "late", Password: late.Initial})
	w.store.pass(time.Hour)
	w.at("192.168.1.32").signIn("linhaihan", officerPassword)
}
