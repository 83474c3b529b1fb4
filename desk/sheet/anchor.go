package sheet

const (
	emuPerPoint = 12_700
	usualHeight = 15.0 // points of a row whose height is not written
)

// anchor is where a floating picture begins and ends; rows and columns count from 0 here.
type anchor struct {
	from, to xmlMark
	height   int64 // EMU, of a picture that is tied at its upper corner only
	outside  bool  // tied to the page, not to a cell
}

// cell is the cell a picture belongs to: the one it begins in, or the one below when a hand dropped it a little too
// high and most of it lies there.
func (a anchor) cell(s Sheet) (row, col int) {
	row, col = a.from.Row+1, a.from.Col+1
	if row < 1 || row > 1<<20 {
		return 0, col
	}
	above := s.height(row) - a.from.RowOff
	below := a.height - above
	if a.to.Row > 0 {
		if a.to.Row != a.from.Row+1 {
			return row, col
		}
		below = a.to.RowOff
	}
	if below > above && below <= s.height(row+1) {
		row++
	}
	return row, col
}

// height of a row in EMU.
func (s Sheet) height(number int) int64 {
	points := s.Row(number).Height
	if points <= 0 || points > 10_000 {
		points = usualHeight
	}
	return int64(points * emuPerPoint)
}
