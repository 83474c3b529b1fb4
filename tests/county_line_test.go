//go:build stories

package tests

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	treesync "lianzhan/sync"
	"lianzhan/sync/above"
)

// invite makes a node at the county and returns the code to enrol with.
func (s *live) invite(name, step string) string {
	s.t.Helper()
	said := s.run("enroll", name, "--scope-step", step)
	code := spokenCode.FindString(said)
	if code == "" {
		s.t.Fatalf("no code in %q", said)
	}
	return code
}

func (s *live) standing() (st treesync.Status) {
	s.t.Helper()
	if err := json.Unmarshal([]byte(s.run("sync", "--json")), &st); err != nil {
		s.t.Fatal(err)
	}
	return st
}

func (s *live) knowsActivity(title string) bool {
	out, code := s.try("list", "activity")
	return code == 0 && strings.Contains(out, title)
}

// A technician enrols a station by the command line; the line is cut, both programs are killed, and everything that was
// written crosses once.
func TestALineOfRealPrograms(t *testing.T) {
	county, box := startCounty(t), start(t, t.TempDir())
	l := newLine(t, fmt.Sprint("127.0.0.1:", county.port), 20*time.Millisecond)
	if out, code := box.try("enroll", "00000000", "--parent", l.URL()); code == 0 || !strings.Contains(out, "登记码不对") {
		t.Errorf("a wrong code: exit %d, %s", code, out)
	}
	said := box.run("enroll", county.invite("白塔镇中心站", "baita"), "--parent", l.URL())
	if !strings.Contains(said, "白塔镇中心站") || !strings.Contains(said, "没有加密") {
		t.Errorf("said %q", said)
	}
	set := func(title string) { box.run("set", "activity", title, "type=visit", "date=2026-11-21") }
	set("走访莲池村")
	eventually(t, "it arrives", func() bool { return county.knowsActivity("走访莲池村") && box.standing().Pending == 0 })
	l.Sever(true)
	set("断线时走访")
	eventually(t, "the box says that it waits", func() bool { s := box.standing(); return s.State == above.Offline && s.Pending == 1 })
	if words := box.run("sync"); !strings.Contains(words, "等待送出：1 条") || !strings.Contains(words, "数据不会丢") || !strings.Contains(words, "原因：") {
		t.Errorf("said %q", words)
	}
	box.kill()
	county.kill()
	county.up()
	box.up()
	l.Sever(false)
	eventually(t, "what was written in the dark arrives", func() bool { return county.knowsActivity("断线时走访") })
	eventually(t, "the box is settled", func() bool {
		s := box.standing()
		return s.State == above.Online && s.Pending == 0 && s.RootAck == s.HopAck
	})
	var brief treesync.Brief
	if err := json.Unmarshal(box.get("/api/v1/sync"), &brief); err != nil || brief.State != above.Online {
		t.Errorf("the corner of the kiosk reads %+v, %v", brief, err)
	}
	if res, err := http.Get(box.url("/api/v1/desk/sync")); err != nil || res.StatusCode != http.StatusUnauthorized {
		t.Errorf("the desk's view is open to everybody: %v %v", res, err)
	}
	if !bytes.Contains(box.get("/metrics"), []byte("lianzhan_sync_online 1")) {
		t.Error("the figures do not say that it is online")
	}
}

// The same by stick: no line at all, no program running at the station.
func TestAStickBetweenRealPrograms(t *testing.T) {
	county, box := startCounty(t), start(t, t.TempDir())
	box.run("set", "activity", "走访山里", "type=visit", "date=2026-11-21")
	box.down()
	file := filepath.Join(t.TempDir(), "bundle")
	trip := func(args ...string) string {
		box.run(append([]string{"bundle", "export", file}, args...)...)
		out := county.run("bundle", "import", file)
		county.run("bundle", "export", file, "--node", "山里站")
		box.run("bundle", "import", file)
		return out
	}
	trip("--code", county.invite("山里站", "shanli"))
	trip()
	if out := trip(); !strings.Contains(out, "山里站") {
		t.Errorf("said %q", out)
	}
	if !county.knowsActivity("走访山里") {
		t.Error("it did not arrive")
	}
	if s := box.standing(); s.Pending != 0 || s.State == above.Alone {
		t.Errorf("%+v", s)
	}
	if words := box.run("sync"); !strings.Contains(words, "用 U 盘和上级交换") || strings.Contains(words, "连不上") {
		t.Errorf("of a box that has no line it says %q", words)
	}
}

// A technician at the county sets the hours of the files; the station shows them, keeps them, and is told when they are lifted.
func TestTheHoursOfTheFilesAreSetFromAbove(t *testing.T) {
	county, box := startCounty(t), start(t, t.TempDir())
	box.joins(county, "白塔镇中心站", "baita")
	if said := county.run("files-lane"); !strings.Contains(said, "全天都传，不限流量") {
		t.Errorf("said %q", said)
	}
	for _, wrong := range [][]string{{"--per-hour", "much"}, {"--from", "22:00"}, {"--from", "25:00", "--to", "06:00"}, {"--per-hour", "-1"}} {
		if out, code := county.try(append([]string{"files-lane"}, wrong...)...); code == 0 || !strings.Contains(out, "要写成") {
			t.Errorf("%v: exit %d, %s", wrong, code, out)
		}
	}
	later := time.Now().In(time.FixedZone("", 8*3600)).Add(6 * time.Hour)
	from, to := later.Format("15:04"), later.Add(time.Hour).Format("15:04")
	if said := county.run("files-lane", "--per-hour", "20M", "--from", from, "--to", to); !strings.Contains(said, from+" 到 "+to+" 之间传，每个站每小时最多 20.0 MB") {
		t.Errorf("said %q", said)
	}
	told := func() bool {
		return strings.Contains(box.run("sync"), "每小时最多 20.0 MB，这一小时还能传 20.0 MB，再过 5 小时")
	}
	soon(t, "the station shows them", told)
	county.down()
	box.down()
	box.up()
	if !told() {
		t.Errorf("without its county the station says %s", box.run("sync"))
	}
	county.up()
	county.run("files-lane", "--per-hour", "0", "--from", "00:00", "--to", "00:00")
	soon(t, "they are lifted", func() bool { return !strings.Contains(box.run("sync"), "上级规定") })
}
