package casebook

import (
	"cmp"
	"slices"
	"strings"

	"lianzhan/station/matter"
)

const mostSimilar = 5

// Similar lists matters that may be about the same thing, the likeliest first: of one category, and near each other or
// worded alike. Nothing is joined by it; a person decides.
func (b *Book) Similar(s Scope, id string) (rows []Row, err error) {
	err = b.reading(func() {
		rows = []Row{}
		e := b.entries[id]
		if e == nil {
			return
		}
		type scored struct {
			*Entry
			score int
		}
		var near []scored
		for _, o := range b.entries {
			if o.ID != id && o.State != matter.Merged && s.sees(o) {
				if score := likeness(e, o); score >= likely {
					near = append(near, scored{o, score})
				}
			}
		}
		slices.SortFunc(near, func(a, b scored) int {
			return cmp.Or(b.score-a.score, b.Received.Compare(a.Received), cmp.Compare(a.ID, b.ID))
		})
		day := b.day()
		for _, o := range near[:min(len(near), mostSimilar)] {
			rows = append(rows, o.row(b.house, day))
		}
	})
	return rows, err
}

// likely is the score from which two matters are worth a look.
const likely = 4

func likeness(a, b *Entry) int {
	score := 0
	if a.Category == b.Category {
		score += 2
	}
	if a.Place != "" && a.Place == b.Place {
		score += 3
	}
	if a.Village != "" && a.Village == b.Village {
		score++
	}
	return score + min(sharedPairs(a.Title, b.Title), 3)
}

// sharedPairs counts the pairs of neighbouring characters of one title that the other has too.
func sharedPairs(a, b string) int {
	runes := []rune(a)
	shared := 0
	for i := range len(runes) - 1 {
		if strings.Contains(b, string(runes[i:i+2])) {
			shared++
		}
	}
	return shared
}
