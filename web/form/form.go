// Package form is the paper of the house: the forms, cards and receipts of a matter, a reception and a suggestion, laid
// out once as a Sheet and written from it as a PDF with its letters inside, or as a page a browser prints.
package form

import (
	"time"

	"lianzhan/station"
)

// Columns is how many columns of equal width the ruled part of a sheet has.
const Columns = 24

// Sheet is one form as it stands on paper, whoever writes it out.
type Sheet struct {
	Title   string
	House   string // the station, over the title
	Number  string // left of the line under the title
	Numbers string // what that number is called; empty: 编号
	Remark  string // right of that line
	Card    bool   // A5 in very large letters instead of a ruled A4
	Blank   bool   // to be filled in by hand: the rows are higher
	Blocks  []Block
	Notes   []string // small print at the end
	Address string   // what the code in the corner opens; empty for no code
	Host    string   // the address in words, under the code
	Stamp   Stamp
}

// Block is a part of a sheet: ruled rows under one heading at the left edge, or one passage of large words.
type Block struct {
	Name string
	Head Row // repeated on every page the rows reach
	Rows []Row
	Text string // a passage, where there are no rows
	Code *Code  // twelve boxes for the query code
	Wide bool   // a passage in the largest letters
}

// Row is one ruled line of cells; their spans add up to Columns.
type Row []Cell

// Cell is one field of a form.
type Cell struct {
	Label  string // what the field is called; empty for a cell without
	Text   string
	Sign   string // words at the foot of the cell, where somebody signs
	Span   int    // columns, those of the label included
	Lines  int    // least height, in lines
	Strong bool
}

// LabelSpan is how many columns a label takes.
const LabelSpan = 3

// Code is the query code on a card. Without digits the boxes wait for a pen.
type Code struct{ Digits string }

// Stamp says when a sheet was printed and who asked for it.
type Stamp struct {
	At time.Time
	By string
}

// words is the stamp as it stands at the foot of every page.
func (s Stamp) words() string {
	if s.At.IsZero() {
		return ""
	}
	by := s.By
	if by != "" {
		by += " "
	}
	return by + "打印于 " + minute(s.At)
}

// House is what forms need to know of the station they are printed in.
type House struct {
	Station station.Station
	Base    string // address in front of every page, without a slash at the end
	Unit    func(id string) station.Unit
	Deputy  func(id string) station.Deputy
}

// span is the columns a cell's text has.
func (c Cell) span() int {
	if c.Label == "" {
		return c.Span
	}
	return c.Span - LabelSpan
}
