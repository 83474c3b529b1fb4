// Package health answers the machines that watch a box: alive, database answers, figures for Prometheus, systemd's watchdog.
package health

import (
	"log/slog"
	"time"

	"github.com/VictoriaMetrics/metrics"
	"github.com/coreos/go-systemd/v22/daemon"
	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

// Store is what health asks of the database.
type Store interface {
	Ping() error
	Seq() uint64
	Now() station.Reading
}

// Routes are /healthz, /readyz and /metrics. Gauges are figures beside those of every box; none says anything about a
// person.
func Routes(app fiber.Router, store Store, gauges map[string]func() float64) {
	app.Get("/healthz", func(c *fiber.Ctx) error { return c.SendString("ok\n") })
	app.Get("/readyz", func(c *fiber.Ctx) error {
		if err := store.Ping(); err != nil {
			return station.Busy("database_silent", "数据库没有回应。").Because(err)
		}
		return c.SendString("ok\n")
	})
	figures := figuresOf(store, gauges)
	app.Get("/metrics", func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderContentType, "text/plain; version=0.0.4; charset=utf-8")
		figures.WritePrometheus(c)
		metrics.WriteProcessMetrics(c)
		return nil
	})
}

func figuresOf(store Store, gauges map[string]func() float64) *metrics.Set {
	set := metrics.NewSet()
	set.NewGauge("lianzhan_log_seq", func() float64 { return float64(store.Seq()) })
	set.NewGauge("lianzhan_clock_trusted", func() float64 {
		if store.Now().Trust == station.TrustUntrusted {
			return 0
		}
		return 1
	})
	for name, figure := range gauges {
		set.NewGauge(name, figure)
	}
	return set
}

// Watch tells systemd that the server is ready, and feeds its watchdog only while the database really answers.
func Watch(store Store) (stop func()) {
	notify := func(state string) {
		if _, err := daemon.SdNotify(false, state); err != nil {
			slog.Warn("systemd does not hear", "err", err)
		}
	}
	notify(daemon.SdNotifyReady)
	every, err := daemon.SdWatchdogEnabled(false)
	if err != nil || every == 0 {
		return func() { notify(daemon.SdNotifyStopping) }
	}
	ticker, done, ended := time.NewTicker(every/3), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case <-done:
				return
			case <-ticker.C:
				if err := store.Ping(); err != nil {
					slog.Error("database does not answer, watchdog not fed", "err", err)
					continue
				}
				notify(daemon.SdNotifyWatchdog)
			}
		}
	}()
	return func() {
		notify(daemon.SdNotifyStopping)
		ticker.Stop()
		close(done)
		<-ended
	}
}
