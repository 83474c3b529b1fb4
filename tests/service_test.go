//go:build stories

package tests

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const roster = "../cmd/lianzhan-station/demo/roster-98.xlsx"

// A technician sets up a station by hand: import, preview, again, edits, backup, restore.
func TestStationByHand(t *testing.T) {
	s := start(t, t.TempDir())
	if out := s.run("import", "deputies", roster, "--dry-run"); !strings.Contains(out, "98") {
		t.Errorf("the preview does not say 98:\n%s", out)
	}
	if total, _ := s.deputies(""); total != 0 {
		t.Fatalf("a preview made %d deputies", total)
	}
	s.run("import", "deputies", roster)
	for query, want := range map[string]int{"": 98, "?tier=prefecture": 5, "?tier=county": 18, "?tier=township": 75} {
		if total, _ := s.deputies(query); total != want {
			t.Errorf("%q gives %d deputies, want %d", query, total, want)
		}
	}
	_, all := s.deputies("?limit=200")
	photos := 0
	for _, d := range all {
		if d.Photo != "" {
			photos++
		}
		if strings.ContainsAny(d.Name, "  　") {
			t.Errorf("%q still has its padding", d.Name)
		}
	}
	if photos != 66 {
		t.Errorf("%d photos, want 66", photos)
	}
	before := s.run("verify")
	s.run("import", "deputies", roster)
	if after := s.run("verify"); after != before {
		t.Errorf("importing again wrote: %s then %s", before, after)
	}

	s.run("set", "deputy", "吴康", "commitment=件件有回音", "phone_public=是")
	if got := s.get("/api/v1/deputies?q=wk"); !bytes.Contains(got, []byte("吴康")) {
		t.Errorf("wk does not find 吴康: %s", got)
	}
	s.run("set", "screen", "hall", "name=大厅", "kind=wall", "width=1920", "height=1080")
	s.run("set", "reception", "接待日", "pattern=days:7,21", "start=09:00", "end=11:00", "rota=吴康,林海涵", "per_day=1")
	s.run("set", "article", "公告", "kind=notice", "body=明天有接待", "public=是")
	s.run("set", "project", "停车场", "year=2026", "progress=60", "public=是")
	s.run("set", "activity", "走访", "type=visit", "date=2026-11-01", "attendance=吴康", "public=是")
	if got := s.get("/api/v1/activities"); !bytes.Contains(got, []byte("走访")) {
		t.Errorf("the activity is not there: %s", got)
	}
	if out, code := s.try("set", "project", "停车场", "progress=160"); code == 0 || !strings.Contains(out, "0 到 100") {
		t.Errorf("a progress of 160%% ended with %d: %s", code, out)
	}

	backup := filepath.Join(t.TempDir(), "station.backup")
	s.run("backup", backup)
	if out, code := s.try("restore", backup); code != 3 || !strings.Contains(out, "进程") {
		t.Errorf("restoring under a running station ended with %d: %s", code, out)
	}
	s.run("set", "deputy", "吴康", "ended=2026-01-01")
	if total, _ := s.deputies(""); total != 97 {
		t.Errorf("an ended mandate leaves %d deputies, want 97", total)
	}
	s.down()
	s.run("restore", backup)
	s.up()
	if total, _ := s.deputies(""); total != 98 {
		t.Errorf("the restored station has %d deputies", total)
	}
	csv := s.run("export")
	if lines := strings.Count(csv, "\n"); lines != 99 {
		t.Errorf("the export has %d lines, want 99", lines)
	}
}

func TestBadRosterChangesNothing(t *testing.T) {
	s := start(t, t.TempDir())
	s.run("import", "deputies", roster)
	before := s.run("verify")
	dir := t.TempDir()
	for name, content := range map[string]string{
		"empty.xlsx": "", "text.xlsx": "这不是表格", "page.html": "<html><table><tr><td>姓名</td></tr></table></html>",
		"binary.xlsx": "PK\x03\x04\x00\x01\x02", "old.xls": "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 4096),
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, code := s.try("import", "deputies", path); code == 0 || strings.Contains(out, "panic") {
			t.Errorf("%s: exit %d, %s", name, code, out)
		}
	}
	if after := s.run("verify"); after != before {
		t.Errorf("bad rosters wrote: %s then %s", before, after)
	}
}

// A station whose database is held or damaged says so in a sentence and with the exit code systemd acts on.
func TestHeldAndDamagedDatabase(t *testing.T) {
	s := start(t, t.TempDir())
	s.run("set", "group", "第一代表小组", "kind=area")
	out, err := exec.Command(binary(t), "serve", "--data", s.data, "--listen", "127.0.0.1:0").CombinedOutput()
	if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != 3 || !strings.Contains(string(out), fmt.Sprint(s.cmd.Process.Pid)) {
		t.Errorf("a second station ended with %v: %s", err, out)
	}
	backup := filepath.Join(t.TempDir(), "b")
	s.run("backup", backup)
	s.down()
	database := filepath.Join(s.data, "station.db")
	if err := os.WriteFile(database, bytes.Repeat([]byte("坏"), 5000), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err = exec.Command(binary(t), "serve", "--data", s.data, "--listen", "127.0.0.1:0").CombinedOutput()
	if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != 4 || !strings.Contains(string(out), "restore") {
		t.Errorf("a damaged database ended with %v: %s", err, out)
	}
	s.run("restore", backup)
	s.up()
	if got := s.run("list", "group"); !strings.Contains(got, "第一代表小组") {
		t.Errorf("after restore: %s", got)
	}
}

// Killed in the middle of writing, the station starts by itself and has everything it acknowledged.
func TestKilledStationLosesNothing(t *testing.T) {
	s := start(t, t.TempDir())
	s.run("set", "article", "公告", "kind=notice", "body=第0版", "public=是")
	for round := 1; round <= 5; round++ {
		s.run("set", "article", "公告", fmt.Sprintf("body=第%d版", round))
		go func() {
			exec.Command(binary(t), "set", "article", "公告", "source=断电时", "--data", s.data).Run()
		}()
		time.Sleep(time.Duration(round) * 3 * time.Millisecond)
		s.kill()
		s.up()
		if got := string(s.get("/api/v1/articles")); !strings.Contains(got, fmt.Sprintf("第%d版", round)) {
			t.Fatalf("round %d is lost: %s", round, got)
		}
	}
	s.run("verify")
}

func TestHealth(t *testing.T) {
	s := start(t, t.TempDir())
	for _, path := range []string{"/healthz", "/readyz"} {
		s.get(path)
	}
	if got := string(s.get("/metrics")); !strings.Contains(got, "lianzhan_log_seq") {
		t.Error("no figures at /metrics")
	}
	res, err := http.Post(s.url("/api/v1/deputies"), "application/json", strings.NewReader(`{"name":"外人"}`))
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusMethodNotAllowed && res.StatusCode != http.StatusNotFound {
		t.Errorf("a stranger's POST got %s", res.Status)
	}
	if total, _ := s.deputies(""); total != 0 {
		t.Error("a stranger made a deputy")
	}
}
