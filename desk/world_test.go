package desk

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/web/problem"
)

// memory keeps records by the rules a store follows: all edits of a write or none, a moved revision refuses, lines of
// the audit have no state, whoever watches hears after the write. Its clock goes when the test says so.
type memory struct {
	lock     sync.Mutex
	records  map[station.Ref]station.Record
	log      []station.Change
	books    map[string]uint64
	hlc      station.HLC
	now      time.Time
	trust    station.Trust
	broken   func(station.Edit) error
	watchers []func(station.Announcement)
	dir      string
	scope    string // empty: the box stands alone
}

func (m *memory) View(fn func(station.Reader) error) error { return fn(m) }

func (m *memory) Seq() uint64 { return uint64(len(m.log)) }

func (m *memory) Record(kind station.Kind, id string) (station.Record, error) {
	m.lock.Lock()
	defer m.lock.Unlock()
	if r, ok := m.records[station.Ref{Kind: kind, ID: id}]; ok && !r.Deleted() {
		return r, nil
	}
	return station.Record{}, station.NotFound(string(kind)+"_not_found", "没有找到。")
}

func (m *memory) Records(kind station.Kind) (all []station.Record, err error) {
	m.lock.Lock()
	defer m.lock.Unlock()
	for ref, r := range m.records {
		if ref.Kind == kind && !r.Deleted() {
			all = append(all, r)
		}
	}
	slices.SortFunc(all, func(a, b station.Record) int { return strings.Compare(a.ID, b.ID) })
	return all, nil
}

func (m *memory) Scope() string { return cmp.Or(m.scope, "/") }

func (m *memory) Now() station.Reading {
	m.lock.Lock()
	defer m.lock.Unlock()
	return station.Reading{Time: m.now, Trust: m.trust}
}

func (m *memory) pass(d time.Duration) {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.now = m.now.Add(d)
}

func (m *memory) Watch(fn func(station.Announcement)) func() {
	m.watchers = append(m.watchers, fn)
	return func() {}
}

func (m *memory) Write(_ context.Context, actor string, edits ...station.Edit) (uint64, error) {
	seq, refs, err := m.write(actor, edits)
	if err == nil {
		for _, fn := range m.watchers {
			fn(station.Announcement{Seq: seq, Refs: refs})
		}
	}
	return seq, err
}

func (m *memory) write(actor string, edits []station.Edit) (uint64, []station.Ref, error) {
	m.lock.Lock()
	defer m.lock.Unlock()
	next, log, books, hlc := maps.Clone(m.records), m.log, maps.Clone(m.books), m.hlc
	var refs []station.Ref
	for _, e := range edits {
		ref := station.Ref{Kind: e.Kind, ID: e.ID}
		if m.broken != nil {
			if err := m.broken(e); err != nil {
				return 0, nil, err
			}
		}
		if e.Base != "" && m.records[ref].Revision != e.Base && !slices.Contains(refs, ref) {
			return 0, nil, station.Conflict("record_changed", "这条记录刚被别人改过，请重新打开再改。")
		}
		hlc = hlc.Next(m.now)
		h := station.Header{Origin: "box/1", Ctr: uint64(len(log) + 1), HLC: hlc, Kind: e.Kind, ID: e.ID, Op: e.Op, Class: e.Class, Actor: actor}
		if e.Book != "" {
			books[e.Book]++
			h.Serial = books[e.Book]
		}
		c := station.Change{Body: e.Fields, Header: h}
		after, err := next[ref].Apply(c)
		if err != nil {
			return 0, nil, err
		}
		log, refs = append(log, c), append(refs, ref)
		if e.Kind != station.KindAudit {
			next[ref] = after
		}
	}
	m.records, m.log, m.books, m.hlc = next, log, books, hlc
	return uint64(len(log)), refs, nil
}

func (m *memory) AddFile(r io.Reader) (string, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(data)
	hash := hex.EncodeToString(sum[:])
	return hash, os.WriteFile(filepath.Join(m.dir, hash), data, 0o600)
}

func (m *memory) File(hash string) (*os.File, error) {
	f, err := os.Open(filepath.Join(m.dir, filepath.Base(hash)))
	if err != nil {
		return nil, station.NotFound("file_not_found", "没有找到这个文件。")
	}
	return f, nil
}

func (m *memory) DeleteFile(hash string) error {
	return os.Remove(filepath.Join(m.dir, filepath.Base(hash)))
}

// audited lists what the audit holds, "who did_what on".
func (m *memory) audited() (lines []string) {
	m.lock.Lock()
	defer m.lock.Unlock()
	for _, c := range m.log {
		var body struct {
			Type string
			Data struct{ ID string }
		}
		if c.Kind == station.KindAudit && json.Unmarshal(c.Body, &body) == nil {
			lines = append(lines, c.Actor+" "+body.Type+" "+body.Data.ID)
		}
	}
	return lines
}

// people are those who sit at the desk of the stories.
var people = map[string]door.Who{
	"master":     {Account: "a-master", Name: "傅站长", Roles: []station.Role{station.RoleMaster}},
	"second":     {Account: "a-second", Name: "刘副站长", Roles: []station.Role{station.RoleDeputyMaster}},
	"officer":    {Account: "a-officer", Name: "许联络员", Roles: []station.Role{station.RoleOfficer}},
	"legal":      {Account: "a-legal", Name: "程律师", Roles: []station.Role{station.RoleLegal}},
	"deputy":     {Account: "a-deputy", Name: "何代表", Roles: []station.Role{station.RoleDeputy}, Deputy: "d1"},
	"other":      {Account: "a-other", Name: "吴代表", Roles: []station.Role{station.RoleDeputy}, Deputy: "d2"},
	"roads":      {Account: "a-roads", Name: "贾主任", Roles: []station.Role{station.RoleUnit}, Unit: "roads"},
	"water":      {Account: "a-water", Name: "朱主任", Roles: []station.Role{station.RoleUnit}, Unit: "water"},
	"presidium":  {Account: "a-presidium", Name: "曾主席", Roles: []station.Role{station.RolePresidium}},
	"county":     {Account: "a-county", Name: "戴主任", Roles: []station.Role{station.RoleCounty}},
	"auditor":    {Account: "a-auditor", Name: "丁审计", Roles: []station.Role{station.RoleAuditor}},
	"technician": {Account: "a-technician", Name: "董管理员", Roles: []station.Role{station.RoleTechnician}},
	"informant":  {Account: "a-informant", Name: "唐信息员", Roles: []station.Role{station.RoleInformant}},
}

// world is a desk behind its door.
type world struct {
	t     *testing.T
	store *memory
	room  *Room
	app   *fiber.App
	ended sync.Map // sessions that no longer hold
}

// Admit lets in whoever a header names.
func (w *world) Admit(c *fiber.Ctx) (door.Who, error) {
	who, ok := people[c.Get("X-Who")]
	if !ok {
		return who, station.Unauthorized("unauthorized", "请先登录。")
	}
	who.Login, who.Session, who.Address = c.Get("X-Who"), "s-"+c.Get("X-Who"), "127.0.0.1"
	who.Login, who.Session = strings.Clone(who.Login), strings.Clone(who.Session)
	who.Confirmed = w.store.Now().Time.Add(time.Minute)
	return who, nil
}

func (w *world) Now() station.Reading { return w.store.Now() }

func (w *world) stands(session string) bool {
	_, ended := w.ended.Load(session)
	return !ended
}

var testKey = station.Key(bytes.Repeat([]byte{7}, 32))

func newWorld(t *testing.T, alter ...func(*Options)) *world {
	w := &world{t: t, store: &memory{records: map[station.Ref]station.Record{}, books: map[string]uint64{}, dir: t.TempDir(),
		now: time.Date(2026, 11, 23, 9, 0, 0, 0, station.Zone), trust: station.TrustNTP}}
	w.put(station.KindStation, "st1", &station.Station{ID: "st1", Name: "白石镇中心联络站", AreaCode: "000000103",
		Kind: station.SiteCenter, Villages: []string{"莲池村", "上洋村"}})
	w.put(station.KindUnit, "roads", &station.Unit{ID: "roads", Name: "镇城建办"})
	w.put(station.KindUnit, "water", &station.Unit{ID: "water", Name: "镇水利站"})
	w.put(station.KindDeputy, "d1", &station.Deputy{ID: "d1", Name: "何家兰", Code: "00000001"})
	w.put(station.KindDeputy, "d2", &station.Deputy{ID: "d2", Name: "吴康", Code: "00000002"})
	w.put(station.KindReception, "monday", &station.ReceptionRule{ID: "monday", Title: "周一接待", Start: "09:00", End: "11:00",
		Place: "接待室", Pattern: station.Pattern{Kind: station.Weekly, Weekday: 1}, Rota: []string{"d1", "d2"}, PerDay: 1, ValidFrom: "2026-01-01"})
	ids := 0
	o := Options{Store: w.store, Key: testKey, Stands: w.stands, Version: "v1", Beat: 5 * time.Millisecond,
		ID: func() string { ids++; return fmt.Sprintf("id-%d", ids) }}
	for _, fn := range alter {
		fn(&o)
	}
	w.room = New(o)
	t.Cleanup(w.room.Close)
	w.app = fiber.New(fiber.Config{ErrorHandler: problem.Handler, DisableStartupMessage: true, DisablePreParseMultipartForm: true})
	door.Mount(w.app, w, w.room.Routes())
	return w
}

func (w *world) put(kind station.Kind, id string, thing station.Thing) {
	w.t.Helper()
	held, _ := w.store.Record(kind, id)
	edits, err := station.Put(held, kind, id, thing)
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := w.store.Write(context.Background(), "test", edits...); err != nil {
		w.t.Fatal(err)
	}
}

// reply is what came back.
type reply struct {
	status int
	code   string
	detail string
	body   []byte
	header http.Header
}

func (w *world) send(who, method, path, contentType string, body io.Reader) reply {
	w.t.Helper()
	req := httptest.NewRequest(method, path, body)
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	req.Header.Set("X-Who", who)
	resp, err := w.app.Test(req, -1)
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	r := reply{status: resp.StatusCode, header: resp.Header}
	r.body, _ = io.ReadAll(resp.Body)
	var p problem.Problem
	if r.status >= 400 && json.Unmarshal(r.body, &p) == nil {
		r.code, r.detail = p.Code, p.Detail
	}
	return r
}

// ask sends JSON to the desk's API.
func (w *world) ask(who, method, path, body string) reply {
	w.t.Helper()
	return w.send(who, method, "/api/v1/desk"+path, "application/json", strings.NewReader(body))
}

// must asks and fails the test unless it went well.
func (w *world) must(who, method, path, body string) []byte {
	w.t.Helper()
	r := w.ask(who, method, path, body)
	if r.status >= 300 {
		w.t.Fatalf("%s %s %s as %s: %d %s", method, path, body, who, r.status, r.body)
	}
	return r.body
}

func answered[T any](t *testing.T, body []byte) (v T) {
	t.Helper()
	if err := json.Unmarshal(body, &v); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	return v
}
