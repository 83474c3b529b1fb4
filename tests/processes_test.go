//go:build stories

package tests

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"lianzhan/station"
	"lianzhan/store"
	"lianzhan/store/postgres/pgtest"
	"lianzhan/web/pairing"
)

// database starts a server of the story's own with an empty database for a county.
func database(t *testing.T) *pgtest.Server {
	t.Helper()
	server, err := pgtest.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	sql(t, server, "CREATE DATABASE county")
	return server
}

func sql(t *testing.T, server *pgtest.Server, statement string) {
	t.Helper()
	if _, err := server.SQL("postgres", statement); err != nil {
		t.Fatal(err)
	}
}

// process is one of a county's processes, on a machine of its own: nothing is in its folder.
func process(t *testing.T, url string) *live {
	t.Helper()
	return &live{t: t, name: "lianzhan-county", data: t.TempDir(), port: freePort(t),
		flags: []string{"--name", "和川县人大常委会", "--database", url, "--behind", "127.0.0.1"}}
}

// twoProcesses starts two at once on an empty database.
func twoProcesses(t *testing.T, url string) (a, b *live) {
	t.Helper()
	a, b = process(t, url), process(t, url)
	var both sync.WaitGroup
	for _, p := range []*live{a, b} {
		t.Cleanup(p.down)
		both.Go(func() { p.up() })
	}
	both.Wait()
	return a, b
}

// at is the same person with the same browser at another process.
func (c *clerk) at(s *live) *clerk {
	caller := *c.caller
	caller.s = s
	return &clerk{caller: &caller, login: c.login, password: c.password}
}

// startTownWith runs a station of the small town whose deputy has a portrait.
func startTownWith(t *testing.T, portrait []byte) *live {
	t.Helper()
	data := t.TempDir()
	db, err := store.Open(data, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	hash, err := db.AddFile(strings.NewReader(string(portrait)))
	if err == nil {
		fields, _ := json.Marshal(map[string]string{"photo": hash})
		edits := append(townRecords(t), station.Edit{Kind: station.KindDeputy, ID: deputyOne, Op: station.OpPut, Class: station.Public, Fields: fields})
		_, err = db.Write(context.Background(), "story", edits...)
	}
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	return start(t, data)
}

// pouring are voters who hand in one matter after the other at the station's terminals.
type pouring struct {
	over chan struct{}
	all  sync.WaitGroup

	lock sync.Mutex
	ids  map[string]bool // of the matters that were accepted
}

func (s *live) pour(voters int) *pouring {
	p := &pouring{over: make(chan struct{}), ids: map[string]bool{}}
	for range voters {
		c := s.maker("crowd")
		devices := pairing.New(pairing.Terminal, s.key(), clockAt(0), nil)
		p.all.Go(func() {
			for {
				select {
				case <-p.over:
					return
				case <-time.After(10 * time.Millisecond):
				}
				client := clientID()
				a, err := c.try("POST", "/api/v1/matters", written(handed(client)), "Cookie: kiosk="+devices.Token(client, time.Hour))
				var r receipt
				if err != nil || json.Unmarshal(a.body, &r) != nil || a.status != http.StatusCreated {
					s.t.Errorf("handing in: %v %d %s", err, a.status, a.body)
					return
				}
				p.lock.Lock()
				p.ids[r.ID] = true
				p.lock.Unlock()
			}
		})
	}
	return p
}

// more waits until so many more were accepted.
func (p *pouring) more(t *testing.T, n int) {
	t.Helper()
	n += p.count()
	soon(t, "matters are accepted", func() bool { return p.count() >= n })
}

func (p *pouring) count() int {
	p.lock.Lock()
	defer p.lock.Unlock()
	return len(p.ids)
}

// stop tells the ids of those that were accepted.
func (p *pouring) stop() map[string]bool {
	close(p.over)
	p.all.Wait()
	return p.ids
}

// matters are the ids of all matters a desk lists, and how often each is listed.
func (c *clerk) matters() map[string]int {
	c.t.Helper()
	ids := map[string]int{}
	for offset := 0; ; offset += 200 {
		page := told[struct {
			Total int
			Items []struct{ ID string }
		}](c.caller, c.want(http.StatusOK, "GET", "/api/v1/desk/matters?limit=200&offset="+strconv.Itoa(offset), nil))
		for _, m := range page.Items {
			ids[m.ID]++
		}
		if offset+200 >= page.Total {
			return ids
		}
	}
}

// hasAll waits until a desk lists each of some matters, and each once.
func (c *clerk) hasAll(t *testing.T, ids map[string]bool) {
	t.Helper()
	soon(t, "every matter that was accepted is there", func() bool {
		listed := c.matters()
		for id := range ids {
			if listed[id] == 0 {
				return false
			}
		}
		return true
	})
	for id, times := range c.matters() {
		if times != 1 {
			t.Errorf("%s is listed %d times", id, times)
		}
	}
}

// settled reports whether all a station wrote is at the county.
func (s *live) settled() bool {
	st := s.standing()
	return st.State == "online" && st.Pending == 0 && st.RootAck == st.HopAck
}

// Two processes over one database are one county: started at once, behind a balancer that remembers nobody. What is done at
// one is done at the other, and one that is killed is not missed.
func TestTwoProcessesAreOneCounty(t *testing.T) {
	server := database(t)
	a, b := twoProcesses(t, server.URL("county"))
	if code := a.run("user", "setup-code"); code != b.run("user", "setup-code") {
		t.Error("each has a set-up code of its own")
	}
	officials := openOffice(t, a, station.RoleCounty)
	master, there := officials.master, officials.master.at(b)
	roots := told[struct{ Items []struct{ Own bool } }](there.caller, there.want(http.StatusOK, "GET", "/api/v1/county/nodes", nil))
	if len(roots.Items) != 1 || !roots.Items[0].Own {
		t.Errorf("after two first starts at once the tree is %+v", roots)
	}
	portrait, hash := picture(300_000, 7)
	front, town, second := newBalancer(t, a, b), startTownWith(t, portrait), start(t, t.TempDir())
	oneDesk(officials, a, b)

	code := spokenCode.FindString(a.run("enroll", "石湾镇中心站", "--scope-step", "shiwan"))
	town.run("enroll", code, "--parent", front.server.URL)
	code = spokenCode.FindString(b.run("enroll", "白沙镇中心站", "--scope-step", "baisha"))
	second.run("enroll", code, "--parent", front.server.URL)
	for _, process := range []*live{a, b} {
		who := master.at(process)
		soon(t, "each process shows the station connected", func() bool { return who.nodeAt("/c/shiwan").State == "online" })
		soon(t, "each process hands out the portrait", func() bool {
			got := process.caller("127.0.0.37").send("GET", "/api/v1/files/"+hash, nil)
			return got.status == http.StatusOK && string(got.body) == string(portrait)
		})
	}
	newsFromBoth(t, master, front, town, a, b)
	aMessageAcross(t, a, b)

	before := [2]int{front.count(a), front.count(b)}
	voters := town.pour(2)
	soon(t, "the station pushes through both", func() bool { return front.count(a) > before[0]+3 && front.count(b) > before[1]+3 })
	voters.more(t, 20)
	a.kill()
	second.run("set", "activity", "甲停了还走访", "type=visit", "date=2026-11-21")
	voters.more(t, 20)
	ids := voters.stop()
	soon(t, "both stations are settled with the process that is left", func() bool { return town.settled() && second.settled() })
	there.hasAll(t, ids)
	if !b.knowsActivity("甲停了还走访") {
		t.Error("the second station's work is missing")
	}
	a.up()
	there.at(a).hasAll(t, ids)
}

// oneDesk signs in at one process and works at the other; what ends a session or shuts somebody out does so at both.
func oneDesk(o *office, a, b *live) {
	member := o.people[station.RoleCounty]
	member.at(b).want(http.StatusOK, "GET", "/api/v1/desk/session", nil)
	bell := member.listen()
	made := o.master.at(b).want(http.StatusCreated, "PUT", "/api/v1/county/records/unit?scope=/c", fields{"name": "县交通局"})
	o.master.want(http.StatusOK, "GET", "/api/v1/county/records/unit/"+told[struct{ ID string }](member.caller, made).ID, nil)
	bell.until("what was written at the other process", func(m deskMessage) bool { return slices.Contains(m.Kinds, "unit") })

	member.at(b).want(http.StatusNoContent, "DELETE", "/api/v1/desk/session", nil)
	member.refused(http.StatusUnauthorized, "unauthorized", "GET", "/api/v1/desk/session", nil)
	bell.ends()

	wrong := fields{"login": member.login, "password": "不是这个密码"}
	thief := &clerk{caller: a.caller("127.0.0.66")}
	thief.heads["Sec-Fetch-Site"] = "same-origin"
	for _, s := range []*live{a, b, a, b, a} {
		thief.at(s).refused(http.StatusUnauthorized, "sign_in_failed", "POST", "/api/v1/desk/session", wrong)
	}
	for _, s := range []*live{a, b} {
		thief.at(s).refused(http.StatusTooManyRequests, "too_many_attempts", "POST", "/api/v1/desk/session", wrong)
	}
	o.people[station.RoleCounty] = o.signIn("127.0.0.22", member.login, member.password)
}

// ends reads on until the desk says that the sign-in no longer holds.
func (b *bell) ends() {
	b.t.Helper()
	b.conn.SetReadDeadline(time.Now().Add(15 * time.Second))
	for {
		_, _, err := b.conn.ReadMessage()
		if err == nil {
			continue
		}
		if !websocket.IsCloseError(err, 4401) {
			b.t.Errorf("signed out, and the socket ends with %v", err)
		}
		return
	}
}

// newsFromBoth writes at one process while the station's doorbell hangs at the other.
func newsFromBoth(t *testing.T, master *clerk, front *balancer, town, a, b *live) {
	for _, way := range []struct {
		title string
		rings *live
		edits *live
	}{{"在乙处写", a, b}, {"在甲处写", b, a}} {
		front.send(way.rings)
		front.server.CloseClientConnections()
		soon(t, "the station is back", func() bool { return town.standing().State == "online" })
		master.at(way.edits).want(http.StatusCreated, "PUT", "/api/v1/county/records/article?scope=/c/shiwan",
			fields{"title": way.title, "kind": "notice", "body": "正文", "public": true, "published_on": "2026-01-01"})
		soon(t, way.title, func() bool { return strings.Contains(string(town.get("/api/v1/articles")), way.title) })
	}
	front.send(a, b)
	front.server.CloseClientConnections()
}

// aMessageAcross fills in a form of one process, posts it to the other, and reads on at the first.
func aMessageAcross(t *testing.T, a, b *live) {
	phone := a.caller("127.0.0.38")
	token := phone.opens("/D/" + deputyCode + "/new")
	time.Sleep(writing)
	there := *phone
	there.s = b
	sent := there.posts("/D/"+deputyCode+"/new", filled(token, "路灯三天没有亮了。"))
	if sent.status != http.StatusSeeOther {
		t.Fatalf("%d %s", sent.status, sent.body)
	}
	phone.want(http.StatusOK, "GET", sent.head.Get("Location"), nil)
	if again := phone.posts("/D/"+deputyCode+"/new", filled(token, "路灯三天没有亮了。")); again.head.Get("Location") != sent.head.Get("Location") {
		t.Errorf("sent again to the other process it is %d %s", again.status, again.head.Get("Location"))
	}
}
