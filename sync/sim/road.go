package sim

import (
	"time"
)

// weather is how a seed treats packets, in percent of them.
type weather struct {
	lost, twice, late, jitter, bytes, harmed int
}

// patience is how long a box waits for an answer.
const patience = 30 * time.Second

// ask sends a request to the box above and hands over the answer, or ok=false when none came in time.
func (b *box) ask(p packet, done func(answer packet, ok bool)) {
	w, life := b.w, b.life
	p.from, p.to, p.Token = b.at, w.holder[b.above], b.link.token
	var timeout *event
	finish := func(answer packet, ok bool) {
		if timeout.run == nil || b.life != life || !b.alive() {
			return
		}
		timeout.run = nil
		done(answer, ok)
	}
	timeout = w.later(patience, "timeout", func() { finish(packet{}, false) })
	w.send(b, p, func(arrived packet) {
		w.inTurn(arrived, 0, func() {
			answer, ok := w.boxes[arrived.to].serve(arrived)
			if !ok {
				return
			}
			answer.from, answer.to = arrived.to, arrived.from
			w.send(b, answer, func(arrived packet) { finish(arrived, true) })
		})
	})
}

// send carries a packet over the link between a box and the one above it.
func (w *World) send(below *box, p packet, arrive func(packet)) {
	w.frames++
	up := p.from == below.at
	w.number(uint64(p.from)<<8 | uint64(p.to))
	if up && w.seed != 0 {
		p = w.tamper(p)
	}
	w.model.overhear(below, p)
	cut := below.cutDown
	if up {
		cut = below.cutUp
	}
	if w.now.Before(cut) || w.meets(lost, w.weather.lost) {
		w.say("%s of %s is lost, up %v", p.Kind, below, up)
		return
	}
	w.deliver(p, w.delay(), arrive)
	if up && w.meets(duplicated, w.weather.twice) {
		again := between(w.road, 0, time.Minute)
		if again > 5*time.Second {
			w.hits[replayed]++
		}
		w.deliver(p, again, arrive)
	}
}

// meets draws whether a packet meets with a fault.
func (w *World) meets(f Fault, percent int) bool {
	if !chance(w.road, percent) || w.without[f] {
		return false
	}
	w.hits[f]++
	return true
}

func (w *World) delay() time.Duration {
	switch {
	case w.meets(delayed, w.weather.late):
		return between(w.road, time.Second, time.Minute)
	case w.meets(reordered, w.weather.jitter):
		return between(w.road, 50*time.Millisecond, 3*time.Second)
	}
	return between(w.road, 5*time.Millisecond, 50*time.Millisecond)
}

// deliver brings a packet there; a share of them as the bytes that would be on the wire.
func (w *World) deliver(p packet, after time.Duration, arrive func(packet)) {
	if !p.torn && !chance(w.road, w.weather.bytes) {
		w.later(after, p.Kind, func() { arrive(p) })
		return
	}
	raw, err := p.pack()
	if err != nil {
		w.fail("%s cannot be packed: %v", p.Kind, err)
		return
	}
	w.bytes(raw)
	w.model.overhearBytes(p, raw)
	if p.torn {
		raw = raw[:w.road.IntN(len(raw))]
	}
	w.later(after, p.Kind, func() {
		got, err := p.unpack(raw)
		if err != nil {
			got = packet{Kind: p.Kind, Token: p.Token, from: p.from, to: p.to, torn: true}
		}
		arrive(got)
	})
}

// ring tells the boxes below that there is something new.
func (b *box) ring() {
	w := b.w
	for at, token := range sorted(b.bells) {
		below := w.boxes[at]
		life := below.life
		now := b.mem.now()
		w.send(below, packet{Kind: bell, Token: token, from: b.at, to: at}, func(packet) {
			if below.alive() && below.life == life && below.link.token == token {
				below.clock.learn(w.now, now.Time, now.Trust)
				below.want(down)
			}
		})
	}
}
