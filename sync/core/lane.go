package core

import "time"

// Phase is where a lane stands.
type Phase string

// The phases of a lane. The zero value is idle.
const (
	Idle     Phase = ""
	Due      Phase = "due"
	UnderWay Phase = "under_way"
	Waiting  Phase = "waiting"
)

// Happening is what moves a lane.
type Happening struct {
	Kind       What
	RetryAfter time.Duration // of Failed: what the parent asked for
}

// What happened to a lane.
type What string

// The happenings.
const (
	Wanted    What = "wanted"    // there is something to do
	Began     What = "began"     // an attempt started
	Finished  What = "finished"  // it went well and nothing is left
	Continued What = "continued" // it went well and there is more
	Failed    What = "failed"
	LinkUp    What = "link_up" // the neighbour is reachable again
)

const (
	firstWait = time.Second
	longest   = 300 * time.Second
	maxAsked  = time.Hour // a parent cannot send a child to sleep for longer
)

// Lane is the timer of one direction: up, down or files. None of them knows of the others, so that one that is stuck
// never silences another.
type Lane struct {
	Phase Phase
	Until time.Time // of Waiting: when the next attempt begins
	Fails int       // in a row
	again bool      // something was wanted while an attempt was under way
	asked time.Time // the parent does not want to be asked before
}

// Next is the lane after something happened. chance is uniform in [0,1).
func (n Lane) Next(h Happening, now time.Time, chance float64) Lane {
	switch h.Kind {
	case Wanted:
		return n.wanted()
	case Began:
		return Lane{Phase: UnderWay, Fails: n.Fails}
	case Finished:
		if n.again {
			return Lane{Phase: Due}
		}
		return Lane{}
	case Continued:
		return Lane{Phase: Due}
	case Failed:
		return n.failed(h.RetryAfter, now, chance)
	case LinkUp:
		return n.linkUp(now)
	}
	return n
}

func (n Lane) wanted() Lane {
	switch n.Phase {
	case Idle:
		n.Phase = Due
	case UnderWay:
		n.again = true
	case Due, Waiting:
	}
	return n
}

// failed waits with full jitter, doubling, as long as the parent asked at least: but it always ends in another attempt.
func (n Lane) failed(asked time.Duration, now time.Time, chance float64) Lane {
	ceiling := longest
	if n.Fails < 9 {
		ceiling = min(firstWait<<n.Fails, longest)
	}
	asked = min(max(asked, 0), maxAsked)
	wait := max(time.Duration(chance*float64(ceiling)), asked)
	return Lane{Phase: Waiting, Until: now.Add(wait), Fails: n.Fails + 1, asked: now.Add(asked)}
}

// linkUp forgets the failures: they were the link's. What the parent asked for holds.
func (n Lane) linkUp(now time.Time) Lane {
	n.Fails = 0
	switch {
	case n.Phase != Waiting:
	case now.Before(n.asked):
		n.Until = n.asked
	default:
		return Lane{Phase: Due}
	}
	return n
}

// Due reports whether an attempt should begin now.
func (n Lane) Due(now time.Time) bool {
	return n.Phase == Due || n.Phase == Waiting && !now.Before(n.Until)
}

// Wake is when Due has to be asked again; zero when only a happening can make it due.
func (n Lane) Wake() time.Time {
	if n.Phase == Waiting {
		return n.Until
	}
	return time.Time{}
}
