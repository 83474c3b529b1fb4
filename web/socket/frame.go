package socket

import "encoding/binary"

// The first byte of a final, unfragmented frame of each kind (RFC 6455 section 5.2).
const (
	text     = 0x81
	binaries = 0x82
	closing  = 0x88
	ping     = 0x89
)

// Statuses of a close (RFC 6455 section 7.4.1 and IANA's registry).
const (
	GoingAway = 1001 // the server stops
	ComeAgain = 1012 // the page is to connect anew
)

// Text is the frame of a text message, ready for any number of connections.
func Text(message []byte) []byte { return frame(text, message) }

// Binary is the frame of a binary message.
func Binary(message []byte) []byte { return frame(binaries, message) }

// Ping is the frame of an empty ping.
func Ping() []byte { return frame(ping, nil) }

// Closing is the frame that ends a connection with a status.
func Closing(status uint16) []byte { return frame(closing, binary.BigEndian.AppendUint16(nil, status)) }

// frame is unmasked, as servers send them.
func frame(kind byte, payload []byte) []byte {
	f := make([]byte, 0, len(payload)+10)
	switch n := len(payload); {
	case n < 126:
		f = append(f, kind, byte(n))
	case n < 1<<16:
		f = binary.BigEndian.AppendUint16(append(f, kind, 126), uint16(n))
	default:
		f = binary.BigEndian.AppendUint64(append(f, kind, 127), uint64(n))
	}
	return append(f, payload...)
}
