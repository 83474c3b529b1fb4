package sim

import (
	"time"

	"lianzhan/station"
)

// clock is the clock of one box: a chip that may say anything, and what was learned from the box above.
type clock struct {
	chip   time.Duration // how far the chip is off
	frozen time.Time     // the chip stands still here, if set
	offset time.Duration // learned from above, worth something while trust says so
	trust  station.Trust
}

func (c *clock) read(now time.Time) station.Reading {
	wall := now.Add(c.chip)
	if !c.frozen.IsZero() {
		wall = c.frozen
	}
	return station.Reading{Time: wall.Add(c.offset), Trust: c.trust}
}

// learn takes the time of the box above, when that box knows it.
func (c *clock) learn(now, theirs time.Time, trust station.Trust) {
	if trust == station.TrustRTC || trust == station.TrustUntrusted {
		return
	}
	c.offset += theirs.Sub(c.read(now).Time)
	c.trust = station.TrustCounty
}

// forget is what a reboot or a jump of the chip does: nobody vouches for the time any more.
func (c *clock) forget() { c.offset, c.trust = 0, station.TrustRTC }
