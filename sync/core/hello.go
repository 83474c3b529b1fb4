package core

import (
	"maps"
	"slices"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// caps is what this version can do beside the protocol's first version.
var caps = []string{"branch", "disclosure", "orders"}

// Joined keeps who is above after an enrolment. What the parent has of the box is found out with the next hello.
func Joined(l station.Ledger, _ Me, e wire.Enrolled, _ Moment) error {
	k, err := readLink(l)
	if err != nil {
		return err
	}
	k.begin(e.Device)
	k.Acked, k.After, k.Scope = 0, 0, e.Node.Scope
	return k.keep(l)
}

// Greeting is the hello to a parent's challenge.
func Greeting(l station.Ledger, me Me, c wire.Challenge, at Moment) (wire.Hello, error) {
	k, err := readLink(l)
	if err != nil {
		return wire.Hello{}, err
	}
	k.begin(c.Device)
	if k.Life != l.Origin() { // what was lost of the own chain may stand before the cursor
		k.Life, k.After, k.Line = l.Origin(), 0, nil
		k.compareSoon()
	}
	heads, err := l.Heads()
	if err != nil {
		return wire.Hello{}, err
	}
	heads[l.Origin()] += 0 // the own chain is asked for even when nothing is left of it
	tips := make(map[string]string, len(heads))
	for chain := range heads {
		_, hash, err := l.Head(chain)
		if err != nil {
			return wire.Hello{}, err
		}
		if hash != "" {
			tips[chain] = tip(hash)
		}
	}
	h := wire.Hello{Proto: wire.Protocol, Caps: caps, Version: me.Version, Device: me.Device, Scope: me.Scope, Nonce: c.Nonce,
		Life: k.Life, Epoch: k.Epoch, After: k.After, Line: k.Line, Carried: k.Carried, Heads: heads, Tips: tips, Schema: me.Schema,
		Sent: at.Now.UnixMilli(), Trust: at.Trust}
	h.Sig = me.Sign(h.Signed())
	return h, k.keep(l)
}

// Greeted takes the answer to a hello. log_set_back means that this box's own log lost its end.
func Greeted(l station.Ledger, _ Me, w wire.Welcome, _ Moment) error {
	k, err := readLink(l)
	if err != nil {
		return err
	}
	k.begin(w.Device)
	if err := ownEnd(l, w); err != nil {
		return err
	}
	k.Head = w.Head
	fresh := !sameLife(k.Epoch, w.Epoch) || w.Again
	if fresh {
		k.newLife(w.Epoch)
		gone, err := keysBelow(l, noteGone, 1)
		if err != nil {
			return err
		}
		k.Lost, k.LostTo, k.Ask, k.AskAfter = w.Lost, l.Seq(), len(gone) > 0, ""
		if err := forget(l, noteAck); err != nil {
			return err
		}
	}
	if w.Scope != "" {
		k.Scope = w.Scope
	}
	if err := k.acknowledge(l, w); err != nil {
		return err
	}
	return k.keep(l)
}

// sameLife is the guard of the epoch: numbers of a log mean nothing in another life of it.
func sameLife(known, now string) bool { return known == now }

// ownEnd finds out that the parent holds more of the own chain than this box does, and the same up to there.
func ownEnd(l station.Ledger, w wire.Welcome) error {
	origin := l.Origin()
	head, _, err := l.Head(origin)
	if err == nil && w.Heads[origin] > head && !slices.Contains(w.Differ, origin) {
		return errSetBack
	}
	return err
}

// acknowledge notes how far the parent holds the chains of the hello. Where it holds less than it once said, or another
// chain under the same name, everything is offered again: it drops what it has and says where the two part.
func (k *link) acknowledge(l station.Ledger, w wire.Welcome) error {
	acks, err := counters(l, noteAck)
	if err != nil {
		return err
	}
	for _, chain := range slices.Sorted(maps.Keys(w.Heads)) {
		head := w.Heads[chain]
		if slices.Contains(w.Differ, chain) {
			forked, err := l.Note(noteForked + chain)
			if err != nil {
				return err
			}
			if forked != nil {
				continue
			}
			head = 0
		}
		if other, err := otherTip(l, chain, head, w.Tips[chain]); err != nil {
			return err
		} else if other {
			head = 0
		}
		held, _, err := l.Head(chain)
		if err != nil {
			return err
		}
		if err := joinedAgain(l, chain, head, held); err != nil {
			return err
		}
		head = min(head, held) // what comes here later may be another's under the same name
		if head < acks[chain] {
			k.Acked = 0
		}
		if err := passedOver(l, chain, acks[chain], head); err != nil {
			return err
		}
		if err := putCounter(l, noteAck+chain, head); err != nil {
			return err
		}
	}
	return nil
}

// joinedAgain forgets that a chain parted, once the parent holds it beyond that as it is held here: of a parent that ends
// before this box does nobody has compared the ends.
func joinedAgain(l station.Ledger, chain string, head, held uint64) error {
	forked, err := readCounter(l, noteForked+chain)
	if err != nil || forked == 0 || head < max(forked, held) {
		return err
	}
	return l.PutNote(noteForked+chain, nil)
}

// otherTip reports whether another change is held here under the counter the parent ends with.
func otherTip(l station.Ledger, chain string, head uint64, said string) (bool, error) {
	held, found, err := l.Held(chain, head)
	return found && said != "" && said != tip(headerHash(held)), err
}

const maxPassed = 5000 // changes looked at for their times

// passedOver asks for the effective times of changes that will not be sent, because the parent has them by another way: it
// may have judged them otherwise.
func passedOver(l station.Ledger, chain string, from, to uint64) error {
	for ctr := from + 1; ctr <= min(to, from+maxPassed); ctr++ {
		e, found, err := l.Held(chain, ctr)
		if err != nil || !found {
			return err
		}
		if !shared(e.Class) {
			continue
		}
		if err := putCounter(l, lineKey(noteUnsure, chain, ctr), uint64(e.Time())); err != nil {
			return err
		}
	}
	return nil
}
