package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

const (
	seats        = 2000
	flatOutFor   = 3 * time.Second
	paceEvery    = 100 * time.Millisecond
	pacedBoards  = 40
	inFlight     = 2 // boards published and not yet heard by the last subscriber, when flat out
	connectPause = 2 * time.Second
)

// measureFanout compares the hub with one raw write for each socket, before the same audience, with frames of one size.
func measureFanout(ctx context.Context, b *bench) error {
	var ours, theirs []performance
	size := 0
	for range b.rounds {
		h, err := b.openHall(ctx)
		if err != nil {
			return err
		}
		p, err := perform(ctx, h)
		if err = errors.Join(err, h.stop()); err != nil {
			return fmt.Errorf("station: %w", err)
		}
		ours, size = append(ours, p), p.size
		r, err := startRaw(ctx, size)
		if err != nil {
			return err
		}
		p, err = perform(ctx, r)
		if err = errors.Join(err, r.stop()); err != nil {
			return fmt.Errorf("raw: %w", err)
		}
		theirs = append(theirs, p)
	}
	pick := func(of []performance, value func(performance) float64) (s sample) {
		for _, p := range of {
			s = append(s, value(p))
		}
		return s
	}
	name := fmt.Sprintf("fan-out, %d sockets, %d bytes, ", seats, size)
	compare := func(what, unit string, value func(performance) float64, h hold) {
		b.line(name+what+": raw", unit, pick(theirs, value), hold{})
		b.line(name+what+": hub", unit, pick(ours, value), hold{})
		if h.sense != "" {
			b.line(name+what+": hub / raw", "", pick(ours, value).per(pick(theirs, value)), h)
		}
	}
	compare("flat out", "/s", func(p performance) float64 { return p.rate }, atLeast(0.9))
	compare("flat out", "CPU s/100k", func(p performance) float64 { return p.cpu }, hold{})
	compare("10/s, p50", "ms", func(p performance) float64 { return p.p50 }, hold{})
	compare("10/s, p99", "ms", func(p performance) float64 { return p.p99 }, atMost(1.1))
	b.line(name+"memory: hub", "KiB/conn", pick(ours, func(p performance) float64 { return p.memory }), atMost(9))
	return nil
}

// performance is what one speaker did before a full hall.
type performance struct {
	rate   float64 // deliveries a second, flat out
	p50    float64 // milliseconds from publish to the last byte read, paced
	p99    float64
	memory float64 // KiB of the speaker's memory for each connection
	cpu    float64 // seconds of the speaker's CPU for 100,000 deliveries, flat out
	size   int     // bytes of a frame
}

// nobodysPass lets in where nobody is asked who comes.
func nobodysPass(int) string { return "" }

// perform seats the audience, and lets the speaker speak at a pace and then flat out.
func perform(ctx context.Context, s speaker) (p performance, err error) {
	before, err := rss(s.pid())
	if err != nil {
		return p, err
	}
	a, err := seatAudience(ctx, s.host(), "/ws/screens/hall", seats, nobodysPass)
	if err != nil {
		return p, err
	}
	time.Sleep(connectPause)
	after, err := rss(s.pid())
	if err != nil {
		return p, errors.Join(err, a.leave())
	}
	p.memory = (after - before) / seats
	published, err := a.paced(ctx, s)
	if err == nil {
		p.rate, p.cpu, err = a.flatOut(ctx, s)
	}
	if err = errors.Join(err, a.leave()); err != nil {
		return p, err
	}
	delays, err := a.delays(published)
	p.p50, p.p99, p.size = delays.at(0.5), delays.at(0.99), int(a.size.Load())
	return p, err
}
