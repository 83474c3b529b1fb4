package hand

import "math"

// The model was taught with characters that fill most of their square; people write where and as large as they like.
const (
	side    = 0.75 // of the square the longer side of a character fills, measured best on real hands
	narrow  = 0.25 // what is narrower than this part of its length (一, 1) keeps its proportions
	tiniest = 1e-6
	halfway = 0.5
	middle  = 0.5
)

// frame lays the strokes into the middle of a square of side 1. A character that came out wide or tall is stretched
// half-way to a square. The pad's own size does not matter.
func frame(strokes [][]Point) [][]Point {
	low, high := extent(strokes)
	wide, tall := high.X-low.X, high.Y-low.Y
	longer := max(wide, tall, tiniest)
	across, down := scale(wide, longer), scale(tall, longer)
	framed := make([][]Point, len(strokes))
	for i, stroke := range strokes {
		framed[i] = make([]Point, len(stroke))
		for j, p := range stroke {
			framed[i][j] = Point{
				middle + (p.X-low.X-wide/2)*across,
				middle + (p.Y-low.Y-tall/2)*down,
			}
		}
	}
	return framed
}

func extent(strokes [][]Point) (low, high Point) {
	low, high = strokes[0][0], strokes[0][0]
	for _, stroke := range strokes {
		for _, p := range stroke {
			low = Point{min(low.X, p.X), min(low.Y, p.Y)}
			high = Point{max(high.X, p.X), max(high.Y, p.Y)}
		}
	}
	return low, high
}

// scale is the factor for one direction in which the ink goes so far.
func scale(far, longer float32) float32 {
	if far < narrow*longer {
		return side / longer
	}
	return side / (longer * float32(math.Pow(float64(far/longer), halfway)))
}
