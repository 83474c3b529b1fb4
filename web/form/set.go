package form

import (
	"bytes"
	"cmp"
	"fmt"

	"codeberg.org/go-pdf/fpdf"
)

// The measures of a ruled sheet, in mm; letters in points.
const (
	pointMM    = 25.4 / 72
	leftEdge   = 20.0 // wider than the right one: sheets are bound at the left
	rightEdge  = 14.0
	topEdge    = 14.0
	bottomEdge = 16.0
	codeSide   = 24.0 // of the code in the corner
	sideWidth  = 9.0  // of the heading at the left edge
	cellPad    = 1.4
	bodySize   = 10.5 // 五号
	bodyLine   = 5.4
	penLine    = 6.0 // a line for a pen
	titleSize  = 20.0
	smallSize  = 8.5
	boldStroke = 0.03 // of the size
)

// setter writes sheets into one PDF.
type setter struct {
	pdf     *fpdf.Fpdf
	letters *letters
	sheet   Sheet
	y       float64
	frame   float64 // top of the rows on this page
	width   float64 // of the page
	height  float64
	first   int    // page the sheet begins on
	foot    string // small print that found no room above the foot
}

// set writes sheets one behind the other.
func set(sheets []Sheet) ([]byte, error) {
	s, err := typeset(sheets, true)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = s.pdf.Output(&out)
	return out.Bytes(), err
}

// typeset lays the sheets out; uncompressed, the words can be read in the file.
func typeset(sheets []Sheet, compressed bool) (*setter, error) {
	l, err := unpackLetters()
	if err != nil {
		return nil, err
	}
	s := &setter{pdf: fpdf.New("P", "mm", "A4", ""), letters: l}
	s.pdf.SetCompression(compressed)
	s.pdf.SetAutoPageBreak(false, 0)
	s.pdf.AddUTF8FontFromBytes(hanFace, "", l.han)
	s.pdf.AddUTF8FontFromBytes(latinFace, "", l.latin)
	s.pdf.SetCreator("lianzhan", true)
	for _, sheet := range sheets {
		s.begin(sheet)
		if sheet.Card {
			s.card()
		} else {
			s.ruled()
		}
		s.feet()
	}
	if len(sheets) > 0 {
		s.pdf.SetTitle(sheets[0].Title, true)
		s.pdf.SetCreationDate(sheets[0].Stamp.At)
		s.pdf.SetModificationDate(sheets[0].Stamp.At)
	}
	return s, s.pdf.Error()
}

func (s *setter) begin(sheet Sheet) {
	s.sheet = sheet
	s.letters.missed, s.foot = false, ""
	s.width, s.height = 210, 297
	if sheet.Card {
		s.width, s.height = 148, 210
	}
	s.first = s.pdf.PageCount() + 1
	s.page()
	if sheet.Card {
		return
	}
	s.title()
}

func (s *setter) page() {
	s.pdf.AddPageFormat("P", fpdf.SizeType{Wd: s.width, Ht: s.height})
	s.pdf.SetLineWidth(0.2)
	s.y = topEdge
}

// turn goes on a fresh page, saying which form it continues.
func (s *setter) turn() {
	s.enclose()
	s.page()
	s.text(leftEdge, s.y, smallSize, s.sheet.Title+"（续）　"+s.sheet.Number, false)
	s.y += 5
	s.frame = s.y
}

// enclose draws the heavier frame around the rows of this page.
func (s *setter) enclose() {
	if s.y <= s.frame {
		return
	}
	s.pdf.SetLineWidth(0.5)
	s.box(leftEdge, s.frame, s.inner(), s.y-s.frame)
	s.pdf.SetLineWidth(0.2)
}

func (s *setter) bottom() float64 {
	if s.sheet.Card {
		return s.height - cardEdge
	}
	return s.height - bottomEdge
}

func (s *setter) inner() float64 { return s.width - leftEdge - rightEdge }

// title writes the head of a sheet: whose it is, what it is, its number, and the code back to the record.
func (s *setter) title() {
	middle := leftEdge + s.inner()/2
	top := s.y
	if s.sheet.Address != "" {
		s.code(s.sheet.Address, s.width-rightEdge-codeSide, top, codeSide)
		s.right(s.width-rightEdge, top+codeSide+0.6, 7, s.sheet.Host)
	}
	room := s.inner() - 2*(codeSide+2)
	s.centred(middle, top+2, s.fit(s.sheet.House, 12, room), s.sheet.House, false)
	s.centred(middle, top+9, s.fit(s.sheet.Title, titleSize, room), s.sheet.Title, true)
	s.y = top + codeSide - 1.5
	s.text(leftEdge, s.y, bodySize, cmp.Or(s.sheet.Numbers, "编号")+"："+s.sheet.Number, false)
	if s.sheet.Remark != "" {
		s.right(s.width-rightEdge-codeSide-4, s.y, bodySize, s.sheet.Remark)
	}
	s.y += 6
	if s.sheet.Address != "" {
		s.y = top + codeSide + 5
	}
	s.frame = s.y
}

// fit is the size at which a text is no wider than the room it has.
func (s *setter) fit(text string, size, room float64) float64 {
	if w := s.letters.width(s.letters.drawable(text)) * size * pointMM; w > room {
		return size * room / w
	}
	return size
}

// feet writes the foot of every page of the sheet, once their number is known.
func (s *setter) feet() {
	last := s.pdf.PageCount()
	note := ""
	if s.letters.missed {
		note = "方括号里的编码代表字库里没有的字，请用笔补写。"
	}
	for n := s.first; n <= last; n++ {
		s.pdf.SetPage(n)
		y := s.bottom() + 3
		s.text(s.edge(), y, smallSize, s.sheet.Stamp.words(), false)
		if n == last {
			note = spaced(note, s.foot)
		}
		s.text(s.edge(), y+4, s.fit(note, smallSize, s.width-2*s.edge()), note, false)
		s.right(s.width-min(s.edge(), rightEdge), y, smallSize, fmt.Sprintf("第 %d 页　共 %d 页", n-s.first+1, last-s.first+1))
	}
	s.pdf.SetPage(last)
}

func (s *setter) edge() float64 {
	if s.sheet.Card {
		return cardEdge
	}
	return leftEdge
}
