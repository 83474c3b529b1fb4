package county

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"

	"lianzhan/station"
)

// tree keeps the nodes at hand; it is read again after one changed.
type tree struct {
	store Store
	stale atomic.Bool

	lock  sync.Mutex
	nodes []station.Node // the widest first

	moved  atomic.Bool // the former places have to be read again
	former []formerPlace
}

func newTree(s Store) *tree {
	t := &tree{store: s}
	t.stale.Store(true)
	t.moved.Store(true)
	return t
}

// heard is called by the store after each commit.
func (t *tree) heard(a station.Announcement) {
	if slices.ContainsFunc(a.Refs, func(ref station.Ref) bool { return ref.Kind == station.KindNode }) {
		t.stale.Store(true)
		t.moved.Store(true)
	}
}

// all are the nodes of the tree, by their place in it. They are never altered.
func (t *tree) all() ([]station.Node, error) {
	t.lock.Lock()
	defer t.lock.Unlock()
	if !t.stale.CompareAndSwap(true, false) {
		return t.nodes, nil
	}
	err := t.store.View(func(r station.Reader) (err error) {
		t.nodes, err = station.All[station.Node](r, station.KindNode)
		return err
	})
	if err != nil {
		t.stale.Store(true)
	}
	slices.SortFunc(t.nodes, func(a, b station.Node) int {
		return cmp.Or(cmp.Compare(station.ParentScope(a.Scope), station.ParentScope(b.Scope)), cmp.Compare(a.Order, b.Order), cmp.Compare(a.Scope, b.Scope))
	})
	return t.nodes, err
}

// at is the node of a scope.
func at(nodes []station.Node, scope string) (station.Node, bool) {
	i := slices.IndexFunc(nodes, func(n station.Node) bool { return n.Scope == scope })
	if i < 0 {
		return station.Node{}, false
	}
	return nodes[i], true
}

// Nearest is the box that serves a branch: the one at it, else the next above that was enrolled. Not found when that is this
// box itself.
func Nearest(nodes []station.Node, branch, here string) (station.Node, bool) {
	for scope := branch; scope != "" && scope != here; scope = station.ParentScope(scope) {
		if n, found := at(nodes, scope); found {
			if _, active := n.Active(); active {
				return n, true
			}
		}
	}
	return station.Node{}, false
}
