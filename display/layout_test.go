package display

import (
	"testing"

	"pgregory.net/rapid"
)

// The five panels a station is likely to have.
var (
	fullHD   = Size{1920, 1080}
	portrait = Size{1080, 1920}
	strip    = Size{3840, 1080}
	ledP25   = Size{1280, 640} // 3.2 × 1.6 m at 2.5 mm a pixel
	ledP4    = Size{960, 480}  // 3.84 × 1.92 m at 4 mm a pixel
)

func TestOverviewOfEveryDeputy(t *testing.T) {
	for _, c := range []struct {
		n    int
		on   Size
		grid Grid
		fits bool
	}{
		{12, fullHD, Grid{6, 2, 86}, true},
		{12, ledP25, Grid{6, 2, 50}, true},
		{12, ledP4, Grid{6, 2, 36}, true},
		{12, strip, Grid{6, 2, 86}, true},
		{12, portrait, Grid{3, 4, 81}, true},
		{60, fullHD, Grid{12, 5, 34}, true},
		{60, ledP25, Grid{15, 4, 22}, false},
		{60, strip, Grid{20, 3, 51}, true},
		{60, portrait, Grid{7, 9, 35}, true},
		{98, fullHD, Grid{17, 6, 28}, true},
		{98, ledP25, Grid{17, 6, 16}, false},
		{98, ledP4, Grid{20, 5, 12}, false},
		{98, strip, Grid{25, 4, 40}, true},
		{98, portrait, Grid{9, 11, 29}, true},
		{182, fullHD, Grid{23, 8, 21}, false},
		{182, strip, Grid{31, 6, 28}, true},
		{182, portrait, Grid{13, 14, 21}, false},
	} {
		grid, fits := c.on.Overview(c.n)
		if grid != c.grid || fits != c.fits {
			t.Errorf("%d on %v = %v %v, want %v %v", c.n, c.on, grid, fits, c.grid, c.fits)
		}
	}
}

func TestPageOfFaces(t *testing.T) {
	for _, c := range []struct {
		n    int
		on   Size
		code int // modules
		want FaceGrid
	}{
		{18, fullHD, 29, FaceGrid{Grid{6, 3, 48}, 151, 202, 4, beside, 1, 24}},
		{24, fullHD, 29, FaceGrid{Grid{8, 3, 48}, 108, 145, 3, beside, 1, 24}},
		{12, fullHD, 29, FaceGrid{Grid{6, 2, 72}, 151, 202, 4, beside, 1, 32}},
		{5, fullHD, 29, FaceGrid{Grid{3, 2, 72}, 348, 464, 5, aside, 3, 32}},
		{1, fullHD, 29, FaceGrid{Grid{1, 1, 72}, 708, 944, 5, aside, 3, 32}},
		{18, ledP25, 29, FaceGrid{Grid{9, 2, 40}, 81, 109, 3, under, 0, 24}},
		{18, ledP25, 25, FaceGrid{Grid{9, 2, 40}, 90, 121, 3, under, 0, 24}},
		{18, ledP4, 29, FaceGrid{Grid{9, 2, 29}, 96, 129, 0, under, 0, 24}}, // no room for a code a phone can read
		{5, ledP4, 29, FaceGrid{Grid{5, 1, 55}, 136, 182, 3, under, 1, 24}},
		{18, strip, 29, FaceGrid{Grid{9, 2, 72}, 220, 294, 5, beside, 1, 32}},
		{24, strip, 29, FaceGrid{Grid{12, 2, 72}, 151, 202, 4, beside, 1, 32}},
		{18, portrait, 29, FaceGrid{Grid{3, 6, 44}, 181, 242, 4, aside, 2, 24}},
		{24, portrait, 29, FaceGrid{Grid{4, 6, 44}, 138, 185, 3, beside, 1, 24}},
		{18, Size{800, 600}, 29, FaceGrid{Grid{6, 3, 26}, 102, 137, 0, under, 0, 24}},
		{18, Size{3840, 2160}, 29, FaceGrid{Grid{6, 3, 96}, 267, 356, 9, beside, 1, 48}},
	} {
		cols, rows := c.on.paging(c.n > 18)
		if got := c.on.Faces(c.n, cols, rows, c.code); got != c.want {
			t.Errorf("%d on %v with %d modules = %+v, want %+v", c.n, c.on, c.code, got, c.want)
		}
	}
}

// Whatever the panel, every card and all it carries must fit, and no name may fall below the floor of legibility.
func TestCardsStayInsideTheirScreen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		on := Size{rapid.IntRange(320, 8000).Draw(t, "width"), rapid.IntRange(320, 4400).Draw(t, "height")}
		cols, rows := on.paging(rapid.Bool().Draw(t, "crowded"))
		n := rapid.IntRange(1, cols*rows).Draw(t, "n")
		g := on.Faces(n, cols, rows, 29)
		body, code := on.body(), g.Module*(29+2*quiet)
		high, wide := int(nameLine*float64(g.Name))+int(labelLine*float64(g.Lines*g.Label)), g.PhotoWidth
		switch g.Place {
		case aside:
			high, wide = max(high+code, g.PhotoHeight), g.PhotoWidth+max(code, 3*g.Name)
		case beside:
			high, wide = high+max(g.PhotoHeight, code), g.PhotoWidth+code
		case under:
			high += g.PhotoHeight + code
		}
		if g.Cols*g.Rows < n || g.Cols*wide > body.Width || g.Rows*high > body.Height || g.Name < smallestName {
			t.Errorf("%d on %v = %+v", n, on, g)
		}
		if grid, _ := on.Overview(n); grid.Cols*grid.Rows < n {
			t.Errorf("overview of %d on %v = %+v", n, on, grid)
		}
	})
}
