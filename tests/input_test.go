//go:build stories

package tests

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// Rubbish from the network gets a clear answer, costs little memory and changes nothing.
func TestRubbishIsAnswered(t *testing.T) {
	s := startDemo(t)
	before := s.run("verify")
	for _, c := range []struct {
		method, path, body string
		statuses           string
	}{
		{"GET", "/api/v1/deputies?offset=-1", "", "400"},
		{"GET", "/api/v1/deputies?limit=many", "", "400"},
		{"GET", "/api/v1/deputies?q=%ff%fe%00", "", "200 400"},
		{"GET", "/api/v1/deputies/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "", "400 404"},
		{"GET", "/api/v1/deputies/" + strings.Repeat("9", 3000), "", "404 400"},
		{"GET", "/api/v1/files/../../station.db", "", "404 400"},
		{"GET", "/api/v1/files/" + strings.Repeat("z", 64), "", "404 400"},
		{"GET", "/D/%00", "", "404 400"},
		{"GET", "/assets/../../../../etc/passwd", "", "404 400"},
		{"GET", "/api/v1/receptions?from=yesterday&to=1e9", "", "400"},
		{"GET", "/api/v1/receptions?from=1901-01-01&to=2100-12-31", "", "400"},
		{"POST", "/api/v1/deputies", `{"name": `, "404 405"},
		{"POST", "/api/v1/deputies", strings.Repeat("x", 10<<20), "404 405 413"},
		{"DELETE", "/api/v1/deputies/1", "", "404 405"},
		{"GET", "/nowhere", "", "404"},
	} {
		status, body := s.send(c.method, c.path, c.body)
		if !strings.Contains(c.statuses, strconv.Itoa(status)) {
			t.Errorf("%s %.60s: %d, want %s\n%.300s", c.method, c.path, status, c.statuses, body)
		}
		if strings.HasPrefix(c.path, "/api/") && status >= 400 && status != 413 {
			var p struct{ Code, Detail string }
			if json.Unmarshal(body, &p) != nil || p.Code == "" || p.Detail == "" {
				t.Errorf("%s %.60s: not a worded problem: %.300s", c.method, c.path, body)
			}
		}
		if bytes.Contains(body, []byte("root:")) || bytes.Contains(body, []byte("goroutine")) {
			t.Errorf("%s %.60s tells what it must not: %.300s", c.method, c.path, body)
		}
	}
	if after := s.run("verify"); after != before {
		t.Errorf("rubbish wrote: %s then %s", before, after)
	}
}

// send speaks HTTP by hand where a client would tidy the path, and returns 413 when the server hangs up on a body.
func (s *live) send(method, path, body string) (status int, answer []byte) {
	s.t.Helper()
	conn, err := net.DialTimeout("tcp", fmt.Sprint("127.0.0.1:", s.port), 5*time.Second)
	if err != nil {
		s.t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(10 * time.Second))
	go fmt.Fprintf(conn, "%s %s HTTP/1.1\r\nHost: station\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s", method, path, len(body), body)
	raw, err := io.ReadAll(conn)
	head, answer, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
	if n, _ := fmt.Sscanf(string(head), "HTTP/1.1 %d", &status); n != 1 {
		if len(body) > 1<<20 && err != nil {
			return http.StatusRequestEntityTooLarge, nil
		}
		s.t.Fatalf("%s %.60s: no answer: %v %q", method, path, err, head)
	}
	return status, answer
}

// Pages that connect and never read cost the station little and other pages nothing.
func TestSocketsThatNeverRead(t *testing.T) {
	s := startDemo(t)
	before := s.memory()
	for i := range 200 {
		ws, _, err := websocket.DefaultDialer.Dial(fmt.Sprintf("ws://127.0.0.1:%d/ws/screens/hall", s.port), nil)
		if err != nil {
			t.Fatalf("socket %d: %v", i, err)
		}
		defer ws.Close()
	}
	for i := range 30 {
		s.run("set", "deputy", "吴康", fmt.Sprintf("commitment=第%d次", i))
	}
	good, _, err := websocket.DefaultDialer.Dial(fmt.Sprintf("ws://127.0.0.1:%d/ws/screens/hall", s.port), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer good.Close()
	good.SetReadDeadline(time.Now().Add(5 * time.Second))
	if _, first, err := good.ReadMessage(); err != nil || !bytes.Contains(first, []byte(`"board"`)) {
		t.Errorf("the page that reads got %.80s: %v", first, err)
	}
	if grown := s.memory() - before; grown > 40<<20 {
		t.Errorf("200 sockets that never read cost %d MB", grown>>20)
	}
}

// memory is the station's resident set in bytes.
func (s *live) memory() int {
	s.t.Helper()
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", s.cmd.Process.Pid))
	if err != nil {
		s.t.Fatal(err)
	}
	var size, resident int
	if _, err := fmt.Sscan(string(raw), &size, &resident); err != nil {
		s.t.Fatal(err)
	}
	return resident * os.Getpagesize()
}
