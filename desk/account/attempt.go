package account

import (
	"maps"
	"net/netip"
	"strings"
	"sync"
	"time"

	"lianzhan/station"
)

// What a guesser meets. The delay is for one account from one address, so that nobody can shut the only officer out: from
// another address, or at the console, the door stays open. Across addresses an account only grows slow.
const (
	triesEach    = 5  // of one account from one address
	triesAddress = 50 // of all accounts from one address
	delay        = 15 * time.Minute
	mostTracked  = 4096 // pairs of account and address; beyond, the stalest is forgotten

	slowFrom = 10 // tries of one account, from wherever, before it grows slow
	slowStep = 100 * time.Millisecond
	slowMost = 2 * time.Second
)

// mark is how often something was tried, and when last.
type mark struct {
	count int
	last  time.Time
}

// attempts counts tries before they are looked at, so that many at once gain nothing; a good one is taken back.
type attempts struct {
	lock  sync.Mutex
	marks map[string]mark
}

func newAttempts() attempts { return attempts{marks: map[string]mark{}} }

// try counts one more try of a login from an address. Refused with the time to wait when there were too many.
func (a *attempts) try(login, address string, now time.Time) (slow time.Duration, err error) {
	a.lock.Lock()
	defer a.lock.Unlock()
	pair, whole := pairOf(login, address), pairOf("", address)
	for key, most := range map[string]int{pair: triesEach, whole: triesAddress} {
		if m := a.mark(key, now); m.count >= most {
			left := m.last.Add(delay).Sub(now)
			return 0, station.TooMany(left, "too_many_attempts", "试了太多次，请过 %d 分钟再试，或到另一台电脑上登录。",
				int(left/time.Minute)+1)
		}
	}
	a.count(pair, now, 1)
	a.count(whole, now, 1)
	all := a.count(pairOf(login, ""), now, 1)
	return min(slowMost, slowStep*time.Duration(max(0, all-slowFrom))), nil
}

// spent reports whether the try just made was the last one before the delay.
func (a *attempts) spent(login, address string, now time.Time) bool {
	a.lock.Lock()
	defer a.lock.Unlock()
	return a.mark(pairOf(login, address), now).count >= triesEach
}

// forgive takes a try back that was no guess.
func (a *attempts) forgive(login, address string, now time.Time) {
	a.lock.Lock()
	defer a.lock.Unlock()
	for _, key := range []string{pairOf(login, address), pairOf("", address), pairOf(login, "")} {
		a.count(key, now, -1)
	}
}

// forget clears a pair after a good sign-in, and takes the try back elsewhere.
func (a *attempts) forget(login, address string, now time.Time) {
	a.forgive(login, address, now)
	a.lock.Lock()
	defer a.lock.Unlock()
	delete(a.marks, pairOf(login, address))
}

// clear forgets every try of a login: its owner has been seen in person and given a new password.
func (a *attempts) clear(login string) {
	a.lock.Lock()
	defer a.lock.Unlock()
	maps.DeleteFunc(a.marks, func(key string, _ mark) bool { return login != "" && strings.HasPrefix(key, pairOf(login, "")) })
}

// mark is what is counted under a key, nothing once the delay has passed.
func (a *attempts) mark(key string, now time.Time) mark {
	m := a.marks[key]
	if now.Sub(m.last) >= delay {
		return mark{}
	}
	return m
}

func (a *attempts) count(key string, now time.Time, n int) int {
	m := a.mark(key, now)
	if m.count = max(0, m.count+n); n > 0 {
		m.last = now
	}
	if _, tracked := a.marks[key]; !tracked && len(a.marks) >= mostTracked {
		a.forgetStalest()
	}
	a.marks[key] = m
	return m.count
}

func (a *attempts) forgetStalest() {
	stalest, found := "", false
	for key, m := range a.marks {
		if !found || m.last.Before(a.marks[stalest].last) {
			stalest, found = key, true
		}
	}
	delete(a.marks, stalest)
}

// pairOf names a login from an address. A whole IPv6 network counts as one address: its owner has all of them.
func pairOf(login, address string) string {
	if ip, err := netip.ParseAddr(address); err == nil && ip.Is6() && !ip.Is4In6() {
		if network, err := ip.WithZone("").Prefix(64); err == nil {
			address = network.String()
		}
	}
	return login + "\x00" + address
}

// How many lines about failures the audit takes: as many at once, then one a minute. A guesser fills no disk.
const (
	quotaSize = 30
	quotaStep = time.Minute
)

// quota lets a bounded number of lines through and counts the others.
type quota struct {
	lock   sync.Mutex
	left   int
	filled time.Time
	missed int
}

// take asks for one line; when it is granted, missed is how many were left out since the last.
func (q *quota) take(now time.Time) (missed int, ok bool) {
	q.lock.Lock()
	defer q.lock.Unlock()
	if q.filled.IsZero() || now.Before(q.filled) {
		q.filled = now
	}
	if steps := int(now.Sub(q.filled) / quotaStep); steps > 0 {
		q.left, q.filled = min(quotaSize, q.left+steps), q.filled.Add(time.Duration(steps)*quotaStep)
	}
	if q.left == 0 {
		q.missed++
		return 0, false
	}
	q.left--
	missed, q.missed = q.missed, 0
	return missed, true
}
