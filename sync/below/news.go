package below

import (
	"maps"
	"strings"
	"time"

	"lianzhan/station"
	"lianzhan/sync/box"
	"lianzhan/sync/wire"
	"lianzhan/web/socket"
)

// news is what was written since the bells were last rung, as far as it says whom it concerns. It errs towards ringing:
// what a child may have is decided when it asks.
type news struct {
	epoch  string
	head   uint64
	policy wire.Policy // of those below
	all    bool        // whoever listens
	tree   bool        // a node changed: boxes may stand elsewhere, or have lost their word
	items  []item
}

// item is what a doorbell needs of one line of news.
type item struct{ place, via string }

// look reads what was written since the bells were last rung, once for all who listen. What came from the only one that
// listens is nothing new to it.
func (b *bells) look(sole string) (n news, err error) {
	err = b.side.box.Store.Inspect(func(l station.Ledger) (err error) {
		n = news{epoch: l.Epoch(), head: l.Seq()}
		if n.policy, err = box.ReadPolicy(l, policyNote); err != nil {
			return err
		}
		if b.rung == 0 || n.head < b.rung || n.head-b.rung > mostNews {
			n.all, n.tree, b.rung = true, true, n.head
			return nil
		}
		entries, last, err := l.Entries(b.rung, mostNews)
		if err != nil {
			return err
		}
		b.rung = last
		seen := map[seenItem]bool{}
		for _, e := range entries {
			n.tree = n.tree || e.Kind == station.KindNode
			n.all = n.all || n.tree || e.Op == station.OpMove // whoever stood in the old place must hear of it too
			if n.all {
				continue
			}
			same := seenItem{station.Ref{Kind: e.Kind, ID: e.ID}, e.Via}
			if sole != "" && e.Via == sole || seen[same] {
				continue
			}
			seen[same] = true
			n.items = append(n.items, item{place: placeOf(l, e), via: e.Via})
		}
		return nil
	})
	return n, err
}

// seenItem is one record as one neighbour brought it.
type seenItem struct {
	ref station.Ref
	via string
}

// placeOf is where a record stands now; that of a deleted one is what its last change says.
func placeOf(l station.Ledger, e station.Entry) string {
	if record, err := l.Record(e.Kind, e.ID); err == nil && record.Place != "" {
		return record.Place
	}
	return e.Place
}

// concerned lists the bells to be rung, each once. Nobody is told what came from them.
func (b *bells) concerned(n news) (due []*bell) {
	b.lock.Lock()
	defer b.lock.Unlock()
	ring := func(one *bell) {
		if !one.due {
			one.due = true
			due = append(due, one)
		}
	}
	if n.all {
		for one := range b.open.all {
			ring(one)
		}
	} else {
		b.match(n.items, ring)
	}
	b.nudges, b.given = nil, nil
	for _, one := range due {
		one.due = false
	}
	return due
}

// settle lets each bell ring for where its box stands now. Whoever has no word any more hears nothing more.
func (b *bells) settle() error {
	b.lock.Lock()
	defer b.lock.Unlock()
	for one := range maps.Clone(b.open.all) {
		m, known, err := b.side.box.Roll.Member(one.peer.Device)
		switch {
		case err != nil:
			return err
		case !known || !m.Device.Revoked.IsZero():
			one.send(socket.Closing(socket.GoingAway))
			one.conn.Close()
		case m.Node.Scope != one.peer.Scope:
			b.open.remove(one)
			one.peer.Scope, one.peer.Node = m.Node.Scope, m.Node.ID
			b.open.add(one)
		}
	}
	return nil
}

// match finds those whom news, nudges and orders concern. The caller holds the lock.
func (b *bells) match(items []item, ring func(*bell)) {
	for _, i := range items {
		b.open.share(i.place, func(one *bell) {
			if one.peer.Device != i.via {
				ring(one)
			}
		})
	}
	for _, place := range b.nudges {
		b.open.share(place, ring)
	}
	for _, device := range b.given {
		for _, one := range b.open.device[device] {
			ring(one)
		}
	}
}

// sole is the one device that listens, empty when several do. The caller holds the lock.
func (b *bells) sole() (device string) {
	if len(b.open.device) != 1 {
		return ""
	}
	for device = range b.open.device {
		continue
	}
	return device
}

// seek finds the devices that another process over the same database gave an order: its notes are not announced. Own ones
// are rung for at once.
func (b *bells) seek(now time.Time) error {
	b.lock.Lock()
	wanted := b.fresh && len(b.open.all) > 0 && now.Sub(b.sought) >= ordersEvery
	if wanted {
		b.fresh = false
	}
	b.lock.Unlock()
	if !wanted {
		return nil
	}
	b.sought = now
	var found []string
	err := b.side.box.Store.Inspect(func(l station.Ledger) error {
		return l.Notes(box.OrderNote, func(key string, _ []byte) bool {
			if device, n := readOrder(key); n > b.ordered[device] {
				b.ordered[strings.Clone(device)] = strings.Clone(n)
				found = append(found, strings.Clone(key))
			}
			return true
		})
	})
	b.give(found)
	return err
}

// readOrder takes the key of an order apart: the device, and the number as a text that sorts.
func readOrder(key string) (device, n string) {
	device, n, _ = strings.Cut(strings.TrimPrefix(key, box.OrderNote), "/")
	return device, n
}
