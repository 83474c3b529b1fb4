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
	PhotoWidth  int   `json:"photo_width"`
	PhotoHeight int   `json:"photo_height"`
	Module      int   `json:"module"` // of the QR code
	Place       place `json:"place"`
	Lines       int   `json:"lines"` // lines of post under the name
	Label       int   `json:"label"` // size of the post
}

// place says where the code and the words of a card stand.
type place string

const (
	under  place = "under"  // name, photo, code from top to bottom
	beside place = "beside" // name on top, the code to the right of the photo
	aside  place = "aside"  // photo on the left, name and code to its right
)

// Faces is the grid for n faces on a page that could hold cols × rows, with codes of the given number of modules.
func (s Size) Faces(n, cols, rows, modules int) FaceGrid {
	cols, rows = s.spread(n, cols, rows)
	body, gap := s.body(), s.gap()
	card := faceCard{
		width: body.Width/cols - gap*3/2, height: body.Height/rows - gap, gap: gap, code: modules + 2*quiet,
		label: s.label(), largestName: max(56, s.short()/15), largestModule: max(5, s.short()/216),
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
	c.label = max(c.label, name*45/100)
	left := c.height - int(nameLine*float64(name))
	affordable := min(c.height/(11*c.label), 2)
	grid := c.photo(c.width, left-c.print(affordable))
	grid.Lines, grid.Place = affordable, under
	for lines := affordable; lines >= 0; lines-- {
		coded := larger(c.beside(left-c.print(lines)), c.under(left-c.print(lines)))
		if coded.Lines = lines; coded.PhotoHeight >= smallestPhoto {
			grid = coded
			break
		}
	}
	grid = larger(c.aside(name), grid)
	grid.Name, grid.Label = name, c.label
	return grid
}

// print is the height of some lines of small print.
func (c faceCard) print(lines int) int { return int(labelLine * float64(c.label*lines)) }

// larger is the one with the larger photo.
func larger(a, b FaceGrid) FaceGrid {
	if b.PhotoHeight > a.PhotoHeight {
		return b
	}
	return a
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
		g.Module, g.Place = module, beside
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
		g.Module, g.Place = module, under
		if g.PhotoHeight >= module*c.code {
			break
		}
	}
	return g
}

// aside gives the photo the whole height of a wide card, or nearly. The column beside it must hold a name of three
// characters, a line of post and the code; otherwise there is no photo.
func (c faceCard) aside(name int) FaceGrid {
	for module := c.largestModule; module >= smallestModule; module-- {
		g := c.photo(c.width-max(module*c.code, name*36/10)-c.gap, c.height-c.gap)
		free := c.height - c.gap - int(nameLine*float64(name)) - module*c.code - c.gap
		g.Module, g.Place, g.Lines = module, aside, min(int(float64(free)/labelLine)/c.label, 3)
		if g.Lines > 0 && g.PhotoHeight*5 >= c.height*4 {
			return g
		}
	}
	return FaceGrid{}
}
