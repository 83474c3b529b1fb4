package problem

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp/fasthttputil"

	"lianzhan/station"
)

const secret = "bbolt: page 7 already freed"

func newApp() *fiber.App {
	app := fiber.New(fiber.Config{ErrorHandler: Handler, BodyLimit: 1 << 10, DisableStartupMessage: true})
	faults := map[string]error{
		"invalid":  station.Invalid("limit_invalid", "limit 要写数字。"),
		"missing":  station.NotFound("deputy_not_found", "没有找到这位代表。"),
		"conflict": station.Conflict("changed_meanwhile", "别人刚改过。"),
		"busy":     station.Busy("disk_write_failed", "磁盘满了。"),
		"stranger": station.Unauthorized("unauthorized", "请先登录。"),
		"shut":     station.Forbidden("forbidden", "您的账号不能办这件事。"),
		"fast":     station.TooMany(90*time.Second+time.Millisecond, "too_many_attempts", "请稍后再试。"),
		"internal": errors.New(secret),
		"wrapped":  station.NotFound("file_not_found", "没有找到这个文件。").Because(errors.New(secret)),
		"teapot":   fiber.NewError(http.StatusTeapot, "you sent <script>"),
	}
	for _, prefix := range []string{"/api/", "/"} {
		app.Get(prefix+":fault", func(c *fiber.Ctx) error { return faults[c.Params("fault")] })
		app.Post(prefix+"post", func(c *fiber.Ctx) error { return c.SendString("ok") })
	}
	return app
}

func TestFaultsBecomeStatusAndCode(t *testing.T) {
	app := newApp()
	for _, c := range []struct {
		method, path string
		status       int
		code         string
	}{
		{"GET", "/api/invalid", 400, "limit_invalid"},
		{"GET", "/api/missing", 404, "deputy_not_found"},
		{"GET", "/api/conflict", 409, "changed_meanwhile"},
		{"GET", "/api/busy", 503, "disk_write_failed"},
		{"GET", "/api/stranger", 401, "unauthorized"},
		{"GET", "/api/shut", 403, "forbidden"},
		{"GET", "/api/fast", 429, "too_many_attempts"},
		{"GET", "/api/internal", 500, "internal"},
		{"GET", "/api/wrapped", 404, "file_not_found"},
		{"GET", "/api/teapot", 418, "bad_request"},
		{"GET", "/api/deep/nowhere", 404, "not_found"},
		{"DELETE", "/api/invalid", 405, "method_not_allowed"},
	} {
		resp, err := app.Test(httptest.NewRequest(c.method, c.path, nil))
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(resp.Body)
		var p Problem
		if err := json.Unmarshal(body, &p); err != nil {
			t.Fatalf("%s: %v in %s", c.path, err, body)
		}
		if resp.StatusCode != c.status || p.Status != c.status || p.Code != c.code || p.Detail == "" || p.Title == "" {
			t.Errorf("%s %s: %d %s", c.method, c.path, resp.StatusCode, body)
		}
		if got := resp.Header.Get("Content-Type"); got != ContentType {
			t.Errorf("%s: content type %q", c.path, got)
		}
		if bytes.Contains(body, []byte("bbolt")) || bytes.Contains(body, []byte("script")) {
			t.Errorf("%s says what it must not: %s", c.path, body)
		}
	}
}

func TestTurnedAwaySaysWhenToComeAgain(t *testing.T) {
	for path, want := range map[string]string{"/api/fast": "91", "/api/busy": retrySeconds, "/api/invalid": ""} {
		resp, err := newApp().Test(httptest.NewRequest("GET", path, nil))
		if err != nil {
			t.Fatal(err)
		}
		if got := resp.Header.Get("Retry-After"); got != want {
			t.Errorf("%s: come again after %q, want %q", path, got, want)
		}
	}
}

func TestBrowsersGetAPage(t *testing.T) {
	for path, page := range map[string]bool{"/missing": true, "/api/missing": false, "/nowhere/at/all": true} {
		req := httptest.NewRequest("GET", path, nil)
		req.Header.Set("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
		resp, err := newApp().Test(req)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(resp.Body)
		if got := strings.Contains(string(body), "<h1>没有找到这一页</h1>"); got != page || resp.StatusCode != 404 {
			t.Errorf("%s: page %v, status %d", path, got, resp.StatusCode)
		}
		if page && !strings.Contains(resp.Header.Get("Content-Security-Policy"), "style-src 'sha256-") {
			t.Errorf("%s: the page has no policy", path)
		}
	}
}

// An unattended screen that met an error must come back by itself.
func TestPageOfAServerFaultTriesAgain(t *testing.T) {
	req := httptest.NewRequest("GET", "/internal", nil)
	req.Header.Set("Accept", "text/html")
	resp, err := newApp().Test(req)
	if err != nil {
		t.Fatal(err)
	}
	if resp.Header.Get("Refresh") == "" || resp.StatusCode != 500 {
		t.Errorf("status %d, refresh %q", resp.StatusCode, resp.Header.Get("Refresh"))
	}
}

func TestInternalsAreLoggedOnce(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	defer slog.SetDefault(before)
	if _, err := newApp().Test(httptest.NewRequest("GET", "/api/internal", nil)); err != nil {
		t.Fatal(err)
	}
	if _, err := newApp().Test(httptest.NewRequest("GET", "/api/missing", nil)); err != nil {
		t.Fatal(err)
	}
	if strings.Count(log.String(), secret) != 1 || strings.Count(log.String(), "\n") != 1 {
		t.Errorf("log:\n%s", log.String())
	}
}

// What the HTTP server refuses before routing is worded too, and the request is not quoted.
func TestRawRequestsAreNotEchoed(t *testing.T) {
	app := newApp()
	listener := fasthttputil.NewInmemoryListener()
	done := make(chan error, 1)
	go func() { done <- app.Listener(listener) }()
	t.Cleanup(func() {
		if err := app.Shutdown(); err != nil {
			t.Error(err)
		}
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	for name, c := range map[string]struct {
		request string
		status  int
		code    string
	}{
		"no request line":       {"EVIL-EVIL-EVIL\r\n\r\n", 400, "bad_request"},
		"two lengths":           {"POST /api/post HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nEVIL", 400, "bad_request"},
		"no host":               {"GET /EVIL HTTP/1.1\r\n\r\n", 400, "bad_request"},
		"body over the limit":   {"POST /api/post HTTP/1.1\r\nHost: a\r\nContent-Length: 10485760\r\n\r\nEVIL", 413, "body_too_large"},
		"header over the limit": {"GET /api/x HTTP/1.1\r\nHost: a\r\nX: " + strings.Repeat("EVIL", 1<<12) + "\r\n\r\n", 431, "headers_too_large"},
	} {
		conn, err := listener.Dial()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(conn, c.request); err != nil {
			t.Fatal(err)
		}
		resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		body, _ := io.ReadAll(resp.Body)
		if resp.StatusCode != c.status || !strings.Contains(string(body), `"code":"`+c.code+`"`) || strings.Contains(string(body), "EVIL") {
			t.Errorf("%s: %d %s", name, resp.StatusCode, body)
		}
		if err := conn.Close(); err != nil {
			t.Error(err)
		}
	}
}
