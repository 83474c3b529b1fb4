package core

import (
	"time"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// inherit begins with a new device: a box that holds nothing needs no orders about what moved before; one that was called
// otherwise before has those given to its former name still to carry out.
func (p *peer) inherit(l station.Ledger, node station.Node, h wire.Hello, blank bool, now time.Time) error {
	if blank {
		p.Watched = l.Seq()
	}
	for _, former := range node.Devices {
		if former.ID == h.Device {
			continue
		}
		if err := p.takeOver(l, former.ID, h.Device, blank, now); err != nil {
			return err
		}
	}
	return nil
}

// takeOver gives the orders of a former device to the one that came after it, and forgets the former.
func (p *peer) takeOver(l station.Ledger, former, device string, blank bool, now time.Time) error {
	ends, err := keysBelow(l, noteOrder+former+"/", 0)
	if err != nil {
		return err
	}
	for _, end := range ends {
		key := noteOrder + former + "/" + end
		if blank {
			err = l.PutNote(key, nil)
		} else {
			err = p.pass(l, key, device, now)
		}
		if err != nil {
			return err
		}
	}
	if err := p.keeps(l, former, device, blank); err != nil {
		return err
	}
	for _, note := range []string{notePeer, noteHeads, noteStatus} {
		if err := l.PutNote(note+former, nil); err != nil {
			return err
		}
	}
	return nil
}
