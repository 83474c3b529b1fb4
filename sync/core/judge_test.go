package core

import (
	"testing"
	"time"

	"lianzhan/station"
)

// A hop without a believed clock lets a time of 2099 through; once its clock is right, what follows happens now all the same.
func TestTimesNobodyBelievesOrderNothing(t *testing.T) {
	now := time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)
	wild := station.HLCAt(now.AddDate(73, 0, 0))
	blind, sure := Moment{Now: now, Trust: station.TrustRTC}, Moment{Now: now, Trust: station.TrustNTP}

	r := run{}
	first := station.Entry{Change: station.Change{Header: station.Header{Ctr: 1, HLC: wild}}}
	first.At = judge(first, r.way, blind)
	r.moveOn(first, "")
	if first.At != 0 || r.way.At != 0 {
		t.Errorf("without a believed clock %d was judged, and %d orders what follows", first.At, r.way.At)
	}
	for name, before := range map[string]station.HLC{"nobody judged the one before": r.way.At, "one let through": wild} {
		next := station.Entry{Change: station.Change{Header: station.Header{Ctr: 2, HLC: station.HLCAt(now)}}}
		if at := judge(next, way{Ctr: 1, At: before}, sure); at != station.HLCAt(now) {
			t.Errorf("%s: the next happens at %s, not at %s", name, at.Time(), now)
		}
	}
}

// A clock of 2099 gets no minute out of it: what it wrote happened when it arrived, at every hop below as well, each of which goes
// on from the time its own last change was judged at.
func TestALyingClockIsNotAheadOfThoseThatJudgeIt(t *testing.T) {
	now := time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)
	wild := station.HLCAt(now.AddDate(73, 0, 0))
	clock := now
	for hop := range 4 {
		e := station.Entry{Change: station.Change{Header: station.Header{Ctr: 1, HLC: wild}}}
		at := judge(e, way{}, Moment{Now: clock, Trust: station.TrustCounty})
		clock = at.Time()
		if clock.After(now) {
			t.Errorf("%d hops below, it is %s too early", hop+1, clock.Sub(now))
		}
	}
	honest := station.Entry{Change: station.Change{Header: station.Header{Ctr: 1, HLC: station.HLCAt(now.Add(slack))}}}
	if at := judge(honest, way{}, Moment{Now: now, Trust: station.TrustNTP}); at != honest.HLC {
		t.Errorf("a clock %s ahead was judged at %s", slack, at.Time())
	}
}
