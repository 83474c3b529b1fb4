//go:build stories

package tests

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"lianzhan/station"
)

// startCounty runs a county with fresh data.
func startCounty(t *testing.T, flags ...string) *live {
	t.Helper()
	s := &live{t: t, name: "lianzhan-county", data: t.TempDir(), port: freePort(t)}
	s.up(append([]string{"--name", "和川县人大常委会"}, flags...)...)
	t.Cleanup(s.down)
	return s
}

var spokenCode = regexp.MustCompile(`[0-9A-Z]{4}-[0-9A-Z]{4}`)

// joins brings a station into the county's tree, as two people on the telephone would.
func (s *live) joins(county *live, name, step string) {
	s.t.Helper()
	code := spokenCode.FindString(county.run("enroll", name, "--scope-step", step))
	if code == "" {
		s.t.Fatal("no code was issued")
	}
	s.run("enroll", code, "--parent", county.url(""))
}

// soon waits until something holds.
func soon(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		if holds() {
			return
		}
	}
	t.Fatalf("in vain: %s", what)
}

type nodeItem struct {
	ID, Name, Scope, State string
	Forked                 bool
}

func (c *clerk) nodeAt(scope string) nodeItem {
	c.t.Helper()
	list := told[struct{ Items []nodeItem }](c.caller, c.want(http.StatusOK, "GET", "/api/v1/county/nodes", nil))
	for _, n := range list.Items {
		if n.Scope == scope {
			return n
		}
	}
	return nodeItem{}
}

// elsewhere is what a desk above a station says of a matter.
type elsewhere struct {
	Dated     bool
	Elsewhere string
	Words     []struct{ Words string }
	May       []string
}

func (c *clerk) fromAbove(id string) (e elsewhere, found bool) {
	c.t.Helper()
	a := c.send("GET", "/api/v1/desk/matters/"+id, nil)
	if a.status != http.StatusOK {
		return e, false
	}
	return told[elsewhere](c.caller, a), true
}

// A matter stays the station's until it is handed up; then the county knows the words, answers, and the answer comes down.
func TestAMatterGoesUpToTheCountyAndDownAgain(t *testing.T) {
	county, town := startCounty(t), startTown(t)
	officials := openOffice(t, county, station.RoleCounty)
	staff := openOffice(t, town, station.RoleOfficer)
	town.joins(county, "石湾镇中心站", "shiwan")
	soon(t, "the county sees the station", func() bool { return officials.master.nodeAt("/c/shiwan").State == "online" })

	const words = "村口的桥面裂了一道缝，三轮车过不去。"
	r := town.kiosk("127.0.0.31").tell(words, nil)
	member := officials.people[station.RoleCounty]
	soon(t, "the matter is on the county's list", func() bool { _, found := member.fromAbove(r.ID); return found })
	if e, _ := member.fromAbove(r.ID); !e.Dated || e.Elsewhere != "原话在联络站，没有上报" || len(e.Words) != 0 {
		t.Errorf("the county knows %+v", e)
	}
	if all := officials.master.want(http.StatusOK, "GET", "/api/v1/desk/matters?q=%E6%A1%A5%E9%9D%A2", nil); strings.Contains(string(all.body), r.ID) {
		t.Error("the county finds the matter by words it was not told")
	}
	member.cannot(r.ID, "assigned", fields{"lead_unit": roadUnit}, http.StatusConflict, "step_of_station")

	staff.master.does(r.ID, "accepted", fields{})
	staff.master.does(r.ID, "escalated", fields{"to": "county_congress", "text": "跨镇的桥，请县里协调。"})
	soon(t, "the county is told the words", func() bool { e, _ := member.fromAbove(r.ID); return len(e.Words) == 1 && e.Words[0].Words == words })
	member.does(r.ID, "escalation_answered", fields{"result": "县交通局一周内加固。"})
	soon(t, "the answer comes down", func() bool {
		return strings.Contains(string(staff.master.want(http.StatusOK, "GET", "/api/v1/desk/matters/"+r.ID, nil).body), "县交通局一周内加固。")
	})
	if f := county.caller("127.0.0.32").follow(r.Code); f.Number != r.Receipt.Number {
		t.Errorf("by the voter's code the county answers %+v", f)
	}
}

// What is left at the county's page for a deputy waits while the station is off, says so, and is at the station when it is on.
func TestAMessageWaitsAtTheCounty(t *testing.T) {
	county, town := startCounty(t), startTown(t)
	officials := openOffice(t, county)
	staff := openOffice(t, town)
	town.joins(county, "石湾镇中心站", "shiwan")
	phone := county.caller("127.0.0.33")
	soon(t, "the county knows the deputy", func() bool { return phone.send("GET", "/D/"+deputyCode, nil).status == http.StatusOK })
	soon(t, "the link stands", func() bool { return officials.master.nodeAt("/c/shiwan").State == "online" })
	town.down()

	token := phone.opens("/D/" + deputyCode + "/new")
	time.Sleep(writing)
	const words = "老年活动室的门锁坏了，进不去。"
	sent := phone.posts("/D/"+deputyCode+"/new", filled(token, words))
	if sent.status != http.StatusSeeOther {
		t.Fatalf("%d %s", sent.status, sent.body)
	}
	page := sent.head.Get("Location")
	if body := phone.want(http.StatusOK, "GET", page, nil).body; !strings.Contains(string(body), "已收下，联络站开机后马上转到") {
		t.Errorf("the page does not say that it waits:\n%s", body)
	}
	town.up()
	staff.master = staff.signIn("127.0.0.34", "zhanzhang", firstPassword)
	var id string
	soon(t, "the message is at the station", func() bool {
		list := told[struct{ Items []struct{ ID, Number string } }](staff.master.caller, staff.master.want(http.StatusOK, "GET", "/api/v1/desk/matters?q=%E9%97%A8%E9%94%81", nil))
		if len(list.Items) == 1 {
			id = list.Items[0].ID
		}
		return id != ""
	})
	soon(t, "the county's copy goes", func() bool {
		e, found := officials.master.fromAbove(id)
		return found && len(e.Words) == 0 && e.Elsewhere != ""
	})
	code := regexp.MustCompile(`\d{12}`).FindString(page)
	staff.master.does(id, "verified", fields{})
	soon(t, "the voter sees that the station has it", func() bool {
		body := string(phone.want(http.StatusOK, "GET", "/T/"+code, nil).body)
		return strings.Contains(body, "已核实") && !strings.Contains(body, "联络站开机后")
	})
	town.kiosk("127.0.0.35").stands(code, "registered")
}

// What the county writes for one branch reaches that branch and no other; a record given to the other moves.
func TestTheCountyWritesForABranch(t *testing.T) {
	county, first, second := startCounty(t), startTown(t), start(t, t.TempDir())
	officials := openOffice(t, county)
	first.joins(county, "石湾镇中心站", "shiwan")
	second.joins(county, "白沙镇中心站", "baisha")
	write := func(scope, title string) string {
		made := told[struct{ ID string }](officials.master.caller, officials.master.want(http.StatusCreated, "PUT", "/api/v1/county/records/article?scope="+scope,
			fields{"title": title, "kind": "notice", "body": "正文", "public": true, "published_on": "2026-01-01"}))
		return made.ID
	}
	shows := func(s *live, title string) bool { return strings.Contains(string(s.get("/api/v1/articles")), title) }
	write("/c", "全县都看")
	moved := write("/c/shiwan", "只给石湾")
	soon(t, "both read what is for all, the first what is its own", func() bool {
		return shows(first, "全县都看") && shows(second, "全县都看") && shows(first, "只给石湾")
	})
	if shows(second, "只给石湾") {
		t.Error("a station reads what is its sibling's")
	}
	officials.master.want(http.StatusNoContent, "POST", fmt.Sprintf("/api/v1/county/records/article/%s/move", moved), fields{"to": "/c/baisha"})
	soon(t, "it moved", func() bool { return shows(second, "只给石湾") && !shows(first, "只给石湾") })
}

// A box whose word was taken away is refused by name; with a new code it comes back.
func TestARevokedStationComesBack(t *testing.T) {
	county, town := startCounty(t), startTown(t)
	officials := openOffice(t, county)
	town.joins(county, "石湾镇中心站", "shiwan")
	soon(t, "it is there", func() bool { return officials.master.nodeAt("/c/shiwan").State == "online" })
	officials.master.want(http.StatusNoContent, "POST", "/api/v1/county/nodes/"+officials.master.nodeAt("/c/shiwan").ID+"/revoke", fields{"why": "主机丢失"})
	soon(t, "both know", func() bool {
		return officials.master.nodeAt("/c/shiwan").State == "revoked" && strings.Contains(town.run("sync"), "停用")
	})
	code := spokenCode.FindString(county.run("enroll", "石湾镇中心站"))
	town.run("enroll", code, "--parent", county.url(""))
	soon(t, "it is back", func() bool { return officials.master.nodeAt("/c/shiwan").State == "online" })
}
