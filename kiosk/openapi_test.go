package kiosk

import (
	"cmp"
	"encoding/json"
	"mime"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"lianzhan/station"
)

// document is the part of openapi.json the tests walk through.
type document struct {
	Paths map[string]map[string]struct { // by path and method
		Responses map[string]response `json:"responses"`
	} `json:"paths"`
	Components struct {
		Responses map[string]response `json:"responses"`
	} `json:"components"`
}

type response struct {
	Ref     string `json:"$ref"`
	Content map[string]struct {
		Schema struct {
			Ref string `json:"$ref"`
		} `json:"schema"`
	} `json:"content"`
}

func readDocument(t testing.TB) document {
	t.Helper()
	var d document
	if err := json.Unmarshal(openAPI, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

var parameter = regexp.MustCompile(`:(\w+)`)

// template writes a route as OpenAPI does.
func template(path string) string {
	return parameter.ReplaceAllString(strings.Replace(path, "*", "{path}", 1), "{$1}")
}

func TestTheDocumentListsTheRoutes(t *testing.T) {
	d := readDocument(t)
	var routes []string
	for _, r := range (&Room{}).routes() {
		routes = append(routes, strings.ToLower(cmp.Or(r.method, "GET"))+" "+template(r.path))
	}
	slices.Sort(routes)
	var documented []string
	for path, methods := range d.Paths {
		for method := range methods {
			documented = append(documented, method+" "+path)
		}
	}
	if slices.Sort(documented); !slices.Equal(routes, documented) {
		t.Errorf("routes\n%s\ndocumented\n%s", strings.Join(routes, "\n"), strings.Join(documented, "\n"))
	}
}

// Every answer of a long visit is one the document describes: status, media type, and the JSON to the last field.
func TestAnswersKeepToTheDocument(t *testing.T) {
	d, schemas := readDocument(t), strictSchemas(t)
	h := open(t, aTown(t))
	seen := map[string]bool{}
	for _, address := range append(everyAddress(), "/api/v1/deputies/nobody", "/api/v1/deputies/%ff", "/api/v1/deputies?limit=-1", "/d/00000001",
		"/D/nobody", "/S/nobody", "/api/v1/receptions?from=x", "/api/v1/files/"+hash('f'), "/api/v1/screens/none", "/phone/style.css",
		"/api/v1/projects?year=x", "/api/v1/articles?kind=x", "/api/v1/stations/none/qr.svg", "/api/v1/deputies?q=zzzz") {
		d.hold(t, schemas, "GET", address, h.ask("GET", address))
		seen[d.pathOf(address)] = true
	}
	for path, methods := range d.Paths {
		if _, answersGet := methods["get"]; answersGet && !seen[path] && path != "/phone/{style}" && !counterPath.MatchString(path) {
			t.Errorf("nobody asked %s", path)
		}
	}
}

// counterPath are the addresses of the counter; the stories of its tests hold them against the document.
var counterPath = regexp.MustCompile(`^(/api/v1/(matter|challenge|uploads|drafts|receipts/|phrases|handwriting)|/[DS]/\{code\}/new|/[WT](/|$)|/real$)`)

// hold checks an answer against the document: status, media type, and the JSON to the last field.
func (d document) hold(t testing.TB, schemas schemas, method, address string, a answer) {
	t.Helper()
	path := d.pathOf(address)
	if path == "" {
		t.Errorf("%s is not documented", address)
		return
	}
	r, found := d.Paths[path][strings.ToLower(method)].Responses[strconv.Itoa(a.status)]
	if name, is := strings.CutPrefix(r.Ref, "#/components/responses/"); is {
		r = d.Components.Responses[name]
	}
	if !found {
		t.Errorf("%s %s answers %d, which %s does not document: %s", method, address, a.status, path, a.body)
		return
	}
	if a.body == "" {
		return
	}
	media, _, err := mime.ParseMediaType(a.header.Get("Content-Type"))
	content, found := r.Content[media]
	if err != nil || !found {
		t.Errorf("%s %s answers %d with %q, which is not documented", method, address, a.status, a.header.Get("Content-Type"))
		return
	}
	if ref := content.Schema.Ref; ref != "" {
		schemas.check(t, address, ref, a.body)
	}
}

// pathOf finds the documented path an address belongs to; the one with fewer parameters wins.
func (d document) pathOf(address string) string {
	address, _, _ = strings.Cut(address, "?")
	best := ""
	for path := range d.Paths {
		pattern := regexp.MustCompile(`(?i)^` + regexp.MustCompile(`\\\{\w+\\\}`).ReplaceAllString(regexp.QuoteMeta(path), `[^/]+`) + `$`)
		if path == "/kiosk/{path}" {
			pattern = regexp.MustCompile(`^/kiosk/.+$`)
		}
		if pattern.MatchString(address) && (best == "" || strings.Count(path, "{") < strings.Count(best, "{")) {
			best = path
		}
	}
	return best
}

type schemas struct{ compiler *jsonschema.Compiler }

// strictSchemas closes every object of the document, so that an answer with a field nobody documented fails.
func strictSchemas(t testing.TB) schemas {
	t.Helper()
	parsed, err := jsonschema.UnmarshalJSON(strings.NewReader(string(openAPI)))
	if err != nil {
		t.Fatal(err)
	}
	closeObjects(parsed)
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("openapi.json", parsed); err != nil {
		t.Fatal(err)
	}
	return schemas{compiler}
}

func closeObjects(node any) {
	switch v := node.(type) {
	case map[string]any:
		if _, isObject := v["properties"].(map[string]any); isObject && v["type"] == "object" {
			v["additionalProperties"] = false
		}
		for _, child := range v {
			closeObjects(child)
		}
	case []any:
		for _, child := range v {
			closeObjects(child)
		}
	}
}

func (s schemas) check(t testing.TB, address, ref, body string) {
	t.Helper()
	schema, err := s.compiler.Compile("openapi.json" + ref)
	if err != nil {
		t.Fatal(err)
	}
	instance, err := jsonschema.UnmarshalJSON(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(instance); err != nil {
		t.Errorf("GET %s: %v", address, err)
	}
}

// The checker itself must be able to say no.
func TestAnUndocumentedFieldIsNoticed(t *testing.T) {
	schema, err := strictSchemas(t).compiler.Compile("openapi.json#/components/schemas/Face")
	if err != nil {
		t.Fatal(err)
	}
	body, err := json.Marshal(faceOf(&card{facts: &facts{deputy: &station.Deputy{ID: "d1", Name: "林海涵", Code: code(1)}}}))
	if err != nil {
		t.Fatal(err)
	}
	for text, right := range map[string]bool{string(body): true, strings.Replace(string(body), "{", `{"phone":"1",`, 1): false,
		strings.Replace(string(body), `"thumb":""`, `"thumb":"x"`, 1): false} {
		instance, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(instance); (err == nil) != right {
			t.Errorf("%s: %v", text, err)
		}
	}
}
