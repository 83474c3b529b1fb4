//go:build stories

package tests

import (
	"math"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// full has every write to the disk refused to a running program, as a full one does, until it is given room again.
func (s *live) full(yes bool) {
	s.t.Helper()
	most := uint64(math.MaxUint64)
	if yes {
		most = 4096
	}
	if err := unix.Prlimit(s.cmd.Process.Pid, unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: most, Max: math.MaxUint64}, nil); err != nil {
		s.t.Fatal(err)
	}
}

func (c *clerk) notice(title string) answer {
	c.t.Helper()
	return c.send("PUT", "/api/v1/county/records/article?scope=/c", written(fields{"title": title, "kind": "notice", "body": "正文",
		"public": true, "published_on": "2026-01-01"}))
}

func (s *live) showsArticle(title string) bool {
	return strings.Contains(string(s.get("/api/v1/articles")), title)
}

// The county's disk is full in the middle of the pushes, then the town's. Whoever writes there is told so; the other goes on,
// and once there is room all that was accepted crosses by itself.
func TestAFullDiskAboveAndBelow(t *testing.T) {
	county, town := startCounty(t), startTown(t)
	officials := openOffice(t, county)
	town.joins(county, "石湾镇中心站", "shiwan")
	soon(t, "the station is settled", town.settled)

	voters := town.pour(2)
	voters.more(t, 5)
	county.full(true)
	refused := officials.master.notice("写不下")
	if refused.status != http.StatusServiceUnavailable || !strings.Contains(string(refused.body), "磁盘可能满了") {
		t.Errorf("a full county answers %d %s", refused.status, refused.body)
	}
	voters.more(t, 20)
	if st := town.standing(); st.Pending == 0 {
		t.Errorf("the station says %+v while the county takes nothing", st)
	}
	county.full(false)
	ids := voters.stop()
	soon(t, "all of it crosses", town.settled)
	officials.master.hasAll(t, ids)

	town.full(true)
	voter := town.kiosk("127.0.0.71")
	told := voter.send("POST", "/api/v1/matters", written(handed(clientID())))
	if told.status != http.StatusServiceUnavailable || !strings.Contains(string(told.body), "没有存上") {
		t.Errorf("a full station answers %d %s", told.status, told.body)
	}
	if a := officials.master.notice("镇里满了时写"); a.status != http.StatusCreated {
		t.Fatalf("%d %s", a.status, a.body)
	}
	if town.showsArticle("镇里满了时写") {
		t.Error("a station shows what it could not keep")
	}
	town.full(false)
	soon(t, "what the county wrote meanwhile comes down", func() bool { return town.showsArticle("镇里满了时写") })
	voters = town.pour(2)
	voters.more(t, 5)
	ids = voters.stop()
	soon(t, "the station is settled again", town.settled)
	officials.master.hasAll(t, ids)
	county.run("verify")
	town.run("verify")
}

// The database server is killed in the middle of the pushes and started again: an official is told that nothing was saved,
// the stations wait, and everything goes on by itself.
func TestTheDatabaseIsKilledAndComesBack(t *testing.T) {
	server := database(t)
	county := process(t, server.URL("county"))
	t.Cleanup(county.down)
	county.up()
	officials, town := openOffice(t, county), startTown(t)
	town.joins(county, "石湾镇中心站", "shiwan")
	soon(t, "the station is settled", town.settled)

	before := town.standing().HopAck
	voters := town.pour(2)
	soon(t, "the county acknowledges", func() bool { return town.standing().HopAck > before+20 })
	server.Kill()
	acked := town.standing().HopAck
	refused := officials.master.notice("数据库停了")
	if refused.status != http.StatusServiceUnavailable || !strings.Contains(string(refused.body), "连不上数据库") {
		t.Errorf("a county without its database answers %d %s", refused.status, refused.body)
	}
	voters.more(t, 10)
	if err := server.Again(); err != nil {
		t.Fatal(err)
	}
	ids := voters.stop()
	soon(t, "the station is settled", town.settled)
	officials.master.hasAll(t, ids)
	if st := town.standing(); st.HopAck < acked {
		t.Errorf("acknowledged up to %d, and now up to %d", acked, st.HopAck)
	}
	if a := officials.master.notice("数据库回来了"); a.status != http.StatusCreated {
		t.Errorf("%d %s", a.status, a.body)
	}
	soon(t, "the news reach the station", func() bool { return town.showsArticle("数据库回来了") })
	county.run("verify")
}
