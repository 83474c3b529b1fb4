package sim

import (
	"errors"
	"time"

	"lianzhan/station"
	"lianzhan/sync/core"
)

// doom is the effect after which a box dies.
type doom int

// The moments a box may die at.
const (
	spared doom = iota
	beforeCommit
	beforeFlush // the transaction is torn
	afterFlush  // nobody hears of it
)

// errDied ends whatever a box was doing.
var errDied = errors.New("the box died")

// standing is how a box stands towards the box above.
type standing string

// The standings.
const (
	joined  standing = "joined"
	revoked standing = "revoked"
	forked  standing = "forked"
)

// box is one machine at a seat of the tree.
type box struct {
	w     *World
	at    int // index in the world
	seat  int
	above int // seat it talks to; its parent's, or the root's when it goes there directly
	who   identity
	mem   *Memory
	clock clock

	on     bool // powered
	gone   bool // for good: a clone that was found out, a machine that was carried away
	stolen bool // its word was taken away: another machine takes its seat
	life   int  // counts boots: what belongs to an earlier one is void
	doomed doom

	sessions map[string]core.Peer // of the boxes below
	nonces   map[string]bool      // challenges handed out
	bells    map[int]string       // boxes below that hold a doorbell, with their session
	taken    map[int]uint64       // boxes below: end of the last push taken
	link     link

	backups []Snapshot
	standby *Snapshot // of the county

	cutUp, cutDown time.Time // nothing passes on the way to the box above, or from it, before
}

func (w *World) newBox(at, seat int, who identity) *box {
	b := &box{w: w, at: at, seat: seat, above: w.seats[seat].parent, who: who, on: true, clock: clock{trust: station.TrustRTC}}
	if seat == 0 {
		b.clock.trust = station.TrustNTP
	}
	b.mem = NewLedger(Options{Device: who.id, Scope: w.seats[seat].scope, Keep: keptBy(seat), Clock: b.wall, Random: w.road.Uint64})
	b.forget()
	return b
}

// wall is what the box's clock says.
func (b *box) wall() station.Reading { return b.clock.read(b.w.now) }

// forget is what a restart does to memory.
func (b *box) forget() {
	b.sessions, b.nonces, b.bells, b.taken, b.link = map[string]core.Peer{}, map[string]bool{}, map[int]string{}, map[int]uint64{}, link{standing: b.link.standing}
	if b.link.standing == "" {
		b.link.standing = joined
	}
}

func (b *box) me() core.Me {
	return core.Me{Device: b.who.id, Scope: b.mem.Scope(), Root: b.seat == 0, Version: "1", Key: station.Key(b.who.secret[:]),
		Sign: b.who.sign, Open: b.who.open}
}

func (b *box) moment() core.Moment {
	now := b.mem.now()
	return core.Moment{Now: now.Time, Trust: now.Trust, Random: b.w}
}

// exchange runs one transaction of sync, and the box's end if it is near.
func (b *box) exchange(fn func(station.Ledger) error) error {
	before := b.mem.disk.Seq
	err := b.transact(func() error { return b.mem.Exchange(fn) })
	if err == nil && b.mem.disk.Seq > before {
		b.ring()
	}
	return err
}

func (b *box) transact(do func() error) error {
	end := b.doomed
	b.doomed = spared
	switch end {
	case beforeCommit:
		b.mem.Full = true // whatever it wrote is rolled back
		_ = do()
		b.crash(false)
		return errDied
	case beforeFlush:
		b.mem.Lazy = true
		_ = do()
		b.crash(true)
		return errDied
	case afterFlush:
		_ = do()
		b.crash(false)
		return errDied
	}
	return do()
}

// crash is the power going; the box comes up again by itself.
func (b *box) crash(tear bool) {
	w := b.w
	lied := b.mem.Lazy && b.mem.commit > 0
	if lied {
		w.model.brace()
	}
	b.mem.Crash(tear, w.harm.IntN(len(b.mem.undo)+1))
	if lied {
		w.model.mourn()
	}
	b.forget()
	b.on, b.life, b.doomed = false, b.life+1, spared
	w.say("%s dies (log at %d)", b, b.mem.disk.Seq)
	life := b.life
	w.later(between(w.harm, time.Second, 40*time.Second), "boot", func() {
		if b.life == life && !b.gone {
			b.boot()
		}
	})
}

// boot is the box coming up.
func (b *box) boot() {
	b.on = true
	b.clock.frozen = time.Time{}
	if b.seat != 0 {
		b.clock.forget()
	}
	if b.mem.Start() {
		b.w.hits[newLife]++
	}
	b.w.say("%s is up, log at %d, origin %s", b, b.mem.disk.Seq, b.mem.Origin())
	b.wake(core.LinkUp)
}

func (b *box) String() string {
	name := b.w.seats[b.seat].scope
	if b.w.holder[b.seat] != b.at {
		name += "'"
	}
	return name
}

// alive reports whether a box may still take part.
func (b *box) alive() bool { return b.on && !b.gone }

// write is a person's work at the box.
func (b *box) write(actor string, edits ...station.Edit) error {
	if !b.alive() {
		return errDied
	}
	before := b.mem.disk.Seq
	err := b.transact(func() error {
		_, err := b.mem.Write(actor, edits...)
		return err
	})
	b.w.model.wrote(b, before)
	if err == nil {
		b.ring()
		b.wake(core.Wanted)
	}
	return err
}
