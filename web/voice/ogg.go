package voice

import (
	"bytes"
	"encoding/binary"
	"errors"
)

var errOgg = errors.New("not an Ogg page of one Opus stream")

// pageHeader is the fixed part of an Ogg page (RFC 3533, 6).
const pageHeader = 27

// fromOgg collects the packets of the only stream: identification, tags, which are dropped, then sound (RFC 7845).
func fromOgg(data []byte) (speech, error) {
	var o ogg
	for page := uint32(0); len(data) > 0; page++ {
		size, err := o.page(data, page)
		if err != nil {
			return speech{}, worded(err)
		}
		data = data[size:]
	}
	if len(o.partial) > 0 {
		return speech{}, unreadable(errOgg)
	}
	return o.speech, nil
}

// ogg takes a stream apart.
type ogg struct {
	speech
	serial  uint32
	headers int    // of the two header packets, how many are read
	partial []byte // a packet that goes on in the next page
}

// page reads one page and says how many bytes it took.
func (o *ogg) page(data []byte, number uint32) (int, error) {
	if len(data) < pageHeader || !bytes.HasPrefix(data, []byte("OggS\x00")) {
		return 0, errOgg
	}
	lengths := data[pageHeader:]
	count := int(data[26])
	if len(lengths) < count {
		return 0, errOgg
	}
	lengths = lengths[:count]
	size := pageHeader + count
	for _, n := range lengths {
		size += int(n)
	}
	serial := binary.LittleEndian.Uint32(data[14:])
	if number == 0 {
		o.serial = serial
	}
	continued := data[5]&1 != 0
	if size > len(data) || serial != o.serial || binary.LittleEndian.Uint32(data[18:]) != number ||
		continued != (len(o.partial) > 0) || checksum(data[:size]) != binary.LittleEndian.Uint32(data[22:]) {
		return 0, errOgg
	}
	return size, o.packets(lengths, data[pageHeader+count:size])
}

// packets puts the pieces of up to 255 bytes together; a shorter one ends its packet.
func (o *ogg) packets(lengths, content []byte) error {
	for _, n := range lengths {
		o.partial = append(o.partial, content[:n]...)
		content = content[n:]
		if o.headers != 1 && len(o.partial) > maxPacket { // tags may hold a picture, and go
			return errOpus
		}
		if n == 255 {
			continue
		}
		if err := o.packet(o.partial); err != nil {
			return err
		}
		o.partial = nil
	}
	return nil
}

func (o *ogg) packet(data []byte) error {
	switch o.headers++; o.headers {
	case 1:
		return o.head(data)
	case 2:
		if !bytes.HasPrefix(data, []byte("OpusTags")) {
			return errOgg
		}
		return nil
	}
	return o.add((o.length+500)/1000, data)
}

// checksum is the CRC of a page with its own field taken as zero (RFC 3533, 6: polynomial 0x04c11db7, not reflected).
func checksum(page []byte) uint32 {
	var sum uint32
	for i, b := range page {
		if i >= 22 && i < 26 {
			b = 0
		}
		sum = sum<<8 ^ crcTable[byte(sum>>24)^b]
	}
	return sum
}

var crcTable = func() (table [256]uint32) {
	for i := range table {
		r := uint32(i) << 24
		for range 8 {
			r = r<<1 ^ (r>>31)*0x04c11db7
		}
		table[i] = r
	}
	return table
}()
