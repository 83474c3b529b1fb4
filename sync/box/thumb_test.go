package box

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"testing"

	"lianzhan/sync/wire"
)

func TestThumbnailsAreSmall(t *testing.T) {
	noise := image.NewRGBA(image.Rect(0, 0, 1600, 1200))
	random := rand.New(rand.NewPCG(1, 2))
	for i := range noise.Pix {
		noise.Pix[i] = uint8(random.Uint32())
	}
	flat := image.NewGray(image.Rect(0, 0, 4000, 10))
	flat.Set(1, 1, color.White)
	for name, picture := range map[string]image.Image{"noise": noise, "a strip": flat} {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, picture, nil); err != nil {
			t.Fatal(err)
		}
		thumb := thumbOf(b.Bytes())
		config, err := jpeg.DecodeConfig(bytes.NewReader(thumb))
		if err != nil || len(thumb) > wire.MostThumb || max(config.Width, config.Height) != thumbEdge {
			t.Errorf("%s: %d bytes, %v, %v", name, len(thumb), config, err)
		}
	}
	for name, b := range map[string][]byte{"nothing": nil, "a text": []byte("hello"), "a head alone": {0xff, 0xd8, 0xff}} {
		if thumbOf(b) != nil {
			t.Errorf("%s has a thumbnail", name)
		}
	}
}
