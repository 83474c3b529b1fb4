package voice

import (
	"encoding/binary"
	"errors"
	"slices"
)

var errWAV = errors.New("not 16-bit PCM of one or two channels")

// fromWAV keeps the samples and writes a plain header before them.
func fromWAV(data []byte) (Note, error) {
	var format []byte
	for rest := data[12:]; len(rest) >= 8; {
		kind, size := string(rest[:4]), uint64(binary.LittleEndian.Uint32(rest[4:]))
		content := rest[8:]
		if kind == "data" && format != nil {
			content = content[:min(size, uint64(len(content)))] // a recorder that was cut off leaves a wrong length
			return plainWAV(format, content)
		}
		if size += size & 1; size > uint64(len(content)) {
			break
		}
		if kind == "fmt " {
			format = content[:size]
		}
		rest = content[size:]
	}
	return Note{}, unreadable(errWAV)
}

// plainWAV is the canonical file of 44 header bytes.
func plainWAV(format, samples []byte) (Note, error) {
	if len(format) < 16 {
		return Note{}, unreadable(errWAV)
	}
	kind, channels := binary.LittleEndian.Uint16(format), binary.LittleEndian.Uint16(format[2:])
	rate, bits := binary.LittleEndian.Uint32(format[4:]), binary.LittleEndian.Uint16(format[14:])
	if kind != 1 || channels < 1 || channels > 2 || rate < 8_000 || rate > 48_000 || bits != 16 {
		return Note{}, unreadable(errWAV)
	}
	block := channels * 2
	samples = samples[:len(samples)/int(block)*int(block)]
	perSecond := rate * uint32(block)
	seconds := float64(len(samples)) / float64(perSecond)
	if err := short(seconds); err != nil {
		return Note{}, err
	}
	head := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(36+len(samples)))
	head = append(head, "WAVEfmt \x10\x00\x00\x00\x01\x00"...)
	head = binary.LittleEndian.AppendUint16(head, channels)
	head = binary.LittleEndian.AppendUint32(head, rate)
	head = binary.LittleEndian.AppendUint32(head, perSecond)
	head = binary.LittleEndian.AppendUint16(head, block)
	head = append(head, "\x10\x00data"...)
	head = binary.LittleEndian.AppendUint32(head, uint32(len(samples)))
	return Note{Data: slices.Concat(head, samples), Type: "audio/wav", Seconds: seconds}, nil
}
