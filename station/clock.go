package station

import "time"

// HLC is a hybrid logical clock: milliseconds since 1970 in the upper 48 bits, a logical count in the lower 16.
type HLC int64

// Trust says how far a wall clock is believed. A box with a flat battery wakes up in 1970.
type Trust string

// The states of trust.
const (
	TrustUntrusted Trust = "untrusted" // behind what was already written, or before the program was built
	TrustRTC       Trust = "rtc"       // plausible, nobody confirmed it
	TrustNTP       Trust = "ntp"       // the kernel says it is synchronised
	TrustCounty    Trust = "county"    // set against the county's clock
	TrustManual    Trust = "manual"    // an officer set it
)

// HLCAt is the clock at an instant with no logical count.
func HLCAt(t time.Time) HLC { return HLC(t.UnixMilli() << 16) }

// Time is the instant of the clock, to the millisecond.
func (h HLC) Time() time.Time { return time.UnixMilli(int64(h) >> 16) }

// Next is the clock of the next change: never before the last one, whatever the wall says.
func (h HLC) Next(wall time.Time) HLC { return max(HLCAt(wall), h+1) }

// Reading is what a wall clock said and how far it is believed.
type Reading struct {
	Time  time.Time
	Trust Trust
}

// ReadClock corrects a wall clock: a time before the last one written or before the build is impossible, so the
// latest of the three is used and the reading is untrusted. A tolerance of two minutes forgives an NTP step back.
func ReadClock(wall time.Time, trust Trust, lastWritten, built time.Time) Reading {
	floor := lastWritten
	if built.After(floor) {
		floor = built
	}
	if wall.Before(floor) {
		if floor.Sub(wall) > 2*time.Minute {
			trust = TrustUntrusted
		}
		wall = floor
	}
	return Reading{Time: wall, Trust: trust}
}

// Zone is the one time zone of every station (北京时间). China keeps no summer time, so no table is needed.
var Zone = time.FixedZone("Asia/Shanghai", 8*60*60)
