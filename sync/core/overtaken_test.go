package core_test

import (
	"testing"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// A push and a pull are under way at once. What an answer to the push told of the root is not taken back by a feed that was made
// before it and comes later; the next feed is believed again.
func TestAFeedThatWasOvertakenTakesNothingBack(t *testing.T) {
	h, c, town, _, _ := county(t)
	town.write(article("a", "镇里的事"))
	h.settle()
	rootAck := func() (known uint64) {
		town.do(func(l station.Ledger) error {
			s, err := core.Pending(l, town.me(), town.moment())
			known = s.RootAck
			return err
		})
		return known
	}
	before := rootAck()
	var p wire.Pull
	var f wire.Feed
	town.do(func(l station.Ledger) (err error) { p, err = core.NextPull(l, town.me()); return err })
	p.Root = "" // the county tells of the root again
	c.do(func(l station.Ledger) (err error) {
		f, err = core.Serve(l, c.me(), town.up.peer, p, c.moment())
		return err
	})
	town.write(article("b", "又一件"))
	for town.push() {
		continue
	}
	after := rootAck()
	if before == 0 || after <= before || len(f.Root) == 0 {
		t.Fatalf("the root had %d, then %d; the feed tells %v", before, after, f.Root)
	}
	town.do(func(l station.Ledger) error { return core.Pulled(l, town.me(), p, f, town.moment()) })
	if got := rootAck(); got != after {
		t.Errorf("a feed made before takes the root's word back to %d, from %d", got, after)
	}
	h.settle()
	if got := rootAck(); got < after {
		t.Errorf("then %d", got)
	}
}
