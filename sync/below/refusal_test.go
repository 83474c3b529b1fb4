package below

import (
	"bytes"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// Who was turned away stands in the log once, however often it comes; what happens every day does not.
func TestWhoIsRefusedStandsInTheLog(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	app := fiber.New()
	at := app.Group("/sync", (&refusals{last: map[refusal]time.Time{}}).noted)
	at.Get("/push", func(c *fiber.Ctx) error {
		c.Locals(deviceKey{}, "d1")
		return station.Forbidden("scope_not_yours", "不归本级管理")
	})
	at.Get("/hello", func(*fiber.Ctx) error { return wire.ErrSession })
	at.Get("/fine", func(c *fiber.Ctx) error { return c.SendStatus(fiber.StatusNoContent) })
	for range 5 {
		for _, path := range []string{"/sync/push", "/sync/hello", "/sync/fine"} {
			if _, err := app.Test(httptest.NewRequest("GET", path, nil)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if said := log.String(); strings.Count(said, "\n") != 1 || !strings.Contains(said, "code=scope_not_yours device=d1") {
		t.Errorf("the log says %q", said)
	}
}

func TestARefusalIsWrittenAgainAfterAWhile(t *testing.T) {
	r, now := refusals{last: map[refusal]time.Time{}}, time.Unix(0, 0)
	for i, c := range []struct {
		code  string
		after time.Duration
		want  bool
	}{{"a", 0, true}, {"a", time.Second, false}, {"b", 0, true}, {"a", time.Minute, true}} {
		now = now.Add(c.after)
		if got := r.first(refusal{code: c.code}, now); got != c.want {
			t.Errorf("%d: %v", i, got)
		}
	}
	for i := range 3 * mostRefused {
		r.first(refusal{path: strings.Repeat("x", i)}, now)
	}
	if len(r.last) > mostRefused {
		t.Errorf("%d are remembered", len(r.last))
	}
}
