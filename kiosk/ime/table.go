package ime

import (
	_ "embed"
	"sort"
	"strconv"
	"strings"
	"sync"
)

// phrases.bin, written by the command in gather, begins with two lines of text: the syllables in the order of the
// alphabet, and how many records follow for phrases of one character, two, … eight. All numbers are little-endian. A
// record of one character, a glyph, is its code point (2 bytes), the number of the syllable it is read as (2) and its
// cost (1). A longer phrase is the numbers of its glyphs (2 each) and its cost (1). Records of one length are in the
// order of their syllables, then of their cost: what some syllables begin is always one run.
//
//go:embed phrases.bin
var slab string

const longest = 8

// table finds its way in the slab.
type table struct {
	syllables []string
	sections  [longest + 1]section // by length; none of length 0
}

type section struct {
	records string
	size    int // bytes of a record
	count   int
}

// phrases reads the head of the slab at the first key: 400 syllables and nine lengths, some microseconds.
var phrases = sync.OnceValue(func() *table {
	syllables, rest, _ := strings.Cut(slab, "\n")
	counts, rest, _ := strings.Cut(rest, "\n")
	t := &table{syllables: strings.Fields(syllables)}
	for i, text := range strings.Fields(counts) {
		s := &t.sections[i+1]
		s.count, _ = strconv.Atoi(text) // our own writing, checked by a test
		s.size = 2*(i+1) + 1
		if i == 0 {
			s.size = 5
		}
		s.records, rest = rest[:s.count*s.size], rest[s.count*s.size:]
	}
	return t
})

func pair(s string, at int) int { return int(s[at]) | int(s[at+1])<<8 }

// glyph is the number of a record's glyph; a record of one character is its own.
func (t *table) glyph(length, record, at int) int {
	if length == 1 {
		return record
	}
	s := &t.sections[length]
	return pair(s.records, record*s.size+2*at)
}

func (t *table) syllable(length, record, at int) int {
	return pair(t.sections[1].records, 5*t.glyph(length, record, at)+2)
}

func (t *table) cost(length, record int) int {
	s := &t.sections[length]
	return int(s.records[(record+1)*s.size-1])
}

func (t *table) text(length, record int) string {
	runes := make([]rune, length)
	for at := range runes {
		runes[at] = rune(pair(t.sections[1].records, 5*t.glyph(length, record, at)))
	}
	return string(runes)
}

// span is a run of syllables or of records.
type span struct{ from, to int }

// narrow keeps those records of a run whose syllable at a place is one of some.
func (t *table) narrow(length, at int, run, syllables span) span {
	below := func(syllable int) func(int) bool {
		return func(i int) bool { return t.syllable(length, run.from+i, at) >= syllable }
	}
	n := run.to - run.from
	return span{run.from + sort.Search(n, below(syllables.from)), run.from + sort.Search(n, below(syllables.to))}
}

// beginning is the run of syllables that begin with some letters.
func (t *table) beginning(letters string) span {
	return span{sort.SearchStrings(t.syllables, letters), sort.SearchStrings(t.syllables, letters+"{")}
}

// exactly is the syllable spelt so, or an empty run.
func (t *table) exactly(letters string) span {
	i := sort.SearchStrings(t.syllables, letters)
	if i < len(t.syllables) && t.syllables[i] == letters {
		return span{i, i + 1}
	}
	return span{}
}
