package hand

import (
	"encoding/binary"
	"encoding/json"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// hands are strokes written for these tests, on a pad of 100 by 100, in the usual order.
func hands(t testing.TB) map[string][][]Point {
	t.Helper()
	var drawn map[string][][][2]float32
	read(t, "strokes.json", &drawn)
	written := make(map[string][][]Point, len(drawn))
	for text, strokes := range drawn {
		written[text] = Question{Strokes: strokes}.points()
	}
	return written
}

func read(t testing.TB, name string, into any) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(name, err)
	}
}

// square lays strokes of a pad of 100 by 100 into the square of side 1 as they are.
func square(strokes [][]Point) [][]Point {
	laid := make([][]Point, len(strokes))
	for i, stroke := range strokes {
		for _, p := range stroke {
			laid[i] = append(laid[i], Point{p.X / 100, p.Y / 100})
		}
	}
	return laid
}

// class is one character of a model to be written.
type class struct {
	text    string
	bias    float32
	weights map[uint32]float32
}

// taught is a model that knows the characters of hands: whatever lies nearest to a character's features is it.
func taught(t testing.TB) []byte {
	t.Helper()
	const rate = 0.0002
	written := hands(t)
	classes := make([]class, 0, len(written))
	for _, text := range slices.Sorted(maps.Keys(written)) {
		var q query
		q.clear()
		q.read(square(written[text]))
		c := class{text: text, weights: map[uint32]float32{}}
		for feature := range uint32(countStart + seatedStrokes + 1) {
			if at, ok := seat(feature); ok && q.row[at] != 0 {
				value := q.rows[q.row[at]][0]
				c.weights[feature] = rate * value
				c.bias -= rate * value * value / 2
			}
		}
		classes = append(classes, c)
	}
	return encode(classes)
}

// encode writes a model as Zinnia does.
func encode(classes []class) []byte {
	var b []byte
	word := func(w uint32) { b = binary.LittleEndian.AppendUint32(b, w) }
	word(0)
	word(version)
	word(uint32(len(classes)))
	for _, c := range classes {
		b = append(b, append([]byte(c.text), make([]byte, textBytes)...)[:textBytes]...)
		word(math.Float32bits(c.bias))
		for _, feature := range slices.Sorted(maps.Keys(c.weights)) {
			word(feature)
			word(math.Float32bits(c.weights[feature]))
		}
		word(noFeature)
		word(0)
	}
	return sign(b)
}

// sign makes the first word fit the length.
func sign(b []byte) []byte {
	binary.LittleEndian.PutUint32(b, uint32(len(b))^magic)
	return b
}

// saved puts a model's bytes into a file.
func saved(t testing.TB, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "hand.model")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func opened(t testing.TB, path string) *Model {
	t.Helper()
	m, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.file.Close() })
	return m
}
