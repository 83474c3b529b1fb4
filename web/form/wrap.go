package form

import (
	"strings"

	"github.com/rivo/uniseg"
)

// wrap breaks a text into lines no wider than a width in ems, where Chinese and numbers may be broken (UAX #14): no line
// begins with a comma, no telephone number is cut unless it is longer than a line.
func (l *letters) wrap(text string, width float64) []string {
	var all []string
	for paragraph := range strings.SplitSeq(l.drawable(text), "\n") {
		all = append(all, l.paragraph(paragraph, width)...)
	}
	return all
}

func (l *letters) paragraph(text string, width float64) []string {
	var all []string
	line, used := "", 0.0
	state := -1
	for text != "" {
		var piece string
		piece, text, _, state = uniseg.FirstLineSegmentInString(text, state)
		w := l.width(strings.TrimRight(piece, " "))
		if used+w > width && line != "" {
			all = append(all, strings.TrimRight(line, " "))
			line, used = "", 0
		}
		for w > width {
			head, rest := l.cut(piece, width)
			if rest == "" {
				break
			}
			all, piece = append(all, head), rest
			w = l.width(piece)
		}
		line += piece
		used += l.width(piece)
	}
	return append(all, strings.TrimRight(line, " "))
}

// cut parts a piece that is wider than a line by itself.
func (l *letters) cut(piece string, width float64) (head, rest string) {
	used := 0.0
	for i, r := range piece {
		if used += l.glyph(r).width; used > width && i > 0 {
			return piece[:i], piece[i:]
		}
	}
	return piece, ""
}
