package sim

import (
	"maps"
	"slices"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// sorted runs over a map in order of its keys.
func sorted[K int | string, V any](m map[K]V) func(func(K, V) bool) {
	return func(yield func(K, V) bool) {
		for _, key := range slices.Sorted(maps.Keys(m)) {
			if !yield(key, m[key]) {
				return
			}
		}
	}
}

// stretch is how many steps pass before it is asked again whether everybody is done.
const stretch = 120

// settle runs until nobody has anything to tell any more; false when that takes more than so many steps.
func (w *World) settle(limit int) bool {
	for range limit / stretch {
		for range stretch {
			if w.broken != nil || !w.next() {
				return w.broken == nil
			}
		}
		if w.quiet() == "" {
			return true
		}
	}
	return false
}

// quiet is empty when no box has anything to tell its neighbours, else who is not done and why.
func (w *World) quiet() string {
	for _, b := range w.boxes[1:] {
		if b.gone {
			continue
		}
		if why := b.unrest(); why != "" {
			return b.String() + ": " + why
		}
	}
	return ""
}

func (b *box) unrest() string {
	if !b.on || b.link.standing != joined {
		return "off or " + string(b.link.standing)
	}
	over := b.w.boxes[b.w.holder[b.above]]
	peer, known := over.sessions[b.link.token]
	if !over.alive() || !known {
		return "no session"
	}
	pending, head := false, uint64(0)
	var pull wire.Pull
	err := b.mem.Inspect(func(l station.Ledger) (err error) {
		p, some, err := core.NextPush(l, b.me(), 0, batch, b.moment())
		if err != nil {
			return err
		}
		pending = some && (len(p.Push.Items)+len(p.Push.Done)+len(p.Push.Receipts)+len(p.Push.Told) > 0 || p.Push.Listed != nil)
		pull, err = core.NextPull(l, b.me())
		return err
	})
	if err != nil || pending {
		return "has something to push"
	}
	if pull.Tally != "" {
		return "has something to compare"
	}
	var feed wire.Feed
	err = over.mem.Inspect(func(l station.Ledger) (err error) {
		head = l.Seq()
		feed, err = core.Serve(l, over.me(), peer, pull, over.moment())
		return err
	})
	if err != nil || len(feed.Items)+len(feed.Orders) > 0 || pull.After < head || pull.Epoch != feed.Epoch {
		return "has something to pull"
	}
	return ""
}
