package core

import (
	"lianzhan/station"
	"lianzhan/sync/wire"
)

// untimed are changes of a chain, one behind the other, whose time the root could not judge: they share a note, at the
// first, which says how many they are.
type untimed struct{ from, count uint64 }

// timeless notes a change whose time the root could not judge: nobody above does it.
func (in *intake) timeless(e station.Entry) error {
	if !in.me.Root || e.At != 0 {
		return nil
	}
	chain := e.Chain()
	u := in.untimed[chain]
	if e.Ctr != u.from+u.count {
		if err := u.note(in.l, chain); err != nil {
			return err
		}
		u = untimed{from: e.Ctr}
	}
	u.count++
	in.untimed[chain] = u
	return nil
}

func (u untimed) note(l station.Ledger, chain string) error {
	if u.count == 0 {
		return nil
	}
	return putCounter(l, lineKey(noteTimeless, chain, u.from), u.count)
}

// judgeTimeless judges what came while the root's clock was not believed, now that it is again: what a clock of 2099 claimed
// would win for ever.
func judgeTimeless(l station.Ledger, me Me, at Moment) error {
	if !me.Root || !believed(at.Trust) {
		return nil
	}
	ends, err := keysBelow(l, noteTimeless, maxSettle)
	if err != nil {
		return err
	}
	for left := uint64(maxSettle); len(ends) > 0 && left > 0; ends = ends[1:] {
		chain, from := readLineKey(ends[0])
		count, err := readCounter(l, noteTimeless+ends[0])
		if err != nil {
			return err
		}
		now := min(count, left)
		for ctr := from; ctr < from+now; ctr++ {
			if err := judgeNow(l, chain, ctr, at); err != nil {
				return err
			}
		}
		if err := l.PutNote(noteTimeless+ends[0], nil); err != nil {
			return err
		}
		left -= now
		if err := (untimed{from + now, count - now}).note(l, chain); err != nil {
			return err
		}
	}
	return nil
}

// judgeNow gives one change its effective time, between those of the changes of its chain around it, and tells everybody below.
func judgeNow(l station.Ledger, chain string, ctr uint64, at Moment) error {
	e, found, err := l.Held(chain, ctr)
	if err != nil || !found || e.At != 0 {
		return err
	}
	e.At = judge(e, way{}, at)
	if e.At, err = between(l, e); err != nil {
		return err
	}
	if err := l.Settle(chain, ctr, e.At); err != nil {
		if isMissing(err) {
			return nil
		}
		return err
	}
	place, err := l.Place(refOf(e))
	if err != nil {
		return err
	}
	if place == "" {
		place = e.Place
	}
	return tellAll(l, place, func(p *peer, device string) error {
		return p.settle(l, device, []wire.Settled{settled(e, chain, e.At)}, at.Now)
	})
}

// between keeps the order of a chain: after the change before, where that was judged, and before the next one that was.
func between(l station.Ledger, e station.Entry) (station.HLC, error) {
	judged := e.At
	if before, found, err := l.Held(e.Chain(), e.Ctr-1); err != nil {
		return 0, err
	} else if found && before.At != 0 {
		judged = max(judged, before.At+1)
	}
	for ctr := e.Ctr + 1; ctr <= e.Ctr+maxSettle; ctr++ {
		next, found, err := l.Held(e.Chain(), ctr)
		if err != nil || !found {
			return judged, err
		}
		if next.At != 0 {
			return min(judged, next.At-1), nil
		}
	}
	return judged, nil
}
