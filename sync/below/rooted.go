package below

import (
	"time"

	"lianzhan/station"
)

const rootsEvery = 3 * time.Second // what reached the root is told at most that often

// reached notes chains of which the root has more: those below are told before they ask by themselves.
func (b *bells) reached(chains []string) {
	b.lock.Lock()
	defer b.lock.Unlock()
	for _, chain := range chains {
		if len(b.open.all) > 0 {
			b.atRoot[station.DeviceOf(chain)] = true
		}
	}
}

// tellRoots rings for what reached the root since the last time.
func (b *bells) tellRoots(now time.Time) {
	b.lock.Lock()
	devices := b.atRoot
	due := len(devices) > 0 && now.Sub(b.rooted) >= rootsEvery
	if due {
		b.atRoot, b.rooted = map[string]bool{}, now
	}
	b.lock.Unlock()
	if !due {
		return
	}
	for device := range devices {
		if m, known, err := b.side.box.Roll.Member(device); err == nil && known && m.Node.Scope != b.side.box.Store.Scope() {
			b.nudge(m.Node.Scope)
		}
	}
}
