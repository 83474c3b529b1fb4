package core_test

import (
	"strings"
	"testing"

	"lianzhan/station"
	"lianzhan/sync/core"
)

// told is a personal word about a matter, which no other box ever holds.
func told(id string) station.Edit {
	return station.Edit{Kind: station.KindMatter, ID: id, Op: station.OpEvent, Class: station.Personal, Fields: []byte(`{"type":"told","data":{"words":"SECRET"}}`)}
}

// relocate gives a node and records of its branch another place, as the county's office does in one commit.
func (b *box) relocate(node, to string, refs ...station.Ref) {
	b.h.t.Helper()
	edits := []station.Edit{{Kind: station.KindNode, ID: node, Op: station.OpPut, Class: station.Public, Fields: must(map[string]string{"scope": to})}}
	for _, ref := range append([]station.Ref{{Kind: station.KindNode, ID: node}}, refs...) {
		move, err := station.MoveTo(ref.Kind, ref.ID, to)
		if err != nil {
			b.h.t.Fatal(err)
		}
		edits = append(edits, move)
	}
	b.write(edits...)
}

func (b *box) says(id string) bool {
	for _, e := range b.history(station.KindMatter, id) {
		if strings.Contains(string(e.Body), "SECRET") {
			return true
		}
	}
	return false
}

// A box whose node is moved follows, and loses nothing of its own: neither what its records are, nor what only it knows, nor
// what it wrote meanwhile. What belongs to those it stood below before goes.
func TestAMovedBoxFollowsAndLosesNothing(t *testing.T) {
	h := newHouse(t)
	c := h.box("county", "/c")
	c.root = true
	c.node("nc", "/c", c.as())
	c.node("nt", "/c/t")
	c.node("nu", "/c/u")
	v := h.box("village", "/c/t/v")
	h.enrol(c, v, "nv", "/c/t/v")
	c.write(at("/c/t", article("town", "老镇的")), at("/c/u", article("other", "新镇的")), at("/c", article("all", "全县的")))
	v.write(article("a", "村里的"), told("m"))
	h.settle()
	if v.title("town") == "" || v.title("other") != "" {
		t.Fatal("it does not stand where it should")
	}
	v.write(article("b", "路上的"), told("n")) // not sent yet, and by its old place
	c.relocate("nv", "/c/u/v", station.Ref{Kind: station.KindArticle, ID: "a"}, station.Ref{Kind: station.KindMatter, ID: "m"})
	h.settle()
	if v.Scope() != "/c/u/v" {
		t.Errorf("it stands at %s", v.Scope())
	}
	if v.title("town") != "" || v.title("other") != "新镇的" || v.title("all") != "全县的" {
		t.Errorf("it sees %q of the old town, %q of the new, %q of the county", v.title("town"), v.title("other"), v.title("all"))
	}
	if v.title("a") != "村里的" || v.title("b") != "路上的" || !v.says("m") || !v.says("n") {
		t.Errorf("it lost something: %q %q %t %t", v.title("a"), v.title("b"), v.says("m"), v.says("n"))
	}
	if c.title("b") != "路上的" || len(c.history(station.KindMatter, "n")) != 1 {
		t.Error("the county lacks what was written meanwhile")
	}
	for _, ref := range []station.Ref{{Kind: station.KindArticle, ID: "b"}, {Kind: station.KindMatter, ID: "n"}} {
		move, err := station.MoveTo(ref.Kind, ref.ID, "/c/u/v")
		if err != nil {
			t.Fatal(err)
		}
		c.write(move)
	}
	v.write(article("a", "村里改的"))
	h.settle()
	if c.title("a") != "村里改的" || v.title("b") != "路上的" || !v.says("n") {
		t.Errorf("afterwards: %q %q %t", c.title("a"), v.title("b"), v.says("n"))
	}
	if r, found := v.record(station.KindArticle, "b"); !found || r.Place != "/c/u/v" {
		t.Errorf("what came late lies at %q", r.Place)
	}
	for _, f := range v.sees {
		for _, o := range f.Orders {
			for _, e := range o.Grant {
				t.Errorf("it is told anew what it wrote itself: %s %s", e.Kind, e.ID)
			}
		}
	}
	_ = c.Inspect(func(l station.Ledger) error {
		children, err := core.Children(l)
		if len(children) != 1 || children[0].Orders != 0 || children[0].Scope != "/c/u/v" {
			t.Errorf("the county knows %+v", children)
		}
		return err
	})
}

// What lies at the root waits for nobody; below it, what the parent does not have does.
func TestNothingWaitsAtTheRoot(t *testing.T) {
	_, c, _, one, _ := county(t)
	c.write(article("a", "县里的"))
	one.write(article("b", "村里的"))
	for b, want := range map[*box]uint64{c: 0, one: 1} {
		b.do(func(l station.Ledger) error {
			s, err := core.Pending(l, b.me(), b.moment())
			if s.Pending != want || (s.OldestAt != 0) != (want > 0) {
				t.Errorf("%s says that %d wait, the oldest since %d", b.device, s.Pending, s.OldestAt)
			}
			return err
		})
	}
}

// Behind another box the same holds: those above and below it follow, and its former town forgets it.
func TestAMovedTownTakesItsVillagesAlong(t *testing.T) {
	h, c, town, one, two := county(t)
	c.node("nu", "/c/u")
	one.write(article("a", "一"), told("m"))
	two.write(article("b", "二"))
	h.settle()
	c.write(relocated(t, map[station.Ref]string{{Kind: station.KindNode, ID: "nt"}: "/c/u/t", {Kind: station.KindNode, ID: "n1"}: "/c/u/t/v1",
		{Kind: station.KindNode, ID: "n2"}: "/c/u/t/v2", {Kind: station.KindArticle, ID: "a"}: "/c/u/t/v1", {Kind: station.KindMatter, ID: "m"}: "/c/u/t/v1",
		{Kind: station.KindArticle, ID: "b"}: "/c/u/t/v2"})...)
	h.settle()
	for _, b := range []*box{town, one, two} {
		if !strings.HasPrefix(b.Scope(), "/c/u/t") {
			t.Errorf("%s stands at %s", b.device, b.Scope())
		}
	}
	one.write(article("a", "一改"))
	two.write(article("c", "三"))
	h.settle()
	if one.title("a") != "一改" || town.title("a") != "一改" || c.title("a") != "一改" || !one.says("m") {
		t.Errorf("a is %q, %q, %q", one.title("a"), town.title("a"), c.title("a"))
	}
	if one.title("b") != "" || two.title("b") != "二" || town.title("b") != "二" || c.title("c") != "三" || one.title("c") != "" {
		t.Errorf("b is %q, %q, %q; c is %q and %q", one.title("b"), two.title("b"), town.title("b"), c.title("c"), one.title("c"))
	}
}

// A village moved to another town leaves behind what belongs to the former one, though that has no say over it any more: the new
// one sees that it comes from elsewhere. What is its own it keeps, and it waits until it knows what that is.
func TestABoxMovedToAnotherTownKeepsNothingOfTheFormer(t *testing.T) {
	h, c, town, one, _ := county(t)
	other := h.box("other", "/c/u")
	h.enrol(c, other, "nu", "/c/u")
	town.write(article("town", "老镇的"))
	c.write(at("/c/t", article("office", "县里给老镇的")))
	other.write(article("other", "新镇的"))
	one.write(article("a", "村里的"), told("m"))
	h.settle()
	one.up = nil
	one.write(article("b", "路上的"), told("n"))
	c.relocate("n1", "/c/u/v1", station.Ref{Kind: station.KindArticle, ID: "a"}, station.Ref{Kind: station.KindMatter, ID: "m"})
	h.settle()
	one.sent = nil
	h.turn(one, other)
	h.settle()
	for _, p := range one.sent {
		for _, e := range p.Items {
			if e.ID == "office" {
				t.Error("it tells the new town what the county told the old one")
			}
		}
	}
	if one.title("town") != "" || one.title("other") != "新镇的" {
		t.Errorf("it sees %q of the old town, %q of the new", one.title("town"), one.title("other"))
	}
	if one.title("a") != "村里的" || one.title("b") != "路上的" || !one.says("m") || !one.says("n") || c.title("b") != "路上的" {
		t.Errorf("it lost something: %q %q %t %t; the county has %q", one.title("a"), one.title("b"), one.says("m"), one.says("n"), c.title("b"))
	}
}

// A town wrote into its village's record and told the village alone; then the town's box is stolen and the village moved away.
// The new town does not know who signed that, the county does.
func TestAMovedVillageBringsTheLastWordsOfItsFormerTown(t *testing.T) {
	h, c, town, one, _ := county(t)
	other := h.box("other", "/c/u")
	h.enrol(c, other, "nu", "/c/u")
	one.write(article("a", "村里的"))
	h.settle()
	town.write(at("/c/t/v1", article("a", "镇里改的")))
	one.pull()
	town.up, one.up = nil, nil
	fresh := h.box("fresh", "/c/t")
	h.enrol(c, fresh, "nt", "/c/t")
	c.relocate("n1", "/c/u/v1", station.Ref{Kind: station.KindArticle, ID: "a"})
	h.settle()
	h.turn(one, other)
	h.settle()
	h.compare()
	for _, b := range []*box{c, other, one} {
		if b.title("a") != "镇里改的" {
			t.Errorf("%s has %q", b.device, b.title("a"))
		}
		if parked := b.parked(); len(parked) > 0 {
			t.Errorf("%s keeps %v aside", b.device, parked)
		}
	}
	if fresh.title("a") != "" {
		t.Errorf("the old town's new box has %q", fresh.title("a"))
	}
}

// A village comes to another town, which writes into a record of its before the office has moved that: it is its own to say.
func TestATownMayWriteWhatANewVillageOfItsBroughtAlong(t *testing.T) {
	h, c, _, one, _ := county(t)
	other := h.box("other", "/c/u")
	h.enrol(c, other, "nu", "/c/u")
	one.write(article("a", "村里的"))
	h.settle()
	one.up = nil
	c.relocate("n1", "/c/u/v1")
	h.settle()
	h.turn(one, other)
	one.write(article("a", "路上改的"))
	h.settle()
	other.write(at("/c/t/v1", article("a", "新镇改的")))
	h.settle()
	c.write(relocated(t, map[station.Ref]string{{Kind: station.KindArticle, ID: "a"}: "/c/u/v1"})...)
	h.settle()
	h.compare() // the village hears of it overnight
	for _, b := range []*box{c, other, one} {
		if b.title("a") != "新镇改的" {
			t.Errorf("%s has %q", b.device, b.title("a"))
		}
	}
	if parked := c.parked(); len(parked) > 0 {
		t.Errorf("the county keeps %v aside", parked)
	}
}

// relocated are the edits that give nodes and records other places, the nodes first.
func relocated(t *testing.T, places map[station.Ref]string) (edits []station.Edit) {
	t.Helper()
	for ref, to := range places {
		move, err := station.MoveTo(ref.Kind, ref.ID, to)
		if err != nil {
			t.Fatal(err)
		}
		if edits = append(edits, move); ref.Kind == station.KindNode {
			edits = append([]station.Edit{{Kind: ref.Kind, ID: ref.ID, Op: station.OpPut, Class: station.Public, Fields: must(map[string]string{"scope": to})}}, edits...)
		}
	}
	return edits
}
