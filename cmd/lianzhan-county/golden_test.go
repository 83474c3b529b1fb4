package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"lianzhan/station"
	"lianzhan/station/matter"
)

var update = flag.Bool("update", false, "write the golden answers anew")

// What the pages read is written down once, in county/testdata; the front-end's tests read the same files.
func TestGoldenAnswers(t *testing.T) {
	b := startCounty(t)
	c := b.chief(t)
	c.want(http.StatusCreated, "POST", "/api/v1/county/nodes", map[string]any{"name": "白石村联络站", "scope_step": "baishi-cun", "parent": "node-own", "kind": "area"})
	made := c.want(http.StatusCreated, "POST", "/api/v1/county/nodes", map[string]any{"name": "石桥镇中心站", "scope_step": "shiqiao", "parent": "/c", "kind": "center"})
	var node station.Node
	if err := json.Unmarshal(made, &node); err != nil {
		t.Fatal(err)
	}
	c.want(http.StatusNoContent, "POST", "/api/v1/county/nodes/node-sibling/revoke", map[string]any{"why": "主机丢失"})
	article := c.want(http.StatusCreated, "PUT", "/api/v1/county/records/article?scope=/c/baishi", map[string]any{"title": "清明防火", "kind": "notice", "body": "上坟不烧纸。", "public": true, "published_on": "2026-11-22"})
	hook := c.want(http.StatusCreated, "POST", "/api/v1/county/hooks", map[string]any{"name": "县数据平台", "url": "https://data.example.com/lianzhan", "types": []string{"cn.lianzhan.matter."}, "off": true})
	b.escalate(t, "matter-own")
	for name, body := range map[string][]byte{
		"node": made, "article": article, "hook": hook,
		"nodes":       c.want(http.StatusOK, "GET", "/api/v1/county/nodes", nil),
		"code":        c.want(http.StatusOK, "POST", "/api/v1/county/nodes/"+node.ID+"/code", nil),
		"faults":      c.want(http.StatusOK, "GET", "/api/v1/county/faults", nil),
		"records":     c.want(http.StatusOK, "GET", "/api/v1/county/records/project", nil),
		"hooks":       c.want(http.StatusOK, "GET", "/api/v1/county/hooks", nil),
		"first":       c.want(http.StatusOK, "GET", "/api/v1/desk/first", nil),
		"matter":      c.want(http.StatusOK, "GET", "/api/v1/desk/matters/matter-sibling", nil),
		"escalated":   c.want(http.StatusOK, "GET", "/api/v1/desk/matters/matter-own", nil),
		"no-such-box": must(c.ask("POST", "/api/v1/county/nodes/none/code", nil)),
	} {
		hold(t, b, name, body)
	}
}

func must(_ int, body []byte) []byte { return body }

// escalate hands a matter up to the county, as its station would.
func (b *box) escalate(t *testing.T, id string) {
	t.Helper()
	by := matter.Actor{Role: string(station.RoleMaster), Account: "a", Name: "吴立新"}
	edits, err := b.matter(t, id).Edits(matter.Move{By: by, Data: &matter.AcceptedBy{}}, matter.Move{By: by, Data: &matter.Escalation{To: "county_congress", Text: "请县里协调"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.db.Write(t.Context(), "story", edits...); err != nil {
		t.Fatal(err)
	}
}

var (
	randomID   = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}`)
	randomCode = regexp.MustCompile(`"[0-9A-Z]{4}-[0-9A-Z]{4}"`)
	secret     = regexp.MustCompile(`"secret": "[A-Z2-7]{26}"`)
)

// hold compares an answer with the one on file, but for what is new at each start.
func hold(t *testing.T, b *box, name string, body []byte) {
	t.Helper()
	var got bytes.Buffer
	if err := json.Indent(&got, body, "", "  "); err != nil {
		t.Fatalf("%s: %v: %s", name, err, body)
	}
	text := strings.ReplaceAll(got.String(), b.db.Origin(), "device/1")
	text = strings.ReplaceAll(text, station.DeviceOf(b.db.Origin()), "device")
	text = secret.ReplaceAllString(randomCode.ReplaceAllString(text, `"7K3M-Q9TX"`), `"secret": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"`)
	seen := map[string]string{}
	text = randomID.ReplaceAllStringFunc(text, func(id string) string {
		if seen[id] == "" {
			seen[id] = "id-" + string(rune('a'+len(seen)))
		}
		return seen[id]
	}) + "\n"
	path := filepath.Join("..", "..", "county", "testdata", name+".golden.json")
	if *update {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != text {
		t.Errorf("%s differs from %s (go test ./cmd/lianzhan-county -update writes it anew):\n%s", name, path, text)
	}
}
