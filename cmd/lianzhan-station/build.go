package main

import (
	"strconv"
	"time"
)

// Stamped by the Makefile.
var (
	version = "dev"
	built   = "0" // seconds since 1970 of the commit built from
)

// builtAt is when the program was made; no clock is believed before it.
func builtAt() time.Time {
	seconds, err := strconv.ParseInt(built, 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.Unix(seconds, 0)
}
