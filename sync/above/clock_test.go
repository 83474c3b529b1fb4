package above

import (
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, station.Zone)

// The box's clock is set wrong by known amounts; the four times of a hello tell it, whatever way the line takes.
func TestOffsetIsLearnedFromFourTimes(t *testing.T) {
	for _, c := range []struct {
		name        string
		wrong       time.Duration // own clock is behind by
		there, back time.Duration // delays of the line
		trust       station.Trust
		asked       time.Duration // ago
		ok          bool
		within      time.Duration
	}{
		{"a good line", 3 * time.Hour, 150 * time.Millisecond, 150 * time.Millisecond, station.TrustNTP, time.Minute, true, time.Millisecond},
		{"a lopsided line", -40 * time.Minute, 10 * time.Millisecond, 900 * time.Millisecond, station.TrustNTP, time.Minute, true, 450 * time.Millisecond},
		{"a clock of 1970", 56 * 365 * 24 * time.Hour, time.Second, time.Second, station.TrustManual, time.Hour, true, time.Millisecond},
		{"a parent who does not know either", time.Hour, 0, 0, station.TrustRTC, time.Minute, false, time.Millisecond},
		{"asked yesterday", time.Hour, 0, 0, station.TrustNTP, believed, false, time.Millisecond},
	} {
		var o offset
		sent := noon
		truth := wall(sent).Add(c.wrong)
		received := truth.Add(c.there)
		replied := received.Add(20 * time.Millisecond)
		arrived := sent.Add(c.there + 20*time.Millisecond + c.back)
		o.learn(sent, arrived, wire.Welcome{Received: received.UnixMilli(), Replied: replied.UnixMilli(), Trust: c.trust})
		ahead, ok := o.read(arrived.Add(c.asked))
		if ok != c.ok || (ahead-c.wrong).Abs() > c.within {
			t.Errorf("%s: %v %v, want %v", c.name, ahead, ok, c.wrong)
		}
	}
	var o offset
	if _, ok := o.read(noon); ok {
		t.Error("a time nobody told is believed")
	}
	o.learn(noon, noon, wire.Welcome{Received: 5, Replied: 4})
	if _, ok := o.read(noon); ok {
		t.Error("a nonsensical answer is believed")
	}
}

func TestAClockThatWasSetIsNoticed(t *testing.T) {
	var o offset
	if o.doubts(noon, noon.Add(time.Hour)) {
		t.Error("doubts before anything was learned")
	}
	o.learn(noon, noon.Add(300*time.Millisecond), wire.Welcome{Received: noon.Add(time.Hour).UnixMilli(), Replied: noon.Add(time.Hour).UnixMilli(), Trust: station.TrustNTP})
	for wrong, want := range map[time.Duration]bool{0: false, -2 * time.Second: false, time.Minute: true, -time.Minute: true} {
		if got := o.doubts(noon.Add(2*time.Hour+wrong), noon.Add(time.Hour)); got != want {
			t.Errorf("%v: %v", wrong, got)
		}
	}
}
