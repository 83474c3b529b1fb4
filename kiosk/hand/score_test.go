package hand

import (
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"lianzhan/station"
)

// oracle is what Zinnia 0.06 itself answers for the strokes of hands, its best five with their scores: by the model
// the tests write, and by Debian's.
type oracle struct {
	Taught, Debian map[string][]Candidate
}

// raw asks without laying the strokes into their frame, as Zinnia does.
func raw(t testing.TB, m *Model, strokes [][]Point, limit int) []Candidate {
	t.Helper()
	d := m.desk()
	defer m.desks.Put(d)
	d.query.clear()
	d.query.read(square(strokes))
	found, err := d.best(limit, func(_ int, scores []float32) float32 { return scores[0] })
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func compare(t *testing.T, m *Model, want map[string][]Candidate) {
	t.Helper()
	written := hands(t)
	for text := range want {
		for i, got := range raw(t, m, written[text], len(want[text])) {
			w := want[text][i]
			if got.Text != w.Text || math.Abs(float64(got.Score-w.Score)) > 1e-5 {
				t.Errorf("%s, candidate %d: %v, Zinnia says %v", text, i+1, got, w)
			}
		}
	}
}

func TestScoresAreZinnias(t *testing.T) {
	var want oracle
	read(t, "zinnia.json", &want)
	if len(want.Taught) != len(hands(t)) || len(want.Taught) < 40 {
		t.Fatalf("the oracle knows %d characters of %d", len(want.Taught), len(hands(t)))
	}
	compare(t, opened(t, saved(t, taught(t))), want.Taught)
}

// Where Debian's model is installed it must score as Zinnia does; elsewhere the pad must not be offered.
func TestDebiansModel(t *testing.T) {
	m, err := Open(Debian)
	if err != nil {
		if station.Worded(err).Code != "hand_missing" {
			t.Fatal(err)
		}
		return
	}
	defer m.file.Close()
	if len(m.rare) != 6763 {
		t.Errorf("%d characters, GB 2312 has 6,763", len(m.rare))
	}
	var want oracle
	read(t, "zinnia.json", &want)
	compare(t, m, want.Debian)
	inFive := 0
	for text := range want.Debian {
		found, err := m.Recognise(hands(t)[text], 100, 100, 5)
		if err != nil {
			t.Fatal(err)
		}
		if slices.ContainsFunc(found, func(c Candidate) bool { return c.Text == text }) {
			inFive++
		}
	}
	if inFive < 11 {
		t.Errorf("%d of %d characters are among the first five", inFive, len(want.Debian))
	}
}

func TestWhereAndHowLargeDoesNotMatter(t *testing.T) {
	m := opened(t, saved(t, taught(t)))
	for text, strokes := range hands(t) {
		whole, err := m.Recognise(strokes, 100, 100, 1)
		if err != nil || whole[0].Text != text {
			t.Errorf("%s reads as %v, %v", text, whole, err)
			continue
		}
		corner := make([][]Point, len(strokes))
		for i, stroke := range strokes {
			for _, p := range stroke {
				corner[i] = append(corner[i], Point{600 + p.X*2, 30 + p.Y*2})
			}
		}
		found, err := m.Recognise(corner, 1000, 800, 1)
		if err != nil || found[0].Text != text {
			t.Errorf("%s in a corner reads as %v, %v", text, found, err)
		}
	}
}

func TestRefusedInk(t *testing.T) {
	m := opened(t, saved(t, small()))
	nan := float32(math.NaN())
	dot := []Point{{1, 1}}
	cases := map[string]struct {
		strokes              [][]Point
		width, height, limit int
		code                 string
	}{
		"nothing":             {nil, 10, 10, 5, "hand_empty"},
		"an empty stroke":     {[][]Point{dot, {}}, 10, 10, 5, "hand_empty"},
		"no pad":              {[][]Point{dot}, 0, 10, 5, "hand_pad"},
		"a pad inside out":    {[][]Point{dot}, 10, -10, 5, "hand_pad"},
		"no candidates":       {[][]Point{dot}, 10, 10, 0, "hand_pad"},
		"too many candidates": {[][]Point{dot}, 10, 10, MostCandidates + 1, "hand_pad"},
		"no number":           {[][]Point{{{nan, 1}}}, 10, 10, 5, "hand_pad"},
		"far off the pad":     {[][]Point{{{1, 31}}}, 10, 10, 5, "hand_pad"},
		"too many strokes":    {make65(dot), 10, 10, 5, "hand_ink"},
		"too many points":     {[][]Point{make([]Point, MostPoints+1)}, 10, 10, 5, "hand_ink"},
	}
	for name, c := range cases {
		found, err := m.Recognise(c.strokes, c.width, c.height, c.limit)
		if found != nil || station.Worded(err).Code != c.code {
			t.Errorf("%s: %v, %v", name, found, err)
		}
	}
}

func make65(stroke []Point) (strokes [][]Point) {
	for range MostStrokes + 1 {
		strokes = append(strokes, stroke)
	}
	return strokes
}

// Ink that is hardly writing still gets an answer: a dot, a point said twice, a circle, a coil of many turns.
func TestOddInk(t *testing.T) {
	m := opened(t, saved(t, taught(t)))
	var coil []Point
	for i := range MostPoints {
		turn := float64(i) / 7
		coil = append(coil, Point{float32(50 + math.Cos(turn)*float64(i)/100), float32(50 + math.Sin(turn)*float64(i)/100)})
	}
	for name, stroke := range map[string][]Point{
		"dot":    {{50, 50}},
		"twice":  {{50, 50}, {50, 50}},
		"circle": {{50, 10}, {90, 50}, {50, 90}, {10, 50}, {50, 10}},
		"coil":   coil,
	} {
		found, err := m.Recognise([][]Point{stroke}, 100, 100, 5)
		if err != nil || len(found) != 5 || !finite(found[0].Score) || found[0].Score < found[4].Score {
			t.Errorf("%s: %v, %v", name, found, err)
		}
	}
}

func TestManyAskAtOnce(t *testing.T) {
	m := opened(t, saved(t, taught(t)))
	var all sync.WaitGroup
	for text, strokes := range hands(t) {
		all.Go(func() {
			if found, err := m.Recognise(strokes, 100, 100, 3); err != nil || found[0].Text != text {
				t.Errorf("%s reads as %v, %v", text, found, err)
			}
		})
	}
	all.Wait()
}

func TestAnswer(t *testing.T) {
	m := opened(t, saved(t, taught(t)))
	ten := `{"width":100,"height":100,"strokes":[[[10,45],[90,43]],[[50,8],[50,95]]]}`
	found, err := m.Answer([]byte(ten))
	if err != nil || len(found.Candidates) != shown || found.Candidates[0] != "十" {
		t.Fatal(found, err)
	}
	for body, code := range map[string]string{
		"":                       "hand_question",
		`{"width":"wide"}`:       "hand_question",
		`{"width":1,"height":1}`: "hand_empty",
		`{"strokes":[[[1,1]]]}`:  "hand_pad",
		`{"a":"` + strings.Repeat("x", MostBytes) + `"}`: "hand_ink",
	} {
		if _, err := m.Answer([]byte(body)); station.Worded(err).Code != code {
			t.Errorf("%.40s: %v", body, err)
		}
	}
}

func BenchmarkRecognise(b *testing.B) {
	m, err := Open(Debian)
	if err != nil {
		m = opened(b, saved(b, taught(b)))
	}
	defer m.file.Close()
	strokes := hands(b)["村"]
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.Recognise(strokes, 100, 100, 10); err != nil {
			b.Fatal(err)
		}
	}
}
