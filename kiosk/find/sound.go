package find

import (
	"math/bits"
	"slices"
	"sort"
)

// soundIndex finds names by how they are typed in letters, from any character on. The characters of all names lie in
// drawers, one for each spelling and each class of what follows, in the order of the spellings.
type soundIndex struct {
	sounds    []sounds
	spellings []string // sorted
	drawers   []uint32 // where each drawer begins in heard; and one after the last
	heard     []heard
}

// heard is a character of a name in a drawer.
type heard struct {
	entry  uint32
	unit   uint32
	starts bool // it is the first of the name
	ends   bool // it is the last
	other  bool // it is here by another than its right reading
}

func indexSounds(entries []Entry, names *nameIndex) soundIndex {
	l := lexicon{known: map[lexeme]uint32{}}
	for i, e := range entries {
		units := names.units[names.first[i]:names.first[i+1]]
		runes := make([]rune, len(units))
		for j, u := range units {
			runes[j] = u.char
		}
		for j, right := range rightReadings(e.Name, runes, e.Reading) {
			units[j].sounds = l.number(runes[j], right)
		}
	}
	x := soundIndex{sounds: l.all}
	x.sortSpellings()
	x.fillDrawers(names)
	return x
}

func (x *soundIndex) sortSpellings() {
	for _, s := range x.sounds {
		for _, one := range s.list {
			x.spellings = append(x.spellings, one.text)
		}
	}
	slices.Sort(x.spellings)
	x.spellings = slices.Clip(slices.Compact(x.spellings))
	for _, s := range x.sounds {
		for i := range s.list {
			at, _ := slices.BinarySearch(x.spellings, s.list[i].text)
			s.list[i].spelling = uint32(at)
		}
	}
}

// fillDrawers sorts by counting: once to learn how much each drawer holds, once to fill it.
func (x *soundIndex) fillDrawers(names *nameIndex) {
	x.drawers = make([]uint32, len(x.spellings)*classes+1)
	x.eachPlace(names, func(drawer uint32, _ heard) { x.drawers[drawer+1]++ })
	for i := 1; i < len(x.drawers); i++ {
		x.drawers[i] += x.drawers[i-1]
	}
	x.heard = make([]heard, x.drawers[len(x.drawers)-1])
	next := slices.Clone(x.drawers)
	x.eachPlace(names, func(drawer uint32, h heard) {
		x.heard[next[drawer]] = h
		next[drawer]++
	})
}

// eachPlace visits every drawer a character of a name belongs into.
func (x *soundIndex) eachPlace(names *nameIndex, visit func(uint32, heard)) {
	for u := range uint32(len(names.units) - 1) {
		h := heard{entry: names.units[u].entry, unit: u, starts: names.starts(u), ends: u+1 == names.end(u)}
		follow := classSet(1 << silence)
		if !h.ends {
			follow = x.sounds[names.units[u+1].sounds].begins
		}
		for _, s := range x.sounds[names.units[u].sounds].list {
			h.other = s.other
			for set := follow; set != 0; set &= set - 1 {
				visit(s.spelling*classes+uint32(bits.TrailingZeros32(uint32(set))), h)
			}
		}
	}
}

// narrow keeps the spellings whose letter at a place is r, of a range that agrees in all letters before.
func (x *soundIndex) narrow(low, high, at int, r rune) (int, int) {
	within := x.spellings[low:high]
	letter := func(i int) rune {
		if at < len(within[i]) {
			return rune(within[i][at])
		}
		return -1
	}
	first := sort.Search(len(within), func(i int) bool { return letter(i) >= r })
	after := sort.Search(len(within), func(i int) bool { return letter(i) > r })
	return low + first, low + after
}

// drawer lists the characters of a spelling after which a query can go on with r; any character may follow by itself.
func (x *soundIndex) drawer(spelling int, r rune) []heard {
	first, after := uint32(spelling*classes), uint32(spelling*classes+classes)
	if typable(r) {
		first += classOf(r)
		after = first + 1
	}
	return x.heard[x.drawers[first]:x.drawers[after]]
}
