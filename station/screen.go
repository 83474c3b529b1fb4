package station

import "regexp"

// Screen is a kiosk or a wall: what it measures and what it shows.
type Screen struct {
	ID       string     `json:"id"` // short word used in /display/{screen}
	Name     string     `json:"name"`
	Kind     ScreenKind `json:"kind"`
	Width    int        `json:"width,omitempty"`    // pixels; 0 means whatever the browser says
	Height   int        `json:"height,omitempty"`   // pixels
	Diagonal float64    `json:"diagonal,omitempty"` // inches, of a panel
	Pitch    float64    `json:"pitch,omitempty"`    // millimetres a pixel, of an LED wall
	Pages    []PageKind `json:"pages,omitempty"`    // what a wall shows, in order; empty means all that has content
	TestCard bool       `json:"test_card,omitempty"`
}

// ScreenKind tells a touch terminal from a wall.
type ScreenKind string

// The kinds of screen.
const (
	KioskScreen ScreenKind = "kiosk"
	WallScreen  ScreenKind = "wall"
)

// PageKind is a kind of page a wall can show.
type PageKind string

// The pages of a wall.
const (
	PageOverview  PageKind = "overview"  // all faces at once
	PageFaces     PageKind = "faces"     // a page of up to 18 faces
	PageSpotlight PageKind = "spotlight" // one deputy, large
	PageReception PageKind = "reception" // today's reception, or the next one
	PageProjects  PageKind = "projects"
	PagePromise   PageKind = "promise" // the reply promise clock: what was accepted, and how many days are left
	PageSolved    PageKind = "solved"  // what was solved, as released for the public
	PageNotice    PageKind = "notice"
	PageTestCard  PageKind = "test_card"
)

// PageKinds lists what Screen.Pages may name.
var PageKinds = []PageKind{PageOverview, PageFaces, PageSpotlight, PageReception, PagePromise, PageSolved,
	PageProjects, PageNotice}

var screenID = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,31}$`)

// Check says what is wrong with a screen, or nil.
func (s Screen) Check() error {
	switch {
	case !screenID.MatchString(s.ID):
		return Invalid("screen_id_invalid", "屏幕编号“%s”只能用小写字母、数字和短横线。", s.ID)
	case s.Kind != KioskScreen && s.Kind != WallScreen:
		return Invalid("screen_kind_unknown", "屏幕“%s”的类别要写 kiosk 或 wall。", s.ID)
	case s.Width < 0 || s.Height < 0 || s.Width > 16384 || s.Height > 16384:
		return Invalid("screen_size_invalid", "屏幕“%s”的分辨率不对：%d×%d。", s.ID, s.Width, s.Height)
	case s.Diagonal < 0 || s.Diagonal > 500 || s.Pitch < 0 || s.Pitch > 100:
		return Invalid("screen_size_invalid", "屏幕“%s”的尺寸或点间距不对。", s.ID)
	}
	for _, p := range s.Pages {
		if !p.known() {
			return Invalid("screen_page_unknown", "屏幕“%s”的页面“%s”不认识。", s.ID, p)
		}
	}
	return nil
}

func (p PageKind) known() bool {
	for _, k := range PageKinds {
		if p == k {
			return true
		}
	}
	return false
}
