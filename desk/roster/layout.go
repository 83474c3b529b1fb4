package roster

import (
	"slices"
	"sort"
	"strings"

	"lianzhan/desk/sheet"
)

// scanRows is how many lines from the top a header is looked for.
const scanRows = 30

// layout is where a sheet's header stands and which column holds what.
type layout struct {
	top, bottom int
	columns     map[Column][]int
	unknown     []sheet.Cell          // headings nobody knows
	padded      bool                  // months of birth are written with two digits
	down        map[int][]sheet.Range // cells merged downwards below the header, by column, from the top
}

// findLayout looks for the header: the line, or pair of lines, that names the most columns, the name among them.
func findLayout(s sheet.Sheet) (layout, bool) {
	var best layout
	rows := s.Rows[:min(len(s.Rows), scanRows)]
	for _, row := range rows {
		if one := readHeader(s, row.Number, row.Number); one.score() > best.score() {
			best = one
		}
	}
	for i, row := range rows {
		one := readHeader(s, row.Number, row.Number)
		if i+1 == len(s.Rows) || s.Rows[i+1].Number != row.Number+1 || startsData(s, one, row.Number+1) {
			continue
		}
		if two := readHeader(s, row.Number, row.Number+1); two.score() > best.score() {
			best = two
		}
	}
	best.padded, best.down = paddedMonths(s, best), mergedDown(s, best)
	return best, best.score() >= 2
}

// score counts the columns a header names; without names of persons it is no header.
func (l layout) score() int {
	if len(l.columns[Name]) == 0 {
		return 0
	}
	n := len(l.columns)
	if len(l.columns[Serial]) > 0 {
		n--
	}
	return n
}

// startsData reports whether a row below names already has a name in it.
func startsData(s sheet.Sheet, l layout, number int) bool {
	for _, col := range l.columns[Name] {
		if text := s.Row(number).At(col).Text; headingWord(text) != "" {
			if _, known := recognise(text); !known {
				return true
			}
		}
	}
	return false
}

// readHeader names the columns by the lower line, by both lines together, or by the upper line alone.
func readHeader(s sheet.Sheet, top, bottom int) layout {
	l := layout{top: top, bottom: bottom, columns: map[Column][]int{}}
	width := 0
	for _, number := range []int{top, bottom} {
		if cells := s.Row(number).Cells; len(cells) > 0 {
			width = max(width, cells[len(cells)-1].Col)
		}
	}
	for col := 1; col <= width; col++ {
		upper, lower := heading(s, top, col), heading(s, bottom, col)
		words := []string{lower, upper + lower}
		if headingWord(lower) == "" {
			words = []string{upper}
		}
		found := false
		for _, word := range words {
			if column, ok := recognise(word); ok {
				l.columns[column], found = append(l.columns[column], col), true
				break
			}
		}
		if text := strings.TrimSpace(words[0]); !found && text != "" {
			l.unknown = append(l.unknown, sheet.Cell{Col: col, Text: text})
		}
	}
	return l
}

// heading is the text over a column, also where cells are merged sideways or downwards.
func heading(s sheet.Sheet, number, col int) string {
	if text := s.Row(number).At(col).Text; text != "" {
		return text
	}
	if m, ok := s.Merge(number, col); ok {
		return s.Row(m.Top).At(m.Left).Text
	}
	return ""
}

// paddedMonths reports whether some month of birth is written as .01 to .09: then .1 was typed as .10.
func paddedMonths(s sheet.Sheet, l layout) bool {
	for _, row := range s.Rows {
		if row.Number > l.bottom && slices.ContainsFunc(l.columns[Birth], func(col int) bool {
			return paddedMonth.MatchString(strings.TrimSpace(narrow(row.At(col).Text)))
		}) {
			return true
		}
	}
	return false
}

func mergedDown(s sheet.Sheet, l layout) map[int][]sheet.Range {
	down := map[int][]sheet.Range{}
	for _, m := range s.Merges {
		if m.Left == m.Right && m.Bottom > m.Top && m.Top > l.bottom {
			down[m.Left] = append(down[m.Left], m)
		}
	}
	for _, merges := range down {
		slices.SortFunc(merges, func(a, b sheet.Range) int { return a.Top - b.Top })
	}
	return down
}

// topOf is the first row of the merged cell a cell lies in, or its own row.
func (l layout) topOf(row, col int) int {
	merges := l.down[col]
	i := sort.Search(len(merges), func(i int) bool { return merges[i].Top > row }) - 1
	if i >= 0 && merges[i].Bottom >= row {
		return merges[i].Top
	}
	return row
}

// value is the first filled cell of a column in a row. A cell merged over several rows holds for all of them.
func (l layout) value(s sheet.Sheet, row sheet.Row, column Column) sheet.Cell {
	for _, col := range l.columns[column] {
		if c := row.At(col); !empty(c.Text) {
			return c
		}
		if c := s.Row(l.topOf(row.Number, col)).At(col); !empty(c.Text) {
			return c
		}
	}
	return sheet.Cell{}
}

// column letters of a column, for a person to find it.
func (l layout) letters(column Column) string {
	if cols := l.columns[column]; len(cols) > 0 {
		return sheet.ColumnName(cols[0])
	}
	return ""
}
