package sim

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"time"

	"lianzhan/station"
)

// start is the true time at which every seed begins.
var start = time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)

// World is one run: the boxes, what lies between them, and what is known to have happened.
type World struct {
	seed   uint64
	now    time.Time
	order  uint64
	agenda agenda
	boxes  []*box
	seats  []seat
	holder []int // box that stands at each seat

	// Three sources of chance, so that leaving out a fault does not change what people write.
	work, harm, road *rand.Rand

	model     model
	refs      []station.Ref        // records people know of
	made      int                  // ids handed out
	strays    map[station.Ref]bool // records of which a disaster took every copy, or the words
	weather   weather
	without   map[Fault]bool // faults left out, to find those that matter
	hits      Coverage
	spare     int // identities handed out
	broken    error
	sum       uint64 // rolling over all that happened
	steps     int
	disasters int          // that may still happen
	shaken    map[int]bool // seats that had one
	left      map[int]bool // villages that were moved, and their former towns
	thieves   bool         // boxes that were broken into take other people's records
	moves     int          // of nodes
	chosen    []Fault      // brought about in this seed
	pace      int          // percent of steps in which somebody works
	rate      int          // percent of steps in which something goes wrong
	frames    int
	expired   bool
	day       int   // nights everybody compared what they hold
	early     error // what was wrong before the first
	listings  int   // pushes that told where two boxes differ
	listed    int   // of them before the last night
	trace     func(string)
}

// newWorld puts the boxes of the genesis at their seats.
func newWorld(seed uint64, trace func(string)) *World {
	w := &World{seed: seed, now: start, trace: trace, sum: fnvOffset, spare: len(seats), seats: slices.Clone(seats),
		strays: map[station.Ref]bool{}, shaken: map[int]bool{}, left: map[int]bool{},
		work: rand.New(rand.NewPCG(seed, 1)), harm: rand.New(rand.NewPCG(seed, 2)), road: rand.New(rand.NewPCG(seed, 3))}
	w.model = newModel(w)
	for at := range seats {
		w.boxes = append(w.boxes, w.newBox(at, at, identities()[at]))
		w.holder = append(w.holder, at)
	}
	return w
}

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// mark rolls a happening into the sum two runs of a seed must share.
func (w *World) mark(what string) {
	for i := range len(what) {
		w.sum = (w.sum ^ uint64(what[i])) * fnvPrime
	}
	w.number(uint64(w.now.UnixMicro()))
}

func (w *World) number(n uint64) {
	for range 8 {
		w.sum = (w.sum ^ n&255) * fnvPrime
		n >>= 8
	}
}

func (w *World) bytes(b []byte) {
	h := fnv.New64a()
	_, _ = h.Write(b) // never fails
	w.number(h.Sum64())
}

// say is a line of the trace.
func (w *World) say(format string, args ...any) {
	if w.trace != nil {
		w.trace(fmt.Sprintf("%9.3fs ", w.now.Sub(start).Seconds()) + fmt.Sprintf(format, args...))
	}
}

// fail notes the first thing that is not as it must be.
func (w *World) fail(format string, args ...any) {
	if w.broken == nil {
		w.broken = fmt.Errorf(format, args...)
		w.say("BROKEN: %v", w.broken)
	}
}

func (w *World) root() *box { return w.boxes[w.holder[0]] }

// between is a duration drawn evenly.
func between(r *rand.Rand, low, high time.Duration) time.Duration {
	return low + time.Duration(r.Int64N(int64(high-low)+1))
}

func chance(r *rand.Rand, percent int) bool { return r.IntN(100) < percent }

// Read lets the core draw its random bytes from the seed.
func (w *World) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(w.road.Uint32())
	}
	return len(p), nil
}

// kept are the kinds a station keeps to itself.
var kept = []station.Kind{station.KindPolicy, station.KindHolidays, station.KindScreen, station.KindAccount, station.KindAudit}

// keptBy are the kinds a seat keeps to itself: the county shares its policy and holidays with everybody.
func keptBy(seat int) []station.Kind {
	if seat == 0 {
		return []station.Kind{station.KindAccount, station.KindAudit}
	}
	return kept
}
