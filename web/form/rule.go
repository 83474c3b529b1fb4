package form

import "strings"

// laid is a cell with its words broken into lines.
type laid struct {
	Cell
	label, lines []string
	x, labelWide float64
	wide         float64 // of the whole cell
}

// ruled writes the blocks of a sheet as ruled rows under each other.
func (s *setter) ruled() {
	for _, b := range s.sheet.Blocks {
		s.block(b)
	}
	s.enclose()
	s.frame = s.height // no more rows
	s.y += 2
	s.notes()
}

// notes writes the small print under the rows. A line that finds no room there stands at the foot of the last page: it is
// not worth a sheet of paper.
func (s *setter) notes() {
	var all []string
	for _, note := range s.sheet.Notes {
		all = append(all, s.letters.wrap(note, s.inner()/(smallSize*pointMM))...)
	}
	for i, line := range all {
		if s.y+4 > s.bottom() && i == len(all)-1 {
			s.foot = line
			return
		}
		if s.y+4 > s.bottom() {
			s.turn()
		}
		s.text(leftEdge, s.y, smallSize, line, false)
		s.y += 4
	}
}

// block writes the rows of one block, over as many pages as they need, with its heading and its head row on each.
func (s *setter) block(b Block) {
	rows := make([][]laid, len(b.Rows))
	total := 0.0
	for i, row := range b.Rows {
		rows[i] = s.lay(row, b.Name != "")
		total += s.rowHeight(rows[i])
	}
	head := s.lay(b.Head, b.Name != "")
	if len(b.Head) > 0 {
		total += s.rowHeight(head)
	}
	stretch := 0.0
	if least := s.nameHeight(b.Name); total < least && len(rows) > 0 {
		stretch = (least - total) / float64(len(rows))
	}
	if whole := max(total, s.nameHeight(b.Name)); s.y+whole > s.bottom() && (whole < s.pageRoom()/3 || s.bottom()-s.y < 25) {
		s.turn()
	}
	part := s.open(head)
	for i := range rows {
		part = s.row(b.Name, rows[i], head, stretch, part)
	}
	s.name(b.Name, part, s.y)
}

// pageRoom is the height a fresh page gives to rows.
func (s *setter) pageRoom() float64 { return s.bottom() - topEdge - 5 }

// open begins the part of a block that stands on this page and gives its top.
func (s *setter) open(head []laid) float64 {
	top := s.y
	if len(head) > 0 {
		s.drawRow(head, s.rowHeight(head), true)
	}
	return top
}

// row writes one row, on the next page or across pages where it must be.
func (s *setter) row(name string, row, head []laid, stretch, part float64) float64 {
	for {
		h := s.rowHeight(row) + stretch
		if s.y+h <= s.bottom() {
			s.drawRow(row, h, false)
			return part
		}
		room := int((s.bottom() - s.y - 2*cellPad) / s.line())
		if h <= s.pageRoom()/2 || room < 3 {
			s.name(name, part, s.y)
			s.turn()
			part = s.open(head)
			if h <= s.pageRoom()-s.headHeight(head) {
				continue
			}
			room = int((s.bottom() - s.y - 2*cellPad) / s.line())
		}
		first, rest := split(row, room)
		s.drawRow(first, s.bottom()-s.y, false)
		s.name(name, part, s.y)
		s.turn()
		part = s.open(head)
		row, stretch = rest, 0
	}
}

func (s *setter) headHeight(head []laid) float64 {
	if len(head) == 0 {
		return 0
	}
	return s.rowHeight(head)
}

// split parts a row after a number of lines; labels stand on both parts, signatures on the last.
func split(row []laid, room int) (first, rest []laid) {
	for _, c := range row {
		f, r := c, c
		n := min(room, len(c.lines))
		f.lines, r.lines = c.lines[:n], c.lines[n:]
		f.Sign, f.Lines, r.Lines = "", 0, 0
		first, rest = append(first, f), append(rest, r)
	}
	return first, rest
}

func (s *setter) line() float64 {
	if s.sheet.Blank {
		return penLine
	}
	return bodyLine
}

// lay breaks the words of a row into lines.
func (s *setter) lay(row Row, named bool) []laid {
	x, room := leftEdge, s.inner()
	if named {
		x, room = x+sideWidth, room-sideWidth
	}
	unit := room / Columns
	all := make([]laid, len(row))
	for i, c := range row {
		l := laid{Cell: c, x: x, wide: float64(c.Span) * unit}
		if c.Label != "" {
			l.labelWide = LabelSpan * unit
			l.label = s.letters.wrap(c.Label, (l.labelWide-cellPad)/(bodySize*pointMM))
		}
		if strings.TrimSpace(c.Text) != "" {
			l.lines = s.letters.wrap(c.Text, (l.wide-l.labelWide-2*cellPad)/(bodySize*pointMM))
		}
		all[i], x = l, x+l.wide
	}
	return all
}

func (s *setter) rowHeight(row []laid) float64 {
	h := 0.0
	for _, c := range row {
		h = max(h, s.cellHeight(c))
	}
	return h
}

func (s *setter) cellHeight(c laid) float64 {
	least := float64(max(c.Lines, 1)) * s.line()
	if c.Sign != "" {
		least += s.line()
	}
	text := float64(len(c.lines)) * bodyLine
	if c.Sign != "" {
		text += s.line()
	}
	return max(least, text, float64(len(c.label))*bodyLine) + 2*cellPad
}

// drawRow writes a row of a height and goes below it.
func (s *setter) drawRow(row []laid, h float64, head bool) {
	for _, c := range row {
		if head {
			s.pdf.SetFillColor(238, 238, 238)
			s.pdf.Rect(c.x, s.y, c.wide, h, "F")
			s.pdf.SetFillColor(0, 0, 0)
		}
		s.box(c.x, s.y, c.wide, h)
		if c.labelWide > 0 {
			s.box(c.x, s.y, c.labelWide, h)
			s.label(c, h)
		}
		s.cellText(c, h, head)
		if c.Sign != "" {
			s.right(c.x+c.wide-cellPad, s.y+h-bodyLine-0.4, bodySize, c.Sign)
		}
	}
	s.y += h
}

func (s *setter) label(c laid, h float64) {
	y := s.y + (h-float64(len(c.label))*bodyLine)/2 + 0.7
	for _, line := range c.label {
		s.centred(c.x+c.labelWide/2, y, bodySize, line, false)
		y += bodyLine
	}
}

// cellText stands in the middle of a low cell, at the top of one that somebody signs or that runs on.
func (s *setter) cellText(c laid, h float64, head bool) {
	y := s.y + cellPad + 0.7
	if text := float64(len(c.lines)) * bodyLine; c.Sign == "" && (len(c.lines) <= 2 || head) {
		y = s.y + (h-text)/2 + 0.7
	}
	for _, line := range c.lines {
		x := c.x + c.labelWide + cellPad
		if head {
			s.centred(c.x+c.wide/2, y, bodySize, line, false)
		} else {
			s.text(x, y, bodySize, line, c.Strong)
		}
		y += bodyLine
	}
}

// nameHeight is how high a block must be for its heading to stand upright at its side.
func (s *setter) nameHeight(name string) float64 {
	if name == "" {
		return 0
	}
	return float64(len([]rune(name)))*bodyLine + 2*cellPad
}

// name writes the heading of a block down its left edge, beside the part of it on this page.
func (s *setter) name(name string, top, end float64) {
	if name == "" || end-top < 1 {
		return
	}
	s.box(leftEdge, top, sideWidth, end-top)
	runes := []rune(name)
	columns := 1
	step := bodyLine
	if float64(len(runes))*step > end-top {
		columns, step = 2, min(bodyLine, (end-top)/float64((len(runes)+1)/2))
	}
	size := min(bodySize, step/pointMM*0.95)
	each := (len(runes) + columns - 1) / columns
	for i, r := range runes {
		column, place := i/each, i%each
		x := leftEdge + sideWidth*(2*float64(column)+1)/float64(2*columns)
		y := top + (end-top-float64(min(each, len(runes)))*step)/2 + float64(place)*step + 0.6
		s.centred(x, y, size, string(r), false)
	}
}
