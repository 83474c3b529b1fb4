package form

// The measures of a card for weak eyes, in mm and points (WS/T and GB/T give none for paper; 16 pt is the least large
// print for readers, 18 pt and more here).
const (
	cardEdge     = 12.0
	cardHead     = 15.0
	cardWords    = 18.0
	cardGreat    = 26.0
	cardLeading  = 1.35
	cardBoxWide  = 8.6
	cardBoxHigh  = 12.0
	cardNote     = 12.0
	cardCodeSide = 26.0
)

// card writes a sheet as passages of large words.
func (s *setter) card() {
	s.cardTop()
	for _, b := range s.sheet.Blocks {
		s.passage(b)
	}
	for _, note := range s.sheet.Notes {
		s.words(note, cardNote, false)
	}
}

// cardTop is whose card it is, what it is, its number, and the code to follow it by.
func (s *setter) cardTop() {
	room := s.cardRoom()
	if s.sheet.Address != "" {
		x := s.width - cardEdge - cardCodeSide
		s.code(s.sheet.Address, x, s.y, cardCodeSide)
		s.centred(x+cardCodeSide/2, s.y+cardCodeSide+0.6, s.fit(s.sheet.Host, 8, cardCodeSide), s.sheet.Host, false)
		room -= cardCodeSide + 4
	}
	s.text(cardEdge, s.y, s.fit(s.sheet.House, cardNote, room), s.sheet.House, false)
	s.text(cardEdge, s.y+8, s.fit(s.sheet.Title, 28, room), s.sheet.Title, true)
	s.text(cardEdge, s.y+22, cardNote, after("编号 ", s.sheet.Number), false)
	s.y += cardCodeSide + 5
	s.pdf.Line(cardEdge, s.y-1, s.width-cardEdge, s.y-1)
	s.y++
}

func (s *setter) cardRoom() float64 { return s.width - 2*cardEdge }

func (s *setter) passage(b Block) {
	size := cardWords
	if b.Wide {
		size = cardGreat
	}
	need := cardHead * pointMM * cardLeading
	if b.Text != "" {
		need += size * pointMM * cardLeading
	}
	if b.Code != nil {
		need += cardBoxHigh
	}
	if s.y+need > s.bottom() {
		s.page()
	}
	s.words(b.Name, cardHead, false)
	if b.Code != nil {
		s.boxes(b.Code.Digits)
	}
	s.words(b.Text, size, true)
	s.y += 1.5
}

// words writes a passage line by line, on the next page where this one ends.
func (s *setter) words(text string, size float64, bold bool) {
	if text == "" {
		return
	}
	step := size * pointMM * cardLeading
	for _, line := range s.letters.wrap(text, s.cardRoom()/(size*pointMM)) {
		if s.y+step > s.bottom() {
			s.page()
		}
		s.text(cardEdge, s.y, size, line, bold)
		s.y += step
	}
}

// boxes draws twelve boxes in three groups, with the digits of a query code or open for a pen.
func (s *setter) boxes(digits string) {
	x := cardEdge
	for i := range 12 {
		s.box(x, s.y, cardBoxWide, cardBoxHigh)
		if i < len(digits) {
			s.centred(x+cardBoxWide/2, s.y+2, 24, digits[i:i+1], true)
		}
		if x += cardBoxWide; i%4 == 3 {
			x += 4
		}
	}
	s.y += cardBoxHigh + 2
}
