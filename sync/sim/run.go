package sim

import (
	"fmt"
	"time"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// Result is what became of a seed.
type Result struct {
	Seed    uint64
	Err     error
	Sum     uint64 // two runs of one seed share it
	Hits    Coverage
	Steps   int // under faults
	Quiet   int // until everybody was done
	Frames  int
	Facts   int
	Persons int
	Early   error // what was not as it must be before the boxes compared what they hold, as they do once a day
}

// Harm says how a seed is played.
type Harm struct {
	Steps     int            // under faults; 0 is DefaultSteps
	Disasters int            // that take a disk away or double it; 0 is DefaultDisasters
	Without   map[Fault]bool // faults left out
	Trace     func(string)   // hears what happens
}

// DefaultSteps is how long a seed is harmed.
const DefaultSteps = 400

// DefaultDisasters is how many disks a seed loses or doubles at most.
const DefaultDisasters = 3

// patienceSteps is how many steps everybody may take to be done once nothing harms them any more.
const patienceSteps = 30_000

// Run plays one seed and says what was not as it must be.
func Run(seed uint64, h Harm) Result {
	disks, err := genesis()
	if err != nil {
		return Result{Seed: seed, Err: err}
	}
	if h.Steps == 0 {
		h.Steps = DefaultSteps
	}
	w := newWorld(seed, h.Trace)
	w.without = h.Without
	for at, b := range w.boxes {
		b.mem.Restore(disks[at], false)
		w.model.begin(b)
	}
	w.steps, w.disasters = h.Steps, or(h.Disasters, DefaultDisasters)
	w.begin()
	quiet := w.play()
	return Result{Seed: seed, Err: w.broken, Sum: w.sum, Hits: w.hits, Steps: h.Steps, Quiet: quiet, Frames: w.frames,
		Facts: len(w.model.facts), Persons: w.model.persons, Early: w.early}
}

// begin draws what kind of day it is and switches everybody on.
func (w *World) begin() {
	pick := func(percents ...int) int { return percents[w.harm.IntN(len(percents))] }
	w.weather = weather{lost: pick(0, 2, 10), twice: pick(0, 3, 8), late: pick(0, 2, 6), jitter: pick(0, 10, 30),
		bytes: pick(3, 10), harmed: pick(0, 6, 12)}
	w.chosen = w.chosen[:0]
	for _, f := range brought {
		if chance(w.harm, 45) {
			w.chosen = append(w.chosen, f)
		}
	}
	if w.thieves = chance(w.harm, 15); w.thieves {
		w.disasters = 0 // of a record that a disaster made a box forget, the thief is the first to tell it
	}
	w.pace, w.rate = pick(10, 25, 40), pick(2, 5, 9)
	for _, b := range w.boxes[1:] {
		b.tick()
		b.wake(core.LinkUp)
	}
	w.watch()
	w.backup()
}

// backup copies disks now and then: what a restore may bring back.
func (w *World) backup() {
	w.later(between(w.harm, 2*time.Second, 15*time.Second), "backup", func() {
		if root := w.root(); root.alive() && !root.mem.Lazy {
			s := root.mem.Snapshot()
			root.standby = &s
		}
		for range 4 {
			b := w.boxes[w.harm.IntN(len(w.boxes))]
			if b.alive() && !b.mem.Lazy && len(b.backups) < 6 {
				b.backups = append(b.backups, b.mem.Snapshot())
			}
		}
		w.backup()
	})
}

// play harms everybody for a while, then lets them come to rest, and looks at what became of it.
func (w *World) play() int {
	for range w.steps {
		if chance(w.work, w.pace) {
			w.labour()
		}
		if len(w.chosen) > 0 && chance(w.harm, w.rate) {
			w.inject(w.chosen[w.harm.IntN(len(w.chosen))])
		}
		if !w.next() || w.broken != nil {
			return 0
		}
	}
	w.heal()
	quiet := 0
	for ; quiet < patienceSteps && w.broken == nil; quiet += stretch {
		if w.settle(stretch) && !w.release() && !w.late() && !w.expire() && !w.nextDay() {
			break
		}
		w.repair()
	}
	if w.broken == nil && quiet >= patienceSteps {
		w.fail("no rest after %d steps: %s", quiet, w.quiet())
	}
	if w.broken == nil {
		w.check()
	}
	w.sumUp()
	return quiet
}

// heal ends all harm: links carry, disks have room, clocks are set, clones are found in the cupboard.
func (w *World) heal() {
	w.say("HEAL")
	w.weather = weather{bytes: w.weather.bytes}
	for at, b := range w.boxes {
		b.cutUp, b.cutDown, b.doomed, b.mem.Full = time.Time{}, time.Time{}, spared, false
		b.clock.chip = 0
		b.thaw()
		if b.mem.Lazy {
			b.mem.Lazy = false
			b.mem.Sync()
		}
		if at >= len(seats) {
			if !b.gone && w.holder[b.seat] != at {
				w.model.brace()
				b.gone = true
				w.model.mourn()
			}
		}
		if b.seat != 0 {
			b.turnTo(w.seats[b.seat].parent)
		}
		if !b.gone && b.on {
			b.wake(core.LinkUp)
		}
	}
	w.repair()
}

// repair enrols who needs it, and where they stand.
func (w *World) repair() {
	w.late()
	for _, b := range w.boxes {
		if b.stolen {
			w.replace(b)
		}
		if b.alive() && b.link.standing != joined {
			w.enrol(b)
		}
	}
}

// expire ends the sessions at the seats that had a clone, once: sessions do not last, and what a clone did under its
// brother's name is found out with the next hello.
func (w *World) expire() bool {
	if w.expired || len(w.boxes) == len(seats) {
		return false
	}
	w.expired = true
	for _, b := range w.boxes[len(seats):] {
		holder := w.boxes[w.holder[b.seat]]
		holder.link.token = ""
		holder.wake(core.LinkUp)
	}
	return true
}

// release applies what was kept aside because of who sent it and not because of what it says: an officer looked at it.
func (w *World) release() (some bool) {
	for _, b := range w.boxes {
		if b.gone {
			continue
		}
		var parked []wire.Fault
		err := b.mem.Inspect(func(l station.Ledger) (err error) {
			parked, err = core.Quarantined(l)
			return err
		})
		if err != nil {
			w.fail("%s cannot list what it keeps aside: %v", b, err)
		}
		for _, f := range parked {
			if f.Code != core.CodeDeviceRevoked && f.Code != core.CodeUnknownDevice {
				continue
			}
			err := b.exchange(func(l station.Ledger) error { return core.Release(l, f.Chain, f.Ctr, b.moment()) })
			switch {
			case err == nil:
				some = true
			case station.Worded(err).Class != station.FaultInvalid: // poison stays where it is
				w.fail("%s cannot release %d@%s: %v", b, f.Ctr, f.Chain, err)
			}
			w.say("%s releases %d@%s, %s: %v", b, f.Ctr, f.Chain, f.Code, err)
		}
		b.wake(core.Wanted)
	}
	return some
}

// sumUp rolls the state of every box into the sum.
func (w *World) sumUp() {
	for _, b := range w.boxes {
		w.mark(b.mem.disk.Origin)
		w.number(b.mem.disk.Seq)
		for _, ch := range sorted(b.mem.disk.chains) {
			w.mark(string(ch.hash))
		}
	}
}

// Replay is the command that plays a seed again and tells what happens.
func Replay(seed uint64) string { return fmt.Sprintf("make sim SEED=%d", seed) }
