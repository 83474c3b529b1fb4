package voice

import (
	"bytes"
	"encoding/binary"
	"errors"
)

// Bounds of RFC 6716: no frame is longer than 1275 bytes and no packet than 120 ms, which is 48 frames of 2.5 ms; a
// voice never comes near.
const maxPacket = 8 << 10

var errOpus = errors.New("not an Opus packet of one or two channels")

// speech is a run of Opus packets.
type speech struct {
	channels byte
	skip     uint16 // samples of 48 kHz that the decoder's start-up swallows
	packets  []packet
	length   int // sum of the packets' durations, microseconds
}

// packet is one Opus packet and when it starts, in milliseconds.
type packet struct {
	at   int
	data []byte
}

// head reads the identification header of RFC 7845, 5.1. Its gain and sample rate are dropped: they only colour the
// playback.
func (s *speech) head(data []byte) error {
	if len(data) != 19 || !bytes.HasPrefix(data, []byte("OpusHead\x01")) || data[9] < 1 || data[9] > 2 || data[18] != 0 {
		return errOpus
	}
	s.channels, s.skip = data[9], binary.LittleEndian.Uint16(data[10:])
	return nil
}

// ownHead is the identification header of a file of ours.
func (s *speech) ownHead() []byte {
	out := append([]byte("OpusHead\x01"), s.channels)
	out = binary.LittleEndian.AppendUint16(out, s.skip)
	out = binary.LittleEndian.AppendUint32(out, 48_000)
	return append(out, 0, 0, 0)
}

// add appends a packet that starts at a time, which must not run backwards. Once the time is up it refuses more, so
// that a file of tiny packets costs nothing.
func (s *speech) add(at int, data []byte) error {
	long, err := duration(data)
	if err != nil {
		return err
	}
	if n := len(s.packets); at < 0 || n > 0 && at < s.packets[n-1].at {
		return errors.New("sound runs backwards")
	}
	s.packets = append(s.packets, packet{at, data})
	s.length += long
	return short(float64(s.milliseconds()) / 1000)
}

// milliseconds is the longer of what the clock says and what the packets hold.
func (s *speech) milliseconds() int {
	if len(s.packets) == 0 {
		return 0
	}
	last := s.packets[len(s.packets)-1]
	long, _ := duration(last.data)
	return max((s.length+999)/1000, last.at+(long+999)/1000)
}

// frame is the duration of one frame in microseconds, by configuration number (RFC 6716, table 2).
func frame(configuration byte) int {
	switch {
	case configuration < 12:
		return [4]int{10_000, 20_000, 40_000, 60_000}[configuration%4]
	case configuration < 16:
		return [2]int{10_000, 20_000}[configuration%2]
	default:
		return [4]int{2_500, 5_000, 10_000, 20_000}[configuration%4]
	}
}

// duration reads how long a packet sounds from its first bytes (RFC 6716, 3.1 and 3.2), in microseconds.
func duration(data []byte) (int, error) {
	if len(data) == 0 || len(data) > maxPacket {
		return 0, errOpus
	}
	count := 1
	switch data[0] & 3 {
	case 1, 2:
		count = 2
	case 3:
		if len(data) < 2 {
			return 0, errOpus
		}
		count = int(data[1] & 0x3f)
	}
	long := count * frame(data[0]>>3)
	if long == 0 || long > 120_000 {
		return 0, errOpus
	}
	return long, nil
}
