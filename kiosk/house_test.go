package kiosk

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/web/problem"
)

// house is a world with the room and a server around it.
type house struct {
	*world
	t    testing.TB
	room *Room
	app  *fiber.App
	now  time.Time
	base string
}

// morning is when the tests live, a Saturday.
var morning = time.Date(2026, 11, 21, 9, 0, 0, 0, station.Zone)

func open(t testing.TB, w *world) *house {
	return openWith(t, w, func(*Options) {})
}

// openWith opens the room with more neighbours than the store.
func openWith(t testing.TB, w *world, introduce func(*Options)) *house {
	h := &house{world: w, t: t, now: morning, base: "http://192.168.1.10:8080"}
	o := Options{Store: w, Base: func() string { return h.base }, Photos: sieve{}, Compact: func() { w.compacted++ },
		Now: func() station.Reading { return station.Reading{Time: h.now, Trust: station.TrustRTC} }}
	introduce(&o)
	h.room = New(o)
	t.Cleanup(h.room.Close)
	w.clock = func() time.Time { return h.now }
	h.app = fiber.New(fiber.Config{ErrorHandler: problem.Handler, DisableStartupMessage: true})
	h.room.Routes(h.app)
	return h
}

// answer is what a visitor gets.
type answer struct {
	status int
	header http.Header
	body   string
}

func (h *house) ask(method, address string, headers ...string) answer {
	h.t.Helper()
	req := httptest.NewRequest(method, "/", nil)
	req.RequestURI = address // as typed, not cleaned up
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	resp, err := h.app.Test(req, -1)
	if err != nil {
		h.t.Fatalf("%s %q: %v", method, address, err)
	}
	body, err := io.ReadAll(resp.Body)
	if err := errors.Join(err, resp.Body.Close()); err != nil {
		h.t.Fatal(err)
	}
	return answer{resp.StatusCode, resp.Header, string(body)}
}

// get asks for an address that must answer 200.
func (h *house) get(address string) string {
	h.t.Helper()
	a := h.ask("GET", address)
	if a.status != http.StatusOK {
		h.t.Fatalf("GET %s: %d %s", address, a.status, a.body)
	}
	return a.body
}

// read asks for JSON.
func read[T any](h *house, address string) T {
	h.t.Helper()
	var v T
	if err := json.Unmarshal([]byte(h.get(address)), &v); err != nil {
		h.t.Fatalf("GET %s: %v", address, err)
	}
	return v
}

func hash(digit byte) string { return strings.Repeat(string(digit), 64) }

func code(n int) string { return station.CodeFrom([5]byte{0, 0, 0, byte(n >> 8), byte(n)}) }

func refsOf(kind station.Kind, id string) []station.Ref { return []station.Ref{{Kind: kind, ID: id}} }
