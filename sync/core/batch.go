package core

import (
	"cmp"
	"maps"
	"slices"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// batch gathers a push. A run is not cut: each chain ends with a change that carries a proof, or is the box's own and gets
// one.
type batch struct {
	l      station.Ledger
	link   link
	limit  int
	acks   map[string]uint64
	forks  map[string]uint64
	names  map[string]string // chain -> the branch its tail goes up under
	me     Me
	tree   *tree
	late   map[string]bool // changes that came after the parent's word went past them
	needed map[string]bool // chains the parent asked for
	void   map[string]uint64

	items []station.Entry
	ours  []bool   // which of the items were written here
	back  []bool   // which came from above, and go back
	seqs  []uint64 // their numbers in the log
	bytes int
	open  map[string]bool // chains whose last change has no proof yet
	more  bool
}

func newBatch(l station.Ledger, me Me, k link, limit int) (*batch, error) {
	acks, err := counters(l, noteAck)
	if err != nil {
		return nil, err
	}
	forks, err := counters(l, noteForked)
	if err != nil {
		return nil, err
	}
	needed, err := setBelow(l, noteNeed)
	if err != nil {
		return nil, err
	}
	late, err := setBelow(l, noteLate)
	if limit <= 0 || limit > wire.MaxItems {
		limit = wire.MaxItems
	}
	return &batch{l: l, link: k, limit: limit, acks: acks, forks: forks, me: me, tree: newTree(l), needed: needed, late: late, open: map[string]bool{},
		names: map[string]string{}}, err
}

// fill takes entries after a number and returns the number up to which they cover the log.
func (b *batch) fill(after uint64) (to uint64, err error) {
	for {
		entries, last, err := b.l.Entries(after, pageSize)
		if err != nil {
			return 0, err
		}
		for _, e := range entries {
			if err := b.take(e); err != nil {
				return 0, err
			}
			if b.full(1) && len(b.open) == 0 || b.full(2) {
				b.more = true
				to = b.cut(e.Seq)
				b.voids()
				return to, nil
			}
		}
		if last == after || len(entries) == 0 {
			to = b.cut(last)
			b.voids()
			return to, nil
		}
		after = last
	}
}

// full holds once the push is as large as it should be; times over, for the rest of a run.
func (b *batch) full(times int) bool {
	return len(b.items) >= times*b.limit || b.bytes >= times*wire.MaxBytes
}

func (b *batch) take(e station.Entry) error {
	wanted, err := b.wanted(&e)
	if err != nil || !wanted {
		return err
	}
	b.items, b.bytes = append(b.items, outward(e)), b.bytes+headerSize+len(e.Body)
	b.ours, b.seqs = append(b.ours, e.Via == ""), append(b.seqs, e.Seq)
	b.back = append(b.back, b.link.fromAbove(e))
	if len(e.Proof) == 0 && e.Via != "" {
		b.open[e.Chain()] = true
	} else {
		delete(b.open, e.Chain())
	}
	return nil
}

// cut leaves the beginnings of runs for later whose end is not here, so that they hold up nobody else: the log then counts
// as covered up to the first of them.
func (b *batch) cut(to uint64) uint64 {
	if len(b.open) == 0 {
		return to
	}
	open, kept := maps.Clone(b.open), len(b.items)
	for i := len(b.items) - 1; i >= 0; i-- {
		e := b.items[i]
		if !open[e.Chain()] {
			continue
		}
		if len(e.Proof) > 0 || b.ours[i] {
			delete(open, e.Chain())
			continue
		}
		b.items[i].Ctr = 0 // left for later
		if kept--; !b.back[i] {
			to = min(to, b.seqs[i]-1)
		}
	}
	items, ours := make([]station.Entry, 0, kept), make([]bool, 0, kept)
	for i, e := range b.items {
		if e.Ctr > 0 {
			items, ours = append(items, e), append(ours, b.ours[i])
		}
	}
	b.items, b.ours = items, ours
	return to
}

// inOrder puts the changes of each chain in the order of their counters, at the places the chain has in the push: a log that
// was mended holds them otherwise, and a run is proven by its last.
func (b *batch) inOrder() {
	at := map[string][]int{}
	for i, e := range b.items {
		at[e.Chain()] = append(at[e.Chain()], i)
	}
	for _, places := range at {
		if slices.IsSortedFunc(places, b.byCounter) {
			continue
		}
		from := slices.Clone(places)
		slices.SortFunc(from, b.byCounter)
		items, ours := slices.Clone(b.items), slices.Clone(b.ours)
		for n, place := range places {
			b.items[place], b.ours[place] = items[from[n]], ours[from[n]]
		}
	}
}

func (b *batch) byCounter(one, other int) int {
	return cmp.Compare(b.items[one].Ctr, b.items[other].Ctr)
}

// wanted reports whether the parent lacks an entry, and gives it the name of the chain it goes up under.
func (b *batch) wanted(e *station.Entry) (bool, error) {
	if up, err := b.upward(*e); err != nil || !up {
		return false, err
	}
	if fork := b.forks[e.Chain()]; fork > 0 && e.Ctr >= fork {
		if station.DeviceOf(e.Origin) == b.me.Device || e.Branch != "" {
			return false, nil // only a new enrolment gives this box a name for it
		}
		name, err := b.branch(*e, fork)
		if err != nil || name == "" {
			return false, err
		}
		e.Branch = name
	}
	return e.Ctr > b.acks[e.Chain()] || b.late[lineKey("", e.Chain(), e.Ctr)], nil
}

// upward reports whether an entry goes up at all. What came down does where the parent lacks it, because its log was set back:
// what those above wrote, and what a box of this branch once brought them by another way.
func (b *batch) upward(e station.Entry) (bool, error) {
	switch {
	case !shared(e.Class):
		return false, nil
	case !b.link.fromAbove(e) || b.needed[e.Chain()]:
		return true, nil
	case b.link.askedBack(e):
		gone, err := b.l.Note(refKey(noteGone, refOf(e)))
		return gone == nil, err // nothing is left of what was taken out
	}
	s, err := b.tree.find(station.DeviceOf(e.Origin))
	return s != nil && station.ScopeWithin(s.node.Scope, b.me.Scope), err
}

// branch names the tail of a forked chain after its first header.
func (b *batch) branch(e station.Entry, fork uint64) (string, error) {
	chain := e.Chain()
	if name, known := b.names[chain]; known {
		return name, nil
	}
	first, found, err := b.l.Held(chain, fork)
	if err != nil || !found {
		return "", err
	}
	b.names[chain] = branchName(first.Header.Hash())
	return b.names[chain], nil
}

// sign closes every run of what was written here. What came from others has its proof already.
func (b *batch) sign(me Me) {
	next := map[string]uint64{} // chain -> counter of the item behind, seen from the end
	for i, e := range slices.Backward(b.items) {
		if b.ours[i] && next[e.Chain()] != e.Ctr+1 {
			b.items[i].Proof = me.Sign(wire.ProofBytes(e.Header.Hash()))
		}
		next[e.Chain()] = e.Ctr
	}
}

// voids tells the parent of holes: it asked for a counter, and what follows here is a later one. What lies between is
// nowhere to be found any more.
func (b *batch) voids() {
	seen := map[string]bool{}
	for _, e := range b.items {
		chain := e.Chain()
		if seen[chain] || !b.needed[chain] {
			continue
		}
		if seen[chain] = true; e.Ctr > b.acks[chain]+1 {
			if b.void == nil {
				b.void = map[string]uint64{}
			}
			b.void[chain] = e.Ctr
		}
	}
}
