package photo

import (
	"bytes"
	"encoding/binary"
	"iter"
	"math"
)

// Tags of CIPA DC-008 (Exif).
const (
	tagOrientation = 0x0112
	tagGPS         = 0x8825
	gpsLatRef      = 1
	gpsLat         = 2
	gpsLonRef      = 3
	gpsLon         = 4
)

// tiff is an Exif block: numbers in the byte order it declares. Damaged blocks say nothing.
type tiff struct {
	data  []byte
	order binary.ByteOrder
}

func openTIFF(data []byte) (t tiff, ok bool) {
	switch {
	case len(data) < 8:
		return tiff{}, false
	case bytes.HasPrefix(data, []byte("II*\x00")):
		return tiff{data, binary.LittleEndian}, true
	case bytes.HasPrefix(data, []byte("MM\x00*")):
		return tiff{data, binary.BigEndian}, true
	}
	return tiff{}, false
}

// entry is the 12 bytes of a tag in the directory at an offset.
func (t tiff) entry(at uint32, tag uint16) []byte {
	if uint64(at)+2 > uint64(len(t.data)) {
		return nil
	}
	list := t.data[at:]
	count := int(t.order.Uint16(list))
	for list = list[2:]; count > 0 && len(list) >= 12; count, list = count-1, list[12:] {
		if t.order.Uint16(list) == tag {
			return list[:12]
		}
	}
	return nil
}

func (t tiff) root() uint32 { return t.order.Uint32(t.data[4:]) }

// orientation is how the camera was held, 1 to 8; 1 when nothing is said.
func orientation(block []byte) int {
	t, ok := openTIFF(block)
	if !ok {
		return 1
	}
	if e := t.entry(t.root(), tagOrientation); e != nil {
		if o := int(t.order.Uint16(e[8:])); o >= 1 && o <= 8 {
			return o
		}
	}
	return 1
}

// placeOf is where the camera stood, blurred; nil when nothing usable is said.
func placeOf(block []byte) *Place {
	t, ok := openTIFF(block)
	if !ok {
		return nil
	}
	pointer := t.entry(t.root(), tagGPS)
	if pointer == nil {
		return nil
	}
	at := t.order.Uint32(pointer[8:])
	return placed(t.degrees(at, gpsLat, gpsLatRef, 'S'), t.degrees(at, gpsLon, gpsLonRef, 'W'))
}

// degrees reads three rationals, degrees, minutes and seconds; not a number when they are missing.
func (t tiff) degrees(at uint32, tag, refTag uint16, negative byte) float64 {
	value, ref := t.entry(at, tag), t.entry(at, refTag)
	if value == nil || ref == nil || t.order.Uint32(value[4:]) != 3 {
		return math.NaN()
	}
	from := uint64(t.order.Uint32(value[8:]))
	if from+24 > uint64(len(t.data)) {
		return math.NaN()
	}
	sum := 0.0
	for i, unit := range []float64{1, 60, 3600} {
		pair := t.data[from+uint64(8*i):]
		sum += float64(t.order.Uint32(pair)) / float64(t.order.Uint32(pair[4:])) / unit
	}
	if ref[8] == negative {
		return -sum
	}
	return sum
}

// placed blurs a position to three decimals, about 100 m; nil when it is not on the map or is the zero that a camera
// without a fix writes.
func placed(lat, lon float64) *Place {
	if !(math.Abs(lat) <= 90 && math.Abs(lon) <= 180) || lat == 0 && lon == 0 {
		return nil
	}
	return &Place{math.Round(lat*1000) / 1000, math.Round(lon*1000) / 1000}
}

// segments walks the marker segments of a JPEG up to its first scan: marker byte and content.
func segments(data []byte) iter.Seq2[byte, []byte] {
	return func(yield func(byte, []byte) bool) {
		for at := 2; at+4 <= len(data) && data[at] == 0xff; {
			marker, size := data[at+1], int(binary.BigEndian.Uint16(data[at+2:]))
			end := at + 2 + size
			if marker == 0xda || size < 2 || end > len(data) || !yield(marker, data[at+4:end]) {
				return
			}
			at = end
		}
	}
}

func exifOfJPEG(data []byte) []byte {
	for marker, content := range segments(data) {
		if block, ok := bytes.CutPrefix(content, []byte("Exif\x00\x00")); ok && marker == 0xe1 {
			return block
		}
	}
	return nil
}

// exifOfPNG finds the eXIf chunk (PNG third edition, 11.3.4.3).
func exifOfPNG(data []byte) []byte {
	for at := 8; at+8 <= len(data); {
		size, kind := uint64(binary.BigEndian.Uint32(data[at:])), string(data[at+4:at+8])
		end := uint64(at) + 8 + size
		if end > uint64(len(data)) {
			return nil
		}
		if kind == "eXIf" {
			return data[at+8 : end]
		}
		at = int(end) + 4
	}
	return nil
}

// exifOfWebP finds the EXIF chunk (WebP container specification).
func exifOfWebP(data []byte) []byte {
	for at := 12; at+8 <= len(data); {
		size := uint64(binary.LittleEndian.Uint32(data[at+4:]))
		end := uint64(at) + 8 + size
		if end > uint64(len(data)) {
			return nil
		}
		if string(data[at:at+4]) == "EXIF" {
			return bytes.TrimPrefix(data[at+8:end], []byte("Exif\x00\x00"))
		}
		at = int(end + size&1)
	}
	return nil
}
