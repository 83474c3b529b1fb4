package core

import (
	"time"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// IssueCode makes the one-time code a box enrols with at a node. A code issued before for the node is worth nothing any more.
func IssueCode(l station.Ledger, me Me, node string, at Moment) (code string, expires time.Time, err error) {
	return "", time.Time{}, nil
}

// Admit judges an enrolment. The edits are the node with its new device: the caller writes them at once after the commit.
// Asked again with the same code and key it answers the same. A refusal only counts the try: commit it as well.
func Admit(l station.Ledger, me Me, e wire.Enrol, at Moment) (wire.Enrolled, []station.Edit, error) {
	return wire.Enrolled{}, nil, nil
}

// Revoke takes the word from a node's device.
func Revoke(l station.Ledger, me Me, node, why string, at Moment) ([]station.Edit, error) {
	return nil, nil
}

// Greet judges a hello that signs the nonce and answers it; the rim adds the session.
func Greet(l station.Ledger, me Me, h wire.Hello, nonce string, at Moment) (wire.Welcome, Peer, error) {
	return wire.Welcome{}, Peer{}, nil
}

// Receive takes a push.
func Receive(l station.Ledger, me Me, from Peer, p wire.Push, at Moment) (wire.PushReply, error) {
	return wire.PushReply{}, nil
}

// Serve answers a pull. Mostly it only reads: try it on a view first, and in an exchange when the view refuses a note.
func Serve(l station.Ledger, me Me, to Peer, p wire.Pull, at Moment) (wire.Feed, error) {
	return wire.Feed{}, nil
}

// Quarantined lists the changes that were kept but not applied.
func Quarantined(l station.Ledger) ([]wire.Fault, error) { return nil, nil }

// Release applies a quarantined change.
func Release(l station.Ledger, chain string, ctr uint64) error { return nil }

// Child is what a parent knows of a neighbour below it.
type Child struct {
	Device string
	Scope  string
	Seen   time.Time // of its last hello or push
	Status wire.Status
	Orders int       // not carried out yet
	Oldest time.Time // when the oldest of them was given; a retract older than RetractOverdue is a matter for a person
	Forked bool
}

// RetractOverdue is how long a child may take to prove that it took out what is no longer its own.
const RetractOverdue = 7 * 24 * time.Hour

// Children lists the neighbours below, by device.
func Children(l station.Ledger) ([]Child, error) { return nil, nil }
