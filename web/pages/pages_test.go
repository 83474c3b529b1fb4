package pages

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

func shelf(fixed bool) *library {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	return &library{fixed: fixed, files: fstest.MapFS{
		"kiosk.html":               file("<html><head><title>站</title></head><body></body></html>"),
		"bare.html":                file("no head at all"),
		"styled.html":              file("<head><style>p{}</style><style>b{}</style><style>torn</head>"),
		"assets/kiosk-1234.js":     file("plain"),
		"assets/kiosk-1234.js.gz":  file("zipped"),
		"assets/kiosk-1234.js.br":  file("brotli"),
		"assets/kiosk-1234.css":    file("style"),
		"assets/kiosk-1234.js.map": file("map"),
		"secret.js":                file("outside"),
	}}
}

// sayCode stands in for the edge of the server: it answers with the code of the error.
func sayCode(c *fiber.Ctx, err error) error {
	worded, status := station.Worded(err), http.StatusInternalServerError
	if worded.Class == station.FaultNotFound {
		status = http.StatusNotFound
	}
	return c.Status(status).SendString(worded.Code)
}

func ask(t *testing.T, l *library, first any, path string, header ...string) (*http.Response, string) {
	t.Helper()
	app := fiber.New(fiber.Config{ErrorHandler: sayCode})
	app.Get("/assets/:name", l.asset)
	app.Get("/:entry", func(c *fiber.Ctx) error { return l.serve(c, c.Params("entry"), first) })
	request := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	answer, err := app.Test(request)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer, string(body)
}

func TestPageCarriesFirstData(t *testing.T) {
	tests := []struct {
		name, path string
		first      any
		want       string
	}{
		{"data before the head ends", "/kiosk", map[string]int{"n": 1},
			`<title>站</title><script type="application/json" id="first">{"n":1}</script></head>`},
		{"a name cannot end the block", "/kiosk", map[string]string{"name": "</script><b>"},
			`{"name":"\u003c/script\u003e\u003cb\u003e"}</script></head>`},
		{"no data, no block", "/kiosk", nil, "<title>站</title></head>"},
		{"a page without a head", "/bare", 1, `no head at all<script type="application/json" id="first">1</script>`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, fixed := range []bool{true, false} {
				answer, body := ask(t, shelf(fixed), test.first, test.path)
				if answer.StatusCode != http.StatusOK || !strings.Contains(body, test.want) {
					t.Errorf("status %d, body %s, want %s", answer.StatusCode, body, test.want)
				}
			}
		})
	}
}

func TestPageIsGuarded(t *testing.T) {
	answer, _ := ask(t, shelf(true), nil, "/kiosk")
	for header, want := range map[string]string{
		"Content-Security-Policy": "script-src 'self'",
		"X-Content-Type-Options":  "nosniff",
		"Referrer-Policy":         "no-referrer",
		"Permissions-Policy":      "camera=()",
		"Cache-Control":           "no-store",
		"Content-Type":            "text/html; charset=utf-8",
	} {
		if got := answer.Header.Get(header); !strings.Contains(got, want) {
			t.Errorf("%s is %q, want %q in it", header, got, want)
		}
	}
	if policy := answer.Header.Get("Content-Security-Policy"); strings.Contains(policy, "unsafe") {
		t.Errorf("the policy lets inline code in: %s", policy)
	}
}

func TestOnlyTheKioskMayListen(t *testing.T) {
	for path, want := range map[string]string{"/kiosk": "microphone=(self)", "/bare": "microphone=()"} {
		answer, _ := ask(t, shelf(true), nil, path)
		if got := answer.Header.Get("Permissions-Policy"); !strings.Contains(got, want) {
			t.Errorf("%s: permissions %q, want %q in it", path, got, want)
		}
	}
}

func TestStylesOfTheBuildPassByTheirHash(t *testing.T) {
	answer, _ := ask(t, shelf(true), nil, "/styled")
	const want = "style-src 'self' 'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y=' " +
		"'sha256-7yqHVAesot11p6HczDsgKRipvI5UPgs97z80zNXlans=';"
	if got := answer.Header.Get("Content-Security-Policy"); !strings.Contains(got, want) {
		t.Errorf("policy %s, want %s", got, want)
	}
	answer, _ = ask(t, shelf(true), nil, "/kiosk")
	if got := answer.Header.Get("Content-Security-Policy"); !strings.Contains(got, "style-src 'self';") {
		t.Errorf("a page without styles of its own lets some in: %s", got)
	}
}

func TestUnbuiltPageSaysHowToBuild(t *testing.T) {
	answer, body := ask(t, &library{files: fstest.MapFS{}}, nil, "/kiosk")
	if answer.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("status %d", answer.StatusCode)
	}
	for _, want := range []string{"页面还没有生成", "make build", "have not been built"} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is missing from %s", want, body)
		}
	}
}

func TestFirstDataThatCannotBeWritten(t *testing.T) {
	answer, _ := ask(t, shelf(true), func() {}, "/kiosk")
	if answer.StatusCode != http.StatusInternalServerError {
		t.Errorf("status %d", answer.StatusCode)
	}
}

func TestAssets(t *testing.T) {
	tests := []struct {
		name, path, accept       string
		status                   int
		body, coding, mediaStart string
	}{
		{"plain", "/assets/kiosk-1234.js", "", 200, "plain", "", "text/javascript"},
		{"smallest first", "/assets/kiosk-1234.js", "gzip, deflate, br", 200, "brotli", "br", "text/javascript"},
		{"no brotli over plain HTTP", "/assets/kiosk-1234.js", "gzip, deflate", 200, "zipped", "gzip", "text/javascript"},
		{"refused coding", "/assets/kiosk-1234.js", "br;q=0, gzip;q=0.5", 200, "zipped", "gzip", "text/javascript"},
		{"no twin", "/assets/kiosk-1234.css", "gzip, br", 200, "style", "", "text/css"},
		{"gone", "/assets/kiosk-0000.js", "", 404, "asset_not_found", "", ""},
		{"unknown kind", "/assets/kiosk-1234.js.map", "", 404, "asset_not_found", "", ""},
		{"a twin by its own name", "/assets/kiosk-1234.js.br", "", 404, "asset_not_found", "", ""},
		{"out of the folder", "/assets/..%2fsecret.js", "", 404, "asset_not_found", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			answer, body := ask(t, shelf(true), nil, test.path, "Accept-Encoding", test.accept)
			if answer.StatusCode != test.status || !strings.Contains(body, test.body) {
				t.Errorf("status %d, body %q, want %d, %q", answer.StatusCode, body, test.status, test.body)
			}
			if got := answer.Header.Get("Content-Encoding"); got != test.coding {
				t.Errorf("coding %q, want %q", got, test.coding)
			}
			if got := answer.Header.Get("Content-Type"); !strings.HasPrefix(got, test.mediaStart) {
				t.Errorf("type %q, want %q", got, test.mediaStart)
			}
			kept := strings.Contains(answer.Header.Get("Cache-Control"), "immutable")
			if kept != (test.status == 200) {
				t.Errorf("kept for ever: %v", kept)
			}
		})
	}
}

func TestVersionFollowsTheBuild(t *testing.T) {
	for _, fixed := range []bool{true, false} {
		l := shelf(fixed)
		before := l.version()
		if len(before) != 12 || before != l.version() {
			t.Fatalf("version %q is not a stable name", before)
		}
		l.files.(fstest.MapFS)["kiosk.html"] = &fstest.MapFile{Data: []byte("rebuilt")}
		if changed := l.version() != before; changed == fixed {
			t.Errorf("fixed %v: version changed %v", fixed, changed)
		}
	}
	if got := (&library{files: fstest.MapFS{}}).version(); got != "" {
		t.Errorf("nothing built has version %q", got)
	}
}
