package main

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"lianzhan/county"
	"lianzhan/station"
)

// place is where a record lies.
func (b *box) place(t *testing.T, kind station.Kind, id string) (place string) {
	t.Helper()
	if err := b.db.Inspect(func(l station.Ledger) (err error) {
		place, err = l.Place(station.Ref{Kind: kind, ID: id})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return place
}

func movedBy(t *testing.T, raw []byte) (m county.Moved) {
	t.Helper()
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatalf("%v: %s", err, raw)
	}
	return m
}

// A node takes its branch along: the nodes below it, what belongs to any of them, and the people who work there. What is tried
// first is what happens then, and a neighbour whose name only begins alike stays.
func TestANodeMovesWithItsBranch(t *testing.T) {
	b := startCounty(t)
	b.furnish(t, ownTown+"/xiacun", "下村", "below")
	c := b.chief(t)
	c.want(http.StatusCreated, "POST", "/api/v1/county/nodes", map[string]any{"name": "白石二站", "scope_step": "baishi2", "parent": "/c"})
	clerk := c.hire("xiacun-a", ownTown+"/xiacun", station.RoleCounty)
	body := map[string]any{"parent": "node-sibling", "scope_step": "bs"}

	tried := movedBy(t, c.want(http.StatusOK, "POST", "/api/v1/county/nodes/node-own/move/try", body))
	want := county.Moved{From: ownTown, To: siblingTown + "/bs", Nodes: []string{"白石镇中心站", "下村镇中心站"}, Records: 24, Accounts: 1, Rejoin: []string{"白石镇中心站"}}
	if raw, _ := json.Marshal(tried); string(raw) != string(mustJSON(t, want)) {
		t.Errorf("tried %s, want %s", raw, mustJSON(t, want))
	}
	if b.place(t, station.KindDeputy, "deputy-own") != ownTown {
		t.Error("to try is not to do")
	}
	done := movedBy(t, c.want(http.StatusOK, "POST", "/api/v1/county/nodes/node-own/move", body))
	if string(mustJSON(t, done)) != string(mustJSON(t, want)) {
		t.Errorf("done %+v", done)
	}
	for id, place := range map[string]string{"deputy-own": want.To, "deputy-below": want.To + "/xiacun", "deputy-sibling": siblingTown} {
		if got := b.place(t, station.KindDeputy, id); got != place {
			t.Errorf("%s lies at %s, want %s", id, got, place)
		}
	}
	if got := b.place(t, station.KindMatter, "matter-below"); got != want.To+"/xiacun" {
		t.Errorf("the matter lies at %s", got)
	}
	nodes := string(c.want(http.StatusOK, "GET", "/api/v1/county/nodes", nil))
	for _, scope := range []string{`"/c/baishi2"`, `"` + want.To + `"`, `"` + want.To + `/xiacun"`} {
		if !strings.Contains(nodes, `"scope":`+scope) {
			t.Errorf("no node at %s: %s", scope, nodes)
		}
	}
	if out := string(clerk.want(http.StatusOK, "GET", "/api/v1/desk/matters", nil)); !strings.Contains(out, "matter-below") || strings.Contains(out, "matter-own") {
		t.Errorf("who works in the branch sees %s", out)
	}
}

func mustJSON(t *testing.T, v any) []byte {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// What cannot be is refused with a sentence, and nothing moves.
func TestAMoveThatCannotBeIsRefused(t *testing.T) {
	b := startCounty(t)
	b.furnish(t, ownTown+"/xiacun", "下村", "below")
	b.furnish(t, "/c/a/b/c/d/e", "深处", "deep")
	c := b.chief(t)
	town := c.hire("baishi-a", ownTown, station.RoleMaster)
	root := b.rootID(t)
	for name, ask := range map[string]struct {
		who          *clerk
		node         string
		parent, step string
		status       int
		code, says   string
	}{
		"under itself":           {c, "node-own", "node-own", "x", 409, "node_below_itself", "白石镇中心站"},
		"under what is below it": {c, "node-own", "node-below", "x", 409, "node_below_itself", "白石镇中心站"},
		"where it stands":        {c, "node-below", "node-own", "", 409, "node_not_moved", "下村"},
		"where another stands":   {c, "node-below", "/c", "haijiao", 409, "node_exists", mark},
		"the county itself":      {c, root, "node-own", "x", 409, "node_is_here", "和川县"},
		"a step nobody can read": {c, "node-own", "node-sibling", "海角", 400, "node_scope_invalid", "小写字母"},
		"a step of two":          {c, "node-own", "node-sibling", "a/b", 400, "node_scope_invalid", "小写字母"},
		"too deep":               {c, "node-own", "node-deep", "x", 400, "node_too_deep", "第 7 层"},
		"nowhere":                {c, "node-own", "nobody", "x", 404, "node_not_found", "nobody"},
		"a town, out of itself":  {town, "node-below", "node-sibling", "x", 404, "node_not_found", ""},
		"a town, its sibling":    {town, "node-sibling", "node-own", "x", 404, "node_not_found", ""},
		"a town, itself":         {town, "node-own", "/c", "x", 404, "node_not_found", ""},
	} {
		for _, path := range []string{"/move/try", "/move"} {
			status, out := ask.who.ask("POST", "/api/v1/county/nodes/"+ask.node+path, map[string]any{"parent": ask.parent, "scope_step": ask.step})
			if status != ask.status || !strings.Contains(string(out), `"`+ask.code+`"`) || !strings.Contains(string(out), ask.says) {
				t.Errorf("%s%s: %d %s", name, path, status, out)
			}
		}
	}
	if b.place(t, station.KindDeputy, "deputy-own") != ownTown || b.place(t, station.KindNode, "node-below") != ownTown+"/xiacun" {
		t.Error("something moved")
	}
}

// A node that cannot be is refused with what is wrong, and nothing of it stands in the tree.
func TestANodeThatCannotBe(t *testing.T) {
	c := startCounty(t).chief(t)
	for name, ask := range map[string]struct {
		body   map[string]any
		status int
		code   string
	}{
		"a step nobody can read": {map[string]any{"name": "新站", "scope_step": "白塔", "parent": "/c"}, 400, "node_scope_invalid"},
		"a step of two":          {map[string]any{"name": "新站", "scope_step": "a/b", "parent": "/c"}, 400, "node_scope_invalid"},
		"no step":                {map[string]any{"name": "新站", "parent": "/c"}, 400, "node_scope_invalid"},
		"no such kind":           {map[string]any{"name": "新站", "scope_step": "x", "parent": "/c", "kind": "castle"}, 400, "node_kind_invalid"},
		"nowhere":                {map[string]any{"name": "新站", "scope_step": "x", "parent": "/c/nowhere"}, 404, "node_not_found"},
	} {
		if status, out := c.ask("POST", "/api/v1/county/nodes", ask.body); status != ask.status || !strings.Contains(string(out), `"`+ask.code+`"`) {
			t.Errorf("%s: %d %s", name, status, out)
		}
	}
	if out := string(c.want(http.StatusOK, "GET", "/api/v1/county/nodes", nil)); strings.Contains(out, "新站") {
		t.Errorf("it stands in the tree: %s", out)
	}
}

func (b *box) rootID(t *testing.T) string {
	t.Helper()
	_, n, err := rootOf(b.db)
	if err != nil {
		t.Fatal(err)
	}
	return n.ID
}

// A station that was away writes on where it stood. What arrives so follows it, and nobody else may stand there meanwhile.
func TestWhatArrivesLateFollows(t *testing.T) {
	b := startCounty(t)
	c := b.chief(t)
	c.want(http.StatusOK, "POST", "/api/v1/county/nodes/node-own/move", map[string]any{"parent": "node-sibling", "scope_step": "bs"})
	raw, err := json.Marshal(station.Article{ID: "late", Title: "迟到", Kind: "notice", Body: "路上的", PublishedOn: "2026-11-20"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.db.Write(t.Context(), "story", station.Edit{Kind: station.KindArticle, ID: "late", Op: station.OpPut, Class: station.Public, Fields: raw, Scope: ownTown + "/dian"}); err != nil {
		t.Fatal(err)
	}
	deadline := time.Now().Add(10 * time.Second)
	for b.place(t, station.KindArticle, "late") != siblingTown+"/bs/dian" {
		if time.Now().After(deadline) {
			t.Fatalf("it still lies at %s", b.place(t, station.KindArticle, "late"))
		}
		time.Sleep(10 * time.Millisecond)
	}
	if status, out := c.ask("POST", "/api/v1/county/nodes", map[string]any{"name": "新站", "scope_step": "baishi", "parent": "/c"}); status != http.StatusConflict || !strings.Contains(string(out), "node_place_used") {
		t.Errorf("another at the former place: %d %s", status, out)
	}
	c.want(http.StatusOK, "POST", "/api/v1/county/nodes/node-own/move", map[string]any{"parent": "/c", "scope_step": "baishi"})
	var places []string
	for kind, id := range map[station.Kind]string{station.KindArticle: "late", station.KindMatter: "matter-own", station.KindNode: "node-own"} {
		places = append(places, b.place(t, kind, id))
	}
	if slices.Sort(places); !slices.Equal(places, []string{ownTown, ownTown, ownTown + "/dian"}) {
		t.Errorf("home again: %v", places)
	}
}
