package find

import (
	"slices"
	"sort"
	"strings"
)

// How many digits of the end of a number must be typed. Four are what people remember of a published number. An
// unpublished one is never shown, but whether the end of it is somebody's is an answer too: four digits could be tried
// out by hand, seven cannot. A machine that may ask without limit could still try seven; whoever lets strangers
// ask over a network limits their rate, or leaves unpublished numbers out of the entries.
const (
	publicDigits  = 4
	privateDigits = 7
)

// phoneIndex finds telephone numbers by their end.
type phoneIndex []phone

type phone struct {
	backwards string // the digits, last one first
	entry     uint32
	public    bool
}

func indexPhones(entries []Entry) phoneIndex {
	var x phoneIndex
	for i, e := range entries {
		if digits := slices.DeleteFunc(appendFolded(nil, e.Phone), notDigit); len(digits) >= publicDigits {
			slices.Reverse(digits)
			x = append(x, phone{backwards: string(digits), entry: uint32(i), public: e.PhonePublic})
		}
	}
	slices.SortFunc(x, func(a, b phone) int { return strings.Compare(a.backwards, b.backwards) })
	return x
}

func notDigit(b byte) bool { return b < '0' || b > '9' }

func (x phoneIndex) find(q *phrase, t *tally) {
	if q.length < publicDigits || slices.ContainsFunc(q.text(), notDigit) {
		return
	}
	var buffer [longest]byte
	tail := append(buffer[:0], q.text()...)
	slices.Reverse(tail)
	first := sort.Search(len(x), func(i int) bool { return x[i].backwards >= string(tail) })
	for _, p := range x[first:] {
		if !strings.HasPrefix(p.backwards, string(tail)) {
			return
		}
		if p.public || len(tail) >= privateDigits {
			t.add(p.entry, byPhone)
		}
	}
}
