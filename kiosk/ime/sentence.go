package ime

import (
	"cmp"
	"slices"
	"strings"
)

const (
	mostPaths = 6  // kept at each letter
	costSeam  = 14 // two words follow each other: what is one word is rarely two that meet by chance
)

// path is a way to read the letters so far: a word after an earlier path.
type path struct {
	cost       int
	from, rank int // the path before it
	last       word
	words      int
}

// sentences are the likeliest readings of all letters, each of two words or more.
func (f *finder) sentences() []path {
	paths := make([][]path, f.keys.target+1)
	paths[0] = []path{{}}
	for at := range f.keys.target {
		if len(paths[at]) == 0 {
			continue
		}
		words := f.begins
		if at > 0 {
			words = f.words(at)
		}
		for _, w := range words {
			if !w.begun {
				paths[w.to] = join(paths[w.to], paths[at], at, w)
			}
		}
	}
	f.paths = paths
	return slices.DeleteFunc(slices.Clone(paths[f.keys.target]), func(p path) bool { return p.words < 2 })
}

func join(to, before []path, at int, w word) []path {
	seam := costSeam
	if at == 0 {
		seam = 0
	}
	for rank, p := range before {
		next := path{p.cost + seam + w.cost, at, rank, w, p.words + 1}
		if len(to) == mostPaths && to[mostPaths-1].cost <= next.cost {
			break
		}
		i, _ := slices.BinarySearchFunc(to, next, func(a, b path) int { return cmp.Compare(a.cost, b.cost) })
		to = slices.Insert(to, i, next)
		to = to[:min(len(to), mostPaths)]
	}
	return to
}

func (f *finder) spell(p path) string {
	var words []string
	for ; p.words > 0; p = f.paths[p.from][p.rank] {
		words = append(words, f.text(p.last))
	}
	slices.Reverse(words)
	return strings.Join(words, "")
}
