package above

import (
	"context"
	"math/rand/v2"
	"time"

	"lianzhan/sync/wire"
)

const (
	probeEvery = time.Second     // while the parent is not reached
	probeLimit = 4 * time.Second // for one answer
	mostProbes = 3               // on their way at once
)

// feel asks for a parent that was not reached until it answers, then lets every lane try at once: however long a line was
// cut, the first changes follow within two seconds of its return.
func (c *client) feel(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-c.probe:
		}
		c.parent.close() // what was open before a cut may be dead
		cut := c.probeUntilUp(ctx)
		if ctx.Err() != nil {
			return
		}
		c.heard()
		if cut { // an attempt that fails on a sound line waits its time, or it would be repeated without end
			for _, l := range c.lanes() {
				l.linkUp()
			}
		}
		select { // knocks from before the line came back
		case <-c.probe:
		default:
		}
	}
}

// probeUntilUp returns with the first answer; cut says that there was none at first. A probe lost on a dead line does not
// hold up the next.
func (c *client) probeUntilUp(ctx context.Context) (cut bool) {
	ctx, cancel := context.WithCancel(ctx)
	answered := make(chan bool, mostProbes)
	underWay := 0
	defer func() {
		cancel()
		for ; underWay > 0; underWay-- {
			<-answered
		}
	}()
	tick := time.NewTimer(0)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return cut
		case ok := <-answered:
			underWay--
			if ok {
				return cut
			}
			cut = true
		case <-tick.C:
			cut = cut || underWay > 0
			tick.Reset(probeEvery + rand.N(probeEvery/4))
			if underWay < mostProbes {
				underWay++
				go func() { answered <- c.probeOnce(ctx) }()
			}
		}
	}
}

func (c *client) probeOnce(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, probeLimit)
	defer cancel()
	word, err := c.parent.challenge(ctx)
	if err != nil {
		return false
	}
	c.lock.Lock()
	defer c.lock.Unlock()
	c.word, c.worded = word, time.Now()
	return true
}

const wordLife = 20 * time.Second // of a challenge, well before the parent forgets it

// challenge is the word a hello must sign: that of the probe that found the parent again, else a new one.
func (c *client) challenge(ctx context.Context) (wire.Challenge, error) {
	c.lock.Lock()
	word, fresh := c.word, time.Since(c.worded) < wordLife
	c.word, c.worded = wire.Challenge{}, time.Time{}
	c.lock.Unlock()
	if fresh {
		return word, nil
	}
	return c.parent.challenge(ctx)
}
