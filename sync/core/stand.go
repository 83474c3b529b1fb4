package core

import (
	"time"

	"lianzhan/station"
)

// stand tells a child that comes from elsewhere to sort out what it may keep at its place. An older order may still have it take
// out what lies in its sight now, its own node even: that it is told again.
func (p *peer) stand(l station.Ledger, device, scope string, now time.Time) error {
	ends, err := keysBelow(l, noteOrder+device+"/", 0)
	if err != nil {
		return err
	}
	for _, end := range ends {
		o, _, err := recall[order](l, noteOrder+device+"/"+end)
		if err != nil {
			return err
		}
		for _, ref := range o.Retract {
			place, err := l.Place(ref)
			if err == nil && station.Visible(place, scope) {
				err = p.grant(l, device, ref, now)
			}
			if err != nil {
				return err
			}
		}
	}
	return p.give(l, device, order{Stand: scope, Reason: "moved"}, now)
}

// outOfSight lists the records held here that cannot be seen from a scope. What belongs to this box's own branch is not among
// them, wherever the branch stood when it was written: it goes with the box, and gets its new place from above.
func (a *arrival) outOfSight(scope string, own []string) (refs []station.Ref, err error) {
	seen := map[station.Ref]bool{}
	for after := uint64(0); ; {
		entries, last, err := a.l.Entries(after, pageSize)
		if err != nil || len(entries) == 0 {
			return refs, err
		}
		for _, e := range entries {
			ref := refOf(e)
			if seen[ref] {
				continue
			}
			seen[ref] = true
			place, err := a.l.Place(ref)
			if err != nil {
				return nil, err
			}
			if place != "" && !station.Visible(place, scope) && !withinAny(place, own) {
				refs = append(refs, ref)
			}
		}
		after = last
	}
}

// everOwn are the places this box's node ever had; nil while it has not heard of it.
func (a *arrival) everOwn() ([]string, error) {
	t := newTree(a.l)
	s, err := t.find(a.me.Device)
	if err != nil || s == nil {
		return nil, err
	}
	return t.ever(s)
}
