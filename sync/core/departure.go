package core

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"lianzhan/station"
)

// departures decides when children take out what left their sight: not before somebody at its new place has it. Until then what
// they hold may be the only copy beside this box's own, and a disk may be lost.
type departures struct {
	l      station.Ledger
	tree   *tree
	now    time.Time
	peers  map[string]peer
	grants map[string]map[station.Ref]bool // device -> records it was granted and does not have yet
}

func newDepartures(l station.Ledger, t *tree, now time.Time) *departures {
	return &departures{l: l, tree: t, now: now, grants: map[string]map[station.Ref]bool{}}
}

// forget drops what was read: a child has more than before.
func (d *departures) forget() { d.peers, d.grants = nil, map[string]map[station.Ref]bool{} }

// leave has a child take out a record, now or once it has arrived. The caller keeps the peer.
func (d *departures) leave(p *peer, device string, ref station.Ref) error {
	awaited, err := d.awaited(ref)
	if err != nil {
		return err
	}
	if !awaited {
		return p.retract(d.l, device, ref, "moved", d.now)
	}
	if since, err := d.l.Note(leavingKey(ref, device)); err != nil || since != nil {
		return err
	}
	if p.Leaving == 0 {
		p.Leaving = d.now.Unix()
	}
	return putCounter(d.l, leavingKey(ref, device), uint64(max(d.now.Unix(), 0)))
}

// awaited reports whether there are boxes at a record's place, and none of them has it yet.
func (d *departures) awaited(ref station.Ref) (bool, error) {
	place, err := d.l.Place(ref)
	if err != nil {
		return false, err
	}
	history, err := d.l.History(ref)
	if err != nil {
		return false, err
	}
	moved := uint64(0)
	for _, e := range history {
		if e.Op == station.OpMove && e.Fault == "" {
			moved = max(moved, e.Seq)
		}
	}
	if d.peers == nil {
		if d.peers, err = neighbours(d.l); err != nil {
			return false, err
		}
	}
	awaited := false
	for _, device := range slices.Sorted(maps.Keys(d.peers)) {
		p := d.peers[device]
		s, err := d.tree.find(device)
		if err != nil {
			return false, err
		}
		if s == nil || !s.device.Revoked.IsZero() || s.node.Scope != p.Scope || !station.Visible(place, p.Scope) {
			continue
		}
		awaited = true
		if p.Read < moved {
			continue
		}
		if granted, err := d.granted(device); err != nil || !granted[ref] {
			return false, err
		}
	}
	return awaited, nil
}

func (d *departures) granted(device string) (map[station.Ref]bool, error) {
	if refs, known := d.grants[device]; known {
		return refs, nil
	}
	refs := map[station.Ref]bool{}
	prefix := noteOrder + device + "/"
	ends, err := keysBelow(d.l, prefix, 0)
	for _, end := range ends {
		o, _, err := recall[order](d.l, prefix+end)
		if err != nil {
			return nil, err
		}
		if o.Grant != nil {
			refs[*o.Grant] = true
		}
	}
	d.grants[device] = refs
	return refs, err
}

// reached lets go what a child has now, at all others that wait for it.
func (d *departures) reached(device string) error {
	d.forget()
	keys, err := keysBelow(d.l, noteLeaving, 0)
	if err != nil || len(keys) == 0 {
		return err
	}
	granted, err := d.granted(device)
	if err != nil {
		return err
	}
	for _, key := range keys {
		ref, from := readLeavingKey(key)
		if granted[ref] {
			continue
		}
		if awaited, err := d.awaited(ref); err != nil || awaited {
			if err != nil {
				return err
			}
			continue
		}
		if err := d.letGo(from, ref); err != nil {
			return err
		}
	}
	return nil
}

// takenOut lets go what is taken out here: nobody waits for it any more.
func (d *departures) takenOut(ref station.Ref) error {
	devices, err := keysBelow(d.l, leavingKey(ref, ""), 0)
	for _, device := range devices {
		if err := d.letGo(device, ref); err != nil {
			return err
		}
	}
	return err
}

func (d *departures) letGo(device string, ref station.Ref) error {
	p, _, err := recall[peer](d.l, notePeer+device)
	if err == nil {
		err = d.gone(&p, device, ref)
	}
	if err != nil {
		return err
	}
	return remember(d.l, notePeer+device, p)
}

// gone gives the order, unless the record came back.
func (d *departures) gone(p *peer, device string, ref station.Ref) error {
	if err := d.l.PutNote(leavingKey(ref, device), nil); err != nil {
		return err
	}
	place, err := d.l.Place(ref)
	if err != nil || station.Visible(place, p.Scope) {
		return err
	}
	return p.retract(d.l, device, ref, "moved", d.now)
}

// overdue lets go what nobody at its new place fetched for a week. The caller keeps the peer.
func (d *departures) overdue(p *peer, device string) error {
	if p.Leaving == 0 || d.now.Sub(time.Unix(p.Leaving, 0)) < RetractOverdue {
		return nil
	}
	p.Leaving = 0
	refs, err := leavingFrom(d.l, device)
	for _, ref := range sortedRefs(refs) {
		if since := refs[ref]; d.now.Sub(time.Unix(since, 0)) >= RetractOverdue {
			err = d.gone(p, device, ref)
		} else if p.Leaving == 0 || since < p.Leaving {
			p.Leaving = since
		}
		if err != nil {
			return err
		}
	}
	return err
}

func leavingKey(ref station.Ref, device string) string {
	return refKey(noteLeaving, ref) + "/" + device
}

func readLeavingKey(end string) (ref station.Ref, device string) {
	at := strings.LastIndexByte(end, '/')
	return readRefKey(end[:max(at, 0)]), end[at+1:]
}

// leavingFrom are the records a child keeps until somebody else has them, each with the Unix seconds since when.
func leavingFrom(l station.Ledger, device string) (map[station.Ref]int64, error) {
	refs := map[station.Ref]int64{}
	err := l.Notes(noteLeaving, func(key string, value []byte) bool {
		if ref, from := readLeavingKey(key[len(noteLeaving):]); from == device {
			refs[ref], _ = strconv.ParseInt(string(value), 10, 64)
		}
		return true
	})
	return refs, err
}

// keeps hands what a child keeps on to the device that came after it.
func (p *peer) keeps(l station.Ledger, former, device string, blank bool) error {
	refs, err := leavingFrom(l, former)
	for _, ref := range sortedRefs(refs) {
		if err := l.PutNote(leavingKey(ref, former), nil); err != nil {
			return err
		}
		if blank {
			continue
		}
		if p.Leaving == 0 || refs[ref] < p.Leaving {
			p.Leaving = refs[ref]
		}
		if err := putCounter(l, leavingKey(ref, device), uint64(max(refs[ref], 0))); err != nil {
			return err
		}
	}
	return err
}
