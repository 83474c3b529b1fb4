package ime

import (
	"cmp"
	"slices"
)

const (
	mostWords    = 6    // kept for each stretch of letters inside a sentence
	mostFirst    = 60   // kept for each stretch at its beginning
	mostVisits   = 8000 // runs looked at from one letter, whatever was typed
	costBegun    = 42   // the phrase goes on after the letters
	costBegunFor = 21   // each character more
)

// word is a phrase of the table, or a name of the house, that some letters spell.
type word struct {
	length, record int // length 0: a name, and record says which
	to             int // the letter after it
	cost           int
	begun          bool // it goes on after the letters
}

// finder answers one question.
type finder struct {
	keys   *heard
	names  *names
	begins []word   // words at the first letter
	paths  [][]path // by letter, the likeliest first
	visits int
}

func (f *finder) text(w word) string {
	if w.length == 0 {
		return f.names.list[w.record]
	}
	return phrases().text(w.length, w.record)
}

// words finds the words that begin at a letter, the likeliest of each stretch first.
func (f *finder) words(from int) []word {
	most := mostWords
	if from == 0 {
		most = mostFirst
	}
	found := shelf{most: most, byEnd: make([][]word, len(f.keys.letters)+2)}
	f.names.find(f.keys, from, func(name, to, cost, left int) {
		if left == 0 || from == 0 {
			found.put(word{0, name, to, cost + left*costBegunFor, left > 0})
		}
	})
	f.visits = 0
	for length := 1; length <= longest; length++ {
		f.follow(&found, length, 0, from, span{0, phrases().sections[length].count}, 0, from == 0)
	}
	return slices.Concat(found.byEnd...)
}

// follow goes down from the records of a length whose first syllables are already heard.
func (f *finder) follow(found *shelf, length, at, from int, run span, cost int, first bool) {
	t := phrases()
	left := length - at
	if left == 0 || first && from == len(f.keys.letters) && at >= leastBegun {
		if left > 0 {
			cost += costBegun + left*costBegunFor
		}
		for record := run.from; record < run.to; record++ {
			found.put(word{length, record, from, cost + t.cost(length, record), left > 0})
		}
		return
	}
	for _, s := range f.keys.steps[from] {
		for rest := t.narrow(length, at, run, s.syllables); rest.from < rest.to && f.visits < mostVisits; f.visits++ {
			next := rest
			if left > 1 && s.syllables.to-s.syllables.from > 1 {
				one := t.syllable(length, rest.from, at)
				next = t.narrow(length, at, rest, span{one, one + 1})
			}
			f.follow(found, length, at+1, s.to, next, cost+s.cost, first)
			rest.from = next.to
		}
	}
}

// shelf keeps the likeliest words of each stretch of letters, begun ones apart.
type shelf struct {
	byEnd [][]word
	most  int
}

func (s *shelf) put(w word) {
	at := w.to
	if w.begun {
		at = len(s.byEnd) - 1
	}
	row := s.byEnd[at]
	if len(row) == s.most && row[len(row)-1].cost <= w.cost {
		return
	}
	i, _ := slices.BinarySearchFunc(row, w, func(a, b word) int { return cmp.Compare(a.cost, b.cost) })
	row = slices.Insert(row, i, w)
	s.byEnd[at] = row[:min(len(row), s.most)]
}
