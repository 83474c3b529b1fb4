package hand

import (
	"encoding/binary"
	"errors"
	"io"
	"math"
	"unicode/utf8"
)

// The format, all little-endian: a head of three words (length of the file xor a magic number, version, count), then
// for each character 16 bytes of text ending in zeros, its bias, and pairs of feature and weight, features ascending,
// closed by feature -1.
const (
	magic      = 0xef71821
	version    = 1
	headBytes  = 12
	textBytes  = 16
	pairBytes  = 8
	labelBytes = textBytes + 4
	noFeature  = math.MaxUint32 // -1

	mostCharacters = 1 << 16
	mostBytes      = 1 << 28
	deskBytes      = 128 << 10 // also the largest record: 16,000 features, where the real model's largest has 922
)

var (
	errHead    = errors.New("not a model: wrong magic number, version or count")
	errCut     = errors.New("a character's record runs past the end")
	errTail    = errors.New("bytes after the last character")
	errText    = errors.New("a character's name is not text")
	errNumber  = errors.New("a weight is not a number")
	errFeature = errors.New("features out of order")
)

// record is one character's classifier, still in the bytes of the file; it lives until the next one is read.
type record struct {
	label []byte
	pairs []byte
}

// desk is where the file is read: one piece of it at a time.
type desk struct {
	file  io.ReaderAt
	size  int64
	at    int64 // of the file, where the next piece begins
	page  []byte
	from  int
	to    int
	query query

	scores [mostReadings]float32 // of the character just read
}

func newDesk() *desk { return &desk{page: make([]byte, deskBytes)} }

// desk hands out a desk with the file at its beginning; the caller puts it back.
func (m *Model) desk() *desk {
	d := m.desks.Get().(*desk)
	d.file, d.size, d.at, d.from, d.to = m.file, m.size, 0, 0, 0
	return d
}

// more fills the page up, keeping what was not used.
func (d *desk) more() error {
	d.to = copy(d.page, d.page[d.from:d.to])
	d.from = 0
	room := min(int64(len(d.page)-d.to), d.size-d.at)
	if room <= 0 {
		return errCut
	}
	n, err := d.file.ReadAt(d.page[d.to:d.to+int(room)], d.at)
	d.to += n
	d.at += int64(n)
	if int64(n) < room {
		return errors.Join(errCut, err)
	}
	return nil
}

// head reads the first three words and answers how many characters follow.
func (d *desk) head() (int, error) {
	if d.size < headBytes || d.size > mostBytes {
		return 0, errHead
	}
	if err := d.more(); err != nil {
		return 0, err
	}
	word := func(i int) uint32 { return binary.LittleEndian.Uint32(d.page[4*i:]) }
	count := word(2)
	if word(0)^magic != uint32(d.size) || word(1) != version || count == 0 || count > mostCharacters {
		return 0, errHead
	}
	d.from = headBytes
	return int(count), nil
}

// next reads one character's record.
func (d *desk) next() (record, error) {
	for seen := labelBytes; ; seen += pairBytes {
		for d.to-d.from < seen+pairBytes {
			if err := d.more(); err != nil {
				return record{}, err
			}
		}
		if binary.LittleEndian.Uint32(d.page[d.from+seen:]) == noFeature {
			r := record{d.page[d.from : d.from+labelBytes], d.page[d.from+labelBytes : d.from+seen]}
			d.from += seen + pairBytes
			return r, nil
		}
	}
}

// finish says whether the last record was the end of the file.
func (d *desk) finish() error {
	if d.from != d.to || d.at != d.size {
		return errTail
	}
	return nil
}

// text is the character's name, of one or more letters.
func (r record) text() []byte {
	name := r.label[:textBytes]
	for len(name) > 0 && name[len(name)-1] == 0 {
		name = name[:len(name)-1]
	}
	return name
}

func (r record) bias() float32 { return number(r.label[textBytes:]) }

func number(b []byte) float32 { return math.Float32frombits(binary.LittleEndian.Uint32(b)) }

// check holds a record against the format.
func (r record) check() error {
	name := r.text()
	if len(name) == 0 || len(name) == textBytes || name[0] <= ' ' || !utf8.Valid(name) {
		return errText
	}
	if !finite(r.bias()) {
		return errNumber
	}
	before := int64(-1)
	for p := r.pairs; len(p) > 0; p = p[pairBytes:] {
		feature := int64(binary.LittleEndian.Uint32(p))
		if feature <= before || feature > math.MaxInt32 {
			return errFeature
		}
		if !finite(number(p[4:])) {
			return errNumber
		}
		before = feature
	}
	return nil
}

func finite(x float32) bool { return x-x == 0 }
