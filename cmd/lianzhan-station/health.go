package main

import (
	"log/slog"
	"time"

	"github.com/VictoriaMetrics/metrics"
	"github.com/coreos/go-systemd/v22/daemon"
	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/store"
)

// health answers the machines that watch the box: alive, database answers, figures for Prometheus.
func (b *box) health() {
	b.app.Get("/healthz", func(c *fiber.Ctx) error { return c.SendString("ok\n") })
	b.app.Get("/readyz", func(c *fiber.Ctx) error {
		if err := b.db.Ping(); err != nil {
			return station.Busy("database_silent", "数据库没有回应。").Because(err)
		}
		return c.SendString("ok\n")
	})
	figures := b.figures()
	b.app.Get("/metrics", func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderContentType, "text/plain; version=0.0.4; charset=utf-8")
		figures.WritePrometheus(c)
		metrics.WriteProcessMetrics(c)
		return nil
	})
}

// figures are what Prometheus may ask; none of them says anything about a person.
func (b *box) figures() *metrics.Set {
	set := metrics.NewSet()
	set.NewGauge("lianzhan_log_seq", func() float64 { return float64(b.db.Seq()) })
	set.NewGauge("lianzhan_open_sockets", func() float64 { return float64(b.display.Sockets()) })
	set.NewGauge("lianzhan_clock_trusted", func() float64 {
		if b.db.Now().Trust == station.TrustUntrusted {
			return 0
		}
		return 1
	})
	return set
}

// watchOver tells systemd that the station is ready, and feeds its watchdog only while the database really answers.
func watchOver(db *store.DB) (stop func()) {
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
				if err := db.Ping(); err != nil {
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
