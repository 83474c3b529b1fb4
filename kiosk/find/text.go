package find

import (
	"bytes"
	"maps"
	"slices"
)

// textIndex finds pieces of posts, villages, areas, groups and stations. Each different text is kept once, however
// many deputies share it; a search looks only at the places of the rarest character of the query.
type textIndex struct {
	text    []byte   // all different folded texts, each closed by a line end, which no query holds
	begins  []uint32 // by text: where it begins; and one after the last
	entries []uint32 // who has the text, text by text
	owners  []uint32 // by text: where its entries begin; and one after the last
	runes   []rune   // all different characters, sorted
	places  []uint32 // where a character occurs in the text, ascending, character by character
	starts  []uint32 // by character: where its places begin; and one after the last
}

func indexTexts(entries []Entry) textIndex {
	var x textIndex
	var pairs [][2]uint32 // text, entry
	var folded []byte
	known := map[string]uint32{}
	for i, e := range entries {
		for _, texts := range [...][]string{e.Posts, e.Villages, e.Areas, {e.Group, e.Station}} {
			for _, text := range texts {
				if folded = appendFolded(folded[:0], text); len(folded) > 0 {
					pairs = append(pairs, [2]uint32{x.number(folded, known), uint32(i)})
				}
			}
		}
	}
	x.begins = append(x.begins, uint32(len(x.text)))
	x.own(pairs)
	x.place()
	return x
}

// number is the number of a text, a new one if it is not known yet.
func (x *textIndex) number(folded []byte, known map[string]uint32) uint32 {
	n, ok := known[string(folded)]
	if !ok {
		n = uint32(len(known))
		known[string(folded)] = n
		x.begins = append(x.begins, uint32(len(x.text)))
		x.text = append(append(x.text, folded...), '\n')
	}
	return n
}

// own sorts the entries by text, by counting.
func (x *textIndex) own(pairs [][2]uint32) {
	x.owners = make([]uint32, len(x.begins))
	for _, p := range pairs {
		x.owners[p[0]]++
	}
	closeUp(x.owners)
	x.entries = make([]uint32, len(pairs))
	for _, p := range slices.Backward(pairs) {
		x.owners[p[0]]--
		x.entries[x.owners[p[0]]] = p[1]
	}
}

// place notes where each character occurs, sorting by counting.
func (x *textIndex) place() {
	next, total := map[rune]uint32{}, uint32(0)
	for _, r := range string(x.text) {
		if r != '\n' {
			next[r]++
		}
	}
	x.runes = slices.Sorted(maps.Keys(next))
	for _, r := range x.runes {
		x.starts = append(x.starts, total)
		next[r], total = total, total+next[r]
	}
	x.starts = append(x.starts, total)
	x.places = make([]uint32, total)
	for at, r := range string(x.text) {
		if r != '\n' {
			x.places[next[r]] = uint32(at)
			next[r]++
		}
	}
}

// closeUp turns counts into the ends of consecutive ranges.
func closeUp(counts []uint32) {
	sum := uint32(0)
	for i, n := range counts {
		sum += n
		counts[i] = sum
	}
}

// find adds the entries of every text that holds the query.
func (x *textIndex) find(q *phrase, t *tally) {
	places, offset := x.rarest(q)
	text := 0
	for _, at := range places {
		from := int(at) - offset
		if from < 0 || !bytes.HasPrefix(x.text[from:], q.text()) {
			continue
		}
		for int(x.begins[text+1]) <= from {
			text++
		}
		for _, entry := range x.entries[x.owners[text]:x.owners[text+1]] {
			t.add(entry, inText)
		}
	}
}

// rarest gives the places of the query's rarest character, and how far into the query it stands; none if the query
// has a character that no text has.
func (x *textIndex) rarest(q *phrase) ([]uint32, int) {
	var best []uint32
	offset := 0
	for i, r := range q.letters() {
		n, ok := slices.BinarySearch(x.runes, r)
		if !ok {
			return nil, 0
		}
		if places := x.places[x.starts[n]:x.starts[n+1]]; i == 0 || len(places) < len(best) {
			best, offset = places, q.offset(i)
		}
	}
	return best, offset
}
