package core_test

import (
	"slices"
	"testing"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// An officer releases what came from a box nobody knows: only what a known box signed, and that one may say.
func TestABoxNobodyKnowsSaysWhatItsSignerMay(t *testing.T) {
	_, c, town, one, _ := county(t)
	node := station.Edit{Kind: station.KindNode, ID: "n1", Op: station.OpPut, Class: station.Public, Fields: must(map[string]string{"name": "我的村"})}
	for what, r := range map[string]struct {
		edit   station.Edit
		place  string
		signer *box
		code   string
	}{
		"an article nobody signed": {article("a", "一"), "/c/t/v1", nil, core.CodeUnknownDevice},
		"a node nobody signed":     {node, "/c/t/v1", nil, core.CodeUnknownDevice},
		"its signer's article":     {article("b", "一"), "/c/t/v1", one, ""},
		"its signer's node":        {node, "/c/t/v1", one, core.CodeScope},
		"a sibling's article":      {article("d", "一"), "/c/t/v2", one, core.CodeScope},
	} {
		e := station.Entry{Via: town.device, Place: r.place, Fault: core.CodeUnknownDevice, Change: station.Change{Body: r.edit.Fields,
			Header: station.Header{Origin: "stranger/1", Ctr: 1, HLC: station.HLCAt(one.h.now), Scope: r.place, Class: r.edit.Class,
				Kind: r.edit.Kind, ID: r.edit.ID, Op: r.edit.Op, BodyHash: station.HashOf(r.edit.Fields)}}}
		e.Branch = "#" + r.edit.ID + what
		if r.signer != nil {
			e.Proof = r.signer.me().Sign(wire.ProofBytes(e.Header.Hash()))
		}
		err := c.Exchange(func(l station.Ledger) error {
			if _, err := l.Append(e); err != nil {
				return err
			}
			return core.Release(l, e.Chain(), 1, c.moment())
		})
		if got := code(err); err == nil && r.code != "" || err != nil && got != r.code {
			t.Errorf("%s: %v, want %q", what, err, r.code)
		}
	}
}

// A town forgets, with its last disk, that it ever enrolled a village. The village enrols again, and what it wrote under the name
// nobody knows is its own: it is applied, but what it may not say lies aside, and no officer releases it.
func TestAFormerNameNobodyKnowsIsItsSigners(t *testing.T) {
	h, c, town, _, two := county(t)
	backup := town.Snapshot()
	three := h.box("three", "/c/t/v3")
	h.enrol(town, three, "n3", "/c/t/v3")
	three.write(article("a", "三"), at("/c/t/v2", article("f", "假的")))
	town.Restore(backup, false)
	town.up.peer = core.Peer{}
	three.device, three.key = "drei", h.box("spare", "/").key
	three.Become("drei")
	h.enrol(town, three, "n3", "/c/t/v3")
	h.settle()
	if c.title("a") != "三" || town.title("a") != "三" {
		t.Errorf("the county has %q, the town %q", c.title("a"), town.title("a"))
	}
	for _, b := range []*box{c, town} {
		if parked := b.parked(); !slices.Equal(parked, []string{core.CodeScope}) {
			t.Errorf("%s keeps %v aside", b.device, parked)
		}
	}
	if two.title("f") != "" {
		t.Error("what was forged got through")
	}
}

// What a village wrote about a stolen record lies aside, its own move among it. When the record is given to it, each is let in once,
// and the push that brings the gift is not refused for ever.
func TestWhatAGiftLetsInIsLetInOnce(t *testing.T) {
	h, c, town, one, two := county(t)
	two.write(article("a", "二"))
	h.settle()
	move, err := station.MoveTo(station.KindArticle, "a", "/c/t/v1")
	if err != nil {
		t.Fatal(err)
	}
	one.write(article("a", "一"), move, article("a", "一一"))
	h.settle()
	if len(c.parked()) != 3 {
		t.Fatalf("%v lie aside", c.parked())
	}
	town.write(move)
	h.settle()
	for _, b := range []*box{c, town} {
		if b.title("a") != "一一" || len(b.parked()) != 0 {
			t.Errorf("%s has %q, and %v lie aside", b.device, b.title("a"), b.parked())
		}
	}
}

// A village moves the county's article to itself and writes on: both lie aside, and the first does not open the door to the second.
func TestAStolenRecordIsNotWrittenOn(t *testing.T) {
	h, c, town, one, _ := county(t)
	c.write(article("k", "县"))
	h.settle()
	move, err := station.MoveTo(station.KindArticle, "k", "/c/t/v1")
	if err != nil {
		t.Fatal(err)
	}
	one.do(func(l station.Ledger) error { return l.Retract(station.Ref{Kind: station.KindArticle, ID: "k"}) }) // it writes as if it knew nothing
	one.write(article("k", "村"), move, article("k", "村"))
	h.settle()
	for _, b := range []*box{c, town} {
		if r, _ := b.record(station.KindArticle, "k"); b.title("k") != "县" || r.Place != "/c" || len(b.parked()) != 3 {
			t.Errorf("%s has %q at %s, and %v lie aside", b.device, b.title("k"), r.Place, b.parked())
		}
	}
}
