package hand

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"os"
	"path/filepath"
	"testing"

	"lianzhan/station"
)

func small() []byte {
	return encode([]class{
		{"一", 0.5, map[uint32]float32{0: 1, 1: -2, countStart + 1: 0.25}},
		{"二", -0.5, map[uint32]float32{2: 1}},
	})
}

// spoilt is a sound model with one word of it replaced.
func spoilt(at int, word uint32) []byte {
	b := small()
	binary.LittleEndian.PutUint32(b[at:], word)
	return b
}

func TestDamagedModelsAreRefused(t *testing.T) {
	nan := math.Float32bits(float32(math.NaN()))
	const first = headBytes
	pair := first + labelBytes
	cases := map[string][]byte{
		"empty":                    {},
		"shorter than its head":    small()[:8],
		"another file":             bytes.Repeat([]byte("手写"), 100),
		"another version":          spoilt(4, 2),
		"no characters":            sign(spoilt(8, 0)[:headBytes]),
		"more than it can hold":    spoilt(8, math.MaxUint32),
		"one more than it holds":   spoilt(8, 3),
		"one less than it holds":   spoilt(8, 1),
		"cut":                      small()[:len(small())-4],
		"cut and signed":           sign(small()[:len(small())-8]),
		"longer than it says":      append(small(), 0, 0, 0, 0),
		"name without an end":      sign(encode([]class{{"一二三四五六", 0, nil}})),
		"no name":                  sign(encode([]class{{"", 0, nil}})),
		"name of control letters":  sign(encode([]class{{"\x01", 0, nil}})),
		"name that is no UTF-8":    sign(encode([]class{{"\xff\xfe", 0, nil}})),
		"bias that is no number":   spoilt(first+textBytes, nan),
		"weight that is no number": spoilt(pair+4, nan),
		"weight without end":       spoilt(pair+4, math.Float32bits(float32(math.Inf(1)))),
		"features out of order":    spoilt(pair, 1),
		"feature below zero":       spoilt(pair+8, 1<<31),
		"last end missing":         spoilt(len(small())-8, 9),
	}
	for name, b := range cases {
		t.Run(name, func(t *testing.T) {
			m, err := Open(saved(t, b))
			if m != nil || station.Worded(err).Code != "hand_damaged" {
				t.Fatalf("opened as %v, %v", m, err)
			}
		})
	}
}

func TestSoundModelOpens(t *testing.T) {
	if got := len(opened(t, saved(t, small())).rare); got != 2 {
		t.Fatalf("%d characters", got)
	}
}

func TestMissingModel(t *testing.T) {
	_, err := Open(filepath.Join(t.TempDir(), "none.model"))
	if station.Worded(err).Code != "hand_missing" || !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	if _, err = Open(t.TempDir()); station.Worded(err).Code != "hand_damaged" {
		t.Fatal("a directory:", err)
	}
}

// A file that goes bad while the box runs costs an answer, never the process.
func TestModelThatGoesBad(t *testing.T) {
	path := saved(t, taught(t))
	m := opened(t, path)
	stroke := [][]Point{{{10, 50}, {90, 50}}}
	if err := os.Truncate(path, 1000); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Recognise(stroke, 100, 100, 5); station.Worded(err).Code != "hand_damaged" {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, taught(t), 0o600); err != nil {
		t.Fatal(err)
	}
	if found, err := m.Recognise(stroke, 100, 100, 5); err != nil || found[0].Text != "一" {
		t.Fatal(found, err)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(small())
	f.Add(spoilt(8, 3))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) >= 4 {
			sign(b)
		}
		m, err := Open(saved(t, b))
		if err != nil {
			return
		}
		defer m.file.Close()
		if _, err := m.Recognise([][]Point{{{1, 1}, {9, 9}}}, 10, 10, 3); err != nil {
			t.Fatal(err)
		}
	})
}
