package core

import (
	"lianzhan/station"
	"lianzhan/sync/wire"
)

// Joined keeps who is above after an enrolment.
func Joined(l station.Ledger, me Me, e wire.Enrolled, at Moment) error { return nil }

// Greeting is the hello to a parent's challenge.
func Greeting(l station.Ledger, me Me, c wire.Challenge, at Moment) (wire.Hello, error) {
	return wire.Hello{}, nil
}

// Greeted takes the answer to a hello.
func Greeted(l station.Ledger, me Me, w wire.Welcome, at Moment) error { return nil }

// NextPush is what goes up after a number of the own log, at most about limit changes; after 0 begins behind what was
// acknowledged. ok is false when there is nothing to send. Asked again with after = the parcel's To before the first was
// acknowledged, it gives the one behind it.
func NextPush(l station.Ledger, me Me, after uint64, limit int, at Moment) (p Parcel, ok bool, err error) {
	return Parcel{}, false, nil
}

// Pushed takes the answer to a parcel.
func Pushed(l station.Ledger, me Me, p Parcel, r wire.PushReply, at Moment) error { return nil }

// NextPull asks for what comes after the cursor.
func NextPull(l station.Ledger, me Me) (wire.Pull, error) { return wire.Pull{}, nil }

// Pulled takes a feed. One that does not begin at the cursor is left alone: it was answered twice or overtaken.
func Pulled(l station.Ledger, me Me, p wire.Pull, f wire.Feed, at Moment) error { return nil }

// Pending is how the box stands, for its own screen and for its parent. It writes nothing.
func Pending(l station.Ledger, me Me, at Moment) (wire.Status, error) { return wire.Status{}, nil }
