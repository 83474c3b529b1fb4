package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"lianzhan/county/export"
	"lianzhan/county/hook"
	"lianzhan/county/open311"
	"lianzhan/station"
	"lianzhan/station/matter"
)

// receiver is a program of the county's own that is told by a webhook. It fails as often as it is told to.
type receiver struct {
	lock   sync.Mutex
	fail   int
	events []hook.Event
	heads  []http.Header
	bodies [][]byte
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(req.Body)
	r.lock.Lock()
	defer r.lock.Unlock()
	var e hook.Event
	if r.fail > 0 || err != nil || json.Unmarshal(body, &e) != nil {
		r.fail--
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	r.events, r.heads, r.bodies = append(r.events, e), append(r.heads, req.Header), append(r.bodies, body)
}

func (r *receiver) refuses(many int) {
	r.lock.Lock()
	defer r.lock.Unlock()
	r.fail = many
}

func (r *receiver) told() []hook.Event {
	r.lock.Lock()
	defer r.lock.Unlock()
	return append([]hook.Event(nil), r.events...)
}

// A webhook is told in order and signed, nothing personal is in it, and one that fails is told again.
func TestAWebhookIsTold(t *testing.T) {
	b := startCounty(t)
	c := b.chief(t)
	far := &receiver{}
	server := httptest.NewServer(far)
	t.Cleanup(server.Close)
	var h hook.Hook
	raw := c.want(http.StatusCreated, "POST", "/api/v1/county/hooks", map[string]any{"name": "数据平台", "url": server.URL, "scope": ownTown})
	if err := json.Unmarshal(raw, &h); err != nil || len(h.Secret) < 20 {
		t.Fatalf("%v %s", err, raw)
	}
	b.escalate(t, "matter-own")
	b.escalate(t, "matter-sibling")
	c.want(http.StatusOK, "PUT", "/api/v1/county/records/deputy/deputy-own", map[string]any{"commitment": "说到做到"})
	await(t, func() bool { return len(far.told()) == 3 })
	var types []string
	for i, e := range far.told() {
		types = append(types, e.Type)
		if e.SpecVersion != "1.0" || e.ID == "" || e.Source != ownTown || far.heads[i].Get("Content-Type") != "application/cloudevents+json; charset=utf-8" {
			t.Errorf("%+v %v", e, far.heads[i])
		}
		stamp, sum, _ := strings.Cut(strings.TrimPrefix(far.heads[i].Get("Lianzhan-Signature"), "t="), ",v1=")
		if hook.Sign(h.Secret, stamp, far.bodies[i]) != sum {
			t.Errorf("the signature does not fit: %s", far.heads[i].Get("Lianzhan-Signature"))
		}
		for _, word := range []string{"路灯坏了", "13900001111", mark, "协调"} {
			if bytes.Contains(far.bodies[i], []byte(word)) {
				t.Errorf("%s says %s", far.bodies[i], word)
			}
		}
	}
	if got := strings.Join(types, " "); got != "cn.lianzhan.matter.accepted cn.lianzhan.matter.escalated cn.lianzhan.deputy.changed" {
		t.Errorf("told %s", got)
	}
	try := func() string {
		return string(c.want(http.StatusOK, "POST", "/api/v1/county/hooks/"+h.ID+"/try", nil))
	}
	if got := try(); got != `{"taken":true}` || far.told()[3].Type != "cn.lianzhan.try" {
		t.Errorf("%s, told %+v", got, far.told())
	}
	far.refuses(1)
	if got := try(); !strings.Contains(got, `"taken":false,"error":"503`) {
		t.Error(got)
	}
	far.refuses(1)
	c.want(http.StatusOK, "PUT", "/api/v1/county/records/deputy/deputy-own", map[string]any{"commitment": "再说一遍"})
	await(t, func() bool {
		return bytes.Contains(c.want(http.StatusOK, "GET", "/api/v1/county/hooks", nil), []byte(`"tries":1`))
	})
	if out := c.want(http.StatusOK, "GET", "/api/v1/county/hooks", nil); bytes.Contains(out, []byte(h.Secret)) || !bytes.Contains(out, []byte("503")) {
		t.Errorf("the list says %s", out)
	}
}

func await(t *testing.T, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if done() {
			return
		}
	}
	t.Fatal("waited in vain")
}

// Whoever has the county's key holds an export against it with openssl alone, and finds in it no voter.
func TestAnExportIsSigned(t *testing.T) {
	b := startCounty(t)
	c := b.chief(t)
	b.escalate(t, "matter-own")
	folder := unpack(t, c.want(http.StatusOK, "GET", "/api/v1/county/export?scope="+ownTown, nil))
	verify := func() error {
		cmd := exec.CommandContext(t.Context(), "openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "key.pem", "-rawin", "-in", "manifest.json", "-sigfile", "manifest.sig")
		cmd.Dir = folder
		return cmd.Run()
	}
	if err := verify(); err != nil {
		t.Errorf("openssl does not take the signature: %v", err)
	}
	lines := read(t, folder, "records.jsonl")
	var m export.Manifest
	if err := json.Unmarshal(read(t, folder, "manifest.json"), &m); err != nil || m.Scope != ownTown || m.Records[station.KindMatter] != 1 || m.Bytes != len(lines) {
		t.Errorf("%v %+v", err, m)
	}
	for _, word := range []string{mark, "路灯坏了", "13900001111", firstPassword, "argon2", "code_hash"} {
		if bytes.Contains(lines, []byte(word)) {
			t.Errorf("the export says %s", word)
		}
	}
	if !bytes.Contains(lines, []byte("白石走访")) || !bytes.Contains(lines, []byte(`"state":"accepted"`)) {
		t.Errorf("the export lacks what it should hold: %s", lines)
	}
	if err := os.WriteFile(filepath.Join(folder, "manifest.json"), bytes.Replace(read(t, folder, "manifest.json"), []byte("baishi"), []byte("baizhi"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	if verify() == nil {
		t.Error("an altered manifest passes")
	}
}

func unpack(t *testing.T, body []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.CopyFS(folder, z); err != nil {
		t.Fatal(err)
	}
	return folder
}

func read(t *testing.T, folder, name string) []byte {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// Only what two people released is answered as Open311 has it, in JSON and in XML.
func TestPublicMattersInTheWordsOfOpen311(t *testing.T) {
	b := startCounty(t)
	b.escalate(t, "matter-own")
	c := &clerk{t: t, b: b}
	if out := c.want(http.StatusOK, "GET", "/open311/v2/requests.json", nil); string(out) != "[]" {
		t.Errorf("before anything is released: %s", out)
	}
	b.publish(t, "matter-own")
	var list []open311.Request
	raw := c.want(http.StatusOK, "GET", "/open311/v2/requests.json?status=open&service_code=road", nil)
	if err := json.Unmarshal(raw, &list); err != nil || len(list) != 1 || list[0].ID != "matter-own" || list[0].Extended != "INTERNAL_REFERRAL" || list[0].Address != "白石村" {
		t.Errorf("%v %s", err, raw)
	}
	for _, word := range []string{"路灯坏了", "13900001111", "白石甲"} {
		if bytes.Contains(raw, []byte(word)) {
			t.Errorf("it says %s: %s", word, raw)
		}
	}
	var tree struct {
		Requests []open311.Request `xml:"request"`
	}
	if err := xml.Unmarshal(c.want(http.StatusOK, "GET", "/open311/v2/requests/matter-own.xml", nil), &tree); err != nil || len(tree.Requests) != 1 || tree.Requests[0].Name != "道路" {
		t.Errorf("%v %+v", err, tree)
	}
	for _, query := range []string{"?status=closed", "?service_code=water", "?page=2", "?end_date=2026-01-01T00:00:00Z", "?start_date=2026-11-23T00:00:00%2B08:00"} {
		if out := c.want(http.StatusOK, "GET", "/open311/v2/requests.json"+query, nil); string(out) != "[]" {
			t.Errorf("%s: %s", query, out)
		}
	}
}

// publish writes a public text by one person and releases it by another.
func (b *box) publish(t *testing.T, id string) {
	t.Helper()
	edits, err := b.matter(t, id).Edits(matter.Move{By: matter.Actor{Role: "liaison_officer", Account: "a"}, Data: &matter.PublicDraft{Title: "村口路灯不亮", Text: "已派人查看。", Place: "白石村"}},
		matter.Move{By: matter.Actor{Role: "station_master", Account: "b"}, Data: &matter.Released{}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.db.Write(t.Context(), "story", edits...); err != nil {
		t.Fatal(err)
	}
}
