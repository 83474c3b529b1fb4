package find

import "math/bits"

// hear adds the name of a unit to the tally if it sounds like the query from there on.
func (x *soundIndex) hear(names *nameIndex, u uint32, q []rune, t *tally) {
	units := names.units[u:names.end(u)]
	either := x.listen(units, q, true)
	if either == ranks {
		return
	}
	r := x.listen(units, q, false)
	switch {
	case names.starts(u) && r > either: // another reading fits better than the right one
		r = either.otherwise()
	case !names.starts(u) && r == ranks:
		r = insideSoundOther
	case !names.starts(u):
		r = insideSound
	}
	t.add(units[0].entry, r)
}

// ear is the state of listening after some characters of a name. Places of the query are bits of a word: all ways to
// fit the query are followed at once, so that a long name of many readings costs no more than its length.
type ear struct {
	all  uint64 // places reached in any way
	full uint64 // those reached by whole syllables only
	best rank   // of the ways in which the query came to its end
}

// listen tells how the query fits the units, ranks if not at all. Each character takes any beginning of one of its
// spellings, or itself.
func (x *soundIndex) listen(units []unit, q []rune, others bool) rank {
	e := ear{all: 1, full: 1, best: ranks}
	for i := range units {
		next := ear{best: e.best}
		last := i == len(units)-1
		list := x.sounds[units[i].sounds].list
		for s := range list {
			if others || !list[s].other {
				e.take(&next, q, list[s].text, last)
			}
		}
		if char := units[i].char; !typable(char) {
			e.takeCharacter(&next, q, char)
		}
		if e = next; e.all == 0 {
			break
		}
	}
	if len(q) == len(units) && e.all>>len(q)&1 == 1 { // one letter for each character, to the last
		return min(e.best, wholeInitials)
	}
	return e.best
}

// take moves on by any beginning of one spelling.
func (e *ear) take(next *ear, q []rune, spelling string, last bool) {
	for set := e.all; set != 0; set &= set - 1 {
		at := bits.TrailingZeros64(set)
		n := common(q[at:], spelling)
		if n == 0 {
			continue
		}
		next.all |= (1<<n - 1) << (at + 1)
		full, whole := e.full>>at&1 == 1, n == len(spelling)
		if full && whole {
			next.full |= 1 << (at + n)
		}
		if at+n == len(q) {
			next.end(full, whole && last)
		}
	}
}

// takeCharacter moves on by the character itself.
func (e *ear) takeCharacter(next *ear, q []rune, char rune) {
	for set := e.all; set != 0; set &= set - 1 {
		if at := bits.TrailingZeros64(set); at < len(q) && q[at] == char {
			next.all |= 1 << (at + 1)
			if at+1 == len(q) {
				next.end(false, false)
			}
		}
	}
}

// end notes that the query came to its end: after whole syllables only, or with the whole name.
func (e *ear) end(full, whole bool) {
	switch {
	case full && whole:
		e.best = min(e.best, wholePinyin)
	case full:
		e.best = min(e.best, pinyinStart)
	default:
		e.best = min(e.best, mixedStart)
	}
}

// common is how many letters the query and a spelling share at their beginnings.
func common(q []rune, spelling string) int {
	n := 0
	for n < len(q) && n < len(spelling) && q[n] == rune(spelling[n]) {
		n++
	}
	return n
}
