package core_test

import (
	"testing"
	"time"

	"lianzhan/station"
)

// twoTowns is the usual tree with a second town, which is away.
func twoTowns(t *testing.T) (h *house, c, town, one, other *box) {
	h, c, town, one, _ = county(t)
	other = h.box("other", "/c/u")
	h.enrol(c, other, "nu", "/c/u")
	h.settle()
	other.up = nil
	return h, c, town, one, other
}

// move gives a record to another branch.
func (b *box) move(id, to string) {
	b.h.t.Helper()
	e, err := station.MoveTo(station.KindArticle, id, to)
	if err != nil {
		b.h.t.Fatal(err)
	}
	b.write(e)
}

// A county whose disk lied forgets a record and that it gave it to another town, which was away. Those who saw it before still
// have it, though they were told to take it out.
func TestARecordStaysWhereItWasUntilItsNewPlaceHasIt(t *testing.T) {
	h, c, town, one, other := twoTowns(t)
	backup := c.Snapshot()
	c.write(article("a", "全县的"))
	h.settle()
	c.move("a", "/c/u")
	h.settle()
	c.Restore(backup, false)
	h.settle()
	h.turn(other, c)
	h.settle()
	for _, b := range []*box{c, town, one, other} {
		if b.title("a") != "全县的" {
			t.Errorf("%s has %q", b.device, b.title("a"))
		}
	}
}

// As soon as the new place has it, the old one takes it out. Who stays away for a week is not waited for.
func TestARecordLeavesOnceItsNewPlaceHasItOrNeverAsks(t *testing.T) {
	h, c, town, one, other := twoTowns(t)
	c.write(article("a", "先给"), article("b", "再给"))
	h.settle()
	c.move("a", "/c/u")
	h.settle()
	if one.title("a") != "先给" {
		t.Errorf("the village has %q while the new town is away", one.title("a"))
	}
	h.turn(other, c)
	h.settle()
	h.settle() // the order's own bell
	if one.title("a") != "" || town.title("a") != "" || other.title("a") != "先给" {
		t.Errorf("afterwards they have %q and %q, the new town %q", one.title("a"), town.title("a"), other.title("a"))
	}
	other.up = nil
	c.move("b", "/c/u")
	h.settle()
	h.now = h.now.Add(8 * 24 * time.Hour)
	h.settle()
	if one.title("b") != "" || town.title("b") != "" || c.title("b") != "再给" {
		t.Errorf("a week later they have %q and %q, the county %q", one.title("b"), town.title("b"), c.title("b"))
	}
}

// A town waits for one of its villages before the other takes a record out. When it has to take it out itself, nobody waits.
func TestARecordThatLeavesTheTownLeavesWhoeverKeptIt(t *testing.T) {
	h, c, town, one, two := county(t)
	one.write(article("a", "一"))
	h.settle()
	two.up = nil
	town.move("a", "/c/t/v2")
	h.settle()
	if one.title("a") != "一" {
		t.Fatal("the village did not wait")
	}
	c.move("a", "/c")
	c.move("a", "/c/u")
	h.settle()
	h.settle()
	if one.title("a") != "" || town.title("a") != "" || c.title("a") != "一" {
		t.Errorf("the village has %q, the town %q, the county %q", one.title("a"), town.title("a"), c.title("a"))
	}
	_ = town.Inspect(func(l station.Ledger) error {
		return l.Notes("leaving/", func(key string, _ []byte) bool { t.Errorf("%s still waits", key); return true })
	})
}

// A county that was set back asks for its own words, and orders the record out before they came: they go up first.
func TestWhatTheParentAskedBackIsGivenBeforeItIsTakenOut(t *testing.T) {
	h, c, town, _, _ := county(t)
	backup := c.Snapshot()
	c.write(at("/c/t", article("a", "县里的")))
	h.settle()
	c.Restore(backup, true)
	if !c.Start() {
		t.Fatal("the restore went unnoticed")
	}
	h.hello(town)
	c.do(func(l station.Ledger) error {
		return l.PutNote("order/town/0000000000000001", []byte(`{"retract":[{"kind":"article","id":"a"}],"reason":"moved"}`))
	})
	for range 3 {
		town.pull()
	}
	if town.title("a") == "" {
		t.Fatal("the town took it out before it gave it back")
	}
	h.settle()
	if town.title("a") != "" || c.title("a") != "县里的" {
		t.Errorf("afterwards the town has %q, the county %q", town.title("a"), c.title("a"))
	}
}
