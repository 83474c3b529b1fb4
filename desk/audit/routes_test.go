package audit

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/web/problem"
)

// watcher lets the named role in.
type watcher struct {
	*chain
	role station.Role
}

func (w *watcher) Admit(*fiber.Ctx) (door.Who, error) {
	return door.Who{Account: "a7", Name: "沈安", Roles: []station.Role{w.role}, Address: "192.168.1.50"}, nil
}

func ask(t *testing.T, l *chain, role station.Role, method, path string) (*http.Response, []byte) {
	t.Helper()
	app := fiber.New(fiber.Config{ErrorHandler: problem.Handler})
	door.Mount(app, &watcher{l, role}, New(l).Routes())
	resp, err := app.Test(httptest.NewRequest(method, path, nil))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, body
}

func TestOnlyTheAuditorReadsTheBook(t *testing.T) {
	for _, role := range station.Roles {
		for _, route := range New(nil).Routes() {
			resp, body := ask(t, day(t), role, route.Method, route.Path)
			if (resp.StatusCode == 200) != (role == station.RoleAuditor) {
				t.Errorf("%s at %s: %d %s", role, route.Path, resp.StatusCode, body)
			}
		}
	}
}

func TestTheBookAsPages(t *testing.T) {
	for path, want := range map[string]struct{ status, entries int }{
		"/api/v1/desk/audit":                                {200, 6},
		"/api/v1/desk/audit?limit=2":                        {200, 2},
		"/api/v1/desk/audit?limit=0":                        {200, 1},
		"/api/v1/desk/audit?limit=999999":                   {200, 6},
		"/api/v1/desk/audit?before=3":                       {200, 2},
		"/api/v1/desk/audit?person=account:a9":              {200, 0},
		"/api/v1/desk/audit?limit=-1":                       {400, 0},
		"/api/v1/desk/audit?before=x":                       {400, 0},
		"/api/v1/desk/audit?from=yesterday":                 {400, 0},
		"/api/v1/desk/audit?id=" + strings.Repeat("x", 201): {400, 0},
	} {
		resp, body := ask(t, day(t), station.RoleAuditor, "GET", path)
		var p page
		if err := json.Unmarshal(body, &p); err != nil {
			t.Fatal(err)
		}
		if resp.StatusCode != want.status || len(p.Entries) != want.entries {
			t.Errorf("%s: %d, %d entries: %s", path, resp.StatusCode, len(p.Entries), body)
		}
		if want.status == 200 && !bytes.Contains(body, []byte(`"entries":[`)) {
			t.Errorf("%s: an empty page is no list: %s", path, body)
		}
	}
}

func TestABrokenChainIsSaid(t *testing.T) {
	l := day(t)
	_, body := ask(t, l, station.RoleAuditor, "POST", "/api/v1/desk/audit/verify")
	if string(body) != `{"changes":6,"sound":true}` {
		t.Errorf("a sound log: %s", body)
	}
	l.lines[1].Actor = "account:a9" // somebody rewrites who it was
	_, body = ask(t, l, station.RoleAuditor, "POST", "/api/v1/desk/audit/verify")
	var v verdict
	if err := json.Unmarshal(body, &v); err != nil || v.Sound || v.Changes != 2 || v.Break == "" {
		t.Errorf("a rewritten log: %s %v", body, err)
	}
}

// The file's digest stands in the answer and in the book, so that the file can be held against the chain later.
func TestTheExportIsSealedIntoTheBook(t *testing.T) {
	l := day(t)
	resp, file := ask(t, l, station.RoleAuditor, "GET", "/api/v1/desk/audit.csv?from=2026-11-22")
	sum := sha256.Sum256(file)
	if got := resp.Header.Get("Repr-Digest"); got != "sha-256=:"+base64.StdEncoding.EncodeToString(sum[:])+":" {
		t.Errorf("digest %s", got)
	}
	if got := resp.Header.Get("Content-Disposition"); got != `attachment; filename="audit-2026-11-22.csv"` {
		t.Errorf("disposition %s", got)
	}
	last := entryOf(l.lines[len(l.lines)-1], nil)
	if last.What != string(AuditExported) || last.Actor != "account:a7" || last.Detail != "2 条 sha256:"+hex.EncodeToString(sum[:]) {
		t.Errorf("the book says %+v", last)
	}
	l.broken = errors.New("disk full")
	if resp, body := ask(t, l, station.RoleAuditor, "GET", "/api/v1/desk/audit.csv"); resp.StatusCode != 500 || bytes.Contains(body, []byte("signed_in")) {
		t.Errorf("exported without a line: %d", resp.StatusCode)
	}
}
