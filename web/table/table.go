// Package table writes tables as files people open in a spreadsheet. Nothing a table says is ever run as a formula.
package table

import (
	"math"
	"strconv"
)

// Cell is one cell: words, or a number.
type Cell struct {
	Text   string
	Number *float64
	Format Format // of a number
}

// Format is how a number is shown.
type Format int

// The formats.
const (
	Plain   Format = iota // 1234.5
	Percent               // 18%
)

// Words is a cell of text.
func Words(text string) Cell { return Cell{Text: text} }

// Number is a cell with a number; one that is none stays empty.
func Number(n float64, f Format) Cell {
	if math.IsNaN(n) || math.IsInf(n, 0) {
		return Cell{}
	}
	return Cell{Number: &n, Format: f}
}

// String is the cell as text.
func (c Cell) String() string {
	switch {
	case c.Number == nil:
		return c.Text
	case c.Format == Percent:
		return strconv.FormatFloat(math.Round(*c.Number*1000)/10, 'f', -1, 64) + "%"
	}
	return strconv.FormatFloat(*c.Number, 'f', -1, 64)
}

// Sheet is one table of a workbook. Its first row is the heading.
type Sheet struct {
	Name   string
	Rows   [][]Cell
	Widths []int // of columns, in characters; a column without one is 12 wide
}

// Lines are the rows as text.
func (s Sheet) Lines() [][]string {
	lines := make([][]string, len(s.Rows))
	for i, row := range s.Rows {
		for _, cell := range row {
			lines[i] = append(lines[i], cell.String())
		}
	}
	return lines
}
