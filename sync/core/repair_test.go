package core_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// A point's first change lies aside at the town, its second came down to the village. Home again, the village gets the first
// from below, without the proof that came by the other road.
func TestAChangeWhoseProofCameByAnotherRoadGoesUp(t *testing.T) {
	h, c, town, one, _ := county(t)
	point := h.box("point", "/c/t/v1/p")
	h.enrol(one, point, "np", "/c/t/v1/p")
	h.settle()
	backup := town.Snapshot()
	point.write(at("/c/t/v2", article("x", "不归它管")))
	point.write(article("y", "点上的事"))
	h.turn(point, town)
	for range 4 {
		point.push()
		one.pull()
	}
	if one.title("y") == "" {
		t.Fatal("the village did not hear of it from above")
	}
	town.Restore(backup, false)
	h.hello(town)
	h.turn(point, one)
	h.settle()
	for _, b := range []*box{town, c} {
		if parked := b.parked(); len(parked) != 1 || parked[0] != core.CodeScope {
			t.Errorf("%s keeps %v aside, want the point's first change", b.device, parked)
		}
		if b.title("y") == "" {
			t.Errorf("%s lacks the second", b.device)
		}
	}
}

// turn sends a box to another parent, as a technician does.
func (h *house) turn(b, parent *box) {
	h.t.Helper()
	b.up = &session{parent: parent}
	h.hello(b)
}

func (b *box) parked() (codes []string) {
	b.h.t.Helper()
	if err := b.Inspect(func(l station.Ledger) error {
		faults, err := core.Quarantined(l)
		for _, f := range faults {
			codes = append(codes, f.Code)
		}
		return err
	}); err != nil {
		b.h.t.Fatal(err)
	}
	return codes
}

// The county could not believe its own clock when a time of 2099 arrived. It judges once it can.
func TestWhatCameWhileTheCountyDidNotKnowTheTimeIsJudgedLater(t *testing.T) {
	h, c, town, one, _ := county(t)
	town.trust, c.trust = station.TrustRTC, station.TrustRTC
	one.skew = 70 * 365 * 24 * time.Hour
	one.write(article("a", "from 2096"))
	one.skew = 0
	h.settle()
	c.trust = station.TrustNTP
	one.write(article("b", "anything"))
	h.settle()
	h.now = h.now.Add(10 * time.Minute)
	c.write(at("/c/t/v1", article("a", "later")))
	h.settle()
	for _, b := range []*box{c, town, one} {
		if b.title("a") != "later" {
			t.Errorf("%s: a clock of 2096 won", b.device)
		}
		for _, e := range b.history(station.KindArticle, "a") {
			if e.Time().Time().After(h.now.Add(3 * time.Minute)) {
				t.Errorf("%s: effective time %v", b.device, e.Time().Time())
			}
		}
	}
}

// A village's disk lied: what it had told its point is gone there, and it wrote something else under the same number. The
// point gives the first back.
func TestWhatALyingDiskForgotComesBackAsABranchOfTheSameLife(t *testing.T) {
	h, c, town, one, _ := county(t)
	point := h.box("point", "/c/t/v1/p")
	h.enrol(one, point, "np", "/c/t/v1/p")
	h.settle()
	one.up = nil
	backup := one.Snapshot()
	one.write(at("/c/t/v1/p", article("a", "先写的")))
	point.pull()
	one.Restore(backup, false)
	one.write(at("/c/t/v1/p", article("b", "后写的")))
	h.turn(one, town)
	point.device, point.key = "other", h.box("spare", "/").key
	point.Become("other")
	h.enrol(one, point, "np", "/c/t/v1/p")
	h.settle()
	for _, b := range []*box{c, town, one, point} {
		if b.title("a") != "先写的" || b.title("b") != "后写的" {
			t.Errorf("%s has %q and %q", b.device, b.title("a"), b.title("b"))
		}
	}
}

func TestABoxThatOnceWroteIn2099BelievesItsClockAgainOnceItIsSet(t *testing.T) {
	h, c, _, one, _ := county(t)
	one.skew = 73 * 365 * 24 * time.Hour
	one.write(article("a", "from 2099"), article("b", "too"))
	one.skew = 0
	h.settle()
	h.now = h.now.Add(5 * time.Minute)
	one.write(article("c", "now"))
	e := one.said("c")
	if e.Trust != station.TrustNTP || e.HLC.Time().After(h.now.Add(time.Second)) {
		t.Errorf("it writes at %s, %s", e.HLC.Time(), e.Trust)
	}
	one.write(article("a", "newer"))
	h.settle()
	for _, b := range []*box{c, one} {
		if b.title("a") != "newer" {
			t.Errorf("%s: what was written in 2099 wins", b.device)
		}
	}
}

// While nobody has judged what it wrote in 2099, a box goes on behind it: its own order is all there is.
func TestABoxKeepsItsOrderUntilItsTimesAreJudged(t *testing.T) {
	h, _, _, one, _ := county(t)
	one.skew = 73 * 365 * 24 * time.Hour
	one.write(article("a", "first"))
	one.skew = 0
	one.write(article("a", "second"))
	if one.title("a") != "second" || one.said("a").HLC.Time().Year() < 2099 {
		t.Errorf("alone it says %q", one.title("a"))
	}
	h.settle()
	if one.title("a") != "second" {
		t.Errorf("afterwards it says %q", one.title("a"))
	}
}

// A town's disk lied: the last thing it wrote is held by its village alone, it wrote nothing since, and the village, which
// enrols again meanwhile, reads its log from the beginning.
func TestABoxLearnsFromBelowThatItsOwnLastWordIsGone(t *testing.T) {
	h, c, town, one, _ := county(t)
	town.up = nil
	backup := town.Snapshot()
	town.write(at("/c/t/v1", article("a", "镇里写的")))
	one.pull()
	town.Restore(backup, false)
	one.device, one.key = "uno", h.box("spare", "/").key
	one.Become("uno")
	c.node("n1", "/c/t/v1", one.as())
	town.up = &session{parent: c}
	h.hello(town)
	for range 3 {
		town.pull()
	}
	one.do(func(l station.Ledger) error {
		return core.Joined(l, one.me(), wire.Enrolled{Device: town.device, Node: station.Node{Scope: "/c/t/v1"}}, one.moment())
	})
	h.turn(one, town)
	h.settle()
	h.compare()
	for _, b := range []*box{c, town, one} {
		if b.title("a") != "镇里写的" {
			t.Errorf("%s has %q", b.device, b.title("a"))
		}
	}
}

// What lies aside at a relay must reach the root all the same, though no record is known by it, and though the lane gave the
// chain up after deliveries that did not verify.
func TestWhatLiesAsideIsComparedToo(t *testing.T) {
	h, c, town, one, _ := county(t)
	h.settle()
	up := town.up
	town.up = nil
	one.write(at("/c/t/v2", article("x", "不归它管")))
	h.settle()
	town.up = up
	said := one.said("x")
	town.do(func(l station.Ledger) error {
		branch := "#" + string(said.Header.Hash())[len("sha256:"):][:8]
		return errors.Join(l.PutNote("forked/"+said.Chain(), []byte("1")), l.PutNote("forked/"+said.Chain()+branch, []byte("1")))
	})
	h.settle()
	if len(c.parked()) != 0 || len(town.parked()) != 1 {
		t.Fatalf("%v lie aside at the county, %v at the town", c.parked(), town.parked())
	}
	h.compare()
	if len(c.parked()) != 1 {
		t.Errorf("%v lie aside at the county", c.parked())
	}
}

// A village was set back, and the record it had changed since moved away and was taken out there. Its point gives the change
// back: it lies aside in the village, for those above, who lack it, and is not lost.
func TestWhatComesBackOfARecordThatWasTakenOutGoesUp(t *testing.T) {
	h, c, town, one, two := county(t)
	point := h.box("point", "/c/t/v1/p")
	h.enrol(one, point, "np", "/c/t/v1/p")
	one.write(article("a", "一"))
	h.settle()
	up, backup := one.up, one.Snapshot()
	one.up = nil
	one.write(station.Edit{Kind: station.KindArticle, ID: "a", Op: station.OpPut, Class: station.Public, Fields: []byte(`{"text":"二"}`)})
	point.pull()
	one.Restore(backup, false)
	one.up, point.up = up, nil
	move, err := station.MoveTo(station.KindArticle, "a", "/c/t/v2")
	if err != nil {
		t.Fatal(err)
	}
	c.write(move)
	h.settle()
	if one.title("a") != "" || two.title("a") != "一" {
		t.Fatal("it did not move")
	}
	h.turn(point, one)
	h.settle()
	for _, b := range []*box{c, town, two} {
		if r, _ := b.record(station.KindArticle, "a"); string(r.Fields["text"]) != `"二"` {
			t.Errorf("%s lacks what the point gave back: %s", b.device, r.Fields["text"])
		}
	}
	if one.title("a") != "" || point.title("a") != "" || len(one.history(station.KindArticle, "a")) != 0 {
		t.Error("it stayed where it had been")
	}
}

// What is small and waits rides with the first of the pushes that are under way at once, and with no other.
func TestSmallThingsRideOnce(t *testing.T) {
	_, _, _, one, _ := county(t)
	one.write(article("a", "一"))
	one.push()
	one.do(func(l station.Ledger) error {
		return errors.Join(core.Compare(l), l.PutNote("report/0000000000000007", []byte(`{}`)))
	})
	var first, second core.Parcel
	var more bool
	one.do(func(l station.Ledger) (err error) {
		if first, _, err = core.NextPush(l, one.me(), 0, 0, one.moment()); err != nil {
			return err
		}
		second, more, err = core.NextPush(l, one.me(), first.To, 0, one.moment())
		return err
	})
	if len(first.Push.Done) != 1 || more || len(second.Push.Done) != 0 {
		t.Errorf("first %v, then %v: %v", first.Push.Done, more, second.Push.Done)
	}
}

// Three deliveries came damaged, and the change lies aside without its words. They arrive with what is told, and only then is
// seen whether it may say them.
func TestWordsThatCameDamagedArriveOvernight(t *testing.T) {
	for place, want := range map[string]struct {
		title string
		aside []string
	}{
		"/c/t/v1": {"一", nil},
		"/c/t/v2": {"", []string{core.CodeScope}},
	} {
		h, c, town, one, two := county(t)
		up := one.up
		one.up = nil
		one.write(at(place, article("a", "一")))
		said := one.said("a")
		town.do(func(l station.Ledger) error {
			bare := said
			bare.Body, bare.Via, bare.Place, bare.Fault = nil, "one", place, core.CodeBody
			bare.Proof = one.me().Sign(wire.ProofBytes(bare.Header.Hash()))
			_, err := l.Append(bare)
			return errors.Join(err, l.PutNote("fault/"+said.Chain()+"/0000000000000001", []byte(core.CodeBody)))
		})
		one.up = up
		one.do(func(l station.Ledger) error {
			return l.PutNote("refused/"+said.Chain()+"/0000000000000001", []byte(core.CodeBody))
		})
		h.settle()
		h.compare()
		for _, b := range []*box{c, town} {
			if b.title("a") != want.title || !slices.Equal(b.parked(), want.aside) {
				t.Errorf("%s has %q of %s, and %v lie aside", b.device, b.title("a"), place, b.parked())
			}
		}
		if two.title("a") != "" {
			t.Error("the sibling was told")
		}
	}
}

// A move lies aside, and what its new place wrote about the record with it. Released, the move lets the other in.
func TestAReleasedMoveLetsInWhatWasWrittenBehindIt(t *testing.T) {
	_, c, town, one, two := county(t)
	two.write(article("a", "一"))
	one.h.settle()
	move, err := station.MoveTo(station.KindArticle, "a", "/c/t/v1")
	if err != nil {
		t.Fatal(err)
	}
	town.write(move)
	one.pull()
	one.write(article("a", "二"))
	moved, said := town.history(station.KindArticle, "a")[1], one.history(station.KindArticle, "a")
	aside := func(e station.Entry, code string) {
		e.Via, e.Fault = town.device, code
		c.do(func(l station.Ledger) error { _, err := l.Append(e); return err })
	}
	aside(moved, core.CodeDeviceRevoked)
	aside(said[len(said)-1], core.CodeScope)
	c.do(func(l station.Ledger) error { return core.Release(l, moved.Chain(), moved.Ctr, c.moment()) })
	if c.title("a") != "二" {
		t.Errorf("the county has %q", c.title("a"))
	}
}
