package main

import (
	"context"
	"net"
	"time"
)

const starts = 10

// measureStart takes the time from starting the process to the first answer made from its records.
func measureStart(ctx context.Context, b *bench) error {
	data, err := b.demo(ctx)
	if err != nil {
		return err
	}
	var first sample
	for range starts {
		took, err := b.startOnce(ctx, data)
		if err != nil {
			return err
		}
		first = append(first, milliseconds(took))
	}
	b.line("station: start to first 200 of /api/v1/station, warm", "ms", first, atMost(20))
	return nil
}

func (b *bench) startOnce(ctx context.Context, data string) (time.Duration, error) {
	began := time.Now()
	s, err := b.launch(ctx, data)
	if err != nil {
		return 0, err
	}
	for ctx.Err() == nil {
		// A bare dial is cheaper than a failing request, and leaves the core to the one who starts.
		if conn, err := net.Dial("tcp", s.address); err == nil {
			conn.Close()
			break
		}
		time.Sleep(200 * time.Microsecond)
	}
	_, err = s.get(ctx, "/api/v1/station")
	took := time.Since(began)
	if err != nil {
		return 0, err
	}
	return took, s.stop()
}
