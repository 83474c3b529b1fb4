package display

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lianzhan/station"
)

// listed makes a playlist of the county; "notice:20" stays 20 seconds.
func listed(pages ...string) station.PlacedPlaylist {
	list := station.Playlist{ID: "l1", Title: "节前"}
	for _, page := range pages {
		kind, dwell, _ := strings.Cut(page, ":")
		entry := station.PlaylistPage{Kind: station.PageKind(kind)}
		if dwell != "" {
			fmt.Sscan(dwell, &entry.Dwell)
		}
		list.Pages = append(list.Pages, entry)
	}
	return station.PlacedPlaylist{Playlist: list, Place: "/c"}
}

// played is what a wall of the village plays: kinds, and seconds where they were asked for.
func played(rec records, on Size, now station.Reading) []string {
	panel := Panel{ID: "hall", Width: on.Width, Height: on.Height}
	show := rec.programme(panel, "/c/t/v", now)
	var kinds []string
	for _, page := range Paint(panel, show, rec, now, "").Pages {
		kinds = append(kinds, fmt.Sprintf("%s:%g", page.head().Kind, page.head().Dwell))
	}
	return slices.Compact(kinds)
}

func TestWallPlaysAPlaylist(t *testing.T) {
	dead := at(noon)
	dead.Trust = station.TrustUntrusted
	standing := played(town(98), fullHD, at(noon))
	for _, c := range []struct {
		what string
		with func(*records)
		now  station.Reading
		on   Size
		want []string
	}{
		{"choice, order and seconds", func(r *records) {
			r.playlists = []station.PlacedPlaylist{listed("projects:30", "notice:9", "overview:15")}
		},
			at(noon), fullHD, []string{"projects:30", "notice:9", "overview:15"}},
		{"spotlights where they were put", func(r *records) { r.playlists = []station.PlacedPlaylist{listed("spotlight:14", "overview:10")} },
			at(noon), fullHD, []string{"spotlight:14", "overview:10"}},
		{"faces where the overview they stand in for was put",
			func(r *records) { r.playlists = []station.PlacedPlaylist{listed("notice:10", "overview:25")} },
			at(noon), ledP4, []string{"notice:10", "faces:25"}},
		{"a screen's own pages before any playlist", func(r *records) {
			r.playlists = []station.PlacedPlaylist{listed("projects:30")}
			r.screens["hall"] = station.Screen{Pages: []station.PageKind{station.PageNotice}}
		}, at(noon), fullHD, []string{"notice:13.5"}},
		{"nothing there of what is asked for", func(r *records) { r.playlists = []station.PlacedPlaylist{listed("solved", "promise:20")} },
			at(noon), fullHD, standing},
		{"a sibling's", func(r *records) {
			r.playlists = []station.PlacedPlaylist{listed("projects:30")}
			r.playlists[0].Place = "/c/t/w"
		}, at(noon), fullHD, standing},
		{"over", func(r *records) {
			r.playlists = []station.PlacedPlaylist{listed("projects:30")}
			r.playlists[0].ValidUntil = "2026-11-17"
		}, at(noon), fullHD, standing},
		{"over by a clock nobody believes", func(r *records) {
			r.playlists = []station.PlacedPlaylist{listed("projects:30")}
			r.playlists[0].ValidUntil = "2026-11-17"
		}, dead, fullHD, []string{"projects:30"}},
		{"for tall screens", func(r *records) {
			r.playlists = []station.PlacedPlaylist{listed("projects:30")}
			r.playlists[0].Shape = station.TallScreen
		}, at(noon), portrait, []string{"projects:30"}},
	} {
		rec := town(98)
		c.with(&rec)
		if got := played(rec, c.on, c.now); !slices.Equal(got, c.want) {
			t.Errorf("%s: plays %v, want %v", c.what, got, c.want)
		}
	}
}

// Whatever a playlist asks for, a wall that had something to show goes on showing something.
func TestNoPlaylistEmptiesAWall(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		on := rapid.SampledFrom([]Size{fullHD, portrait, strip, ledP4, {800, 600}}).Draw(t, "on")
		rec := town(rapid.IntRange(1, 200).Draw(t, "deputies"))
		kinds := rapid.SliceOfNDistinct(rapid.SampledFrom(station.PageKinds), 1, len(station.PageKinds), rapid.ID).Draw(t, "kinds")
		list := station.PlacedPlaylist{Place: "/c"}
		for _, kind := range kinds {
			list.Pages = append(list.Pages, station.PlaylistPage{Kind: kind, Dwell: rapid.SampledFrom([]int{0, 6, 60}).Draw(t, "dwell")})
		}
		rec.playlists = []station.PlacedPlaylist{list}
		if len(played(rec, on, at(noon))) == 0 {
			t.Errorf("%v empties the wall", kinds)
		}
	})
}

// A commit that brings a playlist repaints at once; one that takes it away again, too.
func TestPlaylistRepaintsTheWall(t *testing.T) {
	h := open(t, 30)
	page := h.sit(t, "hall?kind=wall")
	kinds := func(m heard) (kinds []station.PageKind) {
		for _, page := range m.Board.Pages {
			kinds = append(kinds, page.Kind)
		}
		return slices.Compact(kinds)
	}
	standing := kinds(hear(t, page))
	list := listed("spotlight", "reception").Playlist
	h.put(station.KindPlaylist, list.ID, list)
	if got := kinds(hear(t, page)); !slices.Equal(got, []station.PageKind{station.PageSpotlight, station.PageReception}) {
		t.Errorf("with the playlist the wall plays %v", got)
	}
	list.Ended = true
	h.put(station.KindPlaylist, list.ID, list)
	if got := kinds(hear(t, page)); !slices.Equal(got, standing) {
		t.Errorf("without it %v, want %v", got, standing)
	}
}

// A wall that is to show only what there is nothing of is told an empty list: pages count on a list.
func TestAWallWithoutAPageIsToldAnEmptyList(t *testing.T) {
	board := Paint(Panel{ID: "hall", Width: 1920, Height: 1080}, asked(station.PageSolved), records{}, at(noon), "")
	raw, err := json.Marshal(board)
	if err != nil || !strings.Contains(string(raw), `"pages":[]`) {
		t.Errorf("%s %v", raw, err)
	}
}
