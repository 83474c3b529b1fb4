package form

import (
	qrcode "github.com/skip2/go-qrcode"
)

// text writes one line with its top at y; bold is the same letters with a stroke around them.
func (s *setter) text(x, y, size float64, text string, bold bool) {
	if bold {
		s.pdf.SetLineWidth(size * pointMM * boldStroke)
		s.pdf.SetTextRenderingMode(2)
	}
	for _, r := range s.letters.runs(s.letters.drawable(text)) {
		s.pdf.SetFont(r.face, "", size)
		s.pdf.Text(x, y+size*pointMM*0.88, r.text)
		x += r.width * size * pointMM
	}
	if bold {
		s.pdf.SetTextRenderingMode(0)
		s.pdf.SetLineWidth(0.2)
	}
}

func (s *setter) measure(text string, size float64) float64 {
	return s.letters.width(s.letters.drawable(text)) * size * pointMM
}

func (s *setter) centred(x, y, size float64, text string, bold bool) {
	s.text(x-s.measure(text, size)/2, y, size, text, bold)
}

func (s *setter) right(x, y, size float64, text string) {
	s.text(x-s.measure(text, size), y, size, text, false)
}

// box draws the frame of a cell.
func (s *setter) box(x, y, w, h float64) { s.pdf.Rect(x, y, w, h, "D") }

// code draws a QR code as squares, so that no printer blurs it. An address too long for a code is left to the words below.
func (s *setter) code(address string, x, y, side float64) {
	bits := symbol(address)
	if bits == nil {
		return
	}
	unit := side / float64(len(bits))
	for row := range bits {
		for from, to := range dark(bits[row]) {
			s.pdf.Rect(x+float64(from)*unit, y+float64(row)*unit, float64(to-from)*unit, unit*1.02, "F")
		}
	}
}

// symbol is the QR code of an address at level M, without its light border: the paper is that; nil for none.
func symbol(address string) [][]bool {
	q, err := qrcode.New(address, qrcode.Medium)
	if err != nil {
		return nil
	}
	q.DisableBorder = true
	return q.Bitmap()
}

// dark yields the runs of dark modules of a row.
func dark(row []bool) func(yield func(from, to int) bool) {
	return func(yield func(from, to int) bool) {
		for x := 0; x < len(row); x++ {
			from := x
			for x < len(row) && row[x] {
				x++
			}
			if x > from && !yield(from, x) {
				return
			}
		}
	}
}
