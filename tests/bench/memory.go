package main

import (
	"context"
	"errors"
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
		go func() {
			for {
				if _, _, err := page.ReadMessage(); err != nil {
					return // the row is over
				}
			}
		}()
	}
	var idle sample
	for range b.rounds {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(settled):
		}
		kib, err := rss(s.cmd.Process.Pid)
		if err != nil {
			return err
		}
		idle = append(idle, kib/1024)
	}
	b.line("station: idle memory with a kiosk and a wall, demo town", "MiB RSS", idle, atMost(21))
	return nil
}
