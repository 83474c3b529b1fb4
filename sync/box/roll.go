package box

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"lianzhan/station"
)

// member is a device of the tree with the node it speaks for.
type member struct {
	Node   station.Node
	Device station.Device
}

// roll knows the devices of the tree without reading every node for each request. A node that changed is read again, and
// no other: when a county is enrolled, thousands do, one after the other.
type roll struct {
	store Store

	noting  sync.Mutex
	stale   bool            // everything has to be read
	changed map[string]bool // nodes to be read again, by id

	lock     sync.Mutex // held while nodes are read: whoever asks meanwhile waits for the answer that is true
	byDevice map[string][]member
	nodes    []station.Node // by scope
}

func newRoll(s Store) *roll { return &roll{store: s, stale: true, changed: map[string]bool{}} }

// mostChanged is how many nodes are read one by one; when more changed, all are.
const mostChanged = 200

// Heard notes that nodes changed.
func (r *roll) Heard(a station.Announcement) {
	r.noting.Lock()
	defer r.noting.Unlock()
	for _, ref := range a.Refs {
		if ref.Kind == station.KindNode {
			r.changed[ref.ID] = true
		}
	}
	if len(r.changed) > mostChanged {
		r.stale = true
		clear(r.changed)
	}
}

// Member finds a device, revoked or not.
func (r *roll) Member(device string) (member, bool, error) {
	r.lock.Lock()
	defer r.lock.Unlock()
	if err := r.renew(); err != nil {
		return member{}, false, err
	}
	return speaking(r.byDevice[device])
}

// speaking chooses among the nodes a device ever spoke for: the one it speaks for now counts, of two the later.
func speaking(list []member) (found member, known bool, err error) {
	for _, m := range list {
		if !known || compareWord(m, found) > 0 {
			found, known = m, true
		}
	}
	return found, known, nil
}

func compareWord(a, b member) int {
	switch active := a.Device.Revoked.IsZero(); {
	case active == b.Device.Revoked.IsZero():
	case active:
		return 1
	default:
		return -1
	}
	return cmp.Or(a.Device.Since.Compare(b.Device.Since), compareScopes(a.Node, b.Node))
}

// Tree is every node this box knows, by scope.
func (r *roll) Tree() ([]station.Node, error) {
	r.lock.Lock()
	defer r.lock.Unlock()
	if err := r.renew(); err != nil {
		return nil, err
	}
	return r.nodes, nil
}

// renew reads the nodes that changed. The caller holds the lock.
func (r *roll) renew() error {
	r.noting.Lock()
	stale, changed := r.stale, r.changed
	r.stale, r.changed = false, map[string]bool{}
	r.noting.Unlock()
	if !stale && len(changed) == 0 {
		return nil
	}
	nodes, err := r.read(stale, changed)
	if err != nil {
		r.noting.Lock()
		r.stale = true
		r.noting.Unlock()
		return err
	}
	if stale {
		r.nodes, r.byDevice = nil, map[string][]member{}
	}
	kept := make([]station.Node, 0, len(r.nodes)+len(nodes)) // whoever was handed the former list goes on reading it
	for _, n := range r.nodes {
		if changed[n.ID] {
			r.forget(n)
		} else {
			kept = append(kept, n)
		}
	}
	for _, n := range nodes {
		for _, d := range n.Devices {
			r.byDevice[d.ID] = append(r.byDevice[d.ID], member{Node: n, Device: d})
		}
	}
	kept = append(kept, nodes...)
	slices.SortStableFunc(kept, compareScopes)
	r.nodes = kept
	return nil
}

// read reads nodes, all of them or those that changed; what is gone is left out.
func (r *roll) read(all bool, changed map[string]bool) (nodes []station.Node, err error) {
	err = r.store.Inspect(func(l station.Ledger) error {
		records, err := some(l, all, changed)
		if err != nil {
			return err
		}
		for _, record := range records {
			n, err := station.Decode[station.Node](record)
			if err != nil {
				return err
			}
			n.ID = record.ID
			nodes = append(nodes, n)
		}
		return nil
	})
	return nodes, err
}

func some(l station.Ledger, all bool, changed map[string]bool) (records []station.Record, err error) {
	if all {
		return l.Records(station.KindNode)
	}
	for id := range changed {
		record, err := l.Record(station.KindNode, id)
		switch {
		case err == nil:
			records = append(records, record)
		case station.Worded(err).Class != station.FaultNotFound:
			return nil, err
		}
	}
	return records, nil
}

// forget takes the devices of a node off the roll.
func (r *roll) forget(n station.Node) {
	for _, d := range n.Devices {
		left := slices.DeleteFunc(r.byDevice[d.ID], func(m member) bool { return m.Node.ID == n.ID })
		if r.byDevice[d.ID] = left; len(left) == 0 {
			delete(r.byDevice, d.ID)
		}
	}
}

func compareScopes(a, b station.Node) int { return strings.Compare(a.Scope, b.Scope) }
