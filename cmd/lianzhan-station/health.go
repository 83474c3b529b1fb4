package main

import (
	"log/slog"
	"time"

	"github.com/coreos/go-systemd/v22/daemon"
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

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
	b.app.Get("/metrics", adaptor.HTTPHandler(promhttp.HandlerFor(b.figures(), promhttp.HandlerOpts{})))
}

// figures are what Prometheus may ask; none of them says anything about a person.
func (b *box) figures() *prometheus.Registry {
	registry := prometheus.NewRegistry()
	registry.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "lianzhan_log_seq", Help: "Number of the last change in the log."},
			func() float64 { return float64(b.db.Seq()) }),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "lianzhan_clock_trusted", Help: "0 while the wall clock is not believed."},
			func() float64 {
				if b.db.Now().Trust == station.TrustUntrusted {
					return 0
				}
				return 1
			}),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "lianzhan_open_sockets", Help: "Open pages on /ws/screens."},
			func() float64 { return float64(b.display.Sockets()) }),
	)
	return registry
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
