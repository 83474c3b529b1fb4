package sim

import (
	"fmt"
	"time"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// nodeID is the id of a seat's node record.
func nodeID(seat int) string { return fmt.Sprintf("node-%02d", seat) }

// rounds is how often somebody looks after the boxes that cannot go on alone.
const rounds = 20 * time.Second

// watch is the technician: boxes that were refused are enrolled again.
func (w *World) watch() {
	w.later(rounds, "rounds", func() {
		for _, b := range w.boxes {
			if b.alive() && !b.stolen && b.link.standing != joined && chance(w.harm, 60) {
				w.enrol(b)
			}
		}
		w.watch()
	})
}

// enrol brings a box into the tree with a code, under a new device.
func (w *World) enrol(b *box) {
	over := w.boxes[w.holder[b.above]]
	if !over.alive() || over.link.standing != joined || over.mem.Full || b.mem.Full || w.spare == len(identities()) {
		return
	}
	who := identities()[w.spare]
	answer, edits, err := w.admit(over, b, who)
	if err != nil {
		w.say("%s cannot enrol at %s: %v", b, over, err)
		return
	}
	if err := over.write("officer", edits...); err != nil {
		w.say("%s cannot write the node of %s: %v", over, b, err)
		return
	}
	w.spare++
	w.hits[enrolled]++
	w.takeAway(b)
	b.mem.Lazy = false
	b.mem.Sync()
	b.who = who
	b.mem.Become(who.id)
	err = b.exchange(func(l station.Ledger) error { return core.Joined(l, b.me(), answer, b.moment()) })
	if err == nil {
		err = b.mem.SetScope(answer.Node.Scope)
	}
	if err != nil {
		w.say("%s cannot join: %v", b, err)
		b.link.standing = forked
		return
	}
	b.link = link{standing: joined}
	b.life++
	w.say("%s is enrolled as %s at %s", b, who.id, over)
	b.wake(core.LinkUp)
}

func (w *World) admit(over, b *box, who identity) (answer wire.Enrolled, edits []station.Edit, err error) {
	code := ""
	if err := over.exchange(func(l station.Ledger) (err error) {
		code, _, err = core.IssueCode(l, over.me(), nodeID(b.seat), over.moment())
		return err
	}); err != nil {
		return answer, nil, err
	}
	e := wire.Enrol{Proto: wire.Protocol, Code: code, Device: who.id, Key: who.key, Seal: who.seal, Version: "1"}
	e.Sig = who.sign(e.Signed())
	err = over.exchange(func(l station.Ledger) (err error) {
		answer, edits, err = core.Admit(l, over.me(), e, over.moment())
		return err
	})
	return answer, edits, err
}

// takeAway switches off the other boxes at a seat: there can only be one.
func (w *World) takeAway(b *box) {
	w.holder[b.seat] = b.at
	w.model.brace()
	some := false
	for _, other := range w.boxes {
		if other != b && other.seat == b.seat && !other.gone {
			other.gone, some = true, true
			w.say("%s is taken away", other)
		}
	}
	if some {
		w.model.mourn()
	}
}
