package core

import (
	"lianzhan/station"
)

// way is how far a chain was received, and by what its times are judged.
type way struct {
	Ctr     uint64       `json:"ctr"`
	Hash    station.Hash `json:"hash"`
	At      station.HLC  `json:"at,omitempty"`      // effective time of the last change
	Drained int64        `json:"drained,omitempty"` // Unix ms, by a believed clock, when the sender last had nothing left
	Bad     int          `json:"bad,omitempty"`     // deliveries in a row that did not verify
	Back    int          `json:"back,omitempty"`    // and that did not hang on what is held
}

// readLane is how far a chain was received; one that came by another road begins at its head.
func readLane(l station.Ledger, chain string) (way, error) {
	w, found, err := recall[way](l, noteLane+chain)
	if err != nil || found {
		return w, err
	}
	w.Ctr, w.Hash, err = l.Head(chain)
	return w, err
}
