// Package hand reads handwriting: strokes drawn on the kiosk's glass become the characters they most resemble.
//
// It scores the strokes against a model in the format of Zinnia, as Debian ships one for simplified Chinese in the
// package tegaki-zinnia-simplified-chinese: for each character of GB 2312 one linear classifier over features of the
// strokes. Nothing of the model is kept in memory: it is read from the page cache for each question (27 MB, some
// milliseconds), so that a box whose visitors do not write pays nothing for it. It is read rather than mapped because
// a bad block of a mapped file ends the whole process, a bad block of a file read ends one answer.
package hand

import (
	"io/fs"
	"os"
	"sync"

	"lianzhan/station"
)

// Debian is where Debian's package puts the model of simplified Chinese.
const Debian = "/usr/share/tegaki/models/zinnia/handwriting-zh_CN.model"

// Limits of one question: no character of GB 2312 has more than 36 strokes, no hand needs more than 64 points for one.
const (
	MostStrokes    = 64
	MostPoints     = 4096
	MostCandidates = 20
)

// Point is a place on the pad, x to the right, y downwards, in the unit of the pad's width and height.
type Point struct{ X, Y float32 }

// Candidate is a character the strokes may mean.
type Candidate struct {
	Text  string
	Score float32 // of the model's scale; only good for comparing within one answer
}

// Model is an opened model. Any number of goroutines may ask it at once; its file stays open as long as the program runs.
type Model struct {
	file  *os.File
	size  int64
	rare  []bool    // of each character in the file's order: hardly ever written
	desks sync.Pool // of *desk
}

// Open opens the model in a file and reads all of it once, so that a damaged one is refused here and not before a
// visitor. A missing file is the error hand_missing, anything else that does not fit hand_damaged.
func Open(path string) (*Model, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, refusal(err)
	}
	m := &Model{file: file}
	m.desks.New = func() any { return newDesk() }
	if err := m.inspect(); err != nil {
		file.Close()
		return nil, damaged.Because(err)
	}
	return m, nil
}

var damaged = station.Invalid("hand_damaged", "手写识别的数据文件已损坏，请重新安装。")

func refusal(err error) error {
	if os.IsNotExist(err) {
		return station.NotFound("hand_missing", "这台机器没有安装手写识别。").Because(err)
	}
	return damaged.Because(err)
}

// inspect reads the head and every record.
func (m *Model) inspect() error {
	info, err := m.file.Stat()
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return &fs.PathError{Op: "open", Path: m.file.Name(), Err: fs.ErrInvalid}
	}
	m.size = info.Size()
	d := m.desk()
	defer m.desks.Put(d)
	count, err := d.head()
	if err != nil {
		return err
	}
	for range count {
		r, err := d.next()
		if err != nil {
			return err
		}
		if err := r.check(); err != nil {
			return err
		}
		m.rare = append(m.rare, rare(r.text()))
	}
	return d.finish()
}
