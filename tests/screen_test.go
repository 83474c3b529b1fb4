//go:build stories

package tests

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// program puts a shell program of the given name into a folder, to stand in for sway or Chromium.
func program(t *testing.T, folder, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(folder, name), []byte("#!/bin/bash\n"+text), 0o700); err != nil {
		t.Fatal(err)
	}
}

// compositor runs the session script once, with a compositor that only shows what it was told.
func compositor(t *testing.T, runtime string, settings ...string) string {
	t.Helper()
	bin := t.TempDir()
	program(t, bin, "sway", `cat "$2"; echo "renderer=${WLR_RENDERER-}"`)
	cmd := exec.Command("../systemd/screen/session")
	cmd.Env = append(settings, "PATH="+bin+":"+os.Getenv("PATH"), "XDG_RUNTIME_DIR="+runtime)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("session: %v\n%s", err, out)
	}
	return string(out)
}

func TestScreenSettings(t *testing.T) {
	const kiosk, wall = "/browser kiosk '", "/browser display '"
	for name, c := range map[string]struct {
		settings []string
		has, not []string
	}{
		"a box as it comes": {nil,
			[]string{"workspace kiosk output HDMI-A-1 ", "workspace display output HDMI-A-2 ", "type:keyboard events disabled",
				kiosk + "http://127.0.0.1:8080/kiosk?screen=kiosk'", wall + "http://127.0.0.1:8080/display/wall'"},
			[]string{"mode"}},
		"an upright panel": {[]string{"KIOSK_OUTPUT=DP-1", "KIOSK_TRANSFORM=90", "KIOSK_PATH=/kiosk?screen=kiosk&diagonal=32"},
			[]string{"output DP-1  transform 90", "input type:touch map_to_output DP-1", "diagonal=32'"}, nil},
		"a wall only": {[]string{"KIOSK_OUTPUT=", "WALL_MODE=1920x1080@60Hz", "WALL_PATH=/display/hall"},
			[]string{wall + "http://127.0.0.1:8080/display/hall'", "mode --custom 1920x1080@60Hz"},
			[]string{kiosk, "map_to_output"}},
		"a kiosk only": {[]string{"WALL_OUTPUT=", "STATION=http://127.0.0.1:80"},
			[]string{kiosk + "http://127.0.0.1:80/kiosk"}, []string{wall}},
	} {
		got := compositor(t, t.TempDir(), c.settings...)
		for _, want := range c.has {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q in\n%s", name, want, got)
			}
		}
		for _, not := range c.not {
			if strings.Contains(got, not) {
				t.Errorf("%s: %q in\n%s", name, not, got)
			}
		}
	}
}

// A graphics driver that brings the compositor down three times running is not asked a fourth time.
func TestCrashingGraphicsAreLeftAlone(t *testing.T) {
	runtime := t.TempDir()
	for start := 1; start <= 4; start++ {
		got := strings.Contains(compositor(t, runtime), "renderer=pixman")
		if want := start == 4; got != want {
			t.Errorf("start %d draws without the driver: %v", start, got)
		}
	}
}

// The browser waits for a server that reads its database, starts with nothing of the last visitor, and comes back.
func TestBrowserComesBack(t *testing.T) {
	const refusals = 2
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if asked.Add(1) <= refusals {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	defer server.Close()
	bin, runtime, said := t.TempDir(), t.TempDir(), filepath.Join(t.TempDir(), "said")
	program(t, bin, "swaymsg", `echo '"app_id": "chrome-127.0.0.1__kiosk-Default"'`)
	program(t, bin, "chromium", `echo "$1 $(ls "$HOME" | wc -l)" >>"`+said+`"; touch "$HOME/visitor"; exit 1`)
	cmd := exec.Command("../systemd/screen/browser", "kiosk", server.URL+"/kiosk?screen=kiosk")
	cmd.Env = []string{"PATH=" + bin + ":" + os.Getenv("PATH"), "XDG_RUNTIME_DIR=" + runtime}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		_ = cmd.Wait()
	}()
	line := "--app=" + server.URL + "/kiosk?screen=kiosk 0\n"
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		starts, _ := os.ReadFile(said)
		if len(starts) > 0 && asked.Load() <= refusals {
			t.Fatalf("the browser did not wait for the server: %s", starts)
		}
		if strings.HasPrefix(string(starts), line+line) {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("starts: %s", starts)
		}
	}
}
