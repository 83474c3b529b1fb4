package photo

import "image"

// Orientation is how the camera of a JPEG, PNG or WebP was held: 1 to 8, 1 when nothing is said.
func Orientation(data []byte) int {
	f, err := formatOf(data)
	if err != nil || f.exif == nil {
		return 1
	}
	return orientation(f.exif(data))
}

// Turn makes a picture upright by its orientation (CIPA DC-008, tag 0x0112). Those from 5 to 8 lie on their side.
func Turn(m *image.RGBA, orientation int) *image.RGBA {
	if orientation <= 1 {
		return m
	}
	w, h := m.Rect.Dx(), m.Rect.Dy()
	if orientation >= 5 {
		w, h = h, w
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			sx, sy := source(x, y, w-1, h-1, orientation)
			copy(out.Pix[out.PixOffset(x, y):][:4], m.Pix[m.PixOffset(sx, sy):][:4])
		}
	}
	return out
}

// source is where the pixel at x, y of the upright picture lies in the stored one; right and bottom are the upright
// picture's last column and line.
func source(x, y, right, bottom, orientation int) (int, int) {
	switch orientation {
	case 2:
		return right - x, y
	case 3:
		return right - x, bottom - y
	case 4:
		return x, bottom - y
	case 5:
		return y, x
	case 6:
		return y, right - x
	case 7:
		return bottom - y, right - x
	case 8:
		return bottom - y, x
	}
	return x, y
}
