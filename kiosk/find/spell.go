package find

import "slices"

// find adds the names that sound like the query.
func (x *soundIndex) find(names *nameIndex, q *phrase, t *tally) {
	letters := q.letters()
	switch lead := slices.IndexFunc(letters, typable); {
	case lead == 0:
		x.spell(names, letters, t)
	case lead > 0: // 林zx: the names that go on with these characters
		for _, u := range names.beginning(q.text()[:q.offset(lead)]) {
			if next := u + uint32(lead); next < names.end(u) && x.begins(names, next, letters[lead]) {
				x.hear(names, u, letters, t)
			}
		}
	}
}

func typable(r rune) bool { return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' }

// spell follows a query that begins with a letter: for every way to cut off its first syllable, the names in the
// drawers where that syllable stands before the next letter.
func (x *soundIndex) spell(names *nameIndex, q []rune, t *tally) {
	low, high := 0, len(x.spellings)
	for cut, r := range q {
		low, high = x.narrow(low, high, cut, r)
		if low == high {
			return
		}
		if cut+1 == len(q) {
			x.addAll(low, high, q, t)
			return
		}
		for s := low; s < high; s++ {
			if cut > 0 && common(q, x.spellings[s]) == len(q) {
				continue // all of it will be added at once, at no worse rank
			}
			for _, h := range x.drawer(s, q[cut+1]) {
				if x.goesOn(names, h, q[cut+1:]) {
					x.hear(names, h.unit, q, t)
				}
			}
		}
	}
}

// goesOn reports whether the rest of a query can follow a character at all, by its first two letters. It spares
// listening to nine names in ten.
func (x *soundIndex) goesOn(names *nameIndex, h heard, rest []rune) bool {
	second, end := h.unit+1, names.end(h.unit)
	switch {
	case second == end || !x.begins(names, second, rest[0]):
		return false
	case len(rest) == 1 || second+1 < end && x.begins(names, second+1, rest[1]):
		return true
	}
	return typable(rest[1]) && x.sounds[names.units[second].sounds].goingOn.has(classOf(rest[1]))
}

// begins reports whether a character can be typed beginning with r, or is r itself.
func (x *soundIndex) begins(names *nameIndex, u uint32, r rune) bool {
	if typable(r) {
		return x.sounds[names.units[u].sounds].begins.has(classOf(r))
	}
	return names.units[u].char == r
}

// addAll takes a whole range of spellings: the query ends within one syllable.
func (x *soundIndex) addAll(low, high int, q []rune, t *tally) {
	for s := low; s < high; s++ {
		whole := len(x.spellings[s]) == len(q)
		for _, h := range x.heard[x.drawers[s*classes]:x.drawers[(s+1)*classes]] {
			r := insideSound
			if h.starts {
				r = oneSyllable(whole, len(q) == 1, h.ends)
			}
			if h.other {
				r = r.otherwise()
			}
			t.add(h.entry, r)
		}
	}
}

func oneSyllable(whole, initial, last bool) rank {
	switch {
	case whole && last:
		return wholePinyin
	case initial && last:
		return wholeInitials
	}
	return pinyinStart
}
