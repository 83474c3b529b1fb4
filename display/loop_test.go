package display

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lianzhan/station"
)

func TestLoopKeepsItsTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		on := rapid.SampledFrom([]Size{fullHD, portrait, strip, ledP25, ledP4, {3840, 2160}, {800, 600}}).Draw(t, "on")
		rec := town(rapid.IntRange(0, 400).Draw(t, "deputies"))
		rec.projects = rec.projects[:rapid.IntRange(0, 12).Draw(t, "projects")]
		if rapid.Bool().Draw(t, "long notice") {
			rec.articles[0].Body = strings.Repeat("请大家相互转告。", 40)
		}
		b := paint(on, rec, fmt.Sprintf("2026-11-18 %02d:%02d", rapid.IntRange(0, 23).Draw(t, "h"), rapid.IntRange(0, 59).Draw(t, "m")))
		if total := seconds(b.Pages); total > loopLimit {
			t.Errorf("a loop of %g s: %s", total, outline(b))
		}
		if len(rec.deputies) > 0 && len(pagesOf[*FacesPage](b)) == 0 {
			t.Errorf("no faces: %s", outline(b))
		}
		for _, page := range b.Pages {
			checkPage(t, page)
		}
	})
}

func checkPage(t *rapid.T, page Page) {
	h := page.head()
	if h.Dwell < shortestDwell || h.Dwell > longestDwell {
		t.Errorf("%s stays %g s", h.Title, h.Dwell)
	}
	var lines []string
	switch p := page.(type) {
	case *SpotlightPage:
		lines = p.Card.Lines
		if h.Dwell < codeDwell {
			t.Errorf("a code for %g s", h.Dwell)
		}
	case *NoticePage:
		lines = slices.Concat(p.Headline, p.Lines)
	case *FacesPage:
		if h.Dwell != facesDwell {
			t.Errorf("faces for %g s", h.Dwell)
		}
	}
	for _, line := range lines {
		if n := width([]rune(line)); n == 0 || n > 2*longestLine {
			t.Errorf("a line of %d half characters: %s", n, line)
		}
	}
}

// However many deputies there are, each comes forward, and each is on a page of faces.
func TestEveryDeputyGetsATurn(t *testing.T) {
	for _, n := range []int{5, 60, 96} {
		rec := town(n)
		forward, faces := map[string]bool{}, map[string]bool{}
		clock := at("2026-11-18 00:00")
		for range 5 * n {
			b := Paint(Panel{Width: ledP25.Width, Height: ledP25.Height}, programme{}, rec, clock, "")
			for _, page := range pagesOf[*SpotlightPage](b) {
				forward[page.Card.ID] = true
			}
			for _, page := range pagesOf[*FacesPage](b) {
				for _, card := range page.Cards {
					faces[card.ID] = true
				}
			}
			clock.Time = clock.Time.Add(turn)
		}
		if len(forward) != n || len(faces) != n {
			t.Errorf("of %d deputies %d came forward and %d were on a page", n, len(forward), len(faces))
		}
	}
}

// A deputy the office has neither photographed nor asked does not stand alone before an empty wall.
func TestSpotlightWaitsForPhotoOrWords(t *testing.T) {
	rec := town(2)
	rec.deputies[0].Commitment = ""
	pages := pagesOf[*SpotlightPage](paint(fullHD, rec, noon))
	if len(pages) != 1 || pages[0].Card.ID != rec.deputies[1].ID {
		t.Errorf("spotlights: %+v", pages)
	}
	rec.deputies[0].Photo = strings.Repeat("a", 64)
	for _, page := range pagesOf[*SpotlightPage](paint(fullHD, rec, noon)) {
		if want := "选区：第5选区"; page.Card.ID == rec.deputies[0].ID && !slices.Equal(page.Card.Lines, []string{want}) {
			t.Errorf("the words of a photo without a commitment: %q", page.Card.Lines)
		}
	}
}

// An overview that does not fit must not leave the wall without faces.
func TestFacesStandInForAnOverviewTooSmallToRead(t *testing.T) {
	b := Paint(Panel{Width: ledP4.Width, Height: ledP4.Height}, asked(station.PageOverview), town(98), at(noon), "")
	if len(pagesOf[*OverviewPage](b)) != 0 || len(pagesOf[*FacesPage](b)) == 0 {
		t.Errorf("shows %s", outline(b))
	}
}
