package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

const (
	singles   = 12                     // changes each way, one after the other
	apart     = 600 * time.Millisecond // between them, beside the line's own delay
	lookEvery = 200 * time.Microsecond // how often the far end is asked, as the bare line is
)

// measureOneChange takes the time from a change's write returning at one end of a warm line until it is on the other end's
// disk and can be read there, for us and for bare TCP through the same line.
func measureOneChange(ctx context.Context, b *bench) error {
	for _, delay := range []time.Duration{150 * time.Millisecond, 20 * time.Millisecond} {
		if err := b.oneChange(ctx, delay); err != nil {
			return err
		}
	}
	return b.oneChangeOfRivals(ctx, 20*time.Millisecond)
}

// crossing is what single changes cost.
type crossing struct{ ms, bytes sample }

func (b *bench) oneChange(ctx context.Context, delay time.Duration) (err error) {
	r, err := b.branch(ctx, delay)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.stop()) }()
	bare, err := b.bareLine(delay)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, bare.close()) }()
	var up, down, raw crossing
	body := bodies(1)[0]
	for n := range singles {
		topic := fmt.Sprintf("第%d件", n)
		if err := r.cross(ctx, r.station, r.county, "up", topic, &up); err != nil {
			return err
		}
		took, err := bare.cross(body)
		if err != nil {
			return err
		}
		raw.ms = append(raw.ms, milliseconds(took))
		if err := r.cross(ctx, r.county, r.station, "down", topic, &down); err != nil {
			return err
		}
	}
	name := fmt.Sprintf("one change, %d ms: ", delay.Milliseconds())
	b.line(name+"bare TCP, synced at the end", "ms", raw.ms, hold{})
	b.line(name+"up, readable at the county", "ms", up.ms[1:], atMost(400))
	b.line(name+"up / bare TCP", "", sample{up.ms[1:].median() / raw.ms.median()}, atMost(1.05))
	b.line(name+"up, bytes both ways", "B", up.bytes[1:], atMost(500))
	b.line(name+"down, readable at the station", "ms", down.ms[1:], hold{})
	b.line(name+"down, bytes both ways", "B", down.bytes[1:], hold{})
	return nil
}

// cross makes one change at one end and waits for it at the other, then until all that follows it is over.
func (r *branch) cross(ctx context.Context, from, to *server, group, topic string, c *crossing) error {
	r.line.Count()
	if err := from.set(ctx, "group", group, assignment{"topic", topic}); err != nil {
		return err
	}
	began := time.Now()
	time.Sleep(r.line.Delay) // nothing arrives before
	if err := to.shows(ctx, group, topic, lookEvery); err != nil {
		return err
	}
	c.ms = append(c.ms, milliseconds(time.Since(began)))
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(apart + 4*r.line.Delay):
	}
	up, down := r.line.Count()
	c.bytes = append(c.bytes, float64(up+down))
	return nil
}

// oneChangeOfRivals lets the rivals carry single changes over the same kind of line.
func (b *bench) oneChangeOfRivals(ctx context.Context, delay time.Duration) error {
	for _, o := range opponents {
		err := b.against(ctx, o, delay, 1, func(p *opponent) error {
			var ms, bytes sample
			for range singles {
				p.line.Count()
				took, err := p.order("one")
				if err != nil {
					return err
				}
				time.Sleep(apart + 4*delay)
				up, down := p.line.Count()
				ms, bytes = append(ms, took[0]*1000), append(bytes, float64(up+down))
			}
			name := fmt.Sprintf("one change, %d ms: %s", delay.Milliseconds(), o.name)
			b.line(name, "ms", ms[1:], hold{})
			b.line(name+", both ways", "B", bytes[1:], hold{})
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
