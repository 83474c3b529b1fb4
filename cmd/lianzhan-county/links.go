package main

import (
	"context"
	"time"

	"lianzhan/county"
	"lianzhan/sync"
)

// links are the boxes below, as the county's room asks for them.
type links struct{ *sync.Room }

func (l links) Peers() ([]county.Peer, error) {
	all, err := l.Room.Below.Peers()
	peers := make([]county.Peer, 0, len(all))
	for _, p := range all {
		s := p.Status
		peers = append(peers, county.Peer{Device: p.Device, Online: p.Online, Seen: p.Seen, Version: p.Version, Pending: s.Pending,
			OldestAt: millis(s.OldestAt), HopAck: s.HopAck, RootAck: s.RootAck, Quarantine: s.Quarantine, FilesUp: s.FilesUp, BytesUp: s.BytesUp, FilesLost: s.FilesLost,
			ClockMS: s.ClockOffset, Trust: s.Trust, Orders: p.Orders, Overdue: p.Overdue, Forked: p.Forked, Held: s.Held})
	}
	return peers, err
}

func (l links) Faults() ([]county.Fault, error) {
	all, err := l.Room.Faults()
	faults := make([]county.Fault, 0, len(all))
	for _, f := range all {
		faults = append(faults, county.Fault{Chain: f.Chain, Ctr: f.Ctr, Code: f.Code})
	}
	return faults, err
}

func (l links) Release(ctx context.Context, chain string, ctr uint64) error {
	return l.Room.Release(ctx, chain, ctr)
}

func millis(at int64) time.Time {
	if at == 0 {
		return time.Time{}
	}
	return time.UnixMilli(at)
}
