package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"lianzhan/desk/account"
	"lianzhan/station"
	"lianzhan/station/matter"
)

// The two towns of these tests. Whatever belongs to the second says so in every field, in letters nobody else uses.
const (
	ownTown     = "/c/baishi"
	siblingTown = "/c/haijiao"
	mark        = "海角"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, station.Zone)

// startCounty assembles a real county over fresh data, with records of two towns, and stops it when the test ends.
func startCounty(t *testing.T) *box {
	t.Helper()
	s := settings{data: t.TempDir(), listen: "127.0.0.1:0", name: "和川县人大常委会", step: "c", publicURL: "http://county.example.com"}
	db, err := openStore(s, func() (time.Time, station.Trust) { return noon, station.TrustNTP })
	if err != nil {
		t.Fatal(err)
	}
	if err := plantRoot(t.Context(), db, s); err != nil {
		t.Fatal(err)
	}
	b, err := assemble(db, s)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(b.listener.Close(), b.close(), db.Close()); err != nil {
			t.Error(err)
		}
	})
	b.furnish(t, ownTown, "白石", "own")
	b.furnish(t, siblingTown, mark, "sibling")
	return b
}

// furnish writes what one town's boxes would have sent: a node and a record of every kind.
func (b *box) furnish(t *testing.T, scope, name, id string) {
	t.Helper()
	things := map[station.Kind]station.Thing{
		station.KindNode: station.Node{ID: "node-" + id, Name: name + "镇中心站", Scope: scope, Kind: station.SiteCenter, Devices: []station.Device{
			{ID: "device-" + id, Key: "ed25519:AAAA", Seal: "x25519:AAAA", Since: noon.Add(-48 * time.Hour)}}},
		station.KindStation:    station.Station{ID: "station-" + id, Name: name + "镇中心联络站", Code: map[string]string{"own": "B3N8T5WC", "sibling": "C4P9V6XD", "below": "D5R2W7YE"}[id], AreaCode: "000000101", Kind: station.SiteCenter, Villages: []string{name + "村"}},
		station.KindUnit:       station.Unit{ID: "unit-" + id, Name: name + "镇城建办"},
		station.KindGroup:      station.Group{ID: "group-" + id, Name: name + "代表小组"},
		station.KindDeputy:     station.Deputy{ID: "deputy-" + id, Name: name + "甲", Code: map[string]string{"own": "K7M2Q9XA", "sibling": "M8N3R1YB", "below": "N9Q4S2ZC"}[id], Memberships: []station.Membership{{In: station.BodyCongress, Tier: station.Township, Area: name + "选区"}}},
		station.KindReception:  station.ReceptionRule{ID: "rule-" + id, Title: name + "接待日", Pattern: station.Pattern{}, Place: name + "接待室"},
		station.KindActivity:   station.Activity{ID: "activity-" + id, Title: name + "走访", Date: "2026-11-20", Place: name + "村", Public: true},
		station.KindProject:    station.Project{ID: "project-" + id, Name: name + "停车场", Year: 2026, Public: true},
		station.KindArticle:    station.Article{ID: "article-" + id, Title: name + "公告", Kind: "notice", Body: name, PublishedOn: "2026-11-20", Public: true},
		station.KindTemplate:   station.Template{ID: "template-" + id, Step: "urged", Title: name + "催办", Text: name},
		station.KindSession:    station.ReceptionSession{ID: "session-" + id, Date: "2026-11-20", Place: name + "接待室", Deputies: []string{"deputy-" + id}},
		station.KindSuggestion: station.Suggestion{ID: "suggestion-" + id, Title: name + "建议", Body: name, LeadDeputy: "deputy-" + id},
	}
	var edits []station.Edit
	for _, kind := range slices.Sorted(maps.Keys(things)) {
		raw, err := json.Marshal(things[kind])
		if err != nil {
			t.Fatal(err)
		}
		edits = append(edits, station.Edit{Kind: kind, ID: kindID(raw), Op: station.OpPut, Class: station.Public, Fields: raw, Scope: scope})
	}
	events, err := matter.New("matter-"+id, matter.Voter, noon, matter.Registration{Channel: matter.ByKiosk, Title: name + "路灯", Category: "road", Village: name + "村",
		Deputies: []string{"deputy-" + id}, CodeHash: matter.CodeHash(b.db.Key(), map[string]string{"own": "111111111111", "sibling": "222222222222", "below": "333333333333"}[id])},
		matter.Told{Words: name + "村口的路灯坏了"}, &matter.Contact{Name: name, Phone: "13900001111"})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		e.Scope = scope
		edits = append(edits, e)
	}
	if _, err := b.db.Write(t.Context(), "story", edits...); err != nil {
		t.Fatal(err)
	}
}

// matter is one as it stands.
func (b *box) matter(t *testing.T, id string) (m matter.Matter) {
	t.Helper()
	if err := b.db.View(func(r station.Reader) error {
		record, err := r.Record(station.KindMatter, id)
		m = matter.Fold(record)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return m
}

func kindID(raw []byte) string {
	var v struct{ ID string }
	if json.Unmarshal(raw, &v) != nil {
		return ""
	}
	return v.ID
}

// clerk is somebody at a browser.
type clerk struct {
	t      *testing.T
	b      *box
	cookie string
}

func (c *clerk) ask(method, path string, body any) (int, []byte) {
	c.t.Helper()
	var reader io.Reader
	switch v := body.(type) {
	case nil:
	case string:
		reader = strings.NewReader(v)
	default:
		raw, err := json.Marshal(v)
		if err != nil {
			c.t.Fatal(err)
		}
		reader = bytes.NewReader(raw)
	}
	req := httptest.NewRequest(method, path, reader)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Cookie", c.cookie)
	res, err := c.b.app.Test(req, 20_000)
	if err != nil {
		c.t.Fatalf("%s %s: %v", method, path, err)
	}
	for _, set := range res.Cookies() {
		c.cookie = set.Name + "=" + set.Value
	}
	out, err := io.ReadAll(res.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return res.StatusCode, out
}

func (c *clerk) want(status int, method, path string, body any) []byte {
	c.t.Helper()
	got, out := c.ask(method, path, body)
	if got != status {
		c.t.Fatalf("%s %s: %d, want %d\n%s", method, path, got, status, out)
	}
	return out
}

const (
	firstPassword = "漫山红叶映清溪 四方来客坐"
	otherPassword = "大江东去浪淘尽 千古风流人"
)

// chief makes the first account and signs in.
func (b *box) chief(t *testing.T) *clerk {
	t.Helper()
	code, err := b.accounts.SetupCode()
	if err != nil {
		t.Fatal(err)
	}
	c := &clerk{t: t, b: b}
	c.want(http.StatusNoContent, "POST", "/api/v1/desk/setup", map[string]any{"code": code, "login": "first", "name": "高禾苗", "password": firstPassword})
	c.want(http.StatusOK, "POST", "/api/v1/desk/session", map[string]any{"login": "first", "password": firstPassword})
	return c
}

// hire makes an account that works in a branch and signs it in.
func (c *clerk) hire(login, scope string, roles ...station.Role) *clerk {
	c.t.Helper()
	var issued account.Issued
	raw := c.want(http.StatusCreated, "POST", "/api/v1/desk/accounts", map[string]any{"login": login, "name": login, "roles": roles, "scope": scope})
	if err := json.Unmarshal(raw, &issued); err != nil || issued.Scope != scope {
		c.t.Fatalf("%v %s", err, raw)
	}
	other := &clerk{t: c.t, b: c.b}
	other.want(http.StatusOK, "POST", "/api/v1/desk/session", map[string]any{"login": login, "password": issued.Initial})
	other.want(http.StatusNoContent, "POST", "/api/v1/desk/session/password", map[string]any{"old": issued.Initial, "new": otherPassword + login})
	return other
}
