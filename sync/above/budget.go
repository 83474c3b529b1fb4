package above

import (
	"sync"
	"time"

	"lianzhan/station"
	"lianzhan/sync/box"
	"lianzhan/sync/wire"
)

// budget is how many bytes of files may cross in an hour and when. What it holds never exceeds an hour's worth.
type budget struct {
	lock   sync.Mutex
	policy wire.Policy
	left   float64
	since  time.Time
}

// follow takes over what the parent allows, and reports whether it is something else than before.
func (b *budget) follow(p wire.Policy, now time.Time) (changed bool) {
	b.lock.Lock()
	defer b.lock.Unlock()
	if p.FileBytesPerHour != b.policy.FileBytesPerHour {
		b.left, b.since = float64(p.FileBytesPerHour), now
	}
	changed, b.policy = p != b.policy, p
	return changed
}

// refill adds what the time since brought. The caller holds the lock.
func (b *budget) refill(now time.Time) {
	rate := float64(b.policy.FileBytesPerHour)
	b.left = max(0, min(rate, b.left+rate*now.Sub(b.since).Hours()))
	b.since = now
}

// wait is how long some bytes have to wait; small ones, thumbnails, are not bound by the night window. Zero takes them.
func (b *budget) wait(bytes int, small bool, now time.Time) time.Duration {
	b.lock.Lock()
	defer b.lock.Unlock()
	if pause := b.closed(now); pause > 0 && !small {
		return pause
	}
	rate := float64(b.policy.FileBytesPerHour)
	if rate <= 0 {
		return 0
	}
	b.refill(now)
	need := min(float64(bytes), rate)
	if b.left < need {
		return max(time.Second, time.Duration((need-b.left)/rate*float64(time.Hour)))
	}
	b.left -= float64(bytes)
	return 0
}

// closed is how long the window stays shut, zero while it is open.
func (b *budget) closed(now time.Time) time.Duration {
	from, ok := box.MinuteOf(b.policy.FilesFrom)
	to, ok2 := box.MinuteOf(b.policy.FilesTo)
	if !ok || !ok2 || from == to {
		return 0
	}
	local := now.In(station.Zone)
	minute := local.Hour()*60 + local.Minute()
	inside := from <= minute && minute < to
	if from > to { // over midnight
		inside = minute >= from || minute < to
	}
	if inside {
		return 0
	}
	return time.Duration((from-minute+24*60)%(24*60))*time.Minute - time.Duration(local.Second())*time.Second
}
