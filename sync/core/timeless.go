package core

import (
	"lianzhan/station"
	"lianzhan/sync/wire"
)

// timeless notes a change whose time the root could not judge: nobody above does it.
func (in *intake) timeless(e station.Entry) error {
	if !in.me.Root || e.At != 0 {
		return nil
	}
	return in.l.PutNote(lineKey(noteTimeless, e.Chain(), e.Ctr), []byte("1"))
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
	for _, end := range ends {
		chain, ctr := readLineKey(end)
		if err := judgeNow(l, chain, ctr, at); err != nil {
			return err
		}
		if err := l.PutNote(noteTimeless+end, nil); err != nil {
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
