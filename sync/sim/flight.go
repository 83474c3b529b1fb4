package sim

import (
	"time"

	"lianzhan/station"
	"lianzhan/sync/core"
)

// batch bounds the changes of one push, small so that a run has many.
const batch = 12

// ways is how many pushes may be under way at once.
const ways = 4

// flight is the pushes of one attempt, under way at once as the real program has them. The answers are taken in order.
type flight struct {
	b      *box
	sent   []*sent
	landed int
	over   bool // what still comes in is of no use
}

// sent is one push and what came of it.
type sent struct {
	parcel core.Parcel
	answer packet
	ok     bool
	done   bool
}

func (b *box) push() {
	f := &flight{b: b}
	after, most := uint64(0), 1+b.w.road.IntN(ways)
	for len(f.sent) < most {
		var parcel core.Parcel
		var some bool
		err := b.look(func(l station.Ledger) (err error) {
			parcel, some, err = core.NextPush(l, b.me(), after, batch, b.moment())
			return err
		})
		if err != nil {
			b.broke(up, err)
			return
		}
		if !some {
			break
		}
		f.sent, after = append(f.sent, &sent{parcel: parcel}), parcel.To
	}
	if len(f.sent) == 0 {
		b.move(up, core.Finished)
		return
	}
	for i, s := range f.sent {
		f.send(i, s)
	}
}

func (f *flight) send(i int, s *sent) {
	if s.parcel.Push.Listed != nil {
		f.b.w.listings++
	}
	if f.b.w.trace != nil {
		f.b.w.say("%s pushes %s", f.b, list(s.parcel.Push.Items))
	}
	p := packet{Kind: askPush, Push: &s.parcel.Push, End: s.parcel.To}
	if i > 0 {
		p.Begin = s.parcel.From
		f.b.w.hits[pipelined]++
	}
	f.b.ask(p, func(answer packet, ok bool) {
		s.answer, s.ok, s.done = answer, ok, true
		f.land()
	})
}

// land takes the answers that are there, the oldest first.
func (f *flight) land() {
	for f.landed < len(f.sent) && f.sent[f.landed].done {
		f.landed++
		if s := f.sent[f.landed-1]; !f.over && !f.settle(s) {
			return
		}
	}
	if f.landed == len(f.sent) && !f.lost() {
		f.b.move(up, core.Continued)
	}
}

// lost reports whether the attempt ended before its last answer.
func (f *flight) lost() bool { return f.over && f.sent == nil }

// settle takes one answer; false when the attempt is over.
func (f *flight) settle(s *sent) bool {
	b := f.b
	if !b.answered(up, s.answer, s.ok) {
		f.end()
		return false
	}
	r := *s.answer.Pushed
	err := b.exchange(func(l station.Ledger) error { return core.Pushed(l, b.me(), s.parcel, r, b.moment()) })
	if err != nil {
		f.end()
		b.broke(up, err)
		return false
	}
	if len(r.Need)+len(r.Fork)+len(r.Quarantined) > 0 {
		b.w.say("%s hears need %v fork %v quarantined %v", b, r.Need, r.Fork, r.Quarantined)
	}
	for chain := range r.Fork {
		if station.DeviceOf(chain) == b.who.id {
			f.end()
			b.refused(station.Conflict(core.CodeFork, ""))
			return false
		}
	}
	f.over = f.over || len(r.Need) > 0 // the parent misses something: what follows on the way is of no use
	return true
}

func (f *flight) end() { f.over, f.sent, f.landed = true, nil, 0 }

// The patience of a parent with a push that follows another it does not have.
const (
	turnStep  = 200 * time.Millisecond
	turnSteps = 10
)

// inTurn keeps pushes of one box in order that are under way at once: one that follows another waits for it a while. It does
// not insist: what really is missing the core says.
func (w *World) inTurn(p packet, waited int, take func()) {
	over := w.boxes[p.to]
	if p.Kind != askPush || p.Begin <= over.taken[p.from] || p.Begin > 0 && waited == turnSteps {
		take()
		if p.Kind == askPush {
			over.taken[p.from] = p.End
		}
		return
	}
	w.later(turnStep, "turn", func() { w.inTurn(p, waited+1, take) })
}
