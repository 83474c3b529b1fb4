package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lianzhan/station"
)

// longestRaw bounds any text before it is looked at, in bytes.
const longestRaw = 64 << 10

// line cleans a text of one line: blanks at the ends and what cannot be seen go, inner white space becomes one blank.
func line(s string) string { return strings.Join(strings.Fields(visible(s)), " ") }

// lines cleans a longer text and keeps its lines.
func lines(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	return strings.TrimSpace(visible(s))
}

// visible drops control characters and the marks that turn the direction of writing: they make a text look like another.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\u200e', r == '\u200f', r == '\ufeff':
			return -1
		}
		return r
	}, s)
}

// bounded refuses a text that is no text or too long; what names it for the voter.
func bounded(s, what string, most int) error {
	switch {
	case len(s) > longestRaw || utf8.RuneCountInString(s) > most:
		return station.Invalid("text_long", "%s太长了，最多 %d 个字。", what, most)
	case !utf8.ValidString(s):
		return station.Invalid("text_invalid", "%s里有读不懂的字符，请重新写一遍。", what)
	}
	return nil
}

// masker blanks the numbers people should not give and remembers which kinds there were.
type masker struct{ kinds []string }

func (m *masker) mask(s string) string {
	masked, kinds := station.MaskNumbers(s)
	for _, kind := range kinds {
		if !contains(m.kinds, kind) {
			m.kinds = append(m.kinds, kind)
		}
	}
	return masked
}

func contains(list []string, s string) bool {
	for _, each := range list {
		if each == s {
			return true
		}
	}
	return false
}

// Words cleans a longer text a voter adds later: cleaned, masked, with the kinds of numbers that were in it.
func Words(s string, most int) (text string, masked []string, err error) {
	if text = lines(s); bounded(text, "内容", most) != nil {
		return "", nil, bounded(text, "内容", most)
	}
	var m masker
	text = m.mask(text)
	return text, m.kinds, nil
}
