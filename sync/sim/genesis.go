package sim

import (
	"encoding/json"
	"fmt"
	"sync"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// genesis is the tree before anything happened: every box enrolled, every node told. It is made once and copied.
var genesis = sync.OnceValues(func() ([]Snapshot, error) {
	w := newWorld(0, nil)
	if err := w.found(); err != nil {
		return nil, err
	}
	if !w.settle(50_000) {
		return nil, fmt.Errorf("the tree without a fault does not come to rest")
	}
	var disks []Snapshot
	for _, b := range w.boxes {
		disks = append(disks, b.mem.Snapshot())
	}
	return disks, nil
})

// found writes the nodes at the county and lets everybody join, as enrolling does.
func (w *World) found() error {
	for at, s := range seats {
		who := w.boxes[at].who.device()
		who.Since = start
		fields, err := json.Marshal(station.Node{ID: nodeID(at), Name: s.scope, Scope: s.scope, Devices: []station.Device{who}})
		if err != nil {
			return err
		}
		e := station.Edit{Kind: station.KindNode, ID: nodeID(at), Op: station.OpPut, Class: station.Internal, Fields: fields, Scope: s.scope}
		if err := w.root().write("setup", e); err != nil {
			return err
		}
	}
	// A box that is enrolled is told its own node and those above it; here they all reach it by the feed of the box above,
	// which must know it first: so the nodes are laid into the towns and villages from the top.
	for at := 1; at < len(seats); at++ {
		if err := w.hand(w.boxes[seats[at].parent], w.boxes[at]); err != nil {
			return err
		}
	}
	for _, b := range w.boxes[1:] {
		b.tick()
		b.wake(core.LinkUp)
	}
	return nil
}

// hand makes a box known to the one above it and lets it read everything there.
func (w *World) hand(over, b *box) error {
	c := wire.Challenge{Device: over.who.id, Nonce: "genesis"}
	joinedTo := wire.Enrolled{Device: over.who.id, Node: station.Node{ID: nodeID(b.seat), Scope: seats[b.seat].scope}}
	var h wire.Hello
	var m wire.Welcome
	var peer core.Peer
	for _, step := range []func() error{
		func() error {
			return b.exchange(func(l station.Ledger) error { return core.Joined(l, b.me(), joinedTo, b.moment()) })
		},
		func() error {
			return b.exchange(func(l station.Ledger) (err error) { h, err = core.Greeting(l, b.me(), c, b.moment()); return err })
		},
		func() error {
			return over.exchange(func(l station.Ledger) (err error) {
				m, peer, err = core.Greet(l, over.me(), h, c.Nonce, over.moment())
				return err
			})
		},
		func() error {
			return b.exchange(func(l station.Ledger) error { return core.Greeted(l, b.me(), m, b.moment()) })
		},
		func() error { return w.copyDown(over, b, peer) },
	} {
		if err := step(); err != nil {
			return fmt.Errorf("%s joins %s: %w", b, over, err)
		}
	}
	return nil
}

func (w *World) copyDown(over, b *box, peer core.Peer) error {
	for {
		var p wire.Pull
		var f wire.Feed
		if err := b.look(func(l station.Ledger) (err error) { p, err = core.NextPull(l, b.me()); return err }); err != nil {
			return err
		}
		if err := over.look(func(l station.Ledger) (err error) {
			f, err = core.Serve(l, over.me(), peer, p, over.moment())
			return err
		}); err != nil {
			return err
		}
		if err := b.exchange(func(l station.Ledger) error { return core.Pulled(l, b.me(), p, f, b.moment()) }); err != nil {
			return err
		}
		if f.Next >= f.Head {
			return nil
		}
	}
}
