package core

import (
	"lianzhan/station"
	"lianzhan/sync/wire"
)

// proven reports whether a device that ever spoke for the node signed the header: a box that had to enrol again signs what
// it wrote under its former name with its new key.
func proven(e station.Entry, hash station.Hash, node station.Node) bool {
	message := wire.ProofBytes(hash)
	if d, found := node.Device(station.DeviceOf(e.Origin)); found && wire.Verify(d.Key, message, e.Proof) {
		return true
	}
	for _, d := range node.Devices {
		if wire.Verify(d.Key, message, e.Proof) {
			return true
		}
	}
	return false
}

// tip is the beginning of a header's hash, as a hello names it.
func tip(hash station.Hash) string {
	const algorithm, digits = len("sha256:"), 16
	if len(hash) < algorithm+digits {
		return string(hash)
	}
	return string(hash[algorithm : algorithm+digits])
}

// branchName is what a chain is called that another box wrote under the same name, from the first header that differs.
func branchName(hash station.Hash) string { return "#" + tip(hash)[:8] }
