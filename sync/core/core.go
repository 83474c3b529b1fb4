// Package core decides what two nodes of the tree say to each other and what becomes of it: pure functions over one
// transaction of a ledger. It reads no clock, opens no socket, starts nothing and keeps nothing outside the ledger.
package core

import (
	"io"
	"time"

	"lianzhan/station"
)

// Me is the box that runs: what it is called, where it stands and what only it can do.
type Me struct {
	Device  string // first part of its origin
	Scope   string // its place in the tree; "" or "/" while it stands alone
	Root    bool   // nobody above it
	Version string // of the program
	Schema  map[string]int
	Key     station.Key                        // of the box: one-time codes are kept hashed with it
	Sign    func(msg []byte) []byte            // Ed25519 by the device
	Open    func(sealed []byte) ([]byte, bool) // opens what was sealed for the device
}

// Moment is what the world says while a transaction runs.
type Moment struct {
	Now    time.Time
	Trust  station.Trust
	Random io.Reader
}

// Peer is a child with a session.
type Peer struct {
	Device string
	Scope  string // of its node
	Node   string // id of its node record
}
