package intake

import (
	"context"
	"sync"
	"time"

	"lianzhan/station/slate"
)

const mostOnce = 16384

// Once remembers what may be used a single time until it runs out by itself. Full of living entries it refuses new
// ones: forgetting early would let a spent one be used again.
type Once struct {
	Tally Tally

	lock  sync.Mutex
	used  map[string]time.Time // until when it must be remembered
	swept sweeping
}

// Use takes a thing that runs out at an instant; false when it was used before or nothing more can be remembered.
func (o *Once) Use(thing string, ends, now time.Time) bool {
	if o.Tally.Slate != nil {
		return o.Tally.use(thing, ends.Sub(now))
	}
	o.lock.Lock()
	defer o.lock.Unlock()
	if o.used == nil {
		o.used = map[string]time.Time{}
	}
	if until, used := o.used[thing]; used && until.After(now) {
		return false
	}
	if len(o.used) >= mostOnce && o.swept.due(now) {
		for old, until := range o.used {
			if !until.After(now) {
				delete(o.used, old)
			}
		}
	}
	if len(o.used) >= mostOnce {
		return false
	}
	o.used[thing] = ends
	return true
}

// Free gives back what was taken for something that did not come about.
func (o *Once) Free(thing string) {
	if o.Tally.Slate != nil {
		o.Tally.free(thing)
		return
	}
	o.lock.Lock()
	defer o.lock.Unlock()
	delete(o.used, thing)
}

// Turns lets one act at a time on each key; the others wait.
type Turns struct {
	Tally Tally

	lock sync.Mutex
	busy map[string]chan struct{}
}

// Take waits for the key's turn, at all processes, and returns what ends it. Busy when another process takes too long.
func (t *Turns) Take(key string) (done func(), err error) {
	here := t.takeHere(key)
	if t.Tally.Slate == nil {
		return here, nil
	}
	everywhere, err := slate.Hold(context.Background(), t.Tally.Slate, t.Tally.key(key))
	if err != nil {
		here()
		return nil, err
	}
	return func() { everywhere(); here() }, nil
}

func (t *Turns) takeHere(key string) (done func()) {
	for {
		t.lock.Lock()
		before, taken := t.busy[key]
		if !taken {
			mine := make(chan struct{})
			if t.busy == nil {
				t.busy = map[string]chan struct{}{}
			}
			t.busy[key] = mine
			t.lock.Unlock()
			return func() {
				t.lock.Lock()
				delete(t.busy, key)
				t.lock.Unlock()
				close(mine)
			}
		}
		t.lock.Unlock()
		<-before
	}
}
