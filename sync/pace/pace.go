// Package pace counts what one asker may ask of another.
package pace

import (
	"context"
	"sync"
	"time"

	"lianzhan/station"
)

// What one device may ask of the box above it, and what a box asks: less, for what comes meanwhile goes with one question.
const (
	PerSecond    = 60  // requests, on average
	AtOnce       = 240 // in a burst: a hundred thousand changes
	OwnPerSecond = PerSecond * 3 / 4
	OwnAtOnce    = AtOnce * 3 / 4
)

const mostCounted = 8192 // askers counted at once

// Pace counts what one asker may ask: a bucket that fills steadily up to a burst.
type Pace struct {
	rate  float64 // per second
	burst float64

	lock    sync.Mutex
	buckets map[string]*bucket
}

type bucket struct {
	level float64
	since time.Time
}

// New lets an asker ask so often a second, and so often at once.
func New(rate, burst float64) *Pace {
	return &Pace{rate: rate, burst: burst, buckets: map[string]*bucket{}}
}

// Take counts one request of an asker.
func (p *Pace) Take(who string, now time.Time) error {
	p.lock.Lock()
	defer p.lock.Unlock()
	b := p.buckets[who]
	if b == nil {
		if len(p.buckets) >= mostCounted {
			p.sweep(now)
		}
		b = &bucket{level: p.burst, since: now}
		p.buckets[who] = b
	}
	b.level = min(p.burst, b.level+p.rate*now.Sub(b.since).Seconds())
	b.since = now
	if b.level < 1 {
		after := time.Duration((1 - b.level) / p.rate * float64(time.Second))
		return station.TooMany(after, "busy", "请求太频繁，请稍后再试。")
	}
	b.level--
	return nil
}

// Wait counts one request of this box itself, once it may be made.
func (p *Pace) Wait(ctx context.Context) error {
	for {
		err := p.Take("", time.Now())
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(station.Worded(err).After):
		}
	}
}

// sweep forgets those whose bucket is full again, or all when nobody's is.
func (p *Pace) sweep(now time.Time) {
	for who, b := range p.buckets {
		if b.level+p.rate*now.Sub(b.since).Seconds() >= p.burst {
			delete(p.buckets, who)
		}
	}
	if len(p.buckets) >= mostCounted {
		clear(p.buckets)
	}
}
