package sim

import (
	"time"

	"lianzhan/station"
	"lianzhan/sync/core"
)

// harms are the faults that are brought about, and how.
var harms = map[Fault]func(w *World, b *box) bool{
	cutUpward:       func(w *World, b *box) bool { b.cutUp = w.until(time.Second, 2*time.Minute); return true },
	cutDownward:     func(w *World, b *box) bool { b.cutDown = w.until(time.Second, 2*time.Minute); return true },
	halfOpen:        (*World).halfOpen,
	diedEarly:       func(_ *World, b *box) bool { b.doomed = beforeCommit; return true },
	diedTorn:        func(_ *World, b *box) bool { b.doomed = beforeFlush; return true },
	diedLate:        func(_ *World, b *box) bool { b.doomed = afterFlush; return true },
	lyingDisk:       (*World).lie,
	diskFull:        (*World).fill,
	clock1970:       func(w *World, b *box) bool { return w.jump(b, time.Unix(0, 0).Sub(w.now)) },
	clock2099:       func(w *World, b *box) bool { return b.seat != 0 && w.jump(b, 73*365*24*time.Hour) },
	clockBack:       func(w *World, b *box) bool { return w.jump(b, -time.Hour) },
	clockFrozen:     (*World).freeze,
	rtcReset:        (*World).resetRTC,
	clonedDisk:      (*World).clone,
	swapped:         (*World).swap,
	countyRestored:  func(w *World, _ *box) bool { return w.restore(w.root()) },
	townRestored:    func(w *World, b *box) bool { return w.restore(w.above(b, 1)) },
	villageRestored: func(w *World, b *box) bool { return b.seat != 0 && w.restore(b) },
	promoted:        (*World).promote,
	reparented:      (*World).reparent,
	revokedDevice:   (*World).revoke,
	nodeMoved:       (*World).moveNode,
}

// brought are the faults of harms in their order.
var brought = func() []Fault {
	var all []Fault
	for f := range newLife {
		if harms[f] != nil {
			all = append(all, f)
		}
	}
	return all
}()

// inject brings one fault about.
func (w *World) inject(f Fault) {
	b := w.boxes[w.harm.IntN(len(w.boxes))]
	seat := w.struck(f, b)
	if w.without[f] || !b.alive() || f.disaster() && (w.disasters == 0 || w.left[seat]) || !harms[f](w, b) {
		return
	}
	if f.disaster() {
		w.disasters--
		w.shaken[seat] = true
	}
	w.hits[f]++
	w.say("FAULT %s at %s", f, b)
}

// struck is the seat whose disk a disaster takes.
func (w *World) struck(f Fault, b *box) int {
	switch f {
	case countyRestored, promoted:
		return 0
	case townRestored:
		return w.above(b, 1).seat
	}
	return b.seat
}

func (w *World) until(low, high time.Duration) time.Time {
	return w.now.Add(between(w.harm, low, high))
}

// above is the box at the seat so many steps below the root, on the way to a box.
func (w *World) above(b *box, depth int) *box {
	way := []int{}
	for seat := b.seat; seat > 0; seat = w.seats[seat].parent {
		way = append(way, seat)
	}
	if len(way) < depth {
		return w.boxes[w.holder[1]]
	}
	return w.boxes[w.holder[way[len(way)-depth]]]
}

// halfOpen leaves both ends believing in a connection that carries nothing.
func (w *World) halfOpen(b *box) bool {
	b.cutUp = w.until(20*time.Second, 3*time.Minute)
	b.cutDown = b.cutUp
	return true
}

// lie lets a disk promise what it does not keep; often the power goes before it could.
func (w *World) lie(b *box) bool {
	b.mem.Lazy = true
	life, dies := b.life, chance(w.harm, 70)
	w.later(between(w.harm, 2*time.Second, 40*time.Second), "flush", func() {
		switch {
		case b.life != life || !b.alive():
		case dies:
			b.crash(false)
		default:
			b.mem.Lazy = false
			b.mem.Sync()
		}
	})
	return true
}

func (w *World) fill(b *box) bool {
	b.mem.Full = true
	w.later(between(w.harm, 5*time.Second, time.Minute), "room", func() { b.mem.Full = false })
	return true
}

// jump moves the chip; whatever was learned about it is worth nothing any more. The county's kernel goes on believing.
func (w *World) jump(b *box, by time.Duration) bool {
	b.clock.chip = by
	if b.seat != 0 {
		b.clock.forget()
	}
	return true
}

func (w *World) freeze(b *box) bool {
	b.clock.frozen = w.now.Add(b.clock.chip)
	w.later(between(w.harm, 10*time.Second, 2*time.Minute), "thaw", b.thaw)
	return true
}

// thaw lets a clock run again. That it was set is noticed: nothing learned about it is worth anything.
func (b *box) thaw() {
	b.clock.frozen = time.Time{}
	if b.seat != 0 {
		b.clock.forget()
	}
}

func (w *World) resetRTC(b *box) bool {
	if b.seat == 0 {
		return false
	}
	b.clock.chip = time.Unix(0, 0).Sub(w.now)
	b.crash(false)
	return true
}

// clone starts a second box from a copy of a disk.
func (w *World) clone(b *box) bool {
	if b.seat == 0 || b.mem.Lazy || b.link.standing != joined || len(w.boxes) > len(seats)+1 {
		return false
	}
	twin := w.newBox(len(w.boxes), b.seat, b.who)
	twin.mem.Restore(b.mem.Snapshot(), false)
	twin.clock, twin.above = b.clock, b.above
	w.boxes = append(w.boxes, twin)
	w.model.doubled(b, twin)
	twin.tick()
	twin.wake(core.LinkUp)
	return true
}

// swap puts a new machine at a seat: another device, an empty disk.
func (w *World) swap(b *box) bool {
	if b.seat == 0 || w.holder[b.seat] != b.at || w.spare >= len(identities())-20 {
		return false
	}
	w.replace(b)
	return true
}

func (w *World) replace(b *box) {
	w.model.brace()
	b.life++
	b.stolen = false
	b.who = identities()[w.spare]
	w.spare++
	b.mem = NewLedger(Options{Device: b.who.id, Scope: w.seats[b.seat].scope, Keep: keptBy(b.seat), Clock: b.wall, Random: w.road.Uint64})
	b.forget()
	b.backups, b.on, b.doomed = nil, true, spared
	b.clock = clock{trust: station.TrustRTC}
	b.link.standing = revoked
	w.model.swapped(b)
	w.model.mourn()
}

// restore puts back any older copy of a disk, on the same machine.
func (w *World) restore(b *box) bool {
	if len(b.backups) == 0 || !b.alive() {
		return false
	}
	return w.putBack(b, b.backups[w.harm.IntN(len(b.backups))])
}

// promote puts the county's standby in its place, which lags a little.
func (w *World) promote(*box) bool {
	b := w.root()
	if b.standby == nil || !b.alive() {
		return false
	}
	return w.putBack(b, *b.standby)
}

func (w *World) putBack(b *box, s Snapshot) bool {
	b.mem.Sync()
	w.model.brace()
	b.mem.Lazy, b.mem.Full = false, false
	before := b.mem.disk.Seq
	b.mem.Restore(s, true)
	w.say("%s is put back from %d to %d", b, before, b.mem.disk.Seq)
	w.model.mourn()
	if b.mem.Start() {
		w.hits[newLife]++
	} else {
		b.mem.Reincarnate() // whoever restores says so
	}
	b.forget()
	b.life++
	b.boot()
	return true
}

// reparent sends a box straight to the county for a while, as a technician does whose town is dead.
func (w *World) reparent(b *box) bool {
	if b.seat == 0 || w.seats[b.seat].parent == 0 {
		return false
	}
	b.turnTo(0)
	w.later(between(w.harm, 20*time.Second, 3*time.Minute), "home", func() { b.turnTo(w.seats[b.seat].parent) })
	return true
}

// turnTo sends a box to another seat from now on.
func (b *box) turnTo(above int) {
	if b.above == above {
		return
	}
	b.above, b.link.token = above, ""
	b.wake(core.LinkUp)
}

// revoke takes the word from a box that was stolen; its seat gets a new machine.
func (w *World) revoke(b *box) bool {
	if b.seat == 0 || w.holder[b.seat] != b.at || w.spare >= len(identities())-20 {
		return false
	}
	over := w.boxes[w.holder[w.seats[b.seat].parent]]
	if !over.alive() || over.link.standing != joined {
		return false
	}
	var edits []station.Edit
	err := over.exchange(func(l station.Ledger) (err error) {
		edits, err = core.Revoke(l, over.me(), nodeID(b.seat), "lost", over.moment())
		return err
	})
	if err != nil || over.write("officer", edits...) != nil {
		return false
	}
	who := b.who.id
	b.stolen = true
	w.later(between(w.harm, 20*time.Second, time.Minute), "replace", func() {
		if b.who.id == who && !b.gone {
			w.replace(b)
		}
	})
	return true
}
