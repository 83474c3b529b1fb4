package display

import (
	"slices"

	"lianzhan/station"
)

// programme is what a wall is to play.
type programme struct {
	pages    []station.PlaylistPage // in order; empty means all that has content, in the usual one
	fromList bool                   // of a playlist, not of the screen itself
}

// programme of a screen: its own pages where an officer chose them, else those of the playlist in effect where the box stands.
func (rec records) programme(of Panel, here string, now station.Reading) programme {
	if own := rec.screens[of.ID].Pages; len(own) > 0 {
		return asked(own...)
	}
	shape, day := station.WideScreen, dateOf(now.Time)
	if of.Height > of.Width {
		shape = station.TallScreen
	}
	if now.Trust == station.TrustUntrusted {
		day = ""
	}
	list, found := station.PlaylistFor(rec.playlists, here, shape, day)
	return programme{list.Pages, found}
}

// asked is the programme of a screen that is to show some kinds of page.
func asked(kinds ...station.PageKind) (show programme) {
	for _, kind := range kinds {
		show.pages = append(show.pages, station.PlaylistPage{Kind: kind})
	}
	return show
}

func (rec *records) readPlaylists(r station.Reader) error {
	found, err := r.Records(station.KindPlaylist)
	if err != nil {
		return err
	}
	rec.playlists = nil
	for _, record := range found {
		list, err := station.Decode[station.Playlist](record)
		if err != nil {
			return err
		}
		rec.playlists = append(rec.playlists, station.PlacedPlaylist{Playlist: list, Place: record.Place})
	}
	return nil
}

// asks reports whether a kind of page is to be shown at all.
func (p painter) asks(kind station.PageKind) bool { return len(p.pages) == 0 || p.at(kind) >= 0 }

// at is where a kind of page stands in what was asked for, -1 for nowhere.
func (p painter) at(kind station.PageKind) int {
	return slices.IndexFunc(p.pages, func(page station.PlaylistPage) bool { return page.Kind == kind })
}

// rank orders pages as they were asked for; faces that stand in for an overview come where it would.
func (p painter) rank(page Page) int {
	kind := page.head().Kind
	if kind == station.PageFaces && p.at(kind) < 0 {
		kind = station.PageOverview
	}
	return p.at(kind)
}

// timed lets the pages stay as long as was asked for. What fits into a loop was chosen before: who asks for longer pages
// asks for a longer loop, not for fewer of them.
func (p painter) timed(pages []Page) []Page {
	for _, page := range pages {
		if at := p.rank(page); at >= 0 && p.pages[at].Dwell > 0 {
			page.head().Dwell = float64(p.pages[at].Dwell)
		}
	}
	return pages
}
