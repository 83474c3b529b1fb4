package wire

import "encoding/binary"

// A Slip is a small frame on the doorbell's open line: a change alone needs no request of its own, whose headers are longer
// than it. What does not fit, or is refused, goes by a request as ever.
type Slip struct {
	Kind   byte
	Number uint64 // of a push and what answers it: where it ends in the child's log; of a feed: Unix milliseconds
	Frame  []byte // packed
}

// The kinds of slips.
const (
	PushSlip    = 'p'
	ReplySlip   = 'r'
	RefusedSlip = 'x' // of a push: ask by a request
	FeedSlip    = 'f'
)

// MostSlip bounds what fits on a slip.
const MostSlip = 2 << 10 // bytes of a frame

// Bytes is a slip as it goes over the line.
func (s Slip) Bytes() []byte {
	return append(binary.AppendUvarint([]byte{s.Kind}, s.Number), s.Frame...)
}

// ReadSlip reads what came over the line.
func ReadSlip(message []byte) (s Slip, ok bool) {
	if len(message) == 0 {
		return s, false
	}
	number, n := binary.Uvarint(message[1:])
	return Slip{message[0], number, message[1+max(n, 0):]}, n > 0
}
