package core

import (
	"strings"
	"time"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// Pending is how the box stands, for its own screen and for its parent. It writes nothing. Files, disk, clock offset and
// connected nodes are the rim's to fill in.
func Pending(l station.Ledger, me Me, at Moment) (wire.Status, error) {
	s := wire.Status{Version: me.Version, Trust: at.Trust, Held: l.Seq()}
	k, err := readLink(l)
	if err != nil {
		return s, err
	}
	s.Down, s.Apart = k.After, k.Unlike
	if s.HopAck, err = readCounter(l, noteAck+l.Origin()); err != nil {
		return s, err
	}
	if s.RootAck, err = readCounter(l, noteRoot+l.Origin()); err != nil {
		return s, err
	}
	if !me.Root { // nothing goes further up than that
		if err := waiting(l, k, &s); err != nil {
			return s, err
		}
	}
	err = l.Notes(noteFault, func(string, []byte) bool { s.Quarantine++; return true })
	if err != nil {
		return s, err
	}
	return s, l.Notes(noteRefused, func(string, []byte) bool { s.Quarantine++; return true })
}

const maxLook = 2000 // entries looked at for the oldest that waits

// waiting counts what the parent has not acknowledged.
func waiting(l station.Ledger, k link, s *wire.Status) error {
	acks, err := acknowledged(l)
	if err != nil {
		return err
	}
	heads, err := l.Heads()
	if err != nil {
		return err
	}
	for chain, head := range heads {
		upward, err := goesUpAt(l, k, chain, head)
		if err != nil {
			return err
		}
		if acked := acks[chain]; upward && head > acked {
			s.Pending += head - acked
		}
	}
	if s.Pending == 0 {
		return nil
	}
	entries, _, err := l.Entries(k.Acked, maxLook)
	for _, e := range entries {
		if k.goesUp(e) && e.Ctr > acks[e.Chain()] {
			s.OldestAt = e.Time().Time().UnixMilli()
			return err
		}
	}
	return err
}

// acknowledged is how far the parent holds each chain, what went up as a branch from where the two parted included.
func acknowledged(l station.Ledger) (map[string]uint64, error) {
	acks, err := counters(l, noteAck)
	if err != nil {
		return nil, err
	}
	forks, err := counters(l, noteForked)
	for chain, from := range forks {
		first, found, err := l.Held(chain, from)
		if err != nil {
			return nil, err
		}
		if found {
			acks[chain] = max(acks[chain], acks[chain+branchName(first.Header.Hash())])
		}
	}
	return acks, err
}

func goesUpAt(l station.Ledger, k link, chain string, head uint64) (bool, error) {
	if len(k.Parents) == 0 {
		return true, nil
	}
	e, found, err := l.Held(chain, head)
	return found && !k.fromAbove(e), err
}

// Child is what a parent knows of a neighbour below it.
type Child struct {
	Device string
	Scope  string
	Seen   time.Time // of its last hello or report
	Status wire.Status
	Orders int       // not carried out yet
	Oldest time.Time // when the oldest of them was given; a retract older than RetractOverdue is a matter for a person
	Forked bool
}

// RetractOverdue is how long a child may take to prove that it took out what is no longer its own.
const RetractOverdue = 7 * 24 * time.Hour

// Children lists the neighbours below, by device.
func Children(l station.Ledger) (children []Child, err error) {
	devices, err := keysBelow(l, notePeer, 0)
	if err != nil {
		return nil, err
	}
	for _, device := range devices {
		p, _, err := recall[peer](l, notePeer+device)
		if err != nil {
			return nil, err
		}
		c := Child{Device: device, Scope: p.Scope, Seen: time.Unix(p.Seen, 0), Forked: p.Forked}
		if c.Status, _, err = recall[wire.Status](l, noteStatus+device); err != nil {
			return nil, err
		}
		if err := c.orders(l); err != nil {
			return nil, err
		}
		children = append(children, c)
	}
	return children, nil
}

func (c *Child) orders(l station.Ledger) error {
	prefix := noteOrder + c.Device + "/"
	ends, err := keysBelow(l, prefix, 0)
	if err != nil || len(ends) == 0 {
		return err
	}
	c.Orders = len(ends)
	o, _, err := recall[order](l, prefix+ends[0])
	c.Oldest = time.Unix(o.Since, 0)
	return err
}

// standing keeps how the sender stands: what it said of itself, less what arrived since. It counts what it sends as waiting, and
// a box without a line says nothing more until the next stick.
func (in *intake) standing() error {
	s, known, err := recall[wire.Status](in.l, noteStatus+in.from.Device)
	if in.push.Status != nil {
		s, in.peer.Seen = *in.push.Status, in.at.Now.Unix()
	} else if err != nil || !known || s.Pending == 0 {
		return err
	}
	for _, e := range in.push.Items {
		if e.Ctr <= in.reply.Ack[e.Chain()] && s.Pending > 0 {
			s.Pending--
			s.OldestAt = max(s.OldestAt, e.Time().Time().UnixMilli()) // what is left came after it
		}
	}
	if s.Pending == 0 {
		s.OldestAt = 0
	}
	s.HopAck = max(s.HopAck, in.reply.Ack[in.push.Life])
	if in.me.Root {
		s.RootAck = max(s.RootAck, s.HopAck)
	}
	return remember(in.l, noteStatus+in.from.Device, s)
}

// Quarantined lists the changes that were kept here but not applied, Refused the box's own that the parent keeps so.
func Quarantined(l station.Ledger) ([]wire.Fault, error) { return faults(l, noteFault) }

// Refused lists the changes of this branch that the parent keeps without applying them.
func Refused(l station.Ledger) ([]wire.Fault, error) { return faults(l, noteRefused) }

func faults(l station.Ledger, prefix string) (found []wire.Fault, err error) {
	err = l.Notes(prefix, func(key string, value []byte) bool {
		chain, ctr := readLineKey(strings.TrimPrefix(key, prefix))
		found = append(found, wire.Fault{Chain: chain, Ctr: ctr, Code: string(value)})
		return true
	})
	return found, err
}
