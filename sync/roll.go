package sync

import (
	"slices"
	"sync"
	"sync/atomic"

	"lianzhan/station"
)

// member is a device of the tree with the node it speaks for.
type member struct {
	node   station.Node
	device station.Device
}

// roll knows the devices of the tree without reading every node for each request. It is read again after a node changed.
type roll struct {
	store Store
	stale atomic.Bool

	lock     sync.Mutex // held while the nodes are read: whoever asks meanwhile waits for the answer that is true
	byDevice map[string]member
	nodes    []station.Node
}

func newRoll(s Store) *roll {
	r := &roll{store: s}
	r.stale.Store(true)
	return r
}

// heard notes that a node changed.
func (r *roll) heard(a station.Announcement) {
	if slices.ContainsFunc(a.Refs, func(ref station.Ref) bool { return ref.Kind == station.KindNode }) {
		r.stale.Store(true)
	}
}

// member finds a device, revoked or not.
func (r *roll) member(device string) (member, bool, error) {
	r.lock.Lock()
	defer r.lock.Unlock()
	if err := r.renew(); err != nil {
		return member{}, false, err
	}
	m, known := r.byDevice[device]
	return m, known, nil
}

// tree is every node this box knows, by scope.
func (r *roll) tree() ([]station.Node, error) {
	r.lock.Lock()
	defer r.lock.Unlock()
	if err := r.renew(); err != nil {
		return nil, err
	}
	return r.nodes, nil
}

// renew reads the nodes again if one changed. The caller holds the lock.
func (r *roll) renew() error {
	if !r.stale.CompareAndSwap(true, false) {
		return nil
	}
	var nodes []station.Node
	err := r.store.Inspect(func(l station.Ledger) (err error) {
		nodes, err = station.All[station.Node](l, station.KindNode)
		return err
	})
	if err != nil {
		r.stale.Store(true)
		return err
	}
	slices.SortFunc(nodes, compareScopes)
	byDevice := map[string]member{}
	for _, n := range nodes {
		for _, d := range n.Devices {
			// A device may have spoken for another node before: the one it speaks for now counts.
			if held, known := byDevice[d.ID]; !known || !held.device.Revoked.IsZero() || d.Revoked.IsZero() {
				byDevice[d.ID] = member{node: n, device: d}
			}
		}
	}
	r.nodes, r.byDevice = nodes, byDevice
	return nil
}

func compareScopes(a, b station.Node) int {
	switch {
	case a.Scope < b.Scope:
		return -1
	case a.Scope > b.Scope:
		return 1
	}
	return 0
}

// at is the node of a scope.
func at(nodes []station.Node, scope string) (station.Node, bool) {
	i := slices.IndexFunc(nodes, func(n station.Node) bool { return n.Scope == scope })
	if i < 0 {
		return station.Node{}, false
	}
	return nodes[i], true
}
