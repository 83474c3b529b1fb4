// Package find is the index by which a voter finds a deputy: it turns a few touched keys into the right people.
//
// A query may be characters (林知夏, 知夏), whole pinyin (linzhixia, "lin zhi xia"), initials (lzx), any mixture of them
// (linzx, lzhixia, 林zx), a piece of a post, village, group, station or electoral unit, or the end of a telephone number.
// The index holds no disk and no clock; it is built anew whenever the people change, and is then only read.
package find

import "sync"

// Entry is what is known of one deputy for finding. A telephone that is not public is only found by somebody who
// already knows it (see phone.go); a caller that leaves it empty makes it unfindable.
type Entry struct {
	ID          string
	Name        string
	Reading     string // pinyin of the name where the usual one is wrong; see rightReadings
	Posts       []string
	Villages    []string
	Areas       []string // electoral units (选区)
	Group       string
	Station     string
	Phone       string
	PhonePublic bool
}

// Index finds entries by what people type. It never changes, so any number of goroutines may ask it at once.
type Index struct {
	names  nameIndex
	sounds soundIndex
	texts  textIndex
	phones phoneIndex
	size   int
	spare  sync.Pool // of *tally
}

// New builds the index of some entries; positions in answers are positions in this slice.
func New(entries []Entry) *Index {
	x := &Index{size: len(entries)}
	x.names = indexNames(entries)
	x.sounds = indexSounds(entries, &x.names)
	x.texts = indexTexts(entries)
	x.phones = indexPhones(entries)
	x.spare.New = func() any { return newTally(len(entries)) }
	return x
}

// Append adds to dst the positions of all entries that answer a query, best first (the order is told at rank). Case, width,
// tones, blanks and punctuation do not matter, and only the first 64 letters count. A query without any letter, digit
// or character matches everything, in the entries' order.
func (x *Index) Append(dst []int, query string) []int {
	var q phrase
	q.read(query)
	if q.length == 0 {
		for i := range x.size {
			dst = append(dst, i)
		}
		return dst
	}
	t := x.spare.Get().(*tally)
	x.names.find(&q, t)
	x.sounds.find(&x.names, &q, t)
	x.texts.find(&q, t)
	x.phones.find(&q, t)
	dst = t.appendTo(dst)
	t.clear()
	x.spare.Put(t)
	return dst
}
