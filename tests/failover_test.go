//go:build stories

package tests

import (
	"net/http"
	"strings"
	"testing"
)

// The primary dies under load and its synchronous standby takes over: both programs go on by themselves, whoever was signed in
// still is, and all the county had acknowledged to the station is there.
func TestTheDatabaseFailsOverUnderLoad(t *testing.T) {
	primary := database(t)
	standby, err := primary.Standby()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := standby.Stop(); err != nil {
			t.Error(err)
		}
	})
	a, b := twoProcesses(t, primary.URL("county", standby.Address()))
	officials := openOffice(t, a)
	front, town := newBalancer(t, a, b), startTown(t)
	town.run("enroll", spokenCode.FindString(a.run("enroll", "石湾镇中心站", "--scope-step", "shiwan")), "--parent", front.server.URL)
	soon(t, "the station is settled", town.settled)

	before := town.standing().HopAck
	voters := town.pour(2)
	soon(t, "the county acknowledges", func() bool { return town.standing().HopAck > before+20 })
	primary.Kill()
	acked := town.standing().HopAck
	if err := standby.Promote(); err != nil {
		t.Fatal(err)
	}
	voters.more(t, 10)
	ids := voters.stop()
	soon(t, "the station is settled over the new primary", town.settled)
	for _, process := range []*live{a, b} {
		who := officials.master.at(process)
		who.want(http.StatusOK, "GET", "/api/v1/desk/session", nil)
		who.hasAll(t, ids)
	}
	if st := town.standing(); st.HopAck < acked {
		t.Errorf("acknowledged up to %d, and now up to %d", acked, st.HopAck)
	}
	a.run("verify")
}

// The county's server is lost with all that came after its last backup. A new machine with an old copy of the database and an
// empty folder is healed by the stations: what they had sent, and what the county had sent them.
func TestACountyFromAnOldBackupIsHealed(t *testing.T) {
	server := database(t)
	county := process(t, server.URL("county"))
	t.Cleanup(county.down)
	county.up()
	officials := openOffice(t, county)
	first, second := startTown(t), start(t, t.TempDir())
	first.joins(county, "石湾镇中心站", "shiwan")
	second.joins(county, "白沙镇中心站", "baisha")
	write := func(title string) {
		officials.master.want(http.StatusCreated, "PUT", "/api/v1/county/records/article?scope=/c",
			fields{"title": title, "kind": "notice", "body": "正文", "public": true, "published_on": "2026-01-01"})
	}
	shows := func(s *live, title string) bool { return strings.Contains(string(s.get("/api/v1/articles")), title) }
	write("备份以前")
	second.run("set", "activity", "备份以前走访", "type=visit", "date=2026-11-21")
	soon(t, "all are settled", func() bool { return first.settled() && second.settled() && shows(second, "备份以前") })
	county.down()
	sql(t, server, "CREATE DATABASE backup TEMPLATE county")

	county.up()
	write("备份以后")
	second.run("set", "activity", "备份以后走访", "type=visit", "date=2026-11-21")
	voters := first.pour(2)
	voters.more(t, 20)
	ids := voters.stop()
	soon(t, "all are settled again", func() bool {
		return first.settled() && second.settled() && shows(first, "备份以后") && shows(second, "备份以后")
	})
	county.kill()
	sql(t, server, "DROP DATABASE county WITH (FORCE)")
	sql(t, server, "ALTER DATABASE backup RENAME TO county")

	county.data = t.TempDir()
	county.up()
	soon(t, "the stations' work is back", func() bool { return county.knowsActivity("备份以后走访") && first.settled() && second.settled() })
	member := officials.signIn("127.0.0.23", "zhanzhang", firstPassword)
	member.hasAll(t, ids)
	soon(t, "so is the county's own notice", func() bool { return shows(county, "备份以后") })
	write("恢复以后")
	soon(t, "and it goes on", func() bool { return shows(first, "恢复以后") && shows(second, "恢复以后") })
	if n := member.nodeAt("/c/shiwan"); n.State != "online" || n.Name != "石湾镇中心站" {
		t.Errorf("the tree has %+v", n)
	}
}
