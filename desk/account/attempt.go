package account

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/netip"
	"sync"
	"time"

	"lianzhan/station"
	"lianzhan/station/slate"
)

// What a guesser meets. The delay is for one account from one address, so that nobody can shut the only officer out: from
// another address, or at the console, the door stays open. Across addresses an account only grows slow.
const (
	triesEach    = 5  // of one account from one address
	triesAddress = 50 // of all accounts from one address
	delay        = 15 * time.Minute

	slowFrom = 10 // tries of one account, from wherever, before it grows slow
	slowStep = 100 * time.Millisecond
	slowMost = 2 * time.Second
)

// mark is how often something was tried, and when last.
type mark struct {
	Count int       `json:"count"`
	Last  time.Time `json:"last"`
}

// attempts counts tries before they are looked at, so that many at once gain nothing, at however many processes; a good one
// is taken back.
type attempts struct{ slate slate.Slate }

const tryKeys = "desk/try/"

// try counts one more try of a login from an address. Refused with the time to wait when there were too many.
func (a *attempts) try(ctx context.Context, login, address string, now time.Time) (slow time.Duration, err error) {
	pair, whole := pairOf(login, address), pairOf("", address)
	if _, err = a.count(ctx, whole, now, triesAddress); err != nil {
		return 0, err
	}
	if _, err = a.count(ctx, pair, now, triesEach); err != nil {
		return 0, errors.Join(err, a.uncount(ctx, whole, now))
	}
	all, err := a.count(ctx, pairOf(login, ""), now, 0)
	return min(slowMost, slowStep*time.Duration(max(0, all-slowFrom))), err
}

// count counts one more try under a key, of so many; 0 is no bound.
func (a *attempts) count(ctx context.Context, key string, now time.Time, most int) (count int, err error) {
	err = slate.Update(ctx, a.slate, key, func(m *mark, _ bool) (time.Duration, error) {
		if m.over(now) {
			*m = mark{}
		}
		if most > 0 && m.Count >= most {
			left := m.Last.Add(delay).Sub(now)
			return 0, station.TooMany(left, "too_many_attempts", "试了太多次，请过 %d 分钟再试，或到另一台电脑上登录。",
				int(left/time.Minute)+1)
		}
		m.Count, m.Last = m.Count+1, now
		count = m.Count
		return delay, nil
	})
	return count, err
}

// over holds once the delay has passed.
func (m mark) over(now time.Time) bool { return now.Sub(m.Last) >= delay }

// uncount takes one try back.
func (a *attempts) uncount(ctx context.Context, key string, now time.Time) error {
	return slate.Update(ctx, a.slate, key, func(m *mark, found bool) (time.Duration, error) {
		if !found || m.Count == 0 {
			return 0, slate.ErrLeave
		}
		m.Count--
		return m.Last.Add(delay).Sub(now), nil
	})
}

// spent reports whether the try just made was the last one before the delay.
func (a *attempts) spent(login, address string, now time.Time) (bool, error) {
	m, _, err := slate.Get[mark](a.slate, pairOf(login, address))
	return m.Count >= triesEach && !m.over(now), err
}

// forgive takes a try back that was no guess.
func (a *attempts) forgive(ctx context.Context, login, address string, now time.Time) error {
	var err error
	for _, key := range []string{pairOf(login, address), pairOf("", address), pairOf(login, "")} {
		err = errors.Join(err, a.uncount(ctx, key, now))
	}
	return err
}

// forget clears a pair after a good sign-in, and takes the try back elsewhere.
func (a *attempts) forget(ctx context.Context, login, address string, now time.Time) error {
	return errors.Join(slate.Wipe(ctx, a.slate, pairOf(login, address)), a.uncount(ctx, pairOf("", address), now),
		a.uncount(ctx, pairOf(login, ""), now))
}

// clear forgets every try of a login: its owner has been seen in person and given a new password.
func (a *attempts) clear(ctx context.Context, login string) error {
	marks, err := a.slate.List(pairOf(login, ""))
	for _, m := range marks {
		err = errors.Join(err, slate.Wipe(ctx, a.slate, m.Key))
	}
	return err
}

// pairOf is the key of a login from an address. A whole IPv6 network counts as one address: its owner has all of them. What was
// typed as a login may be anything, a password even, so only its hash is kept.
func pairOf(login, address string) string {
	if ip, err := netip.ParseAddr(address); err == nil && ip.Is6() && !ip.Is4In6() {
		if network, err := ip.WithZone("").Prefix(64); err == nil {
			address = network.String()
		}
	}
	sum := sha256.Sum256([]byte(login))
	return tryKeys + hex.EncodeToString(sum[:16]) + "/" + address
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
