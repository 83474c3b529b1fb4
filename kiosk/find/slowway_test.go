package find

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The drawers and the short cuts of spell must find exactly what trying every name in the plainest way finds, and in
// the same order.
func TestSoundsAgreeWithTheSlowWay(t *testing.T) {
	chars := rapid.SampledFrom([]rune("单于长行乐南那安娜恩艾阿额欧绿女向甘王五㐂a3"))
	rapid.Check(t, func(t *rapid.T) {
		var entries []Entry
		for range rapid.IntRange(1, 6).Draw(t, "people") {
			entries = append(entries, Entry{Name: rapid.StringOfN(chars, 1, 5, -1).Draw(t, "name")})
		}
		query := drawQuery(t, entries[0].Name)
		slow := make([]rank, len(entries))
		var want []int
		for i, e := range entries {
			if slow[i] = slowly(e.Name, query); slow[i] < ranks {
				want = append(want, i)
			}
		}
		slices.SortStableFunc(want, func(a, b int) int { return cmp.Compare(slow[a], slow[b]) })
		if got := New(entries).Append(nil, string(query)); !slices.Equal(got, want) {
			t.Fatalf("%q in %v finds %v, the slow way %v with ranks %v", string(query), entries, got, want, slow)
		}
	})
}

// drawQuery types a part of a name in some way, and then perhaps slips.
func drawQuery(t *rapid.T, name string) []rune {
	runes := []rune(name)
	right := rightReadings(name, runes, "")
	from := rapid.IntRange(0, len(runes)-1).Draw(t, "from")
	var query []rune
	for i := from; i < rapid.IntRange(from+1, len(runes)).Draw(t, "to"); i++ {
		typed := []rune{runes[i]}
		if list := soundsOf(runes[i], right[i]).list; len(list) > 0 && rapid.IntRange(0, 9).Draw(t, "letters") > 0 {
			typed = []rune(rapid.SampledFrom(list).Draw(t, "sound").text)
			typed = typed[:rapid.IntRange(1, len(typed)).Draw(t, "cut")]
		}
		query = append(query, typed...)
	}
	if at := rapid.IntRange(0, 4*len(query)).Draw(t, "slip"); at < len(query) {
		query[at] = rapid.SampledFrom([]rune("angeouvzhi3安")).Draw(t, "letter")
	}
	return query
}

// slowly is the best rank of a query among all ways to fit it to a name, ranks if none.
func slowly(name string, query []rune) rank {
	runes := foldName(name)
	right := rightReadings(name, runes, "")
	best := ranks
	for from := range runes {
		fit(runes[from:], right[from:], query, way{initials: true, full: true, characters: true}, func(w way) {
			best = min(best, w.rank(from == 0))
		})
	}
	return best
}

// way is how a query was fitted to a name so far.
type way struct{ initials, full, characters, other, short, left bool }

func (w way) rank(starts bool) rank {
	r := mixedStart
	switch {
	case w.characters && starts && !w.left:
		return wholeName
	case w.characters && starts:
		return nameStart
	case w.characters:
		return insideName
	case w.full && !w.short && !w.left:
		r = wholePinyin
	case w.initials && !w.left:
		r = wholeInitials
	case w.full:
		r = pinyinStart
	}
	if !starts {
		r = insideSound
	}
	if w.other {
		r = r.otherwise()
	}
	return r
}

// fit tries all ways to go on: by the character itself, or by any beginning of any of its spellings.
func fit(name []rune, right []string, query []rune, so way, found func(way)) {
	if len(query) == 0 {
		so.left = len(name) > 0
		found(so)
		return
	}
	if len(name) == 0 {
		return
	}
	if query[0] == name[0] {
		w := so
		w.full = w.full && typable(name[0])
		fit(name[1:], right[1:], query[1:], w, found)
	}
	for _, s := range soundsOf(name[0], right[0]).list {
		for n := 1; n <= min(len(query), len(s.text)) && strings.HasPrefix(s.text, string(query[:n])); n++ {
			w := so
			w.characters = w.characters && s.text == string(name[0])
			w.initials = w.initials && n == 1
			w.other = w.other || s.other
			w.short = n < len(s.text)
			w.full = w.full && (!w.short || n == len(query))
			fit(name[1:], right[1:], query[n:], w, found)
		}
	}
}
