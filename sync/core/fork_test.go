package core_test

import (
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// parted is a county with a village of which a clone wrote more than the box that was heard first.
func parted(t *testing.T) (h *house, town, clone *box) {
	h, _, town, one, _ := county(t)
	h.now = h.now.Add(400 * time.Millisecond) // nobody is replaced on the stroke of a second
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

// A disk was copied, and the copy comes to the parent before it writes anything: it is told that its log was set back, and goes on
// as another life of the same box. When the two take turns, one of them has to enrol again, and what both wrote is there.
func TestACopyThatConnectsBeforeItWritesIsFoundOut(t *testing.T) {
	h, c, town, one, _ := county(t)
	copied := h.box("one", "/c/t/v1")
	copied.key = one.key
	copied.Restore(one.Snapshot(), false)
	copied.up = &session{parent: town}
	one.write(article("a", "甲"))
	one.push()
	h.hello(copied)
	copied.write(article("b", "乙"))
	copied.push()
	var refused *box
	for turn := range 6 {
		b := []*box{one, copied}[turn%2]
		if err := h.tryHello(b); err != nil {
			if code(err) != core.CodeFork {
				t.Fatal(err)
			}
			refused = b
			break
		}
	}
	if refused == nil {
		t.Fatal("nobody noticed")
	}
	refused.device, refused.key = "again", h.box("spare", "/").key
	refused.Become("again")
	h.enrol(town, refused, "n1", "/c/t/v1")
	refused.write(article("d", "丁"))
	for range 8 {
		refused.push()
		refused.pull()
		town.push()
		town.pull()
	}
	for _, b := range []*box{refused, c} {
		if b.title("a") != "甲" || b.title("b") != "乙" || b.title("d") != "丁" {
			t.Errorf("%s has %q, %q and %q", b.device, b.title("a"), b.title("b"), b.title("d"))
		}
	}
}

// A copy that wrote before it was told that its log was set back hears of the fork. When it comes again after the original, it has to
// enrol; the original, which wrote what is held, never does.
func TestOfTwoThatPartedTheOneToldSoGoes(t *testing.T) {
	h, _, town, one, _ := county(t)
	copied := h.box("one", "/c/t/v1")
	copied.key = one.key
	copied.Restore(one.Snapshot(), false)
	copied.up = &session{parent: town}
	one.write(article("a", "甲"))
	one.push()
	copied.write(article("b", "乙"))
	copied.Reincarnate()
	h.hello(copied)
	copied.push()
	refused := 0
	for range 4 {
		if err := h.tryHello(one); err != nil {
			t.Fatalf("the original is refused: %v", err)
		}
		if err := h.tryHello(copied); code(err) == core.CodeFork {
			refused++
		}
	}
	if refused != 4 {
		t.Errorf("the copy was refused %d times of 4", refused)
	}
}

// A box whose disk is set back again and again is not taken for two.
func TestABoxThatIsSetBackIsNoClone(t *testing.T) {
	h, _, town, one, _ := county(t)
	backup := one.Snapshot()
	for n := range 6 {
		one.write(article("a", string(rune('a'+n))))
		h.settle()
		one.Restore(backup, false)
		one.up.peer = core.Peer{}
		h.settle()
	}
	if one.title("a") != "f" || town.title("a") != "f" {
		t.Errorf("it has %q, the town %q", one.title("a"), town.title("a"))
	}
}

// A copy says hello, and before the answer is there it writes under the counter at which the first box already wrote something else:
// that is no acknowledgement. It is told of the fork where the two part, and once it enrolled again nothing of it is lost.
func TestWhatWasWrittenDuringAHelloIsNotTakenForAnothers(t *testing.T) {
	h, _, town, one, _ := county(t)
	clone := h.box("one", "/c/t/v1")
	clone.key = one.key
	clone.Restore(one.Snapshot(), false)
	one.write(article("a", "甲"))
	h.settle()
	clone.up = &session{parent: town, peer: one.up.peer}
	var hello wire.Hello
	clone.do(func(l station.Ledger) (err error) {
		hello, err = core.Greeting(l, clone.me(), wire.Challenge{Device: town.device, Nonce: "n"}, clone.moment())
		return err
	})
	clone.write(article("b", "乙"))
	var w wire.Welcome
	town.do(func(l station.Ledger) (err error) {
		w, clone.up.peer, err = core.Greet(l, town.me(), over(t, hello), "n", town.moment())
		return err
	})
	clone.do(func(l station.Ledger) error { return core.Greeted(l, clone.me(), over(t, w), clone.moment()) })
	one.write(article("a2", "甲二"))
	one.push()
	one.up = nil // it is switched off
	clone.write(article("c", "丙"))
	for range 3 {
		clone.push()
	}
	clone.do(func(l station.Ledger) error {
		parted, err := l.Note("forked/" + l.Origin())
		if string(parted) != "1" {
			t.Errorf("it is told that they part at %q", parted)
		}
		return err
	})
	clone.device, clone.key = "clone", h.box("spare", "/").key
	clone.Become("clone")
	h.enrol(town, clone, "n1", "/c/t/v1")
	h.settle()
	for id, want := range map[string]string{"a": "甲", "a2": "甲二", "b": "乙", "c": "丙"} {
		if town.title(id) != want || clone.title(id) != want {
			t.Errorf("%s is %q at the town and %q at the box", id, town.title(id), clone.title(id))
		}
	}
}
