package form

// The measures of a card for weak eyes, in mm and points (WS/T and GB/T give none for paper; 16 pt is the least large
// print for readers, 18 pt and more here).
const (
	cardEdge     = 12.0
	cardHead     = 15.0
	cardWords    = 19.0
	cardGreat    = 26.0
	cardLeading  = 1.35
	cardBoxWide  = 8.6
	cardBoxHigh  = 12.0
	cardCodeSide = 30.0
)

// card writes a sheet as passages of large words.
func (s *setter) card() {
	s.centred(s.width/2, s.y, s.fit(s.sheet.House, 13, s.cardRoom()), s.sheet.House, false)
	s.centred(s.width/2, s.y+7, 24, s.sheet.Title, true)
	s.y += 19
	s.pdf.Line(cardEdge, s.y-1.5, s.width-cardEdge, s.y-1.5)
	for _, b := range s.sheet.Blocks {
		s.passage(b)
	}
	s.cardCorner()
	for _, note := range s.sheet.Notes {
		s.words(note, 11, false)
	}
}

func (s *setter) cardRoom() float64 { return s.width - 2*cardEdge }

func (s *setter) passage(b Block) {
	size := cardWords
	if b.Wide {
		size = cardGreat
	}
	need := cardHead*pointMM*cardLeading + size*pointMM*cardLeading
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
	s.y += 2.5
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

// cardCorner draws the code of a card under its last passage, with the address in words beside it.
func (s *setter) cardCorner() {
	if s.sheet.Address == "" {
		return
	}
	if s.y+cardCodeSide > s.bottom() {
		s.page()
	}
	s.code(s.sheet.Address, cardEdge, s.y, cardCodeSide)
	y := s.y + 4
	for _, line := range s.letters.wrap("用手机扫这个码，或者打开\n"+s.sheet.Host, (s.cardRoom()-cardCodeSide-5)/(14*pointMM)) {
		s.text(cardEdge+cardCodeSide+5, y, 14, line, false)
		y += 14 * pointMM * cardLeading
	}
	s.y += cardCodeSide + 3
}
