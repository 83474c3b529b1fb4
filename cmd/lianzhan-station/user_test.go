package main

import (
	"bytes"
	"errors"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lianzhan/station"
	"lianzhan/store"
)

// verb runs a verb of the command line and returns what it printed, and the code of its error.
func verb(t *testing.T, data string, args ...string) (printed, code string) {
	t.Helper()
	var out bytes.Buffer
	cmd := newCommand()
	cmd.SetOut(&out)
	cmd.SetArgs(append([]string{"--data", data}, args...))
	if err := cmd.ExecuteContext(t.Context()); err != nil {
		code = station.Worded(err).Code
	}
	return out.String(), code
}

// Whoever holds the box can always let somebody in, with or without a running station.
func TestAccountsFromTheConsole(t *testing.T) {
	data := t.TempDir()
	keepUnit(t, data)
	for _, c := range []struct {
		args string
		code string
		says string
	}{
		{"user setup-code", "station_down", ""},
		{"user add wulixin --name 吴立新 --role 站长", "", `吴立新（wulixin）的初始密码：[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\n`},
		{"user setup-code", "setup_done", ""},
		{"user add wulixin --name 某人 --role 联络员", "login_taken", ""},
		{"user add linhaihan --name 林海涵 --role 皇帝", "role_unknown", ""},
		{"user add linhaihan --name 林海涵 --role handling_unit --unit 没有的单位", "unit_not_found", ""},
		{"user add linhaihan --name 林海涵 --role handling_unit --unit 城建办", "", "初始密码"},
		{"user disable wulixin", "last_master", ""},
		{"user disable linhaihan", "", "linhaihan\t林海涵\t承办单位\t停用"},
		{"user enable linhaihan", "", "启用"},
		{"user reset wulixin --totp", "", "初始密码"},
		{"user reset nobody", "account_not_found", ""},
		{"user list", "", "wulixin\t吴立新\t站长\t启用"},
		{"verify", "", ""},
	} {
		printed, code := verb(t, data, strings.Fields(c.args)...)
		if code != c.code || !regexp.MustCompile(c.says).MatchString(printed) {
			t.Errorf("%s: %q %s", c.args, code, printed)
		}
	}
	db, err := store.Open(data, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	changes, _, err := db.Changes(0, 100)
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	for _, c := range changes {
		if c.Kind == station.KindAccount && c.Class != station.Local {
			t.Errorf("an account in class %s", c.Class)
		}
		if c.Kind == station.KindAudit {
			lines++
		}
	}
	if lines != 5 {
		t.Errorf("%d lines in the audit, want 5", lines)
	}
}

// keepUnit writes a unit into fresh data.
func keepUnit(t *testing.T, data string) {
	t.Helper()
	db, err := store.Open(data, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.Write(t.Context(), "cli:root", station.Edit{Kind: station.KindUnit, ID: "u1", Op: station.OpPut,
		Class: station.Internal, Fields: []byte(`{"name":"城建办"}`)})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

// Every address of the real server that begins with /api/v1/desk stands behind the door.
func TestTheDeskIsShutToStrangers(t *testing.T) {
	b, err := assembleTest(t)
	if err != nil {
		t.Fatal(err)
	}
	open := []string{"GET /api/v1/desk/setup", "POST /api/v1/desk/setup", "POST /api/v1/desk/session"}
	seen := 0
	for _, route := range b.app.GetRoutes() {
		if !strings.HasPrefix(route.Path, "/api/v1/desk") || route.Method == "HEAD" {
			continue
		}
		seen++
		resp, err := b.app.Test(httptest.NewRequest(route.Method, route.Path, nil))
		if err != nil {
			t.Fatal(err)
		}
		if name := route.Method + " " + route.Path; (resp.StatusCode == 401) == slices.Contains(open, name) {
			t.Errorf("%s answers a stranger %d", name, resp.StatusCode)
		}
	}
	if seen < 20 {
		t.Errorf("only %d addresses", seen)
	}
}

func assembleTest(t *testing.T) (*box, error) {
	data := t.TempDir()
	db, err := store.Open(data, store.Options{})
	if err != nil {
		return nil, err
	}
	b, err := assemble(db, settings{data: data, listen: "127.0.0.1:0"})
	if err != nil {
		return nil, err
	}
	t.Cleanup(func() {
		for _, end := range []func() error{b.listener.Close, b.close, db.Close} {
			if err := end(); err != nil {
				t.Error(err)
			}
		}
	})
	return b, nil
}
