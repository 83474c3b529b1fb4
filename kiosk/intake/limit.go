package intake

import (
	"net/netip"
	"sync"
	"time"
)

// mostKeys bounds what a limiter remembers. Beyond it, whoever is new shares one allowance with all who are new.
const mostKeys = 8192

// overflow is the key of those who no longer fit.
const overflow = "\x00"

// Rate lets each key act burst times at once and once more every interval (the generic cell rate algorithm: one
// instant a key is all it remembers).
type Rate struct {
	Burst int
	Every time.Duration
	Tally Tally

	lock  sync.Mutex
	full  map[string]time.Time // when the key's allowance is whole again
	swept sweeping
}

// sweeping holds going through a whole memory to once a second, so that a flood does not keep the box busy forgetting.
type sweeping struct{ last time.Time }

func (s *sweeping) due(now time.Time) bool {
	if now.Sub(s.last).Abs() < time.Second {
		return false
	}
	s.last = now
	return true
}

// Take uses one of the key's turns at an instant; zero means it was granted, else how long to wait.
func (r *Rate) Take(key string, now time.Time) (wait time.Duration) {
	if r.Tally.Slate != nil {
		if wait, err := r.Tally.take(key, now, r); err == nil {
			return wait
		} // while the database is away each process counts for itself
	}
	r.lock.Lock()
	defer r.lock.Unlock()
	if r.full == nil {
		r.full = map[string]time.Time{}
	}
	whole, known := r.full[key]
	if !known && len(r.full) >= mostKeys {
		if r.swept.due(now) {
			r.sweep(now)
		}
		if len(r.full) >= mostKeys {
			key = overflow
			whole = r.full[key]
		}
	}
	next, wait := r.next(whole, now)
	if wait == 0 {
		r.full[key] = next
	}
	return wait
}

// next is when an allowance that is whole at an instant will be so after one more turn, or how long that turn has to wait.
func (r *Rate) next(whole, now time.Time) (next time.Time, wait time.Duration) {
	if whole.Before(now) {
		whole = now
	}
	next = whole.Add(r.Every)
	return next, max(0, next.Sub(now)-time.Duration(r.Burst)*r.Every)
}

// sweep forgets those whose allowance is whole.
func (r *Rate) sweep(now time.Time) {
	for key, whole := range r.full {
		if !whole.After(now) {
			delete(r.full, key)
		}
	}
}

// Daily lets each key act a number of times a day.
type Daily struct {
	Most  int
	Tally Tally

	lock  sync.Mutex
	day   string
	taken map[string]int
}

// Take uses one of the key's turns of a day; false when none is left.
func (d *Daily) Take(key, day string) bool {
	if d.Tally.Slate != nil {
		if granted, err := d.Tally.count(key, day, d.Most); err == nil {
			return granted
		}
	}
	d.lock.Lock()
	defer d.lock.Unlock()
	if d.day != day || d.taken == nil {
		d.day, d.taken = day, map[string]int{}
	}
	if _, known := d.taken[key]; !known && len(d.taken) >= mostKeys {
		key = overflow
	}
	if d.taken[key] >= d.Most {
		return false
	}
	d.taken[key]++
	return true
}

// AddressKey is whom a limit counts: an IPv4 address, or the /64 an IPv6 subscriber moves about in.
func AddressKey(ip string) string {
	address, err := netip.ParseAddr(ip)
	if err != nil {
		return ip
	}
	address = address.Unmap().WithZone("")
	if address.Is6() {
		if prefix, err := address.Prefix(64); err == nil {
			return prefix.String()
		}
	}
	return address.String()
}
