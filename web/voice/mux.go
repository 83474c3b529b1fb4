package voice

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
)

// maker is what a file of ours says about its origin.
const maker = "lianzhan"

// clusterLength is how many milliseconds share one cluster; times within it have 16 bits.
const clusterLength = 5_000

// webM writes the speech as a new file with a known length, which browsers need to show and to seek.
func (s *speech) webM() []byte {
	body := slices.Concat(
		write(idInfo, slices.Concat(
			number(idTimestampScale, 1_000_000),
			write(idDuration, binary.BigEndian.AppendUint64(nil, math.Float64bits(float64(s.milliseconds())))),
			write(idMuxingApp, []byte(maker)),
			write(idWritingApp, []byte(maker)))),
		write(idTracks, write(idTrackEntry, slices.Concat(
			number(idTrackNumber, 1),
			number(idTrackUID, 1),
			number(idTrackType, 2),
			write(idCodecID, []byte("A_OPUS")),
			write(idCodecPrivate, s.ownHead()),
			number(idCodecDelay, uint64(s.skip)*1_000_000_000/48_000),
			number(idSeekPreRoll, 80_000_000), // RFC 7845, 4.6
			write(idAudio, slices.Concat(
				write(idSamplingRate, binary.BigEndian.AppendUint64(nil, math.Float64bits(48_000))),
				number(idChannels, uint64(s.channels))))))),
		s.clusters())
	return slices.Concat(
		write(idEBML, slices.Concat(
			write(idDocType, []byte("webm")),
			number(idDocTypeVersion, 4),
			number(idDocReadVersion, 2))),
		write(idSegment, body))
}

func (s *speech) clusters() []byte {
	var out []byte
	for packets := s.packets; len(packets) > 0; {
		start, n := packets[0].at, 0
		content := number(idTimestamp, uint64(start))
		for ; n < len(packets) && packets[n].at < start+clusterLength; n++ {
			block := binary.BigEndian.AppendUint16([]byte{0x81}, uint16(packets[n].at-start))
			content = append(content, write(idSimpleBlock, append(append(block, 0x80), packets[n].data...))...)
		}
		out = append(out, write(idCluster, content)...)
		packets = packets[n:]
	}
	return out
}

// write is an element; files here are far below the 256 MB that four bytes of length can say.
func write(id uint32, content []byte) []byte {
	var out []byte
	for shift := 24; shift >= 0; shift -= 8 {
		if b := byte(id >> shift); b != 0 || len(out) > 0 {
			out = append(out, b)
		}
	}
	out = binary.BigEndian.AppendUint32(out, 0x10000000|uint32(len(content)))
	return append(out, content...)
}

// number is an element with an unsigned integer in as few bytes as it needs.
func number(id uint32, value uint64) []byte {
	content := bytes.TrimLeft(binary.BigEndian.AppendUint64(nil, value), "\x00")
	return write(id, content)
}
