package display

const (
	smallestPhoto = 96 // px of height; below it a code is not worth the face it takes the place of

	nameLine  = 1.3 // line heights, in ems
	labelLine = 1.35

	quiet          = 4 // light modules around a code (ISO/IEC 18004 section 5.3.8)
	smallestModule = 3 // px; a phone no longer reads smaller ones off an LED wall
)

// label is the size of the small print in pixels: what a card says beside the name.
func (s Size) label() int { return max(24, s.short()/45) }

// FaceGrid places the cards of a page of faces. All sizes are pixels; Module is 0 where there is no room for a code.
type FaceGrid struct {
	Grid
	PhotoWidth  int  `json:"photo_width"`
	PhotoHeight int  `json:"photo_height"`
	Module      int  `json:"module"` // of the QR code
	Beside      bool `json:"beside"` // the code stands beside the photo, not under it
	Lines       int  `json:"lines"`  // lines of post under the name
	Label       int  `json:"label"`  // size of the post
}

// Faces is the grid for n faces on a page that could hold cols × rows, with codes of the given number of modules.
func (s Size) Faces(n, cols, rows, modules int) FaceGrid {
	cols, rows = s.spread(n, cols, rows)
	body, gap := s.body(), s.gap()
	card := faceCard{
		width: body.Width/cols - gap, height: body.Height/rows - gap, gap: gap, code: modules + 2*quiet,
		label: s.label(), largestName: max(56, s.short()/19), largestModule: max(5, s.short()/216),
	}
	grid := card.best()
	grid.Cols, grid.Rows = cols, rows
	return grid
}

// gap between cards and inside of them.
func (s Size) gap() int { return max(6, s.short()/135) }

// faceCard is one card's inside, the modules of its code with the quiet zone, and the bounds of its parts.
type faceCard struct{ width, height, gap, code, label, largestName, largestModule int }

// best gives up lines of post before it gives up the code, and the code before the face.
func (c faceCard) best() FaceGrid {
	name := min(max(min(c.width*10/33, c.height*10/65), smallestName), c.largestName)
	left := c.height - int(nameLine*float64(name))
	affordable := min(c.height/(11*c.label), 2)
	grid := c.photo(c.width, left-c.print(affordable))
	grid.Lines = affordable
	for lines := affordable; lines >= 0; lines-- {
		coded := c.coded(left - c.print(lines))
		if coded.PhotoHeight >= smallestPhoto {
			grid, grid.Lines = coded, lines
			break
		}
	}
	grid.Name, grid.Label = name, c.label
	return grid
}

// print is the height of some lines of small print.
func (c faceCard) print(lines int) int { return int(labelLine * float64(c.label*lines)) }

// coded places the code where it leaves the larger photo.
func (c faceCard) coded(height int) FaceGrid {
	beside, under := c.beside(height), c.under(height)
	if under.PhotoHeight > beside.PhotoHeight {
		return under
	}
	return beside
}

// photo is the largest portrait of 3:4 in a box.
func (c faceCard) photo(width, height int) FaceGrid {
	height = max(0, min(height, width*4/3))
	return FaceGrid{PhotoWidth: height * 3 / 4, PhotoHeight: height}
}

// beside puts the code to the right of the photo, as large as the photo lets it.
func (c faceCard) beside(height int) FaceGrid {
	var g FaceGrid
	for module := c.largestModule; module >= smallestModule; module-- {
		g = c.photo(c.width-module*c.code-c.gap, height)
		g.Module, g.Beside = module, true
		if g.PhotoHeight >= module*c.code {
			break
		}
	}
	return g
}

// under puts the code below the photo.
func (c faceCard) under(height int) FaceGrid {
	var g FaceGrid
	for module := c.largestModule; module >= smallestModule; module-- {
		if module*c.code > c.width {
			continue
		}
		g = c.photo(c.width, height-module*c.code-c.gap)
		g.Module = module
		if g.PhotoHeight >= module*c.code {
			break
		}
	}
	return g
}
