package core

import (
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

	from   uint64 // number of the log it begins behind
	offers []offered
	bytes  int
	open   map[string]bool // chains whose last change has no proof yet
	more   bool

	items []station.Entry
	ours  []bool // which of the items were written here
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
	if limit <= 0 {
		limit = wire.MaxItems
	}
	limit = min(limit, wire.MostItems)
	return &batch{l: l, link: k, limit: limit, acks: acks, forks: forks, me: me, tree: newTree(l), needed: needed, late: late, open: map[string]bool{},
		names: map[string]string{}}, err
}

// fill takes entries after a number and returns the number up to which they cover the log.
func (b *batch) fill(after uint64) (to uint64, err error) {
	b.from = after
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
				return b.end(e.Seq)
			}
		}
		if last == after || len(entries) == 0 {
			return b.end(last)
		}
		after = last
	}
}

// end rounds a push off.
func (b *batch) end(at uint64) (to uint64, err error) {
	b.inOrder()
	if to, err = b.close(at); err == nil {
		err = b.voids()
	}
	b.items, b.ours = make([]station.Entry, 0, len(b.offers)), make([]bool, 0, len(b.offers))
	for _, o := range b.offers {
		b.items, b.ours = append(b.items, o.Entry), append(b.ours, o.ours)
	}
	return to, err
}

// full holds once the push is as large as it should be; times over, for the rest of a run.
func (b *batch) full(times int) bool {
	return len(b.offers) >= times*b.limit || b.bytes >= times*bytesOf(b.limit)
}

func (b *batch) take(e station.Entry) error {
	here := e.Chain()
	wanted, err := b.wanted(&e)
	if err != nil || !wanted {
		return err
	}
	if err := b.leftBehind(e, here); err != nil {
		return err
	}
	b.put(e, here)
	return nil
}

// leftBehind brings what came late before this, and was left out because its end had not come.
func (b *batch) leftBehind(e station.Entry, here string) error {
	if e.Ctr < 2 || !b.late[lineKey("", here, e.Ctr-1)] {
		return nil
	}
	before, found, err := b.l.Held(here, e.Ctr-1)
	if err != nil || !found || before.Seq > b.from {
		return err
	}
	before.Branch = e.Branch
	if err := b.leftBehind(before, here); err != nil {
		return err
	}
	b.put(before, here)
	return nil
}

func (b *batch) put(e station.Entry, here string) {
	o := b.offer(e, here)
	b.offers, b.bytes = append(b.offers, o), b.bytes+headerSize+len(e.Body)
	if o.closed() {
		delete(b.open, e.Chain())
	} else {
		b.open[e.Chain()] = true
	}
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
		if fork := b.forks[e.Chain()]; fork > 0 && e.Ctr >= fork {
			return false, nil // nor is it taken under that name: they compare what they hold later
		}
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
		return b.mayGiveBack(refOf(e))
	}
	s, err := b.tree.find(station.DeviceOf(e.Origin))
	return s != nil && station.ScopeWithin(s.node.Scope, b.me.Scope), err
}

// mayGiveBack reports whether a record is one for the parent as well: nothing is left of what was taken out, and a box that was
// moved brings nothing along of what it saw from its former place.
func (b *batch) mayGiveBack(ref station.Ref) (bool, error) {
	place, err := b.l.Place(ref)
	if err != nil || place != "" {
		return station.Visible(place, b.me.Scope), err
	}
	gone, err := b.l.Note(refKey(noteGone, ref))
	return gone == nil, err
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
	next := map[string]station.Hash{} // chain -> what the item behind hangs on, seen from the end
	for i, e := range slices.Backward(b.items) {
		if hash := headerHash(e); b.ours[i] && next[e.Chain()] != hash {
			b.items[i].Proof = me.Sign(wire.ProofBytes(hash))
		}
		next[e.Chain()] = e.Prev
	}
}

// voids tells the parent of holes: it asked for a counter, and what follows here is a later one. What lies between is
// nowhere to be found any more.
func (b *batch) voids() error {
	seen := map[string]bool{}
	for _, o := range b.offers {
		chain := o.Chain()
		if seen[chain] || !b.needed[chain] {
			continue
		}
		seen[chain] = true
		if underWay, err := b.underWay(o); err != nil {
			return err
		} else if underWay || o.Ctr <= b.acks[chain]+1 {
			continue
		}
		if b.void == nil {
			b.void = map[string]uint64{}
		}
		b.void[chain] = o.Ctr
	}
	return nil
}

// underWay reports whether the change before one goes up with a push that is on its way: it is not lost, whichever of the two
// pushes arrives first.
func (b *batch) underWay(o offered) (bool, error) {
	before, found, err := b.l.Held(o.here, o.Ctr-1)
	if err != nil || !found || before.Seq > b.from || headerHash(before) != o.Prev {
		return false, err
	}
	return b.wanted(&before)
}
