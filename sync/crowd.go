package sync

import (
	"context"
	"sync"
	"time"

	"lianzhan/station"
)

// The bounds of what children may ask of this box at once. After a county comes up again two thousand of them stand at
// the door: as many as the disk can serve are let in, the others are told when their turn is.
const (
	mostAtWork   = 16                     // requests inside a transaction or waiting for it
	mostWaiting  = 256                    // requests that may wait for that
	longestWait  = 4 * time.Second        // for a place, before being told to come again
	turnApart    = 8 * time.Millisecond   // between the returns of those turned away
	soonestTurn  = 500 * time.Millisecond // of the first of them
	latestTurn   = 5 * time.Minute
	perSecond    = 20 // requests of one device, on average
	atOnce       = 80 // of one device, in a burst
	enrolsAtOnce = 5  // guesses of a code from one address before it must wait
	enrolsPerMin = 2
	mostCounted  = 8192 // addresses and devices counted at once
)

// crowd lets a bounded number of requests work at once and a bounded number wait. Who finds no place is told when to come
// again, each a little later than the one before, so that a crowd returns as a queue.
type crowd struct {
	working chan struct{}
	waiting chan struct{}

	lock sync.Mutex
	turn time.Time // of the last one turned away
}

func newCrowd() *crowd {
	return &crowd{working: make(chan struct{}, mostAtWork), waiting: make(chan struct{}, mostWaiting)}
}

// enter waits for a place; leave must be called.
func (c *crowd) enter(ctx context.Context) (leave func(), err error) {
	leave = func() { <-c.working }
	select {
	case c.working <- struct{}{}:
		return leave, nil
	default:
	}
	select {
	case c.waiting <- struct{}{}:
		defer func() { <-c.waiting }()
	default:
		return nil, c.turnAway(time.Now())
	}
	patience := time.NewTimer(longestWait)
	defer patience.Stop()
	select {
	case c.working <- struct{}{}:
		return leave, nil
	case <-patience.C:
		return nil, c.turnAway(time.Now())
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (c *crowd) turnAway(now time.Time) error {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.turn = c.turn.Add(turnApart)
	if first := now.Add(soonestTurn); c.turn.Before(first) {
		c.turn = first
	}
	if last := now.Add(latestTurn); c.turn.After(last) {
		c.turn = last
	}
	busy := *errCrowd
	busy.After = c.turn.Sub(now)
	return &busy
}

// pace counts what one asker may ask: a bucket that fills steadily up to a burst.
type pace struct {
	rate  float64 // per second
	burst float64

	lock    sync.Mutex
	buckets map[string]*bucket
}

type bucket struct {
	level float64
	since time.Time
}

func newPace(rate, burst float64) *pace {
	return &pace{rate: rate, burst: burst, buckets: map[string]*bucket{}}
}

// take counts one request of an asker.
func (p *pace) take(who string, now time.Time) error {
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

// sweep forgets those whose bucket is full again, or all when nobody's is.
func (p *pace) sweep(now time.Time) {
	for who, b := range p.buckets {
		if b.level+p.rate*now.Sub(b.since).Seconds() >= p.burst {
			delete(p.buckets, who)
		}
	}
	if len(p.buckets) >= mostCounted {
		clear(p.buckets)
	}
}
