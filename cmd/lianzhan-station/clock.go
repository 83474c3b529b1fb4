package main

import (
	"time"

	"golang.org/x/sys/unix"

	"lianzhan/station"
)

// wallClock reads the box's clock and asks the kernel whether anything keeps it right.
func wallClock() (time.Time, station.Trust) {
	var t unix.Timex
	if state, err := unix.Adjtimex(&t); err == nil && state != unix.TIME_ERROR && t.Status&unix.STA_UNSYNC == 0 {
		return time.Now(), station.TrustNTP
	}
	return time.Now(), station.TrustRTC
}
