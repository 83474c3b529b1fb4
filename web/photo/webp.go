package photo

import (
	"image"
	"io"

	"golang.org/x/image/webp"
)

// animated reads the flag of a WebP's extended header (WebP container specification, VP8X).
func animated(data []byte) bool {
	return len(data) > 20 && string(data[12:16]) == "VP8X" && data[20]&0x02 != 0
}

// DecodeWebP decodes a WebP and widens the video range of lossy pictures (RFC 6386, 9.2: luma 16 to 235, chroma 16 to 240) to the full
// range that Go's colours mean; without it white is grey and black is pale.
func DecodeWebP(r io.Reader) (image.Image, error) {
	m, err := webp.Decode(r)
	if err != nil {
		return nil, err
	}
	switch lossy := m.(type) {
	case *image.YCbCr:
		widen(lossy)
	case *image.NYCbCrA:
		widen(&lossy.YCbCr)
	}
	return m, nil
}

func widen(m *image.YCbCr) {
	var luma, chroma [256]byte
	for i := range 256 {
		luma[i] = clamp((i - 16) * 255 / 219)
		chroma[i] = clamp((i-128)*255/224 + 128)
	}
	for _, part := range []struct {
		plane []byte
		table *[256]byte
	}{{m.Y, &luma}, {m.Cb, &chroma}, {m.Cr, &chroma}} {
		for i, v := range part.plane {
			part.plane[i] = part.table[v]
		}
	}
}

func clamp(v int) byte { return byte(min(max(v, 0), 255)) }
