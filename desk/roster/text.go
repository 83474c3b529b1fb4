package roster

import (
	"slices"
	"strings"
	"unicode"
)

// narrow turns full-width letters, digits and signs into the usual ones and every kind of blank into a space.
func narrow(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '\u200b', r == '\u200c', r == '\u200d', r == '\u2060', r == '\ufeff', r == '\u00ad':
			return -1 // invisible
		case unicode.IsSpace(r), r == '\u3000':
			return ' '
		}
		return r
	}, text)
}

func noBlanks(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

// tidy keeps the wording of a text and takes away the blanks people pad it with. Between Han characters a blank is
// always padding; between other letters one stays.
func tidy(text string) string {
	var b strings.Builder
	words := strings.Fields(strings.Map(dropInvisible, text))
	for i, word := range words {
		if i > 0 && latin(lastRune(words[i-1])) && latin([]rune(word)[0]) {
			b.WriteByte(' ')
		}
		b.WriteString(word)
	}
	return b.String()
}

func dropInvisible(r rune) rune {
	switch {
	case r == '\u200b', r == '\u200c', r == '\u200d', r == '\u2060', r == '\ufeff':
		return -1
	case r == '\u3000':
		return ' '
	}
	return r
}

func lastRune(s string) rune {
	runes := []rune(s)
	return runes[len(runes)-1]
}

func latin(r rune) bool { return r < 0x2e80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

var nothing = []string{"", "/", `\`, "-", "--", "—", "——", "无", "暂无", "空", "不详", "未填", "n/a", "none", "null", "未知"}

// empty reports whether a cell says nothing, in any of the ways people say it.
func empty(text string) bool {
	return slices.Contains(nothing, strings.ToLower(noBlanks(narrow(text))))
}

// listed splits a list of names.
func listed(text string) []string {
	var all []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、,，;；/\n\t ", r) }) {
		if part = tidy(part); part != "" && !slices.Contains(all, part) {
			all = append(all, part)
		}
	}
	return all
}
