package hand

import (
	"encoding/binary"
	"slices"

	"lianzhan/station"
)

var (
	errPad   = station.Invalid("hand_pad", "手写板的大小不对，请重新打开手写板。")
	errNoInk = station.Invalid("hand_empty", "请先在格子里写一个字。")
	errInk   = station.Invalid("hand_ink", "笔画太多了，请一次只写一个字。")
)

// Recognise lists the characters the strokes resemble most, best first, at most limit (up to MostCandidates). Width
// and height are the pad's, in the unit of the points. Too much ink, none, or points that are no numbers are errors
// worded for the writer; a file that went bad meanwhile is hand_damaged.
func (m *Model) Recognise(strokes [][]Point, width, height, limit int) ([]Candidate, error) {
	if err := measure(strokes, width, height, limit); err != nil {
		return nil, err
	}
	d := m.desk()
	defer m.desks.Put(d)
	d.query.clear()
	for _, r := range readings(frame(strokes)) {
		d.query.read(r)
	}
	found, err := d.best(limit, m.weigh)
	return meant(found), err
}

// best reads the whole model and keeps the characters that weigh most.
func (d *desk) best(limit int, weigh func(nth int, scores []float32) float32) ([]Candidate, error) {
	count, err := d.head()
	if err != nil {
		return nil, damaged.Because(err)
	}
	top := make([]Candidate, 0, limit+1)
	for nth := range count {
		r, err := d.next()
		if err != nil {
			return nil, damaged.Because(err)
		}
		d.query.score(r, &d.scores)
		if score := weigh(nth, d.scores[:d.query.lane]); len(top) < limit || score > top[limit-1].Score {
			top = keep(top, limit, Candidate{string(r.text()), score})
		}
	}
	return top, nil
}

// keep adds a character to the best so far. Of equals the earlier in the model stays before.
func keep(top []Candidate, limit int, c Candidate) []Candidate {
	at, _ := slices.BinarySearchFunc(top, c.Score, func(c Candidate, score float32) int {
		if c.Score >= score {
			return -1
		}
		return 1
	})
	top = slices.Insert(top, at, c)
	return top[:min(len(top), limit)]
}

// score holds all readings against one classifier: the products of their features and its weights.
func (q *query) score(r record, scores *[mostReadings]float32) {
	var sums [mostReadings]float64
	for pairs := r.pairs; len(pairs) >= pairBytes; pairs = pairs[pairBytes:] {
		at, ok := seat(binary.LittleEndian.Uint32(pairs))
		if !ok || q.row[at] == 0 {
			continue
		}
		weight := number(pairs[4:])
		for i, value := range q.rows[q.row[at]][:q.lane] {
			sums[i] += float64(float32(value * weight))
		}
	}
	for i := range sums {
		scores[i] = float32(float64(r.bias()) + sums[i])
	}
}

// measure refuses what no pad sends.
func measure(strokes [][]Point, width, height, limit int) error {
	if width <= 0 || height <= 0 || limit <= 0 || limit > MostCandidates {
		return errPad
	}
	points := 0
	for _, stroke := range strokes {
		if len(stroke) == 0 {
			return errNoInk
		}
		points += len(stroke)
		for _, p := range stroke {
			if !near(p.X, width) || !near(p.Y, height) {
				return errPad
			}
		}
	}
	if points == 0 {
		return errNoInk
	}
	if len(strokes) > MostStrokes || points > MostPoints {
		return errInk
	}
	return nil
}

// near says whether a coordinate is on the pad or beside it, where a sliding finger ends up. NaN is nowhere.
func near(x float32, far int) bool { return x >= -float32(far) && x <= 2*float32(far) }
