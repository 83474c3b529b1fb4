package main

import (
	"sync/atomic"
	"time"

	"lianzhan/station"
	"lianzhan/store"
)

// demoClock is the box's clock, which the demo sets back while it tells what happened in the last months.
type demoClock struct {
	told atomic.Pointer[time.Time]
}

func (c *demoClock) read() (time.Time, station.Trust) {
	if told := c.told.Load(); told != nil {
		return *told, station.TrustRTC
	}
	return store.WallClock()
}

func (c *demoClock) set(to time.Time) { c.told.Store(&to) }

// release lets the clock show the box's own time again.
func (c *demoClock) release() { c.told.Store(nil) }
