//go:build stories

package tests

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// live is a real server: the built binary, its own data, its own port.
type live struct {
	t    *testing.T
	name string // of the program; empty is a station
	data string
	port int
	cmd  *exec.Cmd

	flags []string // given at every start
	log   *bytes.Buffer
}

// binary is the program under test, built by "make build".
func binary(t testing.TB) string { return builtProgram(t, "lianzhan-station") }

func builtProgram(t testing.TB, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("../bin", name))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("build it first: make build (%v)", err)
	}
	return path
}

// startDemo runs a station with the demo town until the test ends.
func startDemo(t *testing.T) *live {
	t.Helper()
	return start(t, t.TempDir(), "--demo")
}

func start(t *testing.T, data string, flags ...string) *live {
	t.Helper()
	s := &live{t: t, data: data, port: freePort(t)}
	s.up(flags...)
	t.Cleanup(s.down)
	return s
}

func freePort(t testing.TB) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// program is the binary of the server.
func (s *live) program() string { return builtProgram(s.t, cmp.Or(s.name, "lianzhan-station")) }

// up starts the program and waits until it answers.
func (s *live) up(flags ...string) {
	s.t.Helper()
	args := slices.Concat([]string{"serve", "--data", s.data, "--listen", fmt.Sprint("127.0.0.1:", s.port)}, s.flags, flags)
	s.log = &bytes.Buffer{}
	s.cmd = exec.Command(s.program(), args...)
	s.cmd.Stdout, s.cmd.Stderr = s.log, s.log
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		res, err := http.Get(s.url("/readyz"))
		if err != nil {
			continue
		}
		res.Body.Close()
		if res.StatusCode == http.StatusOK {
			return
		}
	}
	s.t.Fatalf("the station does not answer:\n%s", s.log)
}

// down stops the program the way systemd does and waits for it.
func (s *live) down() {
	if s.cmd == nil {
		return
	}
	s.cmd.Process.Signal(syscall.SIGTERM)
	if err := s.cmd.Wait(); err != nil {
		s.t.Errorf("the station did not stop well: %v\n%s", err, s.log)
	}
	s.cmd = nil
}

// kill stops the program the way a power cut does.
func (s *live) kill() {
	s.cmd.Process.Kill()
	s.cmd.Wait()
	s.cmd = nil
}

func (s *live) url(path string) string { return fmt.Sprintf("http://127.0.0.1:%d%s", s.port, path) }

// run calls a verb of the command line on the station's data and returns what it printed.
func (s *live) run(args ...string) string {
	s.t.Helper()
	out, code := s.try(args...)
	if code != 0 {
		s.t.Fatalf("lianzhan-station %s: exit %d\n%s", strings.Join(args, " "), code, out)
	}
	return out
}

func (s *live) try(args ...string) (out string, code int) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, s.program(), append(args, "--data", s.data)...)
	raw, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil {
		s.t.Fatal(err)
	}
	return string(raw), cmd.ProcessState.ExitCode()
}

// get reads a page or answer and fails on any status but 200.
func (s *live) get(path string) []byte {
	s.t.Helper()
	res, err := http.Get(s.url(path))
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		s.t.Fatalf("%s: %s %v\n%s", path, res.Status, err, body)
	}
	return body
}

// deputyItem is what the stories need of a deputy in a list.
type deputyItem struct {
	ID, Name, Code, Group, Station, Photo, Initial string
	Tiers, Posts                                   []string
}

func (s *live) deputies(query string) (total int, items []deputyItem) {
	s.t.Helper()
	var answer struct {
		Total int
		Items []deputyItem
	}
	if err := json.Unmarshal(s.get("/api/v1/deputies"+query), &answer); err != nil {
		s.t.Fatal(err)
	}
	return answer.Total, answer.Items
}
