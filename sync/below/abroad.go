package below

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"lianzhan/station/slate"
)

// abroad is what the processes of a county tell each other about the boxes below: a box is connected to one of them, and all
// show it so.
type abroad struct {
	slate slate.Slate
	me    string

	lock  sync.Mutex
	known map[string]bool // devices connected to other processes
	asked time.Time
}

const (
	nearKeys  = "sync/near/"  // devices connected to a process
	aliveKeys = "sync/alive/" // a process
	nearTick  = 2 * time.Second
	aliveLife = 10 * time.Second
	nearLife  = 24 * time.Hour // renewed long before
	nearAgain = 12 * time.Hour
	knownLife = time.Second
	heardOf   = 90 * time.Second // a box without a doorbell asks every 30 s
)

func newAbroad(s slate.Slate, process string) *abroad { return &abroad{slate: s, me: process} }

// run tells the others who is connected here, until ctx ends.
func (a *abroad) run(ctx context.Context, near func() []string) {
	if a.slate == nil {
		return
	}
	tick := time.NewTicker(nearTick)
	defer tick.Stop()
	var told []string
	var when time.Time
	for failed := false; ; {
		now := near()
		err := a.put(ctx, aliveKeys+a.me, aliveLife, nil)
		if err == nil && (!slices.Equal(now, told) || time.Since(when) > nearAgain) {
			if err = a.put(ctx, nearKeys+a.me, nearLife, now); err == nil {
				told, when = now, time.Now()
			}
		}
		if err != nil && !failed && ctx.Err() == nil {
			slog.Warn("other processes are not told who is connected", "err", err)
		}
		failed = err != nil
		select {
		case <-ctx.Done():
			a.leave()
			return
		case <-tick.C:
		}
	}
}

// leave tells the others that this process goes; if it cannot, they notice.
func (a *abroad) leave() {
	ctx, cancel := context.WithTimeout(context.Background(), aliveLife)
	defer cancel()
	for _, key := range []string{aliveKeys, nearKeys} {
		_ = slate.Wipe(ctx, a.slate, key+a.me)
	}
}

func (a *abroad) put(ctx context.Context, key string, keep time.Duration, devices []string) error {
	return slate.Update(ctx, a.slate, key, func(v *[]string, _ bool) (time.Duration, error) {
		*v = devices
		return keep, nil
	})
}

// has reports which devices are connected to another process; what was asked a moment ago is not asked again.
func (a *abroad) has() map[string]bool {
	if a.slate == nil {
		return nil
	}
	a.lock.Lock()
	defer a.lock.Unlock()
	if time.Since(a.asked) < knownLife {
		return a.known
	}
	known, err := a.ask()
	if err != nil {
		slog.Debug("other processes were not asked who is connected", "err", err)
		return a.known
	}
	a.known, a.asked = known, time.Now()
	return known
}

func (a *abroad) ask() (map[string]bool, error) {
	alive, err := a.slate.List(aliveKeys)
	known := map[string]bool{}
	for _, line := range alive {
		process := line.Key[len(aliveKeys):]
		if process == a.me {
			continue
		}
		devices, _, failed := slate.Get[[]string](a.slate, nearKeys+process)
		if failed != nil {
			return nil, failed
		}
		for _, device := range devices {
			known[device] = true
		}
	}
	return known, err
}

// near are the devices connected here, or heard of a moment ago, by name.
func (s *Side) near() []string {
	now := s.box.Store.Now().Time
	s.peers.lock.Lock()
	defer s.peers.lock.Unlock()
	var devices []string
	for device, one := range s.peers.known {
		if one.bells > 0 || now.Sub(one.seen) < heardOf {
			devices = append(devices, device)
		}
	}
	slices.Sort(devices)
	return devices
}
