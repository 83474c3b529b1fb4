package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lianzhan/desk/door"
	"lianzhan/station"
)

var routeParam = regexp.MustCompile(`:\w+`)

// siblings are what a route's parameter may be called when somebody reaches for another town's things.
func siblings(route door.Route) []string {
	ids := []string{"node-sibling", "unit-sibling", "template-sibling", "session-sibling", "suggestion-sibling", "matter-sibling", "deputy-sibling", "2026"}
	if strings.Contains(route.Path, "/records/:kind") {
		var paths []string
		for kind, id := range map[string]string{"deputy": "deputy-sibling", "project": "project-sibling", "article": "article-sibling",
			"reception_rule": "rule-sibling", "group": "group-sibling", "unit": "unit-sibling", "station": "station-sibling", "activity": "activity-sibling", "matter": "matter-sibling"} {
			paths = append(paths, strings.NewReplacer(":kind", kind, ":id", id).Replace(route.Path))
		}
		if strings.HasSuffix(route.Path, "/move") {
			paths = append(paths, strings.NewReplacer(":kind", "deputy", ":id", "deputy-own").Replace(route.Path))
		}
		return paths
	}
	if !strings.Contains(route.Path, ":") {
		return []string{route.Path}
	}
	var paths []string
	for _, id := range ids {
		paths = append(paths, routeParam.ReplaceAllString(route.Path, id))
	}
	for _, form := range []string{"matter", "session", "suggestion", "receipt", "answer"} {
		if strings.HasSuffix(route.Path, "/:form/:file") {
			paths = append(paths, strings.NewReplacer(":form", form, ":file", form+"-sibling.html").Replace(route.Path))
		}
	}
	return paths
}

// bodies are what a page could send with ids of another town in it.
var bodies = []string{`{}`, `{"to":"` + siblingTown + `"}`, `{"why":"试试","name":"试试","parent":"node-sibling","scope_step":"x","base":""}`,
	`{"type":"urged","data":{"text":"催"}}`, `{"ids":["matter-sibling"],"type":"urged","data":{"text":"催"}}`,
	`{"reason":"试试看","title":"改","text":"改","login":"x9","roles":["liaison_officer"],"scope":"` + siblingTown + `"}`}

// queries widen what a list is asked for.
var queries = []string{"", "?scope=" + siblingTown, "?scope=/c", "?q=%E6%B5%B7%E8%A7%92", "?figure=received&scope=" + siblingTown, "?figure=received&scope=/c", "?month=2026-11"}

// A town's account at the county is asked of every address of the desk, with everything it could know of the other town: no
// answer holds a byte of that town, and nothing of it is changed.
func TestATownSeesAndChangesNothingOfItsSibling(t *testing.T) {
	b := startCounty(t)
	chief := b.chief(t)
	chief.hire("zhenshang", siblingTown, station.RoleMaster) // so that there is an account of the other town to be seen
	before := b.log(t)
	for role, clerk := range map[string]*clerk{"master": chief.hire("baishi-a", ownTown, station.RoleMaster),
		"county": chief.hire("baishi-b", ownTown, station.RoleCounty, station.RolePresidium, station.RoleOfficer), "unit": chief.hire("baishi-c", ownTown, station.RoleAuditor)} {
		before = b.log(t)
		routes := b.deskRoutes()
		if len(routes) < 60 {
			t.Fatalf("only %d addresses", len(routes))
		}
		for _, route := range routes {
			if strings.HasPrefix(route.Path, "/api/v1/desk/session") && route.Method != http.MethodGet || strings.HasPrefix(route.Path, "/ws/") || strings.HasPrefix(route.Path, "/api/v1/desk/setup") {
				continue
			}
			clerk.reach(role, route)
		}
	}
	for _, h := range b.log(t)[len(before):] {
		if station.ScopeWithin(h.Scope, siblingTown) || strings.Contains(h.ID, "sibling") && h.Kind != station.KindAudit {
			t.Errorf("a town changed its sibling: %s %s %s by %s at %s", h.Op, h.Kind, h.ID, h.Actor, h.Scope)
		}
	}
	own := chief.hire("baishi-d", ownTown, station.RoleMaster)
	if out := own.want(http.StatusOK, "GET", "/api/v1/desk/matters", nil); !bytes.Contains(out, []byte("matter-own")) {
		t.Errorf("a town does not see its own: %s", out)
	}
	if out := chief.want(http.StatusOK, "GET", "/api/v1/desk/matters", nil); !bytes.Contains(out, []byte("matter-sibling")) {
		t.Errorf("the county does not see both towns: %s", out)
	}
}

func (c *clerk) reach(role string, route door.Route) {
	c.t.Helper()
	for _, path := range siblings(route) {
		if route.Method == http.MethodGet {
			for _, query := range queries {
				status, out := c.ask(route.Method, path+query, nil)
				c.clean(role, route.Method, path+query, status, out)
			}
			continue
		}
		for _, body := range bodies {
			status, out := c.ask(route.Method, path+"?scope="+siblingTown, body)
			c.clean(role, route.Method, path+" "+body, status, out)
			if strings.HasSuffix(path, "/move") && status < http.StatusBadRequest {
				c.t.Errorf("%s gave a record away: %s %s", role, path, body)
			}
		}
	}
}

// clean refuses an answer that says anything of the other town. What the asker wrote themselves comes back in no answer.
func (c *clerk) clean(role, method, what string, status int, out []byte) {
	c.t.Helper()
	if packed, err := zip.NewReader(bytes.NewReader(out), int64(len(out))); err == nil {
		out = c.unpacked(packed)
	}
	for _, word := range []string{mark, "-sibling\"", "zhenshang", "13900001111\""} {
		if bytes.Contains(out, []byte(word)) && !(word == "-sibling\"" && strings.Contains(what, "bulk")) {
			c.t.Errorf("%s: %s %s: %d says %s: %.300s", role, method, what, status, word, out)
		}
	}
	if status >= http.StatusInternalServerError && status != http.StatusServiceUnavailable {
		c.t.Errorf("%s: %s %s: %d %.300s", role, method, what, status, out)
	}
}

func (c *clerk) unpacked(z *zip.Reader) (all []byte) {
	c.t.Helper()
	for _, f := range z.File {
		part, err := f.Open()
		if err != nil {
			c.t.Fatal(err)
		}
		body, err := io.ReadAll(part)
		if err := errors.Join(err, part.Close()); err != nil {
			c.t.Fatal(err)
		}
		all = append(all, body...)
	}
	return all
}

// log is every header of the county's log.
func (b *box) log(t *testing.T) (headers []station.Header) {
	t.Helper()
	changes, _, err := b.db.Changes(0, 100_000)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range changes {
		headers = append(headers, c.Header)
	}
	return slices.Clip(headers)
}
