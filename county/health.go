package county

import (
	"strings"
	"time"

	"lianzhan/station"
)

// The states of a box, as the office sees it.
const (
	waiting = "waiting" // nobody enrolled here yet
	online  = "online"
	offline = "offline" // not connected now
	silent  = "silent"  // nothing heard for more than a day
	old     = "old"     // runs another version than the county
	revoked = "revoked"
	relayed = "relayed" // stands behind another box, which reports for it
)

// Demo is the version a box of an invented town tells, and its state ever after: nobody expects it.
const Demo = "demo"

const (
	fresh   = 2 * time.Minute // a box without a doorbell asks every 30 s
	silence = 24 * time.Hour
)

// Item is one box of the list.
type Item struct {
	ID          string           `json:"id"`
	Name        string           `json:"name"`
	Scope       string           `json:"scope"`
	Kind        station.SiteKind `json:"kind"`
	Parent      string           `json:"parent"` // id of the node above; empty for the root
	Revision    station.Revision `json:"revision"`
	State       string           `json:"state"`
	Own         bool             `json:"own,omitempty"` // this very box
	Via         string           `json:"via,omitempty"` // id of the node it reports through
	Device      string           `json:"device"`
	Version     string           `json:"version"`
	LastSeen    *time.Time       `json:"last_seen"`
	LagS        int64            `json:"lag_s"` // age of the oldest change that waits there
	Pending     uint64           `json:"pending"`
	OldestAt    *time.Time       `json:"oldest_at"`
	HopAck      uint64           `json:"hop_ack"`
	RootAck     uint64           `json:"root_ack"`
	Quarantine  int              `json:"quarantine"`
	FilesUp     int              `json:"files_up"`
	BytesUp     int64            `json:"bytes_up"`
	FilesLost   int              `json:"files_lost,omitempty"` // named by records and not to be had
	ClockMS     int64            `json:"clock_ms"`
	Trust       station.Trust    `json:"trust"`
	RetractOpen int              `json:"retract_open"` // orders not carried out
	RetractLate bool             `json:"retract_late"` // a receipt is owed for more than a week
	Forked      bool             `json:"forked"`
	Held        uint64           `json:"held,omitempty"`  // changes its log holds
	Heavy       bool             `json:"heavy,omitempty"` // it holds more than a box is meant to
	WhyRevoked  string           `json:"why_revoked,omitempty"`
}

// mostHeld is how many changes a box is meant to hold: what a small PC opens, searches and copies to a stick within a minute or
// so. Nothing is refused beyond it; somebody has to know before it becomes slow.
const mostHeld = 500_000

// stateOf judges a box that was enrolled and is heard directly.
func stateOf(p Peer, version string, now time.Time) string {
	switch gone := now.Sub(p.Seen); {
	case p.Version == Demo:
		return Demo
	case !p.Online && gone > silence:
		return silent
	case !p.Online && gone > fresh:
		return offline
	case p.Version != "" && p.Version != version:
		return old
	}
	return online
}

// tell fills in what is known of a box.
func (i *Item) tell(n station.Node, p Peer, known bool, version string, now time.Time) {
	device, active := n.Active()
	switch {
	case !active && len(n.Devices) == 0:
		i.State = waiting
		return
	case !active:
		last := n.Devices[len(n.Devices)-1]
		i.State, i.Device, i.WhyRevoked = revoked, last.ID, last.Why
		return
	}
	i.Device, i.State = device.ID, offline
	if !known {
		return
	}
	i.State, i.Version, i.Pending, i.HopAck, i.RootAck = stateOf(p, version, now), p.Version, p.Pending, p.HopAck, p.RootAck
	i.Quarantine, i.FilesUp, i.BytesUp, i.FilesLost, i.ClockMS, i.Trust = p.Quarantine, p.FilesUp, p.BytesUp, p.FilesLost, p.ClockMS, p.Trust
	i.RetractOpen, i.RetractLate, i.Forked = p.Orders, p.Overdue, p.Forked
	i.Held, i.Heavy = p.Held, p.Held > mostHeld
	if !p.Seen.IsZero() {
		seen := p.Seen.In(station.Zone)
		i.LastSeen = &seen
	}
	if p.Pending > 0 && !p.OldestAt.IsZero() {
		oldest := p.OldestAt.In(station.Zone)
		i.OldestAt, i.LagS = &oldest, max(0, int64(now.Sub(oldest).Seconds()))
	}
}

// lastWord is when the newest change of a device came about, as far as it is held here: of a box behind another nothing else
// is heard.
func lastWord(l station.Ledger, heads map[string]uint64, device string) (last time.Time, err error) {
	for chain, ctr := range heads {
		if station.DeviceOf(chain) != device || strings.Contains(chain, "~") {
			continue
		}
		e, found, err := l.Held(chain, ctr)
		if err != nil {
			return last, err
		}
		if at := e.Time().Time(); found && at.After(last) {
			last = at
		}
	}
	return last, nil
}
