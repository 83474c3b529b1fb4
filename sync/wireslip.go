package sync

import "encoding/binary"

// A slip is a small frame on the doorbell's open line: a change alone needs no request of its own, whose headers are longer
// than it. What does not fit, or is refused, goes by a request as ever.
type slip struct {
	kind   byte
	number uint64 // of a push and what answers it: where it ends in the child's log; of a feed: Unix milliseconds
	frame  []byte // packed
}

// The kinds of slips.
const (
	pushSlip    = 'p'
	replySlip   = 'r'
	refusedSlip = 'x' // of a push: ask by a request
	feedSlip    = 'f'
)

const mostSlip = 2 << 10 // bytes of a frame

// bytes is a slip as it goes over the line.
func (s slip) bytes() []byte {
	return append(binary.AppendUvarint([]byte{s.kind}, s.number), s.frame...)
}

// readSlip reads what came over the line.
func readSlip(message []byte) (s slip, ok bool) {
	if len(message) == 0 {
		return s, false
	}
	number, n := binary.Uvarint(message[1:])
	return slip{message[0], number, message[1+max(n, 0):]}, n > 0
}
