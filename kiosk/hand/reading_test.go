package hand

import (
	"slices"
	"testing"
)

func TestPartsAreReadInTheOrderTheyAreTaught(t *testing.T) {
	cases := []struct {
		text    string
		written []int // which stroke of the usual order comes next
	}{
		{"村", []int{4, 5, 6, 0, 1, 2, 3}},
		{"二", []int{1, 0}},
		{"三", []int{2, 0, 1}},
		{"八", []int{1, 0}},
	}
	for _, c := range cases {
		strokes := hands(t)[c.text]
		var written [][]Point
		for _, i := range c.written {
			written = append(written, strokes[i])
		}
		if got := inOrder(written); !sameOrder(got, strokes) {
			t.Errorf("%s: read as %v", c.text, got)
		}
	}
}

func TestPartsThatCannotBeCutKeepTheWritersOrder(t *testing.T) {
	for _, text := range []string{"十", "木", "女", "力"} {
		written := slices.Clone(hands(t)[text])
		slices.Reverse(written)
		if !sameOrder(inOrder(written), written) {
			t.Errorf("%s was put in another order", text)
		}
	}
}

// A joined 二: the finger did not leave the glass between its strokes.
func TestJoinedStrokesAreParted(t *testing.T) {
	strokes := hands(t)["二"]
	joined := slices.Concat(strokes[0], strokes[1])
	all := readings([][]Point{joined})
	if len(all) > mostReadings || !slices.ContainsFunc(all, func(r [][]Point) bool {
		return slices.EqualFunc(r, strokes, func(a, b []Point) bool { return slices.Equal(a, b) })
	}) {
		t.Errorf("no reading is 二: %v", all)
	}
}

func TestReadingsAreFew(t *testing.T) {
	zigzag := []Point{{0, 0}, {1, 0.2}, {0, 0.4}, {1, 0.6}, {0, 0.8}, {1, 1}}
	strokes := [][]Point{zigzag, zigzag, zigzag, zigzag}
	if n := len(readings(strokes)); n != mostReadings {
		t.Errorf("%d readings", n)
	}
	if all := readings([][]Point{{{0, 0}, {1, 0}}}); len(all) != 1 {
		t.Errorf("a straight line is read as %v", all)
	}
}

func TestRareCharacters(t *testing.T) {
	for text, want := range map[string]bool{
		"一": false, "路": false, "座": false, "亍": true, "囗": true, "冖": true, "㐂": true, "𬱖": true, "a": true, "道路": true,
	} {
		if rare([]byte(text)) != want {
			t.Errorf("%s: rare is %v", text, !want)
		}
	}
}

func TestScoresBeyondBelief(t *testing.T) {
	m := &Model{rare: []bool{false, true}}
	cases := []struct {
		name   string
		nth    int
		scores []float32
		want   float32
	}{
		{"as written", 0, []float32{0.5}, 0.5},
		{"better otherwise", 0, []float32{-1, 0.75}, 0.55},
		{"not better by the margin", 0, []float32{0.5, 0.625}, 0.5},
		{"rare", 1, []float32{0.5}, 0.2},
		{"too good to be true", 0, []float32{0, 5}, 0},
		{"a file that grew", 7, []float32{0.5}, 0.5},
	}
	for _, c := range cases {
		if got := m.weigh(c.nth, c.scores); got < c.want-1e-5 || got > c.want+1e-5 {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestBoxesAreMouths(t *testing.T) {
	cases := []struct{ found, want string }{
		{"囗田口目", "口田目"}, {"田囗目", "田口目"}, {"口囗", "口"}, {"口田", "口田"}, {"", ""},
	}
	for _, c := range cases {
		var found []Candidate
		for _, r := range c.found {
			found = append(found, Candidate{Text: string(r)})
		}
		got := ""
		for _, c := range meant(found) {
			got += c.Text
		}
		if got != c.want {
			t.Errorf("%s is taken for %s, want %s", c.found, got, c.want)
		}
	}
}
