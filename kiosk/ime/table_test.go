package ime

import (
	"cmp"
	"slices"
	"testing"
	"unicode/utf8"
)

func TestTableIsWhole(t *testing.T) {
	if len(slab) > 1<<20 {
		t.Errorf("the table has %d bytes, more than 1 MiB", len(slab))
	}
	table := phrases()
	if n := len(table.syllables); n < 400 || n > 430 || !slices.IsSorted(table.syllables) {
		t.Errorf("%d syllables", n)
	}
	total := 0
	for length := 1; length <= longest; length++ {
		s := table.sections[length]
		if len(s.records) != s.count*s.size {
			t.Fatalf("length %d: %d bytes, %d records", length, len(s.records), s.count)
		}
		if length > 1 {
			total += s.count
		}
		for i := range s.count {
			for at := range length {
				if g := table.glyph(length, i, at); g >= table.sections[1].count || table.syllable(length, i, at) >= len(table.syllables) {
					t.Fatalf("length %d, record %d: glyph %d", length, i, g)
				}
			}
			if i > 0 && order(table, length, i-1, i) > 0 {
				t.Fatalf("length %d: %s stands before %s", length, table.text(length, i-1), table.text(length, i))
			}
		}
	}
	if total < 58000 || total > 62000 {
		t.Errorf("%d phrases, not about 60,000", total)
	}
}

func order(t *table, length, a, b int) int {
	for at := range length {
		if c := cmp.Compare(t.syllable(length, a, at), t.syllable(length, b, at)); c != 0 {
			return c
		}
	}
	return cmp.Compare(t.cost(length, a), t.cost(length, b))
}

// A kiosk of a people's congress offers nobody's name but those of its own house, and no coarse word.
func TestTableNamesNobody(t *testing.T) {
	table := phrases()
	for _, name := range []string{"令狐冲", "诸葛亮", "哥白尼", "他妈的"} {
		length := utf8.RuneCountInString(name)
		for i := range table.sections[length].count {
			if table.text(length, i) == name {
				t.Errorf("the table offers %s", name)
			}
		}
	}
}
