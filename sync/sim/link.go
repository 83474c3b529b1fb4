package sim

import (
	"strings"
	"time"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// The lanes of a link.
const (
	up = iota
	down
	lanes
)

// link is what a box has in memory about the way to the box above.
type link struct {
	standing standing
	token    string
	greeting bool
	unknown  int             // times in a row the box above did not know this one
	waiting  []func(ok bool) // attempts that wait for the session
	lanes    [lanes]core.Lane
	alarm    [lanes]time.Time // when a lane is looked at again
}

const maxUnknown = 6

// poll is how often a box asks without having heard the bell.
const poll = 30 * time.Second

// wake moves both lanes.
func (b *box) wake(what core.What) {
	for lane := range lanes {
		b.move(lane, what)
	}
}

// want makes one lane due.
func (b *box) want(lane int) { b.move(lane, core.Wanted) }

func (b *box) move(lane int, what core.What) {
	if b.above < 0 || !b.alive() || b.link.standing != joined {
		return
	}
	l := &b.link.lanes[lane]
	*l = l.Next(core.Happening{Kind: what}, b.w.now, b.w.road.Float64())
	b.drive(lane)
}

// drive begins an attempt when it is due, or looks again when it will be.
func (b *box) drive(lane int) {
	w, l := b.w, &b.link.lanes[lane]
	if l.Due(w.now) {
		*l = l.Next(core.Happening{Kind: core.Began}, w.now, 0)
		b.session(func(ok bool) { b.attempt(lane, ok) })
		return
	}
	at := l.Wake()
	if at.IsZero() || at.Equal(b.link.alarm[lane]) {
		return
	}
	b.link.alarm[lane] = at
	life := b.life
	w.later(at.Sub(w.now), "alarm", func() {
		if b.life == life && b.alive() && b.link.alarm[lane].Equal(at) {
			b.link.alarm[lane] = time.Time{}
			b.drive(lane)
		}
	})
}

func (b *box) attempt(lane int, ok bool) {
	switch {
	case !ok:
		b.move(lane, core.Failed)
	case lane == up:
		b.push()
	default:
		b.pull()
	}
}

// tick asks again after a while, bell or no bell.
func (b *box) tick() {
	b.w.later(poll, "poll", func() {
		if b.gone {
			return
		}
		b.wake(core.Wanted)
		b.tick()
	})
}

// session hands over once the box above knows this one.
func (b *box) session(then func(ok bool)) {
	if b.link.token != "" {
		then(true)
		return
	}
	b.link.waiting = append(b.link.waiting, then)
	if b.link.greeting {
		return
	}
	b.link.greeting = true
	b.ask(packet{Kind: askChallenge}, func(answer packet, ok bool) {
		if !ok || answer.Challenge == nil {
			b.greeted(false)
			return
		}
		b.hello(*answer.Challenge)
	})
}

func (b *box) hello(c wire.Challenge) {
	var h wire.Hello
	err := b.exchange(func(l station.Ledger) (err error) {
		h, err = core.Greeting(l, b.me(), c, b.moment())
		return err
	})
	if err != nil {
		b.refused(err)
		b.greeted(false)
		return
	}
	b.ask(packet{Kind: askHello, Hello: &h}, func(answer packet, ok bool) {
		switch {
		case !ok:
		case answer.Problem != "":
			b.refused(station.Conflict(answer.Problem, ""))
			ok = false
		default:
			ok = b.welcome(*answer.Welcome)
		}
		b.greeted(ok)
	})
}

func (b *box) welcome(m wire.Welcome) bool {
	b.clock.learn(b.w.now, time.UnixMilli(m.Replied), m.Trust)
	err := b.exchange(func(l station.Ledger) error { return core.Greeted(l, b.me(), m, b.moment()) })
	if err != nil {
		b.refused(err)
		return false
	}
	if m.Scope != b.mem.Scope() {
		b.w.say("%s stands at %s from now on", b, m.Scope)
		if err := b.mem.SetScope(m.Scope); err != nil {
			b.refused(err)
			return false
		}
	}
	b.link.token, b.link.unknown = m.Session, 0
	if b.parted() { // it went down before anybody saw
		b.refused(station.Conflict(core.CodeFork, ""))
		return false
	}
	b.w.say("%s has a session", b)
	return true
}

// parted reports whether the box knows that it must enrol again, as its desk shows it.
func (b *box) parted() bool {
	for key := range b.mem.disk.notes {
		if strings.HasPrefix(key, "forked/"+b.who.id+"/") {
			return true
		}
	}
	return false
}

func (b *box) greeted(ok bool) {
	b.link.greeting = false
	waiting := b.link.waiting
	b.link.waiting = nil
	for _, then := range waiting {
		then(ok)
	}
	if ok {
		b.wake(core.Wanted)
	}
}

// refused does what a code asks for.
func (b *box) refused(err error) {
	code := station.Worded(err).Code
	b.w.say("%s is refused: %v", b, err)
	if code == errFull.Code || code == core.CodeFrame {
		return // the session is as good as before
	}
	b.link.token = ""
	switch code {
	case core.CodeSetBack:
		b.w.hits[setBack]++
		b.mem.Reincarnate()
	case core.CodeUnknownDevice:
		// The box above may be new itself and not have heard of those below yet.
		if b.link.unknown++; b.link.unknown >= maxUnknown {
			b.link.standing = revoked
		}
	case core.CodeRevoked:
		b.link.standing = revoked
	case core.CodeFork:
		b.link.standing = forked
		b.w.hits[forkFound]++
	}
}
