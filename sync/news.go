package sync

import (
	"strings"

	"lianzhan/station"
	"lianzhan/sync/core"
)

// item is what a doorbell needs of one line of news.
type item struct{ place, via string }

// concerned looks at what was written since the bells were last rung and says whom it concerns. It errs towards ringing:
// what a child may have is decided when it asks.
func (b *bells) concerned() (func(core.Peer) bool, error) {
	all := false
	b.lock.Lock()
	items, sole := b.nudges, b.sole()
	b.nudges = nil
	b.lock.Unlock()
	ordered := map[string]bool{}
	err := b.room.o.Store.Inspect(func(l station.Ledger) error {
		if b.rung == 0 || l.Seq() < b.rung || l.Seq()-b.rung > mostNews {
			all, b.rung = true, l.Seq()
			return nil
		}
		entries, last, err := l.Entries(b.rung, mostNews)
		if err != nil {
			return err
		}
		b.rung = last
		for _, e := range entries {
			if e.Kind == station.KindNode || e.Op == station.OpMove {
				all = true // whoever stood in the old place must hear of it too
				return nil
			}
			if sole == "" || e.Via != sole { // nobody is told what came from them
				items = append(items, item{place: placeOf(l, e), via: e.Via})
			}
		}
		return b.orders(l, ordered)
	})
	return func(p core.Peer) bool {
		if all || ordered[p.Device] {
			return true
		}
		for _, i := range items {
			if i.via != p.Device && station.Visible(i.place, p.Scope) {
				return true
			}
		}
		return false
	}, err
}

// sole is the one device that listens, empty when several do. The caller holds the lock.
func (b *bells) sole() (device string) {
	for one := range b.open {
		if device != "" && device != one.peer.Device {
			return ""
		}
		device = one.peer.Device
	}
	return device
}

// placeOf is where a record stands now; that of a deleted one is what its last change says.
func placeOf(l station.Ledger, e station.Entry) string {
	if record, err := l.Record(e.Kind, e.ID); err == nil && record.Place != "" {
		return record.Place
	}
	return e.Place
}

// orders finds the devices that were given an order since the last look.
func (b *bells) orders(l station.Ledger, found map[string]bool) error {
	return l.Notes(orderNote, func(key string, _ []byte) bool {
		device, n, ok := strings.Cut(strings.TrimPrefix(key, orderNote), "/")
		if ok && n > b.ordered[device] {
			b.ordered[strings.Clone(device)] = strings.Clone(n)
			found[device] = true
		}
		return true
	})
}
