package main

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/gorilla/websocket"
)

// settled is how long a process is left alone before it counts as idle.
const settled = 5 * time.Second

// measureMemory weighs a station that serves one kiosk and one wall and has nothing to do.
func measureMemory(ctx context.Context, b *bench) (err error) {
	data, err := b.demo(ctx)
	if err != nil {
		return err
	}
	s, err := b.serve(ctx, data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	for _, path := range []string{"/kiosk", "/display/hall", "/api/v1/station", "/api/v1/deputies", "/api/v1/receptions", "/healthz"} {
		if _, err := s.get(ctx, path); err != nil {
			return err
		}
	}
	for _, screen := range []string{"kiosk-1", "hall"} {
		page, answer, err := websocket.DefaultDialer.DialContext(ctx, "ws://"+s.address+"/ws/screens/"+screen, nil)
		if err != nil {
			return err
		}
		answer.Body.Close()
		defer page.Close()
		go drain(page)
	}
	idle, err := b.idle(ctx, s)
	if err != nil {
		return err
	}
	b.line("station: idle memory with a kiosk and a wall, demo town", "MiB RSS", idle, atMost(21))
	return b.withDesk(ctx, s)
}

// withDesk weighs the same station once somebody signed in at the desk, opened its pages and left them open.
func (b *bench) withDesk(ctx context.Context, s *server) error {
	c, err := s.openDesk(ctx)
	if err != nil {
		return err
	}
	page, err := c.listen(ctx)
	if err != nil {
		return err
	}
	defer page.Close()
	for _, path := range []string{"/api/v1/desk/first", "/api/v1/desk/today", "/api/v1/desk/matters?limit=50"} {
		if _, err := c.ask(ctx, http.MethodGet, path, nil); err != nil {
			return err
		}
	}
	idle, err := b.idle(ctx, s)
	if err != nil {
		return err
	}
	b.line("station: idle memory with a kiosk, a wall and a desk", "MiB RSS", idle, hold{})
	return nil
}

// idle weighs a station that is left alone.
func (b *bench) idle(ctx context.Context, s *server) (idle sample, err error) {
	for range b.rounds {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(settled):
		}
		kib, err := rss(s.cmd.Process.Pid)
		if err != nil {
			return nil, err
		}
		idle = append(idle, kib/1024)
	}
	return idle, nil
}
