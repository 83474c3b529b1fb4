package station

import (
	"slices"
	"testing"
)

func TestPlaylistCheck(t *testing.T) {
	faces := []PlaylistPage{{Kind: PageFaces}}
	for code, p := range map[string]Playlist{
		"":                        {Title: "节前", Pages: []PlaylistPage{{Kind: PageNotice, Dwell: 20}, {Kind: PageFaces}}, Shape: TallScreen, ValidFrom: "2026-02-01", ValidUntil: "2026-02-28"},
		"playlist_title_missing":  {Title: " ", Pages: faces},
		"playlist_empty":          {Title: "节前"},
		"playlist_shape_unknown":  {Title: "节前", Pages: faces, Shape: "round"},
		"date_invalid":            {Title: "节前", Pages: faces, ValidUntil: "月底"},
		"playlist_dates_reversed": {Title: "节前", Pages: faces, ValidFrom: "2026-02-02", ValidUntil: "2026-02-01"},
		"screen_page_unknown":     {Title: "节前", Pages: []PlaylistPage{{Kind: PageTestCard}}},
		"playlist_page_twice":     {Title: "节前", Pages: []PlaylistPage{{Kind: PageFaces}, {Kind: PageFaces, Dwell: 9}}},
		"playlist_dwell_invalid":  {Title: "节前", Pages: []PlaylistPage{{Kind: PageFaces, Dwell: longestDwell + 1}}},
	} {
		err := p.Check()
		if err == nil && code != "" || err != nil && Worded(err).Code != code {
			t.Errorf("%q: %v", code, err)
		}
	}
}

func TestPlaylistFor(t *testing.T) {
	made := func(id, place string, p Playlist) PlacedPlaylist {
		p.ID = id
		return PlacedPlaylist{p, place}
	}
	for _, c := range []struct {
		what string
		all  []PlacedPlaylist
		on   Date
		want string // id; empty for none
	}{
		{"none", nil, "2026-11-22", ""},
		{"the nearest", []PlacedPlaylist{made("county", "/c", Playlist{ValidFrom: "2026-11-01"}), made("town", "/c/t", Playlist{}), made("own", "/c/t/v", Playlist{})}, "2026-11-22", "own"},
		{"the town's before the county's", []PlacedPlaylist{made("county", "/c", Playlist{}), made("town", "/c/t", Playlist{})}, "2026-11-22", "town"},
		{"neither a sibling's nor what is for those below", []PlacedPlaylist{made("sibling", "/c/t/w", Playlist{}), made("below", "/c/t/v/p", Playlist{}), made("alike", "/c/t/vv", Playlist{})}, "2026-11-22", ""},
		{"the latest begun", []PlacedPlaylist{made("a", "/c", Playlist{}), made("b", "/c", Playlist{ValidFrom: "2026-11-02"}), made("c", "/c", Playlist{ValidFrom: "2026-11-01"})}, "2026-11-22", "b"},
		{"of two that began together the first by id", []PlacedPlaylist{made("z", "/c", Playlist{}), made("a", "/c", Playlist{})}, "2026-11-22", "a"},
		{"its last day", []PlacedPlaylist{made("a", "/c", Playlist{ValidUntil: "2026-11-22"})}, "2026-11-22", "a"},
		{"the day after", []PlacedPlaylist{made("a", "/c", Playlist{ValidUntil: "2026-11-22"})}, "2026-11-23", ""},
		{"the day before it begins", []PlacedPlaylist{made("a", "/c", Playlist{ValidFrom: "2026-11-22"})}, "2026-11-21", ""},
		{"over, but nobody knows the day", []PlacedPlaylist{made("a", "/c", Playlist{ValidUntil: "2020-01-01"})}, "", "a"},
		{"ended by hand, and nobody knows the day", []PlacedPlaylist{made("a", "/c", Playlist{Ended: true})}, "", ""},
		{"the nearer one ended", []PlacedPlaylist{made("county", "/c", Playlist{}), made("own", "/c/t/v", Playlist{Ended: true})}, "2026-11-22", "county"},
		{"for another shape", []PlacedPlaylist{made("county", "/c", Playlist{Shape: WideScreen}), made("own", "/c/t/v", Playlist{Shape: TallScreen})}, "2026-11-22", "county"},
	} {
		for range 2 {
			got, _ := PlaylistFor(c.all, "/c/t/v", WideScreen, c.on)
			if got.ID != c.want {
				t.Errorf("%s: %q, want %q", c.what, got.ID, c.want)
			}
			slices.Reverse(c.all) // the order they were read in decides nothing
		}
	}
}

// A box that stands alone has one place, and what is made there is for its walls.
func TestPlaylistOfABoxAlone(t *testing.T) {
	for _, here := range []string{"/", "/c/t/v"} { // it may join a tree later
		if _, found := PlaylistFor([]PlacedPlaylist{{Playlist{ID: "a"}, ""}}, here, WideScreen, "2026-11-22"); !found {
			t.Errorf("at %s the box's own playlist is not for it", here)
		}
	}
}
