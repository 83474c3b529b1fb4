package core

import "time"

// Phase is where a lane stands.
type Phase string

// The phases of a lane.
const (
	Idle     Phase = "idle"
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

// Lane is the timer of one direction: up, down or files. The zero value is idle.
type Lane struct {
	Phase Phase
	Until time.Time // of Waiting: when the next attempt begins
	Fails int       // in a row
	again bool      // something was wanted while an attempt was under way
}

// Next is the lane after something happened. chance is uniform in [0,1).
func (n Lane) Next(h Happening, now time.Time, chance float64) Lane { return n }

// Due reports whether an attempt should begin now.
func (n Lane) Due(now time.Time) bool { return false }

// Wake is when Due has to be asked again; zero when only a happening can make it due.
func (n Lane) Wake() time.Time { return time.Time{} }
