package photo

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"io"

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
	{"RIFF????WEBP", format{"webp", webp.DecodeConfig, DecodeWebP, exifOfWebP}},
	{"????ftyp", format{"heic", configOfHEIC, nil, nil}}, // decoded by another program
}

// formatOf knows a file by how it begins; names and declared types are strangers' words.
func formatOf(data []byte) (format, error) {
	for _, f := range formats {
		if !begins(data, f.begins) {
			continue
		}
		if f.name == "heic" && !isHEIC(data) {
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

// check reads the width and height a file claims, before anything is decoded, and refuses what is too much.
func check(data []byte, f format) error {
	config, err := f.config(bytes.NewReader(data))
	if err != nil || config.Width <= 0 || config.Height <= 0 {
		return unreadable(err)
	}
	if config.Width > MaxSide || config.Height > MaxSide || config.Width*config.Height > MaxPixels {
		return heavy()
	}
	if f.name == "jpeg" && bytes.Count(data, []byte("\xff\xda")) > maxScans {
		return unreadable(nil)
	}
	if f.name == "webp" && animated(data) {
		return moving()
	}
	return nil
}
