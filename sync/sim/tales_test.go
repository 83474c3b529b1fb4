package sim

import (
	"fmt"
	"slices"
	"time"

	"lianzhan/station"
	"lianzhan/sync/core"
)

func cursorIsNoTime(w tale) {
	w.put("/c/t1", "a", `{"title":"1"}`)
	w.jump(w.at("/c/t1"), -24*time.Hour)
	w.put("/c/t1", "b", `{"title":"2"}`)
	w.jump(w.at("/c/t1"), 24*time.Hour)
	w.put("/c/t1", "c", `{"title":"3"}`)
	w.rest()
	for id, title := range map[string]string{"a": `"1"`, "b": `"2"`, "c": `"3"`} {
		w.want("/c/t1/v1", id, title)
		w.want("/c", id, title)
	}
}

// busy fills the tree and returns an older copy of the county's disk.
func busy(w tale) Snapshot {
	w.put("/c", "a", `{"title":"1"}`)
	w.put("/c/t1/v1", "b", `{"title":"1"}`)
	w.rest()
	old := w.root().mem.Snapshot()
	w.put("/c", "a", `{"title":"2"}`)
	w.put("/c/t1/v1", "b", `{"title":"2"}`)
	w.matter("/c/t2/v2", "m")
	w.rest()
	return old
}

func restoreIsHealed(w tale) {
	w.putBack(w.root(), busy(w))
	w.rest()
	w.want("/c", "a", `"2"`)
	w.want("/c", "b", `"2"`)
}

func standbyIsHealed(w tale) {
	lagging := busy(w)
	w.root().standby = &lagging
	w.promote(nil)
	w.rest()
	w.want("/c", "a", `"2"`)
}

// carried counts the changes that go over the links while something happens.
func (w tale) carried(during func()) int {
	before := w.model.carried
	during()
	return w.model.carried - before
}

func restoreSendsLittle(w tale) {
	for range 150 {
		w.put("/c/t1/v1", w.newID("r"), `{"title":"1"}`)
	}
	old := busy(w)
	// Four changes were lost at the county, and what it wrote itself is offered by three towns; the many others are not.
	if n := w.carried(func() { w.putBack(w.root(), old); w.rest() }); n > 80 {
		w.t.Fatalf("%d changes for four that were lost", n)
	}
}

func cloneIsFoundOut(w tale) {
	b := w.at("/c/t1/v1")
	w.put("/c/t1/v1", "a", `{"title":"1"}`)
	w.rest()
	w.clone(b)
	twin := w.boxes[len(w.boxes)-1]
	if err := twin.write("clerk", put("twin", `{"title":"twin"}`)); err != nil {
		w.t.Fatal(err)
	}
	w.settles()
	w.put("/c/t1/v1", "own", `{"title":"own"}`)
	w.rest()
	if w.hits[forkFound] == 0 {
		w.t.Fatal("nobody noticed")
	}
	w.want("/c", "twin", `"twin"`)
	w.want("/c", "own", `"own"`)
}

func futureDoesNotWin(w tale) {
	w.put("/c/t1/v1", "a", `{"title":"1"}`)
	w.rest()
	b := w.at("/c/t1/v1")
	w.jump(b, 73*365*24*time.Hour)
	w.put("/c/t1/v1", "a", `{"title":"2099"}`)
	w.rest()
	w.pass(5 * time.Minute)
	w.put("/c/t1", "a", `{"title":"later"}`)
	w.rest()
	w.want("/c", "a", `"later"`)
	w.want("/c/t1/v1", "a", `"later"`)
}

func badClockIsWelcome(w tale) {
	b := w.at("/c/t2/v1")
	w.jump(b, time.Unix(0, 0).Sub(w.now))
	b.crash(false)
	w.pass(time.Minute)
	w.put("/c/t2/v1", "a", `{"title":"1970"}`)
	w.rest()
	w.want("/c", "a", `"1970"`)
	if b.link.standing != joined {
		w.t.Fatal("turned away for its clock")
	}
}

func poisonHoldsNobodyUp(w tale) {
	w.put("/c/t1/v1", "a", `{"title":"1"}`)
	if !writePoison(w.World, w.at("/c/t1/v1")) {
		w.t.Fatal("the poison could not be written")
	}
	w.put("/c/t1/v1", "b", `{"title":"2"}`)
	w.rest()
	w.want("/c", "b", `"2"`)
	if !slices.Contains(w.faults("/c"), "body_invalid") || !slices.Contains(w.faults("/c/t1"), "body_invalid") {
		w.t.Fatal("what cannot be applied must be kept and shown")
	}
}

func retryNeedsNoWrite(w tale) {
	town := w.at("/c/t1")
	town.forget()
	town.on, town.life = false, town.life+1
	w.put("/c/t1/v1", "a", `{"title":"1"}`)
	w.pass(2 * time.Hour)
	town.boot()
	began := w.now
	w.rest()
	w.want("/c", "a", `"1"`)
	if took := w.now.Sub(began); took > 15*time.Minute {
		w.t.Fatalf("the link was back for %s", took)
	}
}

func lanesAreApart(w tale) {
	w.at("/c/t1").mem.Full = true // nothing is taken from below, but there is something to read
	w.put("/c/t1/v1", "up", `{"title":"1"}`)
	w.pass(time.Minute)
	w.at("/c/t1").mem.Full = false
	w.put("/c/t1", "down", `{"title":"1"}`)
	w.at("/c/t1").mem.Full = true
	w.pass(10 * time.Minute)
	w.want("/c/t1/v1", "down", `"1"`)
	w.at("/c/t1").mem.Full = false
	w.rest()
}

func relayPassesEverything(w tale) {
	w.put("/c/t1/v2/p", "a", `{"title":"point"}`)
	w.put("/c/t1/v1", "b", `{"title":"village"}`)
	w.rest()
	w.want("/c", "a", `"point"`)
	w.put("/c", "all", `{"title":"county"}`)
	w.rest()
	for _, s := range seats {
		w.want(s.scope, "all", `"county"`)
	}
	w.want("/c/t1/v1", "a", "")
	w.want("/c/t2", "b", "")
}

func cutSessionsLeaveNothing(w tale) {
	w.put("/c", "a", `{"title":"1"}`)
	w.rest()
	before := w.notes("/c/t1") + w.notes("/c")
	for range 30 {
		b := w.at("/c/t1")
		b.link.token = ""
		b.cutDown = w.now.Add(20 * time.Second)
		b.wake(core.LinkUp)
		w.pass(30 * time.Second)
	}
	w.rest()
	if after := w.notes("/c/t1") + w.notes("/c"); after > before+2 {
		w.t.Fatalf("%d notes became %d", before, after)
	}
}

func thousandSessions(w tale) {
	b := w.at("/c/t1/v1")
	before, lines := w.notes("/c/t1/v1")+w.notes("/c/t1"), b.mem.disk.Seq
	for range 1000 {
		b.link.token = ""
		b.wake(core.LinkUp)
		for b.link.token == "" && w.next() {
			continue
		}
	}
	w.rest()
	if after := w.notes("/c/t1/v1") + w.notes("/c/t1"); after > before+2 || b.mem.disk.Seq != lines {
		w.t.Fatalf("%d notes became %d, %d lines %d", before, after, lines, b.mem.disk.Seq)
	}
}

func moveIsTakenOut(w tale) {
	w.put("/c/t1/v1", "a", `{"title":"1"}`)
	w.rest()
	e, err := station.MoveTo(station.KindArticle, "a", "/c/t1/v2")
	if err != nil || w.at("/c/t1").write("officer", e) != nil {
		w.t.Fatal("the record could not be moved")
	}
	w.rest()
	w.want("/c/t1/v1", "a", "")
	w.want("/c/t1/v2", "a", `"1"`)
	if w.model.receipts == 0 {
		w.t.Fatal("nobody gave a receipt")
	}
}

func deletedStaysDeleted(w tale) {
	w.put("/c/t1/v1", "a", `{"title":"1"}`)
	w.rest()
	old := w.at("/c/t1/v1").mem.Snapshot()
	del := station.Edit{Kind: station.KindArticle, ID: "a", Op: station.OpDelete, Class: station.Public}
	if err := w.at("/c/t1").write("officer", del); err != nil {
		w.t.Fatal(err)
	}
	w.rest()
	w.putBack(w.at("/c/t1/v1"), old)
	w.rest()
	for _, scope := range []string{"/c", "/c/t1", "/c/t1/v1"} {
		if r := w.at(scope).mem.state(station.KindArticle, "a"); !r.Deleted() {
			w.t.Fatalf("%s has it again", scope)
		}
	}
}

func halfOpenIsNoticed(w tale) {
	b := w.at("/c/t1")
	b.cutDown = w.now.Add(3 * time.Minute) // what it says arrives, what it is told does not
	w.put("/c", "a", `{"title":"1"}`)
	w.pass(10 * time.Minute)
	w.rest()
	w.want("/c/t1", "a", `"1"`)
}

func ackIsDurable(w tale) {
	w.at("/c/t1").doomed = beforeFlush
	w.put("/c/t1/v1", "a", `{"title":"1"}`)
	w.rest()
	w.want("/c", "a", `"1"`)
	w.at("/c/t1").mem.Lazy = true // a disk that lies: what was acknowledged on its word is asked for again
	w.put("/c/t1/v1", "b", `{"title":"2"}`)
	w.pass(40 * time.Millisecond)
	w.at("/c/t1").crash(false)
	w.rest()
	w.want("/c", "b", `"2"`)
}

func replayAfterAMonth(w tale) {
	w.matter("/c/t1/v1", "m")
	b, town := w.at("/c/t1/v1"), w.at("/c/t1")
	var p core.Parcel
	if err := b.mem.Inspect(func(l station.Ledger) (err error) {
		p, _, err = core.NextPush(l, b.me(), 0, batch, b.moment())
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	w.rest()
	lines := town.mem.disk.Seq
	w.now = w.now.Add(31 * 24 * time.Hour)
	w.rest()
	if err := town.exchange(func(l station.Ledger) error {
		_, err := core.Receive(l, town.me(), town.sessions[b.link.token], p.Push, town.moment())
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	if town.mem.disk.Seq != lines {
		w.t.Fatalf("%d lines became %d", lines, town.mem.disk.Seq)
	}
}

func replacedTownCatchesUp(w tale) {
	for range 20 {
		w.put("/c/t1/v1", w.newID("r"), `{"title":"1"}`)
	}
	w.put("/c/t1", "town", `{"title":"1"}`)
	w.rest()
	w.swap(w.at("/c/t1"))
	w.rest()
	w.want("/c/t1", "town", `"1"`)
	w.put("/c/t1/v1", "after", `{"title":"2"}`)
	w.rest()
	w.want("/c", "after", `"2"`)
}

func disorderIsSorted(w tale) {
	w.weather.late, w.weather.twice, w.weather.jitter = 40, 40, 60
	for n := range 30 {
		w.put("/c/t1/v1", "a", fmt.Sprintf(`{"title":"%d"}`, n))
		w.pass(300 * time.Millisecond)
	}
	w.weather = weather{bytes: 25}
	w.rest()
	w.want("/c", "a", `"29"`)
}

func upgradeSendsNothing(w tale) {
	w.put("/c", "a", `{"title":"1","unknown":{"kept":true}}`)
	w.rest()
	if n := w.carried(func() {
		for _, b := range w.boxes {
			b.crash(false)
		}
		w.pass(2 * time.Minute)
		w.rest()
	}); n > 0 {
		w.t.Fatalf("%d changes were sent for a restart", n)
	}
	if got := string(w.at("/c/t3/v4/p").mem.state(station.KindArticle, "a").Fields["unknown"]); got != `{"kept":true}` {
		w.t.Fatalf("a field nobody knows became %s", got)
	}
}

func tornPageIsRolledBack(w tale) {
	b := w.at("/c/t1/v1")
	b.doomed = beforeFlush
	if err := b.write("clerk", put("a", `{"title":"1"}`), put("b", `{"title":"2"}`)); err == nil {
		w.t.Fatal("a box that died said it wrote")
	}
	w.rest()
	w.want("/c/t1/v1", "a", "")
	w.want("/c", "b", "")
}
