package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"strings"
	"time"
)

var outages = flag.String("cuts", "5s,60s,10m", "lengths of the cuts of the outage row, separated by commas")

const (
	outageCount = 10_000
	outageDelay = 150 * time.Millisecond
)

// measureOutage cuts the line of a station that then has 10,000 changes to send, and takes the time from the line's return
// until the first and the last can be read at the county.
func measureOutage(ctx context.Context, b *bench) error {
	for text := range strings.SplitSeq(*outages, ",") {
		length, err := time.ParseDuration(text)
		if err != nil {
			return err
		}
		rounds := b.rounds
		if length > 10*time.Second {
			rounds = 1
		}
		var first, last sample
		for range rounds {
			if err := b.outage(ctx, length, &first, &last); err != nil {
				return err
			}
		}
		name := fmt.Sprintf("%d changes after a cut of %s, 150 ms each way: ", outageCount, length)
		b.line(name+"first", "s", first, atMost(2))
		b.line(name+"all", "s", last, atMost(3))
		if err := b.outageOfRivals(ctx, length); err != nil {
			return err
		}
	}
	return nil
}

// outageOfRivals cuts the line of a rival that was drawing, loads as much again behind the cut, and takes the time from the
// line's return until all of it is there. PouchDB has no such row: its replication ends with the line.
func (b *bench) outageOfRivals(ctx context.Context, length time.Duration) error {
	for _, o := range opponents {
		if o.few {
			continue
		}
		var last sample
		err := b.against(ctx, o, outageDelay, outageCount, func(p *opponent) error {
			if _, err := p.order("bulk"); err != nil {
				return err
			}
			p.line.Sever(true)
			cut := time.Now()
			if _, err := p.order("load"); err != nil {
				return err
			}
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(time.Until(cut.Add(length))):
			}
			p.line.Sever(false)
			took, err := p.order("rest")
			last = append(last, took...)
			return err
		})
		if err != nil {
			return err
		}
		if len(last) > 0 { // else it was said to be absent
			b.line(fmt.Sprintf("%d changes after a cut of %s, 150 ms each way: %s", outageCount, length, o.name), "s", last, hold{})
		}
	}
	return nil
}

func (b *bench) outage(ctx context.Context, length time.Duration, first, last *sample) (err error) {
	r, err := b.branch(ctx, outageDelay)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.stop()) }()
	r.line.Sever(true)
	cut := time.Now()
	if err := r.refill(ctx, r.stationData, outageCount, "outage"); err != nil {
		return err
	}
	if err := r.startStation(ctx); err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(max(time.Until(cut.Add(length)), 3*time.Second)): // a box that has just started has not felt the cut yet
	}
	r.line.Sever(false)
	mended := time.Now()
	for _, step := range []struct {
		mark string
		took *sample
	}{{firstMark, first}, {lastMark, last}} {
		if err := r.county.shows(ctx, step.mark, "outage", bulkLook); err != nil {
			return err
		}
		*step.took = append(*step.took, time.Since(mended).Seconds())
	}
	return nil
}

const idleFor = 150 * time.Second // two of the polls a station makes every 75 s

// measureIdleRoad counts what a station that is connected and has nothing to say costs.
func measureIdleRoad(ctx context.Context, b *bench) (err error) {
	r, err := b.branch(ctx, outageDelay)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.stop()) }()
	r.line.Count()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(idleFor):
	}
	up, down := r.line.Count()
	b.line("idle station, connected: both ways", "B/s", sample{float64(up+down) / idleFor.Seconds()}, atMost(20))
	return nil
}
