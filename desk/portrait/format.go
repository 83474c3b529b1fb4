package portrait

import (
	"bytes"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/bmp"
	"golang.org/x/image/webp"

	"lianzhan/station"
	"lianzhan/web/photo"
)

// format is one kind of picture file, known by how it begins.
type format struct {
	begins string // ? stands for any byte
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
}

var formats = []format{
	{"\xff\xd8\xff", jpeg.DecodeConfig, jpeg.Decode},
	{"\x89PNG\r\n\x1a\n", png.DecodeConfig, png.Decode},
	{"GIF8", gif.DecodeConfig, gif.Decode},
	{"BM", bmp.DecodeConfig, bmp.Decode},
	{"RIFF????WEBP", webp.DecodeConfig, photo.DecodeWebP},
}

// maxScans bounds the passes of a progressive JPEG, each of which touches every pixel but may take only a few bytes.
// Cameras and editors write about ten.
const maxScans = 100

func formatOf(data []byte) (format, error) {
	for _, f := range formats {
		if !f.begin(data) {
			continue
		}
		if bytes.Count(data, []byte("\xff\xda")) > maxScans && f.begins == formats[0].begins {
			return format{}, unreadable(nil)
		}
		return f, nil
	}
	return format{}, station.Invalid("picture_format_unknown", "照片不是 JPEG 或 PNG 格式，没有用。")
}

func (f format) begin(data []byte) bool {
	if len(data) < len(f.begins) {
		return false
	}
	for i := range len(f.begins) {
		if f.begins[i] != '?' && f.begins[i] != data[i] {
			return false
		}
	}
	return true
}

// Pixels is how many pixels a picture says it has; 0 when it does not say.
func Pixels(data []byte) int {
	f, err := formatOf(data)
	if err != nil {
		return 0
	}
	config, err := f.config(bytes.NewReader(data))
	if err != nil {
		return 0
	}
	return config.Width * config.Height
}
