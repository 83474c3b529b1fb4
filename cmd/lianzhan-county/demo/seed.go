package demo

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"time"

	"lianzhan/county"
	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// Store is the county's own.
type Store interface {
	View(fn func(station.Reader) error) error
	Write(ctx context.Context, actor string, edits ...station.Edit) (uint64, error)
	Exchange(ctx context.Context, fn func(station.Ledger) error) error
	Origin() string
	Scope() string
	Key() station.Key
}

// Seed lets the demo's towns move into a county that has no station yet: each box is given its place and a one-time code,
// enrols, says hello, sends what it wrote and says that it is invented, all by the rules real boxes are held to. A county with a
// station is left alone.
func Seed(ctx context.Context, db Store, version string, now time.Time) error {
	empty := false
	if err := db.View(func(r station.Reader) error {
		stations, err := r.Records(station.KindStation)
		empty = len(stations) == 0
		return err
	}); err != nil || !empty {
		return err
	}
	tale, err := Tell(db.Scope(), now)
	if err != nil {
		return err
	}
	for _, node := range tale.Nodes {
		v := &visitor{db: db, node: node, me: core.Me{Device: station.DeviceOf(db.Origin()), Scope: db.Scope(), Root: true, Version: version, Key: db.Key()},
			at: core.Moment{Now: now, Trust: station.TrustNTP, Random: rand.Reader}}
		if err := v.visit(ctx, of(tale.Entries, node)); err != nil {
			return fmt.Errorf("demo %s: %w", node.Name, err)
		}
	}
	for _, node := range tale.Waiting {
		if err := (&visitor{db: db, node: node}).stand(ctx); err != nil {
			return fmt.Errorf("demo %s: %w", node.Name, err)
		}
	}
	return nil
}

// of are the entries a node's box wrote.
func of(all []station.Entry, node station.Node) []station.Entry {
	var own []station.Entry
	for _, e := range all {
		if station.ScopeWithin(e.Place, node.Scope) {
			own = append(own, e)
		}
	}
	return own
}

// visitor is one town's box while it calls.
type visitor struct {
	db     Store
	node   station.Node
	me     core.Me // the county
	at     core.Moment
	device string
	key    ed25519.PrivateKey // forgotten after the call: the demo's boxes never come again
}

func (v *visitor) visit(ctx context.Context, wrote []station.Entry) error {
	v.device = station.DeviceOf(wrote[0].Origin)
	if err := v.enrol(ctx); err != nil {
		return err
	}
	peer, epoch, err := v.hello(ctx)
	if err != nil {
		return err
	}
	for len(wrote) > 0 {
		n := min(len(wrote), wire.MaxItems)
		if err := v.push(ctx, peer, epoch, wrote[:n], len(wrote) > n); err != nil {
			return err
		}
		wrote = wrote[n:]
	}
	return nil
}

// enrol gives the box its place and brings it in with a one-time code, as an officer and a technician would.
func (v *visitor) enrol(ctx context.Context) error {
	if err := v.stand(ctx); err != nil {
		return err
	}
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	v.key = private
	var sealing [32]byte
	if _, err := rand.Read(sealing[:]); err != nil {
		return err
	}
	ask := wire.Enrol{Proto: wire.Protocol, Device: v.device, Key: wire.Key(public), Seal: wire.Seal(sealing), Name: v.node.Name, Version: county.Demo}
	var edits []station.Edit
	if err := v.db.Exchange(ctx, func(l station.Ledger) error {
		if ask.Code, _, err = core.IssueCode(l, v.me, v.node.ID, v.at); err != nil {
			return err
		}
		ask.Sig = ed25519.Sign(private, ask.Signed())
		_, edits, err = core.Admit(l, v.me, ask, v.at)
		return err
	}); err != nil {
		return err
	}
	return v.write(ctx, edits)
}

// stand gives the box its place in the tree.
func (v *visitor) stand(ctx context.Context) error {
	edits, err := station.Put(station.Record{}, station.KindNode, v.node.ID, v.node)
	if err != nil {
		return err
	}
	return v.write(ctx, edits)
}

func (v *visitor) write(ctx context.Context, edits []station.Edit) error {
	for i := range edits {
		edits[i].Scope = v.node.Scope
	}
	_, err := v.db.Write(ctx, "demo", edits...)
	return err
}

func (v *visitor) hello(ctx context.Context) (peer core.Peer, epoch string, err error) {
	const nonce = "demo"
	err = v.db.Exchange(ctx, func(l station.Ledger) error {
		h := wire.Hello{Proto: wire.Protocol, Version: county.Demo, Device: v.device, Scope: v.node.Scope, Nonce: nonce, Heads: map[string]uint64{},
			Sent: v.at.Now.UnixMilli(), Trust: station.TrustNTP}
		h.Sig = ed25519.Sign(v.key, h.Signed())
		epoch = l.Epoch()
		_, peer, err = core.Greet(l, v.me, h, nonce, v.at)
		return err
	})
	return peer, epoch, err
}

// push sends one run of changes, the last of them signed.
func (v *visitor) push(ctx context.Context, peer core.Peer, epoch string, items []station.Entry, more bool) error {
	last := &items[len(items)-1]
	last.Proof = ed25519.Sign(v.key, wire.ProofBytes(last.Header.Hash()))
	return v.db.Exchange(ctx, func(l station.Ledger) error {
		reply, err := core.Receive(l, v.me, peer, wire.Push{Epoch: epoch, Items: items, More: more,
			Status: &wire.Status{Version: county.Demo, Trust: station.TrustNTP, HopAck: last.Ctr, RootAck: last.Ctr}}, v.at)
		switch {
		case err != nil:
			return err
		case len(reply.Quarantined) > 0:
			return fmt.Errorf("kept aside: %+v", reply.Quarantined[0])
		case reply.Ack[last.Chain()] != last.Ctr:
			return fmt.Errorf("acknowledged %d of %d", reply.Ack[last.Chain()], last.Ctr)
		}
		return nil
	})
}
