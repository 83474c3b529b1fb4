package display

// Sizes in pixels of the screen. On an LED wall a stroke thinner than its pixels disappears, so these floors hold
// whatever the viewing distance says.
const (
	smallestName = 24 // px of a name
	smallestBar  = 72 // px of the bar on top
	cardGap      = 4  // px between the cards of an overview

	nameWidth  = 3.65 // a name of three characters and its margins, in ems
	cardHeight = 5.5  // portrait 3:4 above a name, in ems
)

// Size is a screen or a part of one, in pixels.
type Size struct{ Width, Height int }

// Grid places cards of one size: columns, rows and the size of a name in pixels.
type Grid struct {
	Cols int `json:"cols"`
	Rows int `json:"rows"`
	Name int `json:"name"`
}

// short is the shorter side: what a screen's type is measured by.
func (s Size) short() int { return min(s.Width, s.Height) }

// Bar is the height of the strip on top that carries title and clock.
func (s Size) Bar() int { return max(s.short()/9, smallestBar) }

// body is what the bar leaves.
func (s Size) body() Size { return Size{s.Width, s.Height - s.Bar()} }

// Overview is the grid in which n names are largest. Names below the floor of legibility mean that n do not fit: show
// them in pages.
func (s Size) Overview(n int) (grid Grid, fits bool) {
	for cols := 1; cols <= n; cols++ {
		rows := (n + cols - 1) / cols
		if name := s.overviewName(cols, rows); name > grid.Name {
			grid = Grid{Cols: cols, Rows: rows, Name: name}
		}
	}
	return grid, grid.Name >= smallestName
}

func (s Size) overviewName(cols, rows int) int {
	body := s.body()
	wide := (float64(body.Width)/float64(cols) - cardGap) / nameWidth
	high := (float64(body.Height)/float64(rows) - cardGap) / cardHeight
	return int(min(wide, high))
}

// shape is a class of screens that share a way of paging faces.
type shape struct {
	cols, rows   int // of an ordinary page
	crowded      int // columns when there are too many faces for ordinary pages; 0 where none more fit
	widestFacing float64
}

// shapes by how wide a screen is for its height: portrait, 16:9, the 2:1 of most LED walls, strips.
var shapes = []shape{
	{cols: 3, rows: 6, crowded: 4, widestFacing: 1.1},
	{cols: 6, rows: 3, crowded: 8, widestFacing: 1.9},
	{cols: 9, rows: 2, widestFacing: 2.6},
	{cols: 9, rows: 2, crowded: 12},
}

func (s Size) shape() shape {
	facing := float64(s.Width) / float64(s.Height)
	for _, shape := range shapes[:len(shapes)-1] {
		if facing < shape.widestFacing {
			return shape
		}
	}
	return shapes[len(shapes)-1]
}

// paging is the largest grid of a page of faces. A screen too small for it gets fewer columns until names are legible.
func (s Size) paging(crowded bool) (cols, rows int) {
	shape := s.shape()
	cols, rows = shape.cols, shape.rows
	if crowded && shape.crowded > 0 {
		cols = shape.crowded
	}
	body := s.body()
	for cols > 1 && body.Width/cols < smallestName*4 {
		cols--
	}
	for rows > 1 && body.Height/rows < smallestName*6 {
		rows--
	}
	return cols, rows
}

// spread is the grid for n faces on a page that could hold cols × rows: fewer faces are shown larger.
func (s Size) spread(n, cols, rows int) (int, int) {
	best, bestCols, bestRows := 0.0, cols, rows
	for r := 1; r <= rows; r++ {
		c := (n + r - 1) / r
		if c > cols {
			continue
		}
		if growth := min(float64(cols)/float64(c), float64(rows)/float64(r)); growth > best {
			best, bestCols, bestRows = growth, c, r
		}
	}
	return bestCols, bestRows
}
