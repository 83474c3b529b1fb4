// Package scan reads JSON that lies as the programs of this house write it - no blanks around values, names in plain ASCII -
// several times faster than encoding/json. It never refuses: whatever it does not expect it says it cannot read, and then
// encoding/json has to.
package scan

import (
	"encoding/binary"
	"math/bits"
	"strconv"
)

// Text is JSON and how far it was read.
type Text struct {
	b  []byte
	at int
}

// New begins at the start.
func New(raw []byte) *Text { return &Text{b: raw} }

// Next steps over a byte if it is the one that follows.
func (t *Text) Next(c byte) bool {
	if t.at < len(t.b) && t.b[t.at] == c {
		t.at++
		return true
	}
	return false
}

// At is how many bytes were read.
func (t *Text) At() int { return t.at }

// Done reports whether nothing is left.
func (t *Text) Done() bool { return t.at == len(t.b) }

// Plain is a string without escapes, of printable ASCII. The bytes are those of the text.
func (t *Text) Plain() ([]byte, bool) {
	if !t.Next('"') {
		return nil, false
	}
	from := t.at
	end, ascii := quoteAt(t.b, from)
	if end == len(t.b) || t.b[end] != '"' || !ascii {
		return nil, false
	}
	t.at = end + 1
	return t.b[from:end], true
}

// Uint is a number without sign, fraction or exponent.
func (t *Text) Uint() (n uint64, ok bool) {
	from := t.at
	for t.at < len(t.b) && t.b[t.at]-'0' <= 9 {
		t.at++
	}
	const short = 19 // digits that always fit
	switch length := t.at - from; {
	case length == 0 || length > 1 && t.b[from] == '0':
		return 0, false
	case length > short:
		n, err := strconv.ParseUint(string(t.b[from:t.at]), 10, 64)
		return n, err == nil
	}
	for _, c := range t.b[from:t.at] {
		n = 10*n + uint64(c-'0')
	}
	return n, true
}

// Object runs over the members of an object; each has to read its value. It ends early when one cannot.
func (t *Text) Object(member func(name []byte) bool) bool {
	if !t.Next('{') {
		return false
	}
	if t.Next('}') {
		return true
	}
	for {
		name, ok := t.Plain()
		if !ok || !t.Next(':') || !member(name) {
			return false
		}
		if t.Next('}') {
			return true
		}
		if !t.Next(',') {
			return false
		}
	}
}

// Value is any valid value, by the grammar of RFC 8259; blanks may stand inside it, not before it.
func (t *Text) Value() ([]byte, bool) {
	from := t.at
	end, ok := value(t.b, from, 0)
	if !ok || end == from {
		return nil, false
	}
	t.at = end
	return t.b[from:end], true
}

// The bytes of a word at once: each byte of the result has its highest bit set where it holds.
const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

func below(word uint64, c uint64) uint64 { return (word - ones*c) &^ word & highs }
func equal(word uint64, c uint64) uint64 { return below(word^ones*c, 1) }

// quoteAt is where a string that goes on at a place is ended, escaped or broken by a control character; ascii holds when all
// before is printable ASCII.
func quoteAt(b []byte, at int) (end int, ascii bool) {
	wide := uint64(0)
	for ; at+8 <= len(b); at += 8 {
		word := binary.LittleEndian.Uint64(b[at:])
		if stop := equal(word, '"') | equal(word, '\\') | below(word, ' '); stop != 0 {
			at += bits.TrailingZeros64(stop) / 8
			before := uint64(1)<<(bits.TrailingZeros64(stop)/8*8) - 1
			return at, (wide|rare(word)&before)&highs == 0
		}
		wide |= rare(word)
	}
	for ; at < len(b); at++ {
		switch c := b[at]; {
		case c == '"' || c == '\\' || c < ' ':
			return at, wide&highs == 0
		case c > '~':
			wide |= highs
		}
	}
	return at, wide&highs == 0
}

// rare marks bytes above ASCII, and DEL.
func rare(word uint64) uint64 { return word&highs | equal(word, 0x7f) }
