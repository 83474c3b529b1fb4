package photo

import (
	"bytes"
	"image"
	"image/color"
	stddraw "image/draw"
	"image/jpeg"

	"golang.org/x/image/draw"
)

// fit draws a picture on white so that its longer side is at most side; smaller ones keep their size. Whole blocks are
// averaged first, which leaves a ratio below two that four neighbours describe well: a smooth kernel over millions of
// pixels would take 80 MB more.
func fit(m image.Image, side int) *image.RGBA {
	near := Shrink(m, m.Bounds(), side)
	w, h := near.Rect.Dx(), near.Rect.Dy()
	longer := max(w, h)
	if longer <= side {
		return near
	}
	w, h = max(1, (w*side+longer/2)/longer), max(1, (h*side+longer/2)/longer)
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.ApproxBiLinear.Scale(out, out.Rect, near, near.Rect, draw.Src, nil)
	return out
}

// Shrink draws an area of a picture on white, whole blocks averaged to one pixel while the longer side stays at least side
// pixels. It needs the memory of one line of blocks beside the result.
func Shrink(m image.Image, area image.Rectangle, side int) *image.RGBA {
	k := max(1, min(max(area.Dx(), area.Dy())/side, area.Dx(), area.Dy()))
	w, h := area.Dx()/k, area.Dy()/k
	band := image.NewRGBA(image.Rect(0, 0, area.Dx(), k))
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	white := image.NewUniform(color.White)
	for y := range h {
		stddraw.Draw(band, band.Rect, white, image.Point{}, stddraw.Src)
		stddraw.Draw(band, band.Rect, m, image.Pt(area.Min.X, area.Min.Y+y*k), stddraw.Over)
		average(out.Pix[y*out.Stride:], band, w, k)
	}
	return out
}

// average writes one line of w pixels, each the mean of a block of k by k.
func average(line []byte, band *image.RGBA, w, k int) {
	n := k * k
	for x := range w {
		var r, g, b int
		for y := range k {
			block := band.Pix[y*band.Stride+x*k*4:][:k*4]
			for ; len(block) >= 4; block = block[4:] {
				r, g, b = r+int(block[0]), g+int(block[1]), b+int(block[2])
			}
		}
		line[x*4], line[x*4+1], line[x*4+2], line[x*4+3] = byte((r+n/2)/n), byte((g+n/2)/n), byte((b+n/2)/n), 255
	}
}

func encode(m *image.RGBA) ([]byte, error) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality}); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
