package photo

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"slices"

	"golang.org/x/image/webp"
)

// format is one kind of picture file.
type format struct {
	name   string
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
	exif   func([]byte) []byte // its TIFF block, nil when there is none
}

var formats = []struct {
	begins string // ? stands for any byte
	format
}{
	{"\xff\xd8\xff", format{"jpeg", jpeg.DecodeConfig, jpeg.Decode, exifOfJPEG}},
	{"\x89PNG\r\n\x1a\n", format{"png", png.DecodeConfig, png.Decode, exifOfPNG}},
	{"RIFF????WEBP", format{"webp", webp.DecodeConfig, decodeWebP, exifOfWebP}},
	{"????ftyp", format{name: "heic"}},
}

// heicBrands are what ISO/IEC 23008-12 and phones call a file with HEVC pictures in it.
var heicBrands = []string{"heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1"}

// formatOf knows a file by how it begins; names and declared types are strangers' words.
func formatOf(data []byte) (format, error) {
	for _, f := range formats {
		if !begins(data, f.begins) {
			continue
		}
		if f.name == "heic" && (len(data) < 12 || !slices.Contains(heicBrands, string(data[8:12]))) {
			return format{}, unknown()
		}
		return f.format, nil
	}
	if begins(data, "GIF8") {
		return format{}, moving()
	}
	if len(data) == 0 {
		return format{}, unreadable(nil)
	}
	return format{}, unknown()
}

func begins(data []byte, with string) bool {
	if len(data) < len(with) {
		return false
	}
	for i := range len(with) {
		if with[i] != '?' && with[i] != data[i] {
			return false
		}
	}
	return true
}

// maxScans bounds the passes of a progressive JPEG, each of which touches every pixel but may take only a few bytes.
// Cameras and editors write about ten.
const maxScans = 100

// sizeOf reads the width and height a file claims, before anything is decoded, and refuses what is too much.
func sizeOf(data []byte, f format) (image.Point, error) {
	config, err := f.config(bytes.NewReader(data))
	if err != nil {
		return image.Point{}, unreadable(err)
	}
	size := image.Pt(config.Width, config.Height)
	if size.X <= 0 || size.Y <= 0 {
		return size, unreadable(nil)
	}
	if size.X > MaxSide || size.Y > MaxSide || size.X*size.Y > MaxPixels {
		return size, heavy()
	}
	if f.name == "jpeg" && bytes.Count(data, []byte("\xff\xda")) > maxScans {
		return size, unreadable(nil)
	}
	if f.name == "webp" && animated(data) {
		return size, moving()
	}
	return size, nil
}
