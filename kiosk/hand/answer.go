package hand

import (
	"encoding/json"

	"lianzhan/station"
)

// MostBytes bounds a question's JSON: 4,096 points of two numbers with some room.
const MostBytes = 128 << 10

const shown = 10 // candidates in an answer: what a row on the kiosk holds

// Question is what the pad sends: its size and the strokes so far, each a list of [x, y] in the order of writing.
type Question struct {
	Width   int            `json:"width"`
	Height  int            `json:"height"`
	Strokes [][][2]float32 `json:"strokes"`
}

// Answer is what the pad shows: the characters the strokes resemble, best first.
type Answer struct {
	Candidates []string `json:"candidates"`
}

// Answer recognises the strokes of a question in JSON; the errors are those of Recognise.
func (m *Model) Answer(body []byte) (Answer, error) {
	var q Question
	if len(body) > MostBytes {
		return Answer{}, errInk
	}
	if err := json.Unmarshal(body, &q); err != nil {
		return Answer{}, station.Invalid("hand_question", "没有看懂写的字，请再写一次。").Because(err)
	}
	found, err := m.Recognise(q.points(), q.Width, q.Height, shown)
	if err != nil {
		return Answer{}, err
	}
	a := Answer{Candidates: make([]string, len(found))}
	for i, c := range found {
		a.Candidates[i] = c.Text
	}
	return a, nil
}

func (q Question) points() [][]Point {
	strokes := make([][]Point, len(q.Strokes))
	for i, stroke := range q.Strokes {
		strokes[i] = make([]Point, len(stroke))
		for j, p := range stroke {
			strokes[i][j] = Point{p[0], p[1]}
		}
	}
	return strokes
}
