package account

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/web/problem"
)

// memory keeps records by the rules a store follows: all edits of a write or none, a moved revision refuses, lines of
// the audit have no state. Its clock goes when the test says so.
type memory struct {
	lock    sync.Mutex
	records map[station.Ref]station.Record
	log     []station.Change
	now     time.Time
	broken  error
}

func (m *memory) View(fn func(station.Reader) error) error { return fn(m) }
func (m *memory) Seq() uint64                              { return 0 }

func (m *memory) Record(kind station.Kind, id string) (station.Record, error) {
	m.lock.Lock()
	defer m.lock.Unlock()
	if r, ok := m.records[station.Ref{Kind: kind, ID: id}]; ok {
		return r, nil
	}
	return station.Record{}, station.NotFound(string(kind)+"_not_found", "没有找到。")
}

func (m *memory) Records(kind station.Kind) (all []station.Record, err error) {
	m.lock.Lock()
	defer m.lock.Unlock()
	for ref, r := range m.records {
		if ref.Kind == kind {
			all = append(all, r)
		}
	}
	return all, nil
}

func (m *memory) Now() station.Reading {
	m.lock.Lock()
	defer m.lock.Unlock()
	return station.Reading{Time: m.now, Trust: station.TrustNTP}
}

func (m *memory) pass(d time.Duration) {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.now = m.now.Add(d)
}

func (m *memory) fail(err error) {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.broken = err
}

func (m *memory) Write(_ context.Context, actor string, edits ...station.Edit) (uint64, error) {
	m.lock.Lock()
	defer m.lock.Unlock()
	if m.broken != nil {
		return 0, m.broken
	}
	next, log := maps.Clone(m.records), m.log
	for _, e := range edits {
		ref := station.Ref{Kind: e.Kind, ID: e.ID}
		if e.Base != "" && m.records[ref].Revision != e.Base {
			return 0, station.Conflict("record_changed", "已经被别人改过。")
		}
		ctr := uint64(len(log) + 1)
		c := station.Change{Body: e.Fields, Header: station.Header{Origin: "box/1", Ctr: ctr, HLC: station.HLC(ctr),
			Kind: e.Kind, ID: e.ID, Op: e.Op, Class: e.Class, Actor: actor}}
		after, err := next[ref].Apply(c)
		if err != nil {
			return 0, err
		}
		if log = append(log, c); e.Kind != station.KindAudit {
			next[ref] = after
		}
	}
	m.records, m.log = next, log
	return uint64(len(log)), nil
}

// audited lists what the audit holds, "who did_what".
func (m *memory) audited() (lines []string) {
	m.lock.Lock()
	defer m.lock.Unlock()
	for _, c := range m.log {
		var body struct{ Type string }
		if c.Kind == station.KindAudit && json.Unmarshal(c.Body, &body) == nil {
			lines = append(lines, c.Actor+" "+body.Type)
		}
	}
	return lines
}

// world is a desk with its door, and people at browsers in front of it.
type world struct {
	t      *testing.T
	store  *memory
	room   *Room
	app    *fiber.App
	paused []time.Duration
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, store: &memory{records: map[station.Ref]station.Record{},
		now: time.Date(2026, 11, 22, 9, 0, 0, 0, station.Zone)}}
	var ids atomic.Int64
	room, err := New(Options{Store: w.store, Key: bytes.Repeat([]byte{7}, 32), ID: func() string { return fmt.Sprintf("a%d", ids.Add(1)) }})
	if err != nil {
		t.Fatal(err)
	}
	var lock sync.Mutex
	room.pause = func(_ context.Context, d time.Duration) error {
		lock.Lock()
		defer lock.Unlock()
		w.paused = append(w.paused, d)
		return nil
	}
	w.room = room
	w.app = fiber.New(fiber.Config{ErrorHandler: problem.Handler, ProxyHeader: "X-Machine"})
	door.Mount(w.app, room, room.Routes())
	w.store.pass(time.Minute) // codes of the step the desk opened in count as used
	return w
}

const (
	masterPassword  = "柑桔 熟了 请大家 来尝"
	officerPassword = "correct horse battery"
)

// browser is one person's browser at a machine.
type browser struct {
	w       *world
	address string
	cookie  string
	safe    bool // over HTTPS
	header  map[string]string
}

func (w *world) at(address string) *browser { return &browser{w: w, address: address} }

// reply is what came back.
type reply struct {
	status int
	code   string
	body   []byte
	header http.Header
}

func (b *browser) ask(method, path string, body any) reply {
	b.w.t.Helper()
	var raw []byte
	if body != nil {
		raw, _ = json.Marshal(body)
	}
	req := httptest.NewRequest(method, "/api/v1/desk"+path, bytes.NewReader(raw))
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Machine", b.address)
	if b.safe {
		req.Header.Set("X-Forwarded-Proto", "https")
	}
	if b.cookie != "" {
		req.Header.Set("Cookie", b.cookie)
	}
	for name, value := range b.header {
		req.Header.Set(name, value)
	}
	resp, err := b.w.app.Test(req, -1)
	if err != nil {
		b.w.t.Fatal(err)
	}
	r := reply{status: resp.StatusCode, header: resp.Header}
	r.body, _ = io.ReadAll(resp.Body)
	var p problem.Problem
	if r.status >= 400 && json.Unmarshal(r.body, &p) == nil {
		r.code = p.Code
	}
	if set := resp.Header.Get("Set-Cookie"); set != "" {
		b.cookie, _, _ = strings.Cut(set, ";")
	}
	return r
}

// want asks and fails the test on another status or code.
func (b *browser) want(status int, code, method, path string, body any) reply {
	b.w.t.Helper()
	r := b.ask(method, path, body)
	if r.status != status || r.code != code {
		b.w.t.Fatalf("%s %s: %d %s, want %d %s\n%s", method, path, r.status, r.code, status, code, r.body)
	}
	return r
}

func (b *browser) signIn(login, password string) *browser {
	b.w.t.Helper()
	b.want(200, "", "POST", "/session", claim{Login: login, Password: password})
	return b
}

func read[T any](t *testing.T, r reply) (v T) {
	t.Helper()
	if err := json.Unmarshal(r.body, &v); err != nil {
		t.Fatalf("%v in %s", err, r.body)
	}
	return v
}

// opened is a desk whose station master, wulixin, has signed in.
func opened(t *testing.T) (*world, *browser) {
	w := newWorld(t)
	code, err := w.room.SetupCode()
	if err != nil {
		t.Fatal(err)
	}
	b := w.at("192.168.1.20")
	b.want(204, "", "POST", "/setup", First{Code: code, Login: "wulixin", Name: "吴立新", Password: masterPassword})
	return w, b.signIn("wulixin", masterPassword)
}

// officer makes a liaison officer who chose a password, and returns the account's id.
func (w *world) officer(master *browser, login string) string {
	w.t.Helper()
	issued := read[Issued](w.t, master.want(201, "", "POST", "/accounts",
		Newcomer{Login: login, Name: "林海涵", Roles: []station.Role{station.RoleOfficer}}))
	b := w.at("192.168.1.30").signIn(login, issued.Initial)
	b.want(204, "", "POST", "/session/password", newPassword{Old: issued.Initial, New: officerPassword})
	b.want(204, "", "DELETE", "/session", nil)
	return issued.ID
}
