package below

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"lianzhan/station"
)

// Two thousand children stand at the door at once: some are let in, all others are told a time, each its own, and as they
// come back by it nobody is turned away for ever. The pauses follow the disk: none waits much longer than the work takes.
func TestACrowdReturnsAsAQueue(t *testing.T) {
	const children = 2000
	for name, work := range map[string]time.Duration{"fast disk": 3 * time.Millisecond, "slow disk": 200 * time.Millisecond} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := newDoor(mostAtWork, mostWaiting, longestWait)
				var lock sync.Mutex
				var done sync.WaitGroup
				turnedAway, served := 0, []time.Duration{}
				began := time.Now()
				for range children {
					done.Go(func() {
						for {
							leave, err := d.enter(t.Context())
							if err == nil {
								time.Sleep(work)
								leave()
								lock.Lock()
								served = append(served, time.Since(began))
								lock.Unlock()
								return
							}
							after := station.Worded(err).After
							if codeOf(err) != "busy" || after <= 0 || after > latestTurn {
								t.Errorf("told %q, to come again after %v", codeOf(err), after)
								return
							}
							lock.Lock()
							turnedAway++
							lock.Unlock()
							time.Sleep(after)
						}
					})
				}
				done.Wait()
				if len(served) != children || turnedAway < children-mostAtWork-mostWaiting || turnedAway > 6*children {
					t.Errorf("%d served, %d times turned away", len(served), turnedAway)
				}
				alone := children * work / mostAtWork
				if last := slices.Max(served); last > 2*alone+3*time.Second {
					t.Errorf("the last waited %v where the work takes %v", last, alone)
				}
			})
		})
	}
}

func TestWaitingAtTheDoorHasAnEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newDoor(mostAtWork, mostWaiting, longestWait)
		for range mostAtWork {
			if _, err := c.enter(context.Background()); err != nil {
				t.Fatal(err)
			}
		}
		began := time.Now()
		if _, err := c.enter(context.Background()); codeOf(err) != "busy" || time.Since(began) != longestWait {
			t.Errorf("%v after %v", err, time.Since(began))
		}
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if _, err := c.enter(ctx); err == nil {
			t.Error("let in without waiting")
		}
	})
}
