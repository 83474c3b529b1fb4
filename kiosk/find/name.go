package find

import (
	"bytes"
	"slices"
	"sort"
)

// nameIndex finds names by their characters, from any character on.
type nameIndex struct {
	text   []byte   // all folded names, one after the other
	units  []unit   // all characters of all names, and one after the last
	first  []uint32 // by entry: its first unit; and one after the last
	sorted []uint32 // units, by the text from there to the end of the name
}

// unit is one character of one name.
type unit struct {
	char   rune
	entry  uint32
	at     uint32 // where its bytes begin in the text
	sounds uint32 // how it is typed: a number of the sound index
}

func indexNames(entries []Entry) nameIndex {
	x := nameIndex{first: make([]uint32, 0, len(entries)+1)}
	for i, e := range entries {
		x.first = append(x.first, uint32(len(x.units)))
		var p phrase
		p.read(e.Name)
		for _, r := range p.letters() {
			x.units = append(x.units, unit{char: r, entry: uint32(i), at: uint32(len(x.text))})
			x.text = append(x.text, string(r)...)
		}
	}
	x.first = append(x.first, uint32(len(x.units)))
	x.sorted = make([]uint32, len(x.units))
	for u := range x.sorted {
		x.sorted[u] = uint32(u)
	}
	x.units = append(x.units, unit{entry: uint32(len(entries)), at: uint32(len(x.text))})
	slices.SortFunc(x.sorted, func(a, b uint32) int { return bytes.Compare(x.from(a), x.from(b)) })
	return x
}

// end is the unit after the last one of the name a unit belongs to.
func (x *nameIndex) end(u uint32) uint32 { return x.first[x.units[u].entry+1] }

// from is the text of a name from one of its characters on.
func (x *nameIndex) from(u uint32) []byte { return x.text[x.units[u].at:x.units[x.end(u)].at] }

// starts reports whether a unit is the first of its name.
func (x *nameIndex) starts(u uint32) bool { return x.first[x.units[u].entry] == u }

// beginning returns the units from which names go on with the given text.
func (x *nameIndex) beginning(text []byte) []uint32 {
	low := sort.Search(len(x.sorted), func(i int) bool { return bytes.Compare(x.from(x.sorted[i]), text) >= 0 })
	rest := x.sorted[low:]
	return rest[:sort.Search(len(rest), func(i int) bool { return !bytes.HasPrefix(x.from(rest[i]), text) })]
}

func (x *nameIndex) find(q *phrase, t *tally) {
	for _, u := range x.beginning(q.text()) {
		switch {
		case !x.starts(u):
			t.add(x.units[u].entry, insideName)
		case len(x.from(u)) == q.size:
			t.add(x.units[u].entry, wholeName)
		default:
			t.add(x.units[u].entry, nameStart)
		}
	}
}
