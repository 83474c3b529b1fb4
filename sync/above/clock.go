package above

import (
	"sync"
	"time"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// believed is how long a parent's time counts after it was last asked.
const believed = 24 * time.Hour

// offset is how far the box's wall clock is behind its parent's. It never moves a clock; it is forgotten with the process,
// because a clock may be lost with the power.
type offset struct {
	lock  sync.Mutex
	ahead time.Duration // parent minus own
	error time.Duration // half of the round trip: the truth is within it
	asked time.Time     // by the monotonic clock; zero before the first answer
	trust station.Trust // the parent's own
}

// learn takes the four times of a hello (RFC 5905 section 8): sent and arrived by the own wall clock, received and replied
// by the parent's.
func (o *offset) learn(sent, arrived time.Time, w wire.Welcome) {
	received, replied := time.UnixMilli(w.Received), time.UnixMilli(w.Replied)
	if w.Received == 0 || w.Replied < w.Received {
		return
	}
	o.lock.Lock()
	defer o.lock.Unlock()
	o.ahead = (received.Sub(wall(sent)) + replied.Sub(wall(arrived))) / 2
	o.error = max(0, arrived.Sub(sent)-replied.Sub(received)) / 2
	o.asked, o.trust = arrived, w.Trust
}

// wall takes the monotonic reading away, so that differences are those of wall clocks.
func wall(t time.Time) time.Time { return t.Round(0) }

const suspicious = 5 * time.Second

// doubts reports whether a time the parent just told contradicts what was learned: somebody set one of the clocks.
func (o *offset) doubts(told time.Time, now time.Time) bool {
	o.lock.Lock()
	defer o.lock.Unlock()
	if o.asked.IsZero() {
		return false
	}
	off := told.Sub(wall(now).Add(o.ahead))
	return off > suspicious || off < -suspicious-o.error
}

// read is the present offset; ok while it is worth more than the box's own clock.
func (o *offset) read(now time.Time) (ahead time.Duration, ok bool) {
	o.lock.Lock()
	defer o.lock.Unlock()
	worth := o.trust == station.TrustNTP || o.trust == station.TrustCounty || o.trust == station.TrustManual
	return o.ahead, worth && !o.asked.IsZero() && now.Sub(o.asked) < believed
}
