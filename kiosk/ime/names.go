package ime

import (
	"slices"
	"unicode/utf8"
)

const (
	costName   = 84 // a name of the house is as likely as a very common word
	leastBegun = 2  // syllables of a name that must be typed before the rest is offered
)

// names are the names of the house with all ways to read them: a surname may be read otherwise than the word (曾, 单).
type names struct {
	list  []string
	spelt [][][]int // by name and character: numbers of syllables; none where no table knows the character
}

func (n *names) same(list []string) bool { return slices.Equal(n.list, list) }

func learn(list []string) *names {
	n := &names{list: slices.Clone(list)}
	ways := map[rune][]int{}
	for _, name := range list {
		for _, r := range name {
			ways[r] = nil
		}
	}
	t := phrases()
	for i := range t.sections[1].count {
		r := rune(pair(t.sections[1].records, 5*i))
		if of, wanted := ways[r]; wanted {
			ways[r] = append(of, t.syllable(1, i, 0))
		}
	}
	for _, name := range list {
		spelt := make([][]int, 0, utf8.RuneCountInString(name))
		for _, r := range name {
			spelt = append(spelt, ways[r])
		}
		n.spelt = append(n.spelt, spelt)
	}
	return n
}

// find calls found for every name that the letters from a place on spell, whole or begun.
func (n *names) find(h *heard, from int, found func(name, to, cost, left int)) {
	for name := range n.list {
		n.follow(h, name, 0, from, costName, found)
	}
}

func (n *names) follow(h *heard, name, at, from, cost int, found func(name, to, cost, left int)) {
	left := len(n.spelt[name]) - at
	if at > 0 && (left == 0 || from == len(h.letters) && at >= leastBegun) {
		found(name, from, cost, left)
	}
	if left == 0 {
		return
	}
	for _, s := range h.steps[from] {
		if reads(n.spelt[name][at], s.syllables) {
			n.follow(h, name, at+1, s.to, cost+s.cost, found)
		}
	}
}

// reads tells whether one of a character's syllables is among some. What no table knows may be read in any way.
func reads(ways []int, among span) bool {
	return len(ways) == 0 || slices.ContainsFunc(ways, func(s int) bool { return among.from <= s && s < among.to })
}
