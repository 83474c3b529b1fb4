package find

import (
	"math/bits"
	"slices"
)

// rank orders the ways an entry can answer a query, best first:
//
//	the whole name > the beginning of the name in characters > the whole name in pinyin > its initials > the beginning
//	in pinyin > the beginning in initials or in a mixture > inside the name > the text of post, village, group, station
//	or electoral unit > the telephone.
//
// A character among initials counts as one. Each way by sound comes twice: by the right reading of the name, then by another reading of its characters, so that
// "dan" lists 但 before 单 (Shàn). Within a rank the entries keep their order.
type rank uint8

const (
	wholeName rank = iota
	nameStart
	wholePinyin
	wholePinyinOther
	wholeInitials
	wholeInitialsOther
	pinyinStart
	pinyinStartOther
	mixedStart
	mixedStartOther
	insideName
	insideSound
	insideSoundOther
	inText
	byPhone
	ranks
)

// otherwise is the rank of the same answer by another reading than the right one.
func (r rank) otherwise() rank { return r + 1 }

// tally collects who answers a query and how: one bit an entry and rank, so that nothing needs sorting.
type tally struct {
	words int
	hits  []uint64 // a row for each rank, and one more for those already listed
	used  uint32   // ranks with a hit
}

func newTally(entries int) *tally {
	words := (entries + 63) / 64
	return &tally{words: words, hits: make([]uint64, words*int(ranks+1))}
}

func (t *tally) row(r rank) []uint64 {
	return t.hits[int(r)*t.words : (int(r)+1)*t.words]
}

func (t *tally) add(entry uint32, r rank) {
	t.hits[int(r)*t.words+int(entry>>6)] |= 1 << (entry & 63)
	t.used |= 1 << r
}

// appendTo lists the entries by rank, each once, at its best.
func (t *tally) appendTo(dst []int) []int {
	listed, total := t.row(ranks), 0
	for r := range ranks {
		if t.used>>r&1 == 0 {
			continue
		}
		row := t.row(r)
		for w := range row {
			row[w] &^= listed[w]
			listed[w] |= row[w]
			total += bits.OnesCount64(row[w])
		}
	}
	dst = slices.Grow(dst, total)
	for r := range ranks {
		if t.used>>r&1 == 0 {
			continue
		}
		for w, word := range t.row(r) {
			for ; word != 0; word &= word - 1 {
				dst = append(dst, w<<6+bits.TrailingZeros64(word))
			}
		}
	}
	return dst
}

func (t *tally) clear() {
	for r := range ranks {
		if t.used>>r&1 == 1 {
			clear(t.row(r))
		}
	}
	clear(t.row(ranks))
	t.used = 0
}
