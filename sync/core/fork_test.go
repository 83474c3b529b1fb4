package core_test

import (
	"testing"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// parted is a county with a village of which a clone wrote more than the box that was heard first.
func parted(t *testing.T) (h *house, town, clone *box) {
	h, _, town, one, _ := county(t)
	clone = h.box("one", "/c/t/v1")
	clone.key = one.key
	clone.Restore(one.Snapshot(), false)
	one.write(article("a", "甲"))
	h.settle()
	clone.write(article("b", "乙"), article("c", "丙"), article("d", "丁"))
	clone.up = &session{parent: town, peer: one.up.peer}
	one.up = nil // it is switched off
	clone.push()
	clone.device, clone.key = "clone", h.box("spare", "/").key
	clone.Become("clone")
	h.enrol(town, clone, "n1", "/c/t/v1")
	return h, town, clone
}

// A box that parted from its parent sends its tail from there, though the parent's chain ends before its own: where that one ends,
// another's change stands.
func TestATailIsSentFromWhereItParted(t *testing.T) {
	_, town, clone := parted(t)
	clone.push()
	for id, want := range map[string]string{"a": "甲", "b": "乙", "c": "丙", "d": "丁"} {
		if town.title(id) != want {
			t.Errorf("the town has %s = %q, want %q", id, town.title(id), want)
		}
	}
}

// What a parent was told is lost, and what was on its way all the same, is not acknowledged before it is held: not of a branch
// either, whose changes may be held under another name.
func TestAHoleInABranchIsNotAcknowledged(t *testing.T) {
	_, town, clone := parted(t)
	var p core.Parcel
	clone.do(func(l station.Ledger) (err error) {
		p, _, err = core.NextPush(l, clone.me(), 0, 0, clone.moment())
		return err
	})
	var tail []station.Entry
	for _, e := range p.Push.Items {
		if e.Branch != "" {
			e.Proof = clone.me().Sign(wire.ProofBytes(e.Header.Hash()))
			tail = append(tail, e)
		}
	}
	if len(tail) != 3 {
		t.Fatalf("the tail has %d changes", len(tail))
	}
	chain, last := tail[0].Chain(), tail[2]
	give := func(void map[string]uint64, items ...station.Entry) (r wire.PushReply) {
		push := p.Push
		push.Items, push.Void = items, void
		town.do(func(l station.Ledger) (err error) {
			r, err = core.Receive(l, town.me(), clone.up.peer, over(t, push), town.moment())
			return err
		})
		return r
	}
	give(map[string]uint64{chain: last.Ctr}, last)
	if r := give(nil, tail[0], tail[1]); r.Ack[chain] < tail[1].Ctr || town.title("b") != "乙" || town.title("c") != "丙" {
		t.Errorf("acknowledged up to %d; the town has %q and %q", r.Ack[chain], town.title("b"), town.title("c"))
	}
}
