package core

import (
	"time"

	"lianzhan/station"
)

// slack is what two honest clocks may differ, and what a push may be on its way.
const slack = 2 * time.Minute

// trusting is how far ahead of this clock a time that another hop judged may lie: two believed clocks differ too.
const trusting = 5 * slack

// setBack is how far this box's own clock may have been set back between two changes of a chain, which keep their order.
const setBack = 24 * time.Hour

// believed reports whether a clock may judge others: a battery-backed clock nobody confirmed may not.
func believed(t station.Trust) bool {
	return t == station.TrustNTP || t == station.TrustCounty || t == station.TrustManual
}

// judge gives a change its effective time: what it claims, not before the sender last had nothing left to send and not
// after now, and after the change before it. The first hop with a believed clock does so, once. 0: this hop cannot.
func judge(e station.Entry, w way, at Moment) station.HLC {
	if !believed(at.Trust) {
		return e.At
	}
	if e.At != 0 && e.At <= station.HLCAt(at.Now.Add(trusting)) {
		return e.At
	}
	judged := clamp(e.HLC, w.Drained, at.Now)
	if w.At > station.HLCAt(at.Now.Add(setBack)) { // let through by a hop that could not judge
		return judged
	}
	return max(judged, w.At+1)
}

// clamp is the guard against clocks that lie: a change cannot be older than the moment everything before it was delivered,
// and one from further ahead than honest clocks differ happened when it arrived. It must not get those two minutes either: the
// box that wrote it goes on from there, and judges those below it by a clock that is as far ahead.
func clamp(claimed station.HLC, drained int64, now time.Time) station.HLC {
	earliest, latest := station.HLC(0), station.HLCAt(now.Add(slack))
	if drained > 0 {
		earliest = station.HLCAt(time.UnixMilli(drained).Add(-slack))
	}
	if claimed > latest {
		claimed = station.HLCAt(now)
	}
	return min(max(claimed, earliest), latest)
}
