package display

import (
	"strings"
	"unicode/utf8"
)

// longestLine is how many Chinese characters a line holds: more and a passer-by loses the place. Two letters or digits
// take the room of one.
const longestLine = 16

// wrap breaks a text into lines and keeps as many as asked for. A paragraph begins a line; a mark that closes never does
// (GB/T 15834 section 5.1); numbers stay whole; what is cut away leaves an ellipsis.
func wrap(text string, lines int) []string {
	wrapped := []string{}
	for paragraph := range strings.Lines(text) {
		runes := []rune(strings.Join(strings.Fields(paragraph), " "))
		for len(runes) > 0 {
			if len(wrapped) == lines {
				wrapped[lines-1] = cutShort(wrapped[lines-1])
				return wrapped
			}
			end := lineEnd(runes)
			wrapped = append(wrapped, strings.TrimSpace(string(runes[:end])))
			runes = runes[end:]
		}
	}
	return wrapped
}

// cutShort ends a line that should go on.
func cutShort(line string) string {
	runes := []rune(line)
	for len(runes) > 0 && width(runes) > 2*longestLine-2 {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}

// width is counted in half characters.
func width(runes []rune) (halves int) {
	for _, r := range runes {
		halves += halvesOf(r)
	}
	return halves
}

func halvesOf(r rune) int {
	if r < utf8.RuneSelf {
		return 1
	}
	return 2
}

const (
	pauses  = "，。；：！？、）》”"
	closers = pauses + "’」』」…—,.;:?!)%"
)

// lineEnd is where the first line of a text ends: after its last pause if one lies near the end, else where the line is
// full.
func lineEnd(runes []rune) int {
	if width(runes) <= 2*longestLine {
		return len(runes)
	}
	full, room := 0, 2*longestLine
	for room -= halvesOf(runes[0]); room >= 0; room -= halvesOf(runes[full]) {
		full++
	}
	for end := full; end > full*5/8; end-- {
		if strings.ContainsRune(pauses, runes[end-1]) && !strings.ContainsRune(closers, runes[end]) {
			return end
		}
	}
	for end := full; end > full/2; end-- {
		if !strings.ContainsRune(closers, runes[end]) && !(wordy(runes[end-1]) && wordy(runes[end])) {
			return end
		}
	}
	return full
}

// wordy characters belong together: a number or a Latin word must not be broken.
func wordy(r rune) bool { return r < utf8.RuneSelf && r != ' ' }

// clip shortens a text to one line.
func clip(text string) string {
	if lines := wrap(text, 1); len(lines) > 0 {
		return lines[0]
	}
	return ""
}
