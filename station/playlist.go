package station

import (
	"cmp"
	"slices"
	"strings"
)

// Playlist says what the walls of a branch of the tree show, in which order and for how long.
type Playlist struct {
	ID         string         `json:"id"`
	Title      string         `json:"title"`
	Pages      []PlaylistPage `json:"pages"`
	Shape      ScreenShape    `json:"shape,omitempty"`
	ValidFrom  Date           `json:"valid_from,omitempty"`
	ValidUntil Date           `json:"valid_until,omitempty"` // last day it is played
	Ended      bool           `json:"ended,omitempty"`       // taken off by hand, whatever the dates say
}

// PlaylistPage is one kind of page of a playlist.
type PlaylistPage struct {
	Kind  PageKind `json:"kind"`
	Dwell int      `json:"dwell,omitempty"` // seconds each such page stays; 0 means as long as its words take to read
}

// ScreenShape tells screens that are higher than wide from the others; empty means both.
type ScreenShape string

// The shapes a playlist may be for.
const (
	TallScreen ScreenShape = "tall"
	WideScreen ScreenShape = "wide"
)

// Seconds a page of a playlist may stay: less is not seen in passing, more and nobody waits for the rest.
const (
	shortestDwell = 6
	longestDwell  = 60
)

// Check says what is wrong with a playlist, or nil.
func (p Playlist) Check() error {
	switch {
	case strings.TrimSpace(p.Title) == "":
		return Invalid("playlist_title_missing", "节目单的名称不能为空。")
	case len(p.Pages) == 0:
		return Invalid("playlist_empty", "节目单“%s”里还没有页面，请至少选一种。", p.Title)
	case p.Shape != "" && p.Shape != TallScreen && p.Shape != WideScreen:
		return Invalid("playlist_shape_unknown", "节目单“%s”给哪种屏写得不对，可用 tall、wide。", p.Title)
	case p.ValidFrom != "" && !p.ValidFrom.Valid(), p.ValidUntil != "" && !p.ValidUntil.Valid():
		return Invalid("date_invalid", "节目单“%s”的起止日期读不懂，请写成 2026-01-31。", p.Title)
	case p.ValidUntil != "" && p.ValidFrom.After(p.ValidUntil):
		return Invalid("playlist_dates_reversed", "节目单“%s”的结束日期在开始日期之前。", p.Title)
	}
	for i, page := range p.Pages {
		switch {
		case !page.Kind.known():
			return Invalid("screen_page_unknown", "节目单“%s”的页面“%s”不认识。", p.Title, page.Kind)
		case slices.ContainsFunc(p.Pages[:i], func(earlier PlaylistPage) bool { return earlier.Kind == page.Kind }):
			return Invalid("playlist_page_twice", "节目单“%s”里同一种页面写了两次。", p.Title)
		case page.Dwell != 0 && (page.Dwell < shortestDwell || page.Dwell > longestDwell):
			return Invalid("playlist_dwell_invalid", "一页停留的时间要在 %d 到 %d 秒之间。", shortestDwell, longestDwell)
		}
	}
	return nil
}

// PlacedPlaylist is a playlist and the branch of the tree it was made for.
type PlacedPlaylist struct {
	Playlist
	Place string // empty: where the box stands
}

// PlaylistFor is the playlist a wall of a box that stands at a scope follows: of those in effect for its shape the one made
// nearest to it, of several made there the one that began last. An empty day is one nobody knows: the dates then count for
// nothing, because a wall shows rather too much than nothing.
func PlaylistFor(all []PlacedPlaylist, here string, shape ScreenShape, on Date) (Playlist, bool) {
	var inEffect []PlacedPlaylist
	for _, p := range all {
		p.Place = Resolve(p.Place, here)
		dated := on == "" || !p.ValidFrom.After(on) && !p.ValidUntil.Before(on)
		if !p.Ended && dated && ScopeWithin(here, p.Place) && (p.Shape == "" || p.Shape == shape) {
			inEffect = append(inEffect, p)
		}
	}
	if len(inEffect) == 0 {
		return Playlist{}, false
	}
	return slices.MinFunc(inEffect, func(a, b PlacedPlaylist) int {
		return cmp.Or(len(b.Place)-len(a.Place), strings.Compare(string(b.ValidFrom), string(a.ValidFrom)), strings.Compare(a.ID, b.ID))
	}).Playlist, true
}
