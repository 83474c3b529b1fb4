package below

import (
	"sync"
	"time"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// Peer is a box below this one, as its keeper sees it.
type Peer struct {
	Device  string      `json:"device"`
	Scope   string      `json:"scope"`
	Online  bool        `json:"online"` // its doorbell is connected
	Seen    time.Time   `json:"seen"`
	Version string      `json:"version,omitempty"`
	Status  wire.Status `json:"status"`
	Orders  int         `json:"orders,omitempty"`
	Oldest  time.Time   `json:"oldest_order,omitzero"`
	Overdue bool        `json:"retract_overdue,omitempty"` // it owes a proof that it took out what is no longer its own
	Forked  bool        `json:"forked,omitempty"`
}

// peers is what is known of the boxes below while the process runs.
type peers struct {
	lock  sync.Mutex
	known map[string]*presence
}

type presence struct {
	seen    time.Time
	version string
	bells   int
	follows wire.Pull // what it would ask next; From is 0 when that is not known
	turns
}

func newPeers() *peers { return &peers{known: map[string]*presence{}} }

func (p *peers) of(device string) *presence {
	if p.known[device] == nil {
		p.known[device] = &presence{turns: newTurns()}
	}
	return p.known[device]
}

// saw notes a sign of life.
func (p *peers) saw(device, version string, now time.Time) {
	p.lock.Lock()
	defer p.lock.Unlock()
	one := p.of(device)
	one.seen = now
	if version != "" {
		one.version = version
	}
}

// bell counts the doorbells of a device: +1 connected, -1 gone.
func (p *peers) bell(device string, n int, now time.Time) {
	p.lock.Lock()
	defer p.lock.Unlock()
	one := p.of(device)
	one.bells += n
	one.seen = now
}

// online counts the boxes whose doorbell is connected.
func (p *peers) online() (n int) {
	p.lock.Lock()
	defer p.lock.Unlock()
	for _, one := range p.known {
		if one.bells > 0 {
			n++
		}
	}
	return n
}

// Peers lists the boxes below that were ever heard of, by device.
func (s *Side) Peers() ([]Peer, error) {
	var children []core.Child
	err := s.box.Store.Inspect(func(l station.Ledger) (err error) {
		children, err = core.Children(l)
		return err
	})
	if err != nil {
		return nil, err
	}
	now, elsewhere := s.box.Store.Now().Time, s.abroad.has()
	list := make([]Peer, 0, len(children))
	s.peers.lock.Lock()
	defer s.peers.lock.Unlock()
	for _, c := range children {
		p := Peer{Device: c.Device, Scope: c.Scope, Seen: c.Seen, Version: c.Status.Version, Status: c.Status, Orders: c.Orders,
			Oldest: c.Oldest, Forked: c.Forked, Overdue: c.Orders > 0 && !c.Oldest.IsZero() && now.Sub(c.Oldest) > core.RetractOverdue}
		if live := s.peers.known[c.Device]; live != nil {
			p.Online = live.bells > 0
			if live.seen.After(p.Seen) {
				p.Seen = live.seen
			}
			if live.version != "" {
				p.Version = live.version
			}
		}
		if elsewhere[c.Device] {
			p.Online, p.Seen = true, now
		}
		list = append(list, p)
	}
	return list, nil
}
