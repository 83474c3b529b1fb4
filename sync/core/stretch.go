package core

import (
	"cmp"
	"slices"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// offered is a change on its way into a push.
type offered struct {
	station.Entry        // as it goes up
	here          string // its chain, as it is called here
	seq           uint64 // number in the log
	ours          bool   // written here
	back          bool   // came from above, and goes back
}

func (b *batch) offer(e station.Entry, here string) offered {
	return offered{Entry: outward(e), here: here, seq: e.Seq, ours: e.Via == "", back: b.link.fromAbove(e)}
}

// closed reports whether a stretch may end with the change: it carries a proof, or gets one.
func (o offered) closed() bool { return len(o.Proof) > 0 || o.ours }

func (o offered) before(next offered) bool {
	return next.Chain() == o.Chain() && next.Ctr == o.Ctr+1 && next.Prev == headerHash(o.Entry)
}

// inOrder puts the changes of each chain in the order of their counters, at the places the chain has in the push: a log that
// was mended holds them otherwise, and a run is proven by its last.
func (b *batch) inOrder() {
	at := map[string][]int{}
	for i, o := range b.offers {
		at[o.Chain()] = append(at[o.Chain()], i)
	}
	byCounter := func(one, other offered) int { return cmp.Compare(one.Ctr, other.Ctr) }
	for _, places := range at {
		chain := make([]offered, 0, len(places))
		for _, place := range places {
			chain = append(chain, b.offers[place])
		}
		if slices.IsSortedFunc(chain, byCounter) {
			continue
		}
		slices.SortFunc(chain, byCounter)
		for n, place := range places {
			b.offers[place] = chain[n]
		}
	}
}

// closing sees to it that each unbroken stretch of a chain ends with a proof.
type closing struct {
	*batch
	kept []offered
	out  map[int]bool     // places in kept that are left out
	open map[string][]int // chain -> places in kept that no proof follows yet
	more int              // changes added
	to   uint64           // number up to which the log counts as covered
}

// close brings the end of each stretch from wherever in the log it stands: it may have come here by another road. Where it is
// nowhere, the beginning is left out, so that it holds up nobody else, and offered once the end comes; where there is no room
// for it, the log counts as covered up to the beginning.
func (b *batch) close(to uint64) (uint64, error) {
	c := closing{batch: b, out: map[int]bool{}, open: map[string][]int{}, to: to}
	next := b.nexts()
	for i, o := range b.offers {
		c.keep(o)
		if n := next[i]; o.closed() || n > 0 && o.before(b.offers[n]) {
			continue
		}
		end, found, err := b.endOf(o, next[i])
		if err != nil {
			return 0, err
		}
		if c.more += len(end); !found || len(b.offers)+c.more > 2*wire.MaxItems {
			c.leave(o.Chain(), found)
			continue
		}
		for _, e := range end {
			c.keep(e)
		}
	}
	b.offers = b.offers[:0]
	for at, o := range c.kept {
		if !c.out[at] {
			b.offers = append(b.offers, o)
		}
	}
	return c.to, nil
}

func (c *closing) keep(o offered) {
	c.kept = append(c.kept, o)
	if o.closed() {
		delete(c.open, o.Chain())
		return
	}
	c.open[o.Chain()] = append(c.open[o.Chain()], len(c.kept)-1)
}

func (c *closing) leave(chain string, crowded bool) {
	for _, at := range c.open[chain] {
		if c.out[at] = true; crowded && !c.kept[at].back {
			c.to = min(c.to, c.kept[at].seq-1)
		}
	}
	delete(c.open, chain)
}

// nexts is, for each change of the push, the place of the one behind it in its chain.
func (b *batch) nexts() map[int]int {
	next, last := map[int]int{}, map[string]int{}
	for i, o := range b.offers {
		if before, some := last[o.Chain()]; some {
			next[before] = i
		}
		last[o.Chain()] = i
	}
	return next
}

// endOf is what follows a change that has no proof, up to one that has, under the name the chain goes up by; it ends as well
// where it meets the next change of the push.
func (b *batch) endOf(last offered, next int) (end []offered, found bool, err error) {
	for {
		if next > 0 && last.before(b.offers[next]) {
			return end, true, nil
		}
		e, held, err := b.l.Held(last.here, last.Ctr+1)
		if err != nil || !held || e.Prev != headerHash(last.Entry) || !shared(e.Class) {
			return nil, false, err
		}
		e.Branch = last.Branch
		last = b.offer(e, last.here)
		if end = append(end, last); last.closed() {
			return end, true, nil
		}
	}
}
