package find

import (
	"unicode"
	"unicode/utf8"
)

// longest is how many letters of a query or a name count. Positions in a query must fit the bits of a word (hear.go).
const longest = 64

// phrase is a folded query, kept on the stack of whoever asks.
type phrase struct {
	runes  [longest]rune
	bytes  [longest * utf8.UTFMax]byte
	length int // of runes
	size   int // of bytes
}

func (p *phrase) letters() []rune { return p.runes[:p.length] }
func (p *phrase) text() []byte    { return p.bytes[:p.size] }

// offset is where the letter number n stands among the bytes.
func (p *phrase) offset(n int) int {
	at := 0
	for _, r := range p.runes[:n] {
		at += utf8.RuneLen(r)
	}
	return at
}

// read folds what was typed; what comes after the longest query allowed is not even looked at.
func (p *phrase) read(typed string) {
	for i := 0; i < len(typed) && p.length < longest; {
		r, size := utf8.DecodeRuneInString(typed[i:])
		i += size
		if r = foldRune(r); r >= 0 {
			p.runes[p.length] = r
			p.length++
			p.size += utf8.EncodeRune(p.bytes[p.size:], r)
		}
	}
}

// appendFolded folds a text of any length the same way.
func appendFolded(dst []byte, text string) []byte {
	for _, r := range text {
		if r = foldRune(r); r >= 0 {
			dst = utf8.AppendRune(dst, r)
		}
	}
	return dst
}

// foldRune makes alike what people mean alike: case, full width and tone marks go. It returns -1 for what does not
// count at all: blanks, punctuation (the dot in 阿依·努尔 too), symbols, marks and broken bytes.
func foldRune(r rune) rune {
	switch {
	case 'a' <= r && r <= 'z', '0' <= r && r <= '9', '一' <= r && r <= '鿿':
		return r
	case 'A' <= r && r <= 'Z':
		return r + 'a' - 'A'
	case r < utf8.RuneSelf, r == utf8.RuneError:
		return -1
	case '！' <= r && r <= '～': // the full-width forms of ASCII, in its order
		return foldRune(r - '！' + '!')
	case unicode.In(r, unicode.Z, unicode.P, unicode.S, unicode.M, unicode.Cc, unicode.Cf):
		return -1
	}
	if plain, ok := toneless[r]; ok {
		return plain
	}
	return unicode.ToLower(r)
}

// toneless are the vowels of pinyin with their tone marks (GB/T 16159), ü as v, the way keyboards type it.
var toneless = tonelessVowels(map[rune]string{
	'a': "āáǎàĀÁǍÀ", 'e': "ēéěèêĒÉĚÈÊ", 'i': "īíǐìĪÍǏÌ", 'o': "ōóǒòŌÓǑÒ", 'u': "ūúǔùŪÚǓÙ", 'v': "üǖǘǚǜÜǕǗǙǛ",
})

func tonelessVowels(marked map[rune]string) map[rune]rune {
	vowels := map[rune]rune{}
	for plain, forms := range marked {
		for _, form := range forms {
			vowels[form] = plain
		}
	}
	return vowels
}
