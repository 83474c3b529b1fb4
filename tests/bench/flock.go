package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"lianzhan/sync/core"
	frames "lianzhan/sync/wire"
)

// How a station feels for a parent that is away, as the product's does.
const (
	feelEvery  = 1500 * time.Millisecond
	feelSpread = feelEvery / 4

	comeLimit = 4 * time.Minute // for all to say their first hello
)

// flock is the stations of a county, each at work on its own.
type flock struct {
	all    []*child
	ctx    context.Context
	stop   context.CancelFunc
	done   sync.WaitGroup
	there  atomic.Int64 // connected, with nothing left to read
	missed atomic.Int64 // questions nobody answered
	turned atomic.Int64 // questions answered by: busy, come again
	failed atomic.Int64 // questions answered by another refusal

	lock  sync.Mutex
	rung  []time.Time // when a bell was heard, since the last change
	known []time.Time // when the change was in hand
	why   error       // the last refusal
}

func newFlock(ctx context.Context) *flock {
	c := &flock{}
	c.ctx, c.stop = context.WithCancel(ctx)
	return c
}

// join lets more children come, a few at a time, and waits until they are connected.
func (c *flock) join(more []*child) error {
	c.all = append(c.all, more...)
	for i, one := range more {
		c.done.Go(func() { c.live(one) })
		if i%50 == 49 {
			time.Sleep(100 * time.Millisecond)
		}
	}
	return c.complete(len(c.all), comeLimit)
}

// complete waits until so many are connected.
func (c *flock) complete(count int, most time.Duration) error {
	for end := time.Now().Add(most); int(c.there.Load()) != count; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) || c.ctx.Err() != nil {
			c.lock.Lock()
			defer c.lock.Unlock()
			return errors.Join(fmt.Errorf("%d of %d stations are connected", c.there.Load(), count), c.why)
		}
	}
	return nil
}

// live is one station: it comes, listens, and comes again.
func (c *flock) live(one *child) {
	for c.ctx.Err() == nil {
		if c.arrive(one) {
			c.there.Add(1)
			c.listen(one)
			c.there.Add(-1)
		}
	}
}

// arrive feels for the parent until it answers, then connects; what fails waits as the product's lanes wait.
func (c *flock) arrive(one *child) bool {
	lane := core.Lane{Phase: core.Due}
	for {
		if _, err := one.challenge(c.ctx); err != nil {
			c.missed.Add(1)
			if !c.sleep(feelEvery + rand.N(feelSpread)) {
				return false
			}
			continue
		}
		err := one.connect(c.ctx)
		if err == nil {
			return true
		}
		lane = lane.Next(core.Happening{Kind: core.Failed, RetryAfter: c.judge(err)}, time.Now(), rand.Float64())
		if !c.sleep(time.Until(lane.Until)) {
			return false
		}
	}
}

// judge counts a failure, and returns how long the parent wants to be left alone.
func (c *flock) judge(err error) time.Duration {
	var b busy
	if errors.As(err, &b) {
		c.turned.Add(1)
		return b.after
	}
	c.failed.Add(1)
	c.lock.Lock()
	defer c.lock.Unlock()
	c.why = err
	return 0
}

func (c *flock) sleep(d time.Duration) bool {
	select {
	case <-c.ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

// listen hears the bell until it falls silent, and fetches what it rings for.
func (c *flock) listen(one *child) {
	defer one.bell.Close()
	hung := context.AfterFunc(c.ctx, func() { one.bell.Close() })
	defer hung()
	for {
		_, raw, err := one.bell.ReadMessage()
		if err != nil {
			return
		}
		var ring frames.Bell
		if json.Unmarshal(raw, &ring) != nil || ring.Head <= one.after {
			continue
		}
		c.note(&c.rung)
		for {
			came, err := one.feed(c.ctx)
			if err == nil {
				if came {
					c.note(&c.known)
				}
				break
			}
			if !c.sleep(max(c.judge(err), 100*time.Millisecond)) {
				return
			}
		}
	}
}

func (c *flock) note(list *[]time.Time) {
	now := time.Now()
	c.lock.Lock()
	defer c.lock.Unlock()
	*list = append(*list, now)
}

// hear waits until all have a change in hand, and returns the milliseconds since it was asked for: of the bells, and of the
// change itself.
func (c *flock) hear(asked time.Time, most time.Duration) (rung, known sample, err error) {
	for end := time.Now().Add(most); ; time.Sleep(5 * time.Millisecond) {
		c.lock.Lock()
		if len(c.known) >= len(c.all) {
			rung, known = since(asked, c.rung), since(asked, c.known)
			c.lock.Unlock()
			return rung, known, nil
		}
		heard, had := len(c.rung), len(c.known)
		c.lock.Unlock()
		if time.Now().After(end) || c.ctx.Err() != nil {
			return nil, nil, fmt.Errorf("%d of %d heard the bell, %d have the change", heard, len(c.all), had)
		}
	}
}

func since(began time.Time, times []time.Time) (ms sample) {
	for _, at := range times {
		ms = append(ms, milliseconds(at.Sub(began)))
	}
	return ms
}

// forget begins a new count.
func (c *flock) forget() {
	c.missed.Store(0)
	c.turned.Store(0)
	c.failed.Store(0)
	c.lock.Lock()
	defer c.lock.Unlock()
	c.rung, c.known = nil, nil
}

// example is what the last refusal said.
func (c *flock) example() string {
	c.lock.Lock()
	defer c.lock.Unlock()
	return fmt.Sprint(c.why)
}

// leave closes all connections and waits for everybody.
func (c *flock) leave() {
	c.stop()
	c.done.Wait()
	for _, one := range c.all {
		one.http.CloseIdleConnections()
	}
}
