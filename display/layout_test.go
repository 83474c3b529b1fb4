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
		{18, fullHD, 29, FaceGrid{Grid{6, 3, 48}, 156, 208, 4, true, 1, 24}},
		{24, fullHD, 29, FaceGrid{Grid{8, 3, 48}, 112, 150, 3, true, 1, 24}},
		{12, fullHD, 29, FaceGrid{Grid{6, 2, 56}, 159, 212, 4, false, 1, 24}},
		{5, fullHD, 29, FaceGrid{Grid{3, 2, 56}, 276, 368, 5, true, 1, 24}},
		{1, fullHD, 29, FaceGrid{Grid{1, 1, 56}, 612, 816, 5, true, 2, 24}},
		{18, ledP25, 29, FaceGrid{Grid{9, 2, 41}, 81, 108, 3, false, 0, 24}},
		{18, ledP25, 25, FaceGrid{Grid{9, 2, 41}, 90, 120, 3, false, 0, 24}},
		{18, ledP4, 29, FaceGrid{Grid{9, 2, 30}, 99, 133, 0, false, 0, 24}}, // no room for a code a phone can read
		{5, ledP4, 29, FaceGrid{Grid{5, 1, 56}, 135, 181, 3, false, 1, 24}},
		{18, strip, 29, FaceGrid{Grid{9, 2, 56}, 225, 300, 5, true, 1, 24}},
		{24, strip, 29, FaceGrid{Grid{12, 2, 56}, 159, 212, 4, false, 1, 24}},
		{18, portrait, 29, FaceGrid{Grid{3, 6, 44}, 152, 203, 5, true, 1, 24}},
		{24, portrait, 29, FaceGrid{Grid{4, 6, 44}, 142, 190, 3, true, 1, 24}},
		{18, Size{800, 600}, 29, FaceGrid{Grid{6, 3, 26}, 102, 137, 0, false, 0, 24}},
		{18, Size{3840, 2160}, 29, FaceGrid{Grid{6, 3, 96}, 274, 366, 9, true, 1, 48}},
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
		if g.Beside {
			high, wide = high+max(g.PhotoHeight, code), g.PhotoWidth+code
		} else {
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
