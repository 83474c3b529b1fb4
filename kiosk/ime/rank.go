package ime

import (
	"cmp"
	"slices"
)

const (
	mostBegunNames = 2 // names that go on after the letters, put before everything else
	longSentence   = 4 // words; a longer one is seldom right to its end
)

// offer is a candidate with what decides its place.
type offer struct {
	text  string
	to    int
	cost  int
	place int // 0 names of the house, 1 what uses all letters, 2 what leaves some
}

// rank orders what was found: names of the house; sentences and phrases that use all letters, the likeliest first; then
// phrases and characters that use fewer.
func (f *finder) rank(limit int) []Candidate {
	f.begins = f.words(0)
	var offers []offer
	for _, p := range f.sentences() {
		offers = append(offers, offer{f.spell(p), p.last.to, p.cost, 1})
	}
	begun := 0
	for _, w := range f.begins {
		o := offer{f.text(w), w.to, w.cost, 1}
		switch {
		case w.to < f.keys.target:
			o.place = 2
		case w.length == 0 && (!w.begun || begun < mostBegunNames):
			o.place = 0
			if w.begun {
				begun++
			}
		}
		offers = append(offers, o)
	}
	slices.SortStableFunc(offers, func(a, b offer) int {
		if a.place == 2 && a.to != b.to && b.place == 2 {
			return b.to - a.to
		}
		return cmp.Or(a.place-b.place, a.cost-b.cost)
	})
	if whole := f.paths[f.keys.target]; len(whole) > 0 && whole[0].words >= longSentence {
		raiseFirstWord(offers)
	}
	return f.candidates(offers, limit)
}

// raiseFirstWord puts the longest first word next to the best sentence: who sees that it goes wrong begins with it.
func raiseFirstWord(offers []offer) {
	at := slices.IndexFunc(offers, func(o offer) bool { return o.place == 2 })
	if at > 1 {
		word := offers[at]
		copy(offers[2:at+1], offers[1:at])
		offers[1] = word
	}
}

func (f *finder) candidates(offers []offer, limit int) []Candidate {
	list := []Candidate{}
	seen := map[string]bool{}
	for _, o := range offers {
		if len(list) >= limit {
			break
		}
		if !seen[o.text] {
			seen[o.text] = true
			list = append(list, Candidate{o.text, f.keys.used[o.to]})
		}
	}
	return list
}
