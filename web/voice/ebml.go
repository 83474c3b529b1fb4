package voice

import (
	"errors"
	"math/bits"
)

// Element identifiers (RFC 8794, RFC 9559, WebM container guidelines).
const (
	idEBML             = 0x1A45DFA3
	idDocType          = 0x4282
	idVoid             = 0xEC
	idCRC              = 0xBF
	idSegment          = 0x18538067
	idSeekHead         = 0x114D9B74
	idInfo             = 0x1549A966
	idTimestampScale   = 0x2AD7B1
	idTracks           = 0x1654AE6B
	idTrackEntry       = 0xAE
	idTrackNumber      = 0xD7
	idTrackUID         = 0x73C5
	idTrackType        = 0x83
	idCodecID          = 0x86
	idCodecPrivate     = 0x63A2
	idCodecDelay       = 0x56AA
	idSeekPreRoll      = 0x56BB
	idAudio            = 0xE1
	idSamplingRate     = 0xB5
	idChannels         = 0x9F
	idVideo            = 0xE0
	idContentEncodings = 0x6D80
	idCluster          = 0x1F43B675
	idTimestamp        = 0xE7
	idPosition         = 0xA7
	idPrevSize         = 0xAB
	idSimpleBlock      = 0xA3
	idBlockGroup       = 0xA0
	idBlock            = 0xA1
	idCues             = 0x1C53BB6B
	idTags             = 0x1254C367
	idDuration         = 0x4489
	idMuxingApp        = 0x4D80
	idWritingApp       = 0x5741
	idDocTypeVersion   = 0x4287
	idDocReadVersion   = 0x4285
)

var errEBML = errors.New("not a WebM element")

// element is one EBML element: identifier, content, and whether its end was left open, as live recordings do.
type element struct {
	id   uint32
	data []byte
	open bool
}

// next reads the element at the start of data and how many bytes its header and its content take.
func next(data []byte) (e element, header, size int, err error) {
	id, n := vint(data, 4, true)
	if n == 0 {
		return element{}, 0, 0, errEBML
	}
	long, m := vint(data[n:], 8, false)
	if m == 0 {
		return element{}, 0, 0, errEBML
	}
	rest := data[n+m:]
	e = element{id: uint32(id), open: long == 1<<(7*m)-1}
	if e.open {
		long = uint64(len(rest))
	}
	if long > uint64(len(rest)) {
		return element{}, 0, 0, errEBML
	}
	e.data = rest[:long]
	return e, n + m, int(long), nil
}

// vint reads a number of variable length (RFC 8794, 4) of at most a number of bytes, with its length marker or without;
// it took 0 bytes when there is none.
func vint(data []byte, most int, marked bool) (value uint64, took int) {
	if len(data) == 0 {
		return 0, 0
	}
	took = bits.LeadingZeros8(data[0]) + 1
	if took > most || took > len(data) {
		return 0, 0
	}
	value = uint64(data[0])
	if !marked {
		value &= 1<<(8-took) - 1
	}
	for _, b := range data[1:took] {
		value = value<<8 | uint64(b)
	}
	return value, took
}

// children calls visit with each element in data; open ends are not allowed here.
func children(data []byte, visit func(element) error) error {
	for len(data) > 0 {
		e, header, size, err := next(data)
		if err != nil {
			return err
		}
		if e.open {
			return errEBML
		}
		if err := visit(e); err != nil {
			return err
		}
		data = data[header+size:]
	}
	return nil
}

// number reads an unsigned integer.
func (e element) number() (uint64, error) {
	if len(e.data) > 8 {
		return 0, errEBML
	}
	var value uint64
	for _, b := range e.data {
		value = value<<8 | uint64(b)
	}
	return value, nil
}
