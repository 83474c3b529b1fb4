package above

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// attempts is what a lane under test did and when.
type attempts struct {
	began time.Time
	lock  sync.Mutex
	at    []time.Duration
	fail  func(n int) error
}

func (a *attempts) try(context.Context) error {
	a.lock.Lock()
	defer a.lock.Unlock()
	a.at = append(a.at, time.Since(a.began))
	return a.fail(len(a.at))
}

func (a *attempts) count() int {
	a.lock.Lock()
	defer a.lock.Unlock()
	return len(a.at)
}

// drive runs a lane in a bubble of time and hands it to a story.
func drive(t *testing.T, every time.Duration, fail func(n int) error, story func(l *lane, a *attempts)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		a := &attempts{began: time.Now(), fail: fail}
		l := newLane("test", a.try, func() time.Duration { return every }, func(error) {})
		ctx, cancel := context.WithCancel(t.Context())
		var done sync.WaitGroup
		done.Go(func() { l.run(ctx) })
		synctest.Wait()
		story(l, a)
		cancel()
		done.Wait()
	})
}

var errLine = errors.New("cut")

func never(int) error  { return nil }
func always(int) error { return errLine }

func TestALaneLooksUnaskedAndAtOnceWhenAsked(t *testing.T) {
	drive(t, 30*time.Second, never, func(l *lane, a *attempts) {
		time.Sleep(70 * time.Second)
		synctest.Wait()
		if got := a.count(); got != 3 { // at the start, after 30 and after 60 s
			t.Errorf("%d attempts: %v", got, a.at)
		}
		for range 5 {
			l.knock()
		}
		synctest.Wait()
		if got := a.count(); got < 4 || got > 8 || a.at[3] != 70*time.Second {
			t.Errorf("a burst of knocks: %v", a.at)
		}
	})
}

// Whatever fails, and however often: an attempt follows within five minutes, at once when the line returns, and never sooner
// than the parent asked for.
func TestALaneNeverGivesUp(t *testing.T) {
	drive(t, time.Second, always, func(l *lane, a *attempts) {
		time.Sleep(6 * time.Hour)
		synctest.Wait()
		longest := time.Duration(0)
		for i := 1; i < len(a.at); i++ {
			longest = max(longest, a.at[i]-a.at[i-1])
		}
		if longest > 300*time.Second || a.count() < 6*12 || a.count() > 6*60*2 {
			t.Errorf("%d attempts in 6 h, the longest pause %v", a.count(), longest)
		}
		before := a.count()
		l.linkUp()
		synctest.Wait()
		if a.count() != before+1 {
			t.Error("the line is back and nothing is tried")
		}
	})
	busy := station.Error{Code: "busy", Class: station.FaultBusy, After: 40 * time.Second}
	drive(t, time.Second, func(int) error { return &busy }, func(l *lane, a *attempts) {
		time.Sleep(39 * time.Second)
		l.knock()
		l.linkUp()
		synctest.Wait()
		if a.count() != 1 {
			t.Errorf("asked %d times although it was told to wait 40 s", a.count())
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if a.count() != 2 {
			t.Errorf("%d attempts once the wait was over", a.count())
		}
	})
}

func TestADoorbellIsPingedUntilItEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		var pings []time.Duration
		began := time.Now()
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			keepPinging(ctx, func() error {
				pings = append(pings, time.Since(began))
				if len(pings) == 3 {
					return errLine
				}
				return nil
			})
		}()
		<-ended
		cancel()
		if len(pings) != 3 || pings[0] != wire.PingEvery || pings[2] != 3*wire.PingEvery || 2*wire.PingEvery >= wire.DeadAfter {
			t.Errorf("%v", pings)
		}
	})
}
