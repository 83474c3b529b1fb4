package hand

import "math"

// The features are Zinnia's (Taku Kudo, BSD licence): each stroke is halved where it bends most until its pieces are
// nearly straight; twelve numbers describe every piece, and twelve the way from one stroke to the next.
const (
	strokeSpan   = 1000 // features set aside for one stroke
	pieceSpan    = 20   // and for one piece of it
	mostPieces   = strokeSpan / pieceSpan
	moveStart    = 100_000
	countStart   = 2_000_000
	straightness = 0.001
)

// Seats for what one question may know: strokes beyond the model's longest character have none.
const (
	seatedStrokes = 40
	seatedSpan    = seatedStrokes * strokeSpan
	seats         = 2*seatedSpan + seatedStrokes + 1
)

// query is what is known of the strokes in each of the ways they may be read, ready to be held against a classifier:
// for every feature the row of its values. Row 0 is for what no reading has.
type query struct {
	row  [seats]uint16
	rows [][mostReadings]float32
	used []uint32
	lane int // the reading being described
}

// seat finds a feature's place among the rows.
func seat(feature uint32) (uint32, bool) {
	switch {
	case feature < seatedSpan:
		return feature, true
	case feature-moveStart < seatedSpan:
		return feature - moveStart + seatedSpan, true
	case feature-countStart <= seatedStrokes:
		return feature - countStart + 2*seatedSpan, true
	}
	return 0, false
}

func (q *query) set(feature int, value float32) {
	at, ok := seat(uint32(feature))
	if !ok {
		return
	}
	if q.row[at] == 0 {
		q.row[at] = uint16(len(q.rows))
		q.rows = append(q.rows, [mostReadings]float32{})
		q.used = append(q.used, at)
	}
	q.rows[q.row[at]][q.lane] = value
}

// clear makes room for the next question.
func (q *query) clear() {
	for _, at := range q.used {
		q.row[at] = 0
	}
	q.used = q.used[:0]
	q.rows = append(q.rows[:0], [mostReadings]float32{})
	q.lane = 0
}

// read describes one more reading: strokes whose points lie in a square of side 1.
func (q *query) read(strokes [][]Point) {
	q.set(0, 1)
	for i, stroke := range strokes {
		q.piece(i*strokeSpan, 0, stroke)
		if i > 0 {
			before := strokes[i-1]
			q.line(moveStart+i*strokeSpan, before[len(before)-1], stroke[0])
		}
	}
	q.set(countStart, float32(len(strokes)))
	q.set(countStart+len(strokes), 10)
	q.lane++
}

// piece describes a part of a stroke and its halves, numbered like a heap.
func (q *query) piece(base, number int, points []Point) {
	if number >= mostPieces {
		return
	}
	q.line(base+number*pieceSpan, points[0], points[len(points)-1])
	bend, far := bendOf(points)
	if far > straightness {
		q.piece(base, 2*number+1, points[:bend+1])
		q.piece(base, 2*number+2, points[bend:])
	}
}

// bendOf finds the point farthest from the line between a piece's ends, and its squared distance. A piece that ends
// where it began has no such line and is not halved.
func bendOf(points []Point) (bend int, far float32) {
	first, last := points[0], points[len(points)-1]
	a, b := last.X-first.X, last.Y-first.Y
	c := float32(last.Y*first.X) - float32(last.X*first.Y)
	if a == 0 && b == 0 {
		return 0, 0
	}
	most := float32(-1)
	for i, p := range points[:len(points)-1] {
		d := float32(a*p.Y) - float32(b*p.X) + c
		if d < 0 {
			d = -d
		}
		if d > most {
			most, bend = d, i
		}
	}
	return bend, float32(most*most) / (float32(a*a) + float32(b*b))
}

// line describes one straight way: its length, its direction, where it begins and ends seen from the middle.
func (q *query) line(base int, from, to Point) {
	values := [...]float32{
		1:  10 * length(from.X-to.X, from.Y-to.Y),
		2:  angle(to.X-from.X, to.Y-from.Y),
		3:  10 * (from.X - 0.5),
		4:  10 * (from.Y - 0.5),
		5:  10 * (to.X - 0.5),
		6:  10 * (to.Y - 0.5),
		7:  angle(from.X-0.5, from.Y-0.5),
		8:  angle(to.X-0.5, to.Y-0.5),
		9:  10 * length(from.X-0.5, from.Y-0.5),
		10: 10 * length(to.X-0.5, to.Y-0.5),
		11: 5 * (to.X - from.X),
		12: 5 * (to.Y - from.Y),
	}
	for i := 1; i < len(values); i++ {
		q.set(base+i, values[i])
	}
}

func length(x, y float32) float32 {
	return float32(math.Sqrt(float64(float32(x*x) + float32(y*y))))
}

func angle(x, y float32) float32 { return float32(math.Atan2(float64(y), float64(x))) }
