package above

import (
	"context"
	"math/rand/v2"
	"time"

	"lianzhan/station"
	"lianzhan/sync/box"
	"lianzhan/sync/core"
)

// lane drives one direction: the core says when, the attempt does it. One goroutine owns it.
type lane struct {
	name    string
	attempt func(ctx context.Context) error
	every   func() time.Duration // after a good end, when to look again unasked
	failed  func(err error)      // told once for each attempt that failed

	state  core.Lane
	wanted chan struct{}
	linked chan struct{}
}

func newLane(name string, attempt func(context.Context) error, every func() time.Duration, failed func(error)) *lane {
	return &lane{name: name, attempt: attempt, every: every, failed: failed, wanted: make(chan struct{}, 1), linked: make(chan struct{}, 1)}
}

// knock says that there is something to do; it never waits.
func (l *lane) knock() { box.Poke(l.wanted) }

// linkUp says that the neighbour can be reached again.
func (l *lane) linkUp() { box.Poke(l.linked) }

func (l *lane) happened(what core.What, after time.Duration) {
	l.state = l.state.Next(core.Happening{Kind: what, RetryAfter: after}, time.Now(), rand.Float64())
}

// run attempts whenever the core says so, until ctx ends.
func (l *lane) run(ctx context.Context) {
	l.happened(core.Wanted, 0)
	again := time.Now() // when to look unasked
	for ctx.Err() == nil {
		now := time.Now()
		if l.state.Phase == core.Idle && !now.Before(again) {
			l.happened(core.Wanted, 0)
		}
		if l.state.Due(now) {
			l.happened(core.Began, 0)
			again = time.Now().Add(l.try(ctx))
			continue
		}
		l.wait(ctx, l.next(now, again))
	}
}

// try attempts once and returns when to look again unasked.
func (l *lane) try(ctx context.Context) time.Duration {
	err := l.attempt(ctx)
	switch worded := station.Worded(err); {
	case err == nil || ctx.Err() != nil:
		l.happened(core.Finished, 0)
	case worded.Code == filesWait: // a whole file waits for the night, but a knock may bring what need not wait
		l.happened(core.Finished, 0)
		return worded.After
	default:
		l.failed(err)
		l.happened(core.Failed, worded.After)
	}
	return l.every()
}

// next is how long to sleep when nothing happens.
func (l *lane) next(now, again time.Time) time.Duration {
	until := again
	if l.state.Phase != core.Idle {
		until = l.state.Wake()
	}
	return max(until.Sub(now), time.Millisecond)
}

func (l *lane) wait(ctx context.Context, most time.Duration) {
	timer := time.NewTimer(most)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	case <-l.wanted:
		l.happened(core.Wanted, 0)
	case <-l.linked:
		l.happened(core.LinkUp, 0)
	}
}
