package find

import (
	"slices"
	"strings"
)

// Initial is the letter under which a name stands in the list by first letter: the first of its surname's right
// reading, upper case; "#" where nobody can say. A reading given by the office outranks the tables.
func Initial(name, reading string) string {
	runes := foldName(name)
	if len(runes) == 0 {
		return "#"
	}
	spelt := rightReadings(name, runes, reading)[0]
	if spelt == "" {
		if all := spellings(runes[0]); len(all) > 0 {
			spelt = all[0]
		}
	}
	if spelt == "" || spelt[0] < 'a' || spelt[0] > 'z' {
		return "#"
	}
	return strings.ToUpper(spelt[:1])
}

// rightReadings tells for each character of a folded name how it is read in this name, "" where the dictionary's
// first reading will do. A reading given by the office counts from the left, so "shan" alone settles the surname of
// 单美光; it may be written "shan mei guang", "Shàn Měiguāng" (GB/T 28039) or "shanmeiguang". Names with a dot
// are transcribed from other languages and have no Han surname.
func rightReadings(name string, runes []rune, given string) []string {
	right := make([]string, len(runes))
	if given = foldReading(given); given != "" {
		copy(right, syllables(given, len(runes)))
		return right
	}
	if !strings.ContainsAny(name, "·•‧・･.") {
		copy(right, surname(runes))
	}
	return right
}

// spellings lists how a character can be typed in letters, the usual way first; a Latin letter or digit is itself.
func spellings(r rune) []string {
	if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
		return []string{string(r)}
	}
	return readings().of(r)
}

func foldName(name string) []rune {
	var p phrase
	p.read(name)
	return slices.Clone(p.letters())
}

// foldReading leaves letters, with a blank wherever there was something else.
func foldReading(given string) string {
	return strings.Join(strings.FieldsFunc(strings.Map(func(r rune) rune {
		if r = foldRune(r); r < 'a' || r > 'z' {
			return ' '
		}
		return r
	}, given[:min(len(given), 8*longest)]), func(r rune) bool { return r == ' ' }), " ")
}

// syllables cuts a reading into n syllables that never run across a blank; where that cannot be done the words are
// taken as they stand. The longest first syllable wins, so "xian" is one syllable unless two are needed.
func syllables(given string, n int) []string {
	ways := waysToCut(given)
	if n >= longest || ways[0]>>n&1 == 0 {
		return strings.Fields(given)
	}
	cut := make([]string, 0, n)
	for i := 0; len(cut) < n; {
		if given[i] == ' ' {
			i++
			continue
		}
		end := min(i+longestSyllable, len(given))
		for !readings().syllables[given[i:end]] || ways[end]>>(n-len(cut)-1)&1 == 0 {
			end--
		}
		cut = append(cut, given[i:end])
		i = end
	}
	return cut
}

const longestSyllable = len("zhuang")

// waysToCut tells for each place of a reading into how many syllables the rest can be cut: bit k stands for k.
func waysToCut(given string) []uint64 {
	ways := make([]uint64, len(given)+1)
	ways[len(given)] = 1
	for i := len(given) - 1; i >= 0; i-- {
		if given[i] == ' ' {
			ways[i] = ways[i+1]
			continue
		}
		for end := i + 1; end <= min(i+longestSyllable, len(given)); end++ {
			if readings().syllables[given[i:end]] {
				ways[i] |= ways[end] << 1
			}
		}
	}
	return ways
}
