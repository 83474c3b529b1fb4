package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

var bare = regexp.MustCompile(`:(\w+)`)

// document reads county/openapi.json as the county serves it.
func (b *box) document(t *testing.T) (raw map[string]any, documented []string) {
	t.Helper()
	c := &clerk{t: t, b: b}
	if err := json.Unmarshal(c.want(http.StatusOK, "GET", "/api/v1/county/openapi.json", nil), &raw); err != nil {
		t.Fatal(err)
	}
	for path, methods := range raw["paths"].(map[string]any) {
		for method := range methods.(map[string]any) {
			documented = append(documented, strings.ToUpper(method)+" "+path)
		}
	}
	slices.Sort(documented)
	return raw, documented
}

func TestTheDocumentListsTheRoutes(t *testing.T) {
	b := startCounty(t)
	_, documented := b.document(t)
	var routes []string
	for _, r := range b.app.GetRoutes(true) {
		if r.Method != "HEAD" && (strings.HasPrefix(r.Path, "/api/v1/county") || strings.HasPrefix(r.Path, "/open311")) {
			routes = append(routes, r.Method+" "+bare.ReplaceAllString(r.Path, "{$1}"))
		}
	}
	slices.Sort(routes)
	if routes = slices.Compact(routes); !slices.Equal(routes, documented) { // some have a second door
		t.Errorf("routes\n%s\ndocumented\n%s", strings.Join(routes, "\n"), strings.Join(documented, "\n"))
	}
}

// Every answer is one the document describes, to the last field.
func TestAnswersKeepToTheDocument(t *testing.T) {
	b := startCounty(t)
	c := b.chief(t)
	raw, _ := b.document(t)
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	if err := compiler.AddResource("county.json", raw); err != nil {
		t.Fatal(err)
	}
	for _, ask := range []struct {
		method, path string
		body         any
		status       int
		schema       string
	}{
		{"POST", "/api/v1/county/nodes", map[string]any{"name": "石桥镇", "scope_step": "shiqiao", "parent": "/c"}, 201, "Node"},
		{"POST", "/api/v1/county/nodes", map[string]any{"name": "又一个", "scope_step": "shiqiao", "parent": "/c"}, 409, "Problem"},
		{"POST", "/api/v1/county/nodes", map[string]any{"name": "", "scope_step": "x", "parent": "/c"}, 400, "Problem"},
		{"POST", "/api/v1/county/nodes", map[string]any{"name": "某", "scope_step": "A B", "parent": "/c"}, 400, "Problem"},
		{"POST", "/api/v1/county/nodes", map[string]any{"name": "某", "scope_step": "x", "parent": "nowhere"}, 404, "Problem"},
		{"PATCH", "/api/v1/county/nodes/node-own", map[string]any{"name": "白石镇代表联络总站"}, 200, "Node"},
		{"PATCH", "/api/v1/county/nodes/node-own", map[string]any{"name": "x", "base": "1@nobody/1"}, 409, "Problem"},
		{"POST", "/api/v1/county/nodes/node-own/code", nil, 200, "Issued"},
		{"POST", "/api/v1/county/nodes/node-own/revoke", map[string]any{"why": ""}, 400, "Problem"},
		{"POST", "/api/v1/county/nodes/node-own/revoke", map[string]any{"why": "换主机"}, 204, ""},
		{"GET", "/api/v1/county/nodes", nil, 200, "Items"},
		{"GET", "/api/v1/county/faults", nil, 200, "Faults"},
		{"POST", "/api/v1/county/faults/a%2Fb/1/release", nil, 404, "Problem"},
		{"GET", "/api/v1/county/records/deputy?q=白石&limit=1", nil, 200, "Records"},
		{"GET", "/api/v1/county/records/account", nil, 404, "Problem"},
		{"GET", "/api/v1/county/records/deputy/deputy-own", nil, 200, "Record"},
		{"PUT", "/api/v1/county/records/deputy/deputy-own", map[string]any{"commitment": "说到做到"}, 200, "Record"},
		{"PUT", "/api/v1/county/records/deputy/deputy-own", map[string]any{"crown": true}, 400, "Problem"},
		{"PUT", "/api/v1/county/records/deputy?scope=/c/baishi", map[string]any{"name": "新代表"}, 201, "Record"},
		{"PUT", "/api/v1/county/records/holidays", map[string]any{"year": 2027}, 201, "Record"},
		{"PUT", "/api/v1/county/records/project?scope=/c/nowhere", map[string]any{"name": "x", "year": 2026}, 404, "Problem"},
		{"POST", "/api/v1/county/records/deputy/deputy-own/move", map[string]any{"to": siblingTown}, 204, ""},
		{"DELETE", "/api/v1/county/records/article/article-own", nil, 204, ""},
		{"POST", "/api/v1/county/hooks", map[string]any{"name": "数据平台", "url": "ftp://x"}, 400, "Problem"},
		{"POST", "/api/v1/county/hooks", map[string]any{"name": "数据平台", "url": "http://127.0.0.1:9/x", "off": true}, 201, "Hook"},
		{"GET", "/api/v1/county/hooks", nil, 200, "Hooks"},
		{"POST", "/api/v1/county/hooks/none/try", nil, 404, "Problem"},
		{"DELETE", "/api/v1/county/hooks/none", nil, 404, "Problem"},
		{"GET", "/api/v1/county/cockpit", nil, 200, "Figures"},
		{"GET", "/open311/v2/services.json", nil, 200, "Services"},
		{"GET", "/open311/v2/requests.json", nil, 200, "Requests"},
		{"GET", "/open311/v2/requests.json?start_date=yesterday", nil, 400, "GeoErrors"},
		{"GET", "/open311/v2/requests/none.json", nil, 404, "GeoErrors"},
		{"GET", "/open311/v2/discovery.json", nil, 200, "Discovery"},
	} {
		status, out := c.ask(ask.method, strings.ReplaceAll(ask.path, "白石", "%E7%99%BD%E7%9F%B3"), ask.body)
		if status != ask.status {
			t.Errorf("%s %s: %d, want %d: %s", ask.method, ask.path, status, ask.status, out)
			continue
		}
		if ask.schema == "" {
			continue
		}
		schema, err := compiler.Compile("county.json#/components/schemas/" + ask.schema)
		if err != nil {
			t.Fatal(err)
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(out))
		if err == nil {
			err = schema.Validate(v)
		}
		if err != nil {
			t.Errorf("%s %s: %v\n%s", ask.method, ask.path, err, out)
		}
	}
}
