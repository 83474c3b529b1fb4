package main

import (
	"time"

	"lianzhan/web/console"
)

// Stamped by the Makefile.
var (
	version = "dev"
	built   = "0" // seconds since 1970 of the commit built from
)

// builtAt is when the program was made; no clock is believed before it.
func builtAt() time.Time { return console.BuiltAt(built) }
