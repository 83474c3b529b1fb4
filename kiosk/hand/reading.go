package hand

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// The model knows each character in one order of strokes and with none of them joined. Hands differ, so the strokes
// are also read in other ways; a character has to score better by a margin to be believed in one of those. The margins
// were measured on real and distorted hands: without any, wrong readings win more than right ones.
const (
	mostReadings = 8 // the strokes as written, parts in order, and some with a stroke parted
	otherMargin  = 0.2
	rareMargin   = 0.3  // against characters of GB 2312's second level, which few people ever write
	trusted      = 1.3  // the most a right character scores; what lies above is a line drawn beyond what was learnt
	overlap      = 0.08 // of the width or height: what may lie over a neighbour and still be a part of its own
	sharpBend    = 0.02 // squared distance of a bend from the straight line
	secondLevel  = 0xd8 // the first row of GB 2312's second level, as GBK writes it
)

// readings are the ways to read some strokes: first as they were written.
func readings(strokes [][]Point) [][][]Point {
	all := [][][]Point{strokes}
	if parts := inOrder(strokes); !sameOrder(parts, strokes) {
		all = append(all, parts)
	}
	for i := 0; i < len(strokes) && len(all) < mostReadings; i++ {
		all = append(all, parted(strokes, i)...)
	}
	return all[:min(len(all), mostReadings)]
}

// weigh is what the scores of the model's nth character in all readings are worth.
func (m *Model) weigh(nth int, scores []float32) float32 {
	score := believed(scores[0])
	for _, other := range scores[1:] {
		score = max(score, believed(other)-otherMargin)
	}
	if nth < len(m.rare) && m.rare[nth] {
		score -= rareMargin
	}
	return score
}

// enclosure is a part of characters that the model tells from a mouth by nothing but its size.
const (
	enclosure = "囗"
	mouth     = "口"
)

// meant takes everybody who draws a box to mean a mouth; the better of the two stays.
func meant(found []Candidate) []Candidate {
	for i := range found {
		if found[i].Text == enclosure {
			found[i].Text = mouth
		}
	}
	mouths := 0
	return slices.DeleteFunc(found, func(c Candidate) bool {
		if c.Text == mouth {
			mouths++
		}
		return c.Text == mouth && mouths > 1
	})
}

// believed counts what a score has too much against it.
func believed(score float32) float32 { return min(score, 2*trusted-score) }

// rare says whether a text is no character of GB 2312's first level, the 3,755 in daily use.
func rare(text []byte) bool {
	if utf8.RuneCount(text) != 1 {
		return true
	}
	var code [4]byte
	n, _, err := simplifiedchinese.GBK.NewEncoder().Transform(code[:], text, true)
	return err != nil || n != 2 || code[0] >= secondLevel
}

// inOrder puts the parts of a character into the order they are taught in, left before right and else upper before
// lower. Within a part that cannot be cut, the writer's order stays.
func inOrder(strokes [][]Point) [][]Point {
	if len(strokes) < 2 {
		return strokes
	}
	first, second := cut(strokes, func(p Point) float32 { return p.X })
	if second == nil {
		first, second = cut(strokes, func(p Point) float32 { return p.Y })
	}
	if second == nil {
		return strokes
	}
	return append(slices.Clone(inOrder(first)), inOrder(second)...)
}

// span is how far a stroke goes in one direction.
type span struct {
	stroke    int
	low, high float32
}

// cut parts strokes at the widest gap in a direction, keeping their order on both sides; second is nil without a gap.
func cut(strokes [][]Point, along func(Point) float32) (first, second [][]Point) {
	spans := make([]span, len(strokes))
	for i, stroke := range strokes {
		low, high := along(stroke[0]), along(stroke[0])
		for _, p := range stroke {
			low, high = min(low, along(p)), max(high, along(p))
		}
		spans[i] = span{i, low, high}
	}
	slices.SortStableFunc(spans, func(a, b span) int { return cmp.Compare(a.low+a.high, b.low+b.high) })
	before := widest(spans)
	if before == 0 {
		return strokes, nil
	}
	early := make([]bool, len(strokes))
	for _, s := range spans[:before] {
		early[s.stroke] = true
	}
	for i, stroke := range strokes {
		if early[i] {
			first = append(first, stroke)
		} else {
			second = append(second, stroke)
		}
	}
	return first, second
}

// widest is how many spans lie before the widest gap, 0 without one.
func widest(spans []span) (before int) {
	low, high := spans[0].low, spans[0].high
	for _, s := range spans {
		low, high = min(low, s.low), max(high, s.high)
	}
	most := -overlap * (high - low)
	reach := spans[0].high
	for i := 1; i < len(spans); i++ {
		begin := spans[i].low
		for _, s := range spans[i:] {
			begin = min(begin, s.low)
		}
		if gap := begin - reach; gap > most {
			most, before = gap, i
		}
		reach = max(reach, spans[i].high)
	}
	return before
}

func sameOrder(a, b [][]Point) bool {
	return slices.EqualFunc(a, b, func(a, b []Point) bool { return &a[0] == &b[0] })
}

// parted are the readings in which one stroke was two that the hand joined: cut at a sharp bend, or at two of them
// with what lies between left out, as the finger's way through the air.
func parted(strokes [][]Point, i int) (all [][][]Point) {
	stroke := strokes[i]
	bend, sharp := sharpBendOf(stroke)
	if !sharp {
		return nil
	}
	with := func(first, second []Point) {
		all = append(all, slices.Concat(strokes[:i], [][]Point{first, second}, strokes[i+1:]))
	}
	with(stroke[:bend+1], stroke[bend:])
	if early, sharp := sharpBendOf(stroke[:bend+1]); sharp {
		with(stroke[:early+1], stroke[early:])
		with(stroke[:early+1], stroke[bend:])
	}
	if late, sharp := sharpBendOf(stroke[bend:]); sharp {
		with(stroke[:bend+late+1], stroke[bend+late:])
		with(stroke[:bend+1], stroke[bend+late:])
	}
	return all
}

func sharpBendOf(stroke []Point) (bend int, sharp bool) {
	bend, far := bendOf(stroke)
	return bend, bend > 0 && far > sharpBend
}
