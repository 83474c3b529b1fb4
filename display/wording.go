package display

import "strings"

// longestLine is how many characters a line holds: more than 16 and a passer-by loses the place.
const longestLine = 16

// wrap breaks a text into lines of at most 16 characters and keeps as many as asked for. A paragraph begins a line; a
// mark that closes never does (GB/T 15834 section 5.1); what is cut away leaves an ellipsis.
func wrap(text string, lines int) []string {
	wrapped := []string{}
	for paragraph := range strings.Lines(text) {
		runes := []rune(strings.Join(strings.Fields(paragraph), " "))
		for len(runes) > 0 {
			if len(wrapped) == lines {
				last := []rune(wrapped[lines-1])
				wrapped[lines-1] = string(last[:min(len(last), longestLine-1)]) + "…"
				return wrapped
			}
			end := lineEnd(runes)
			wrapped = append(wrapped, strings.TrimSpace(string(runes[:end])))
			runes = runes[end:]
		}
	}
	return wrapped
}

func lineEnd(runes []rune) int {
	if len(runes) <= longestLine {
		return len(runes)
	}
	end := longestLine
	for end > longestLine/2 && strings.ContainsRune("，。、；：？！）》”’」』…—,.;:?!)", runes[end]) {
		end--
	}
	return end
}

// clip shortens a text to one line.
func clip(text string) string {
	if lines := wrap(text, 1); len(lines) > 0 {
		return lines[0]
	}
	return ""
}
