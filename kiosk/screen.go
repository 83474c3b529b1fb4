package kiosk

import (
	"math"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

const millimetresPerInch = 25.4

// screenItem is a screen and what it measures, so that a page can size things in millimetres.
type screenItem struct {
	ID       string             `json:"id"`
	Name     string             `json:"name"`
	Kind     station.ScreenKind `json:"kind"`
	Width    int                `json:"width"`
	Height   int                `json:"height"`
	Diagonal float64            `json:"diagonal"` // inches
	Pitch    float64            `json:"pitch"`    // millimetres a pixel, of an LED wall
	MMPx     float64            `json:"mm_px"`    // millimetres a pixel; 0 when it cannot be worked out
}

// screen answers GET /api/v1/screens/{id}.
func (e *edition) screen(c *fiber.Ctx) (*page, error) {
	id, err := segment(c, "id")
	if err != nil {
		return nil, err
	}
	s := e.screens.things[id]
	if s == nil {
		return nil, station.NotFound("screen_not_found", "没有登记这块屏幕。")
	}
	return printJSON(screenItemOf(s))
}

func screenItemOf(s *station.Screen) *screenItem {
	return &screenItem{ID: s.ID, Name: s.Name, Kind: s.Kind, Width: s.Width, Height: s.Height, Diagonal: s.Diagonal,
		Pitch: s.Pitch, MMPx: pixelSize(s)}
}

// pixelSize is the width of a pixel in millimetres, to a thousandth.
func pixelSize(s *station.Screen) float64 {
	size := s.Pitch
	if size == 0 && s.Width > 0 && s.Height > 0 {
		size = s.Diagonal * millimetresPerInch / math.Hypot(float64(s.Width), float64(s.Height))
	}
	return math.Round(size*1000) / 1000
}
