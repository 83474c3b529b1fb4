package display

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"lianzhan/station"
)

const noon = "2026-11-18 12:00" // a Wednesday

func TestEveryFaceIsSeen(t *testing.T) {
	for _, c := range []struct {
		n        int
		on       Size
		overview string // grid
		sheets   string // cards of each page of faces
	}{
		{1, fullHD, "", "1"},
		{12, fullHD, "", "12"},
		{60, fullHD, "13×5", "14 15 15 16"},
		{98, fullHD, "17×6", "5 18 15 15 15 15"}, // six of seven pages; the turn decides which
		{98, ledP25, "", "5 18 15 15 15 15"},
		{98, portrait, "10×11", "5 18 15 15 15 15"},
		{98, strip, "26×4", "5 18 15 15 15 15"},
		{182, fullHD, "", "9 16 17 23 24 23"}, // six of nine
	} {
		b := paint(c.on, town(c.n), noon)
		var sheets []string
		for _, page := range pagesOf[*FacesPage](b) {
			sheets = append(sheets, fmt.Sprint(len(page.Cards)))
		}
		grid := ""
		for _, page := range pagesOf[*OverviewPage](b) {
			grid = fmt.Sprintf("%d×%d", page.Grid.Cols, page.Grid.Rows)
			if len(page.Cards) != c.n {
				t.Errorf("overview of %d shows %d", c.n, len(page.Cards))
			}
		}
		if got := strings.Join(sheets, " "); grid != c.overview || got != c.sheets {
			t.Errorf("%d on %v: overview %q, sheets %q, want %q, %q; %s", c.n, c.on, grid, got, c.overview, c.sheets, outline(b))
		}
	}
}

// outline is a board as a person would note it down.
func outline(b Board) string {
	var words []string
	for _, page := range b.Pages {
		h := page.head()
		words = append(words, fmt.Sprintf("%s %g", strings.TrimSpace(h.Title+" "+h.Part), h.Dwell))
	}
	return strings.Join(words, ", ")
}

func TestWhatIsNotThereHasNoPage(t *testing.T) {
	rec := town(3)
	rec.projects, rec.articles, rec.rules, rec.deputies = nil, nil, nil, nil
	if b := paint(fullHD, rec, noon); len(b.Pages) != 0 {
		t.Errorf("an empty station shows %s", outline(b))
	}
	b := Paint(Panel{Width: 1920, Height: 1080, TestCard: true}, programme{}, town(3), at(noon), "")
	if got := outline(b); got != "测试卡 0" {
		t.Errorf("a screen being set up shows %s", got)
	}
}

func TestScreensChooseTheirPages(t *testing.T) {
	wanted := []station.PageKind{station.PageProjects, station.PageFaces}
	b := Paint(Panel{Width: 1920, Height: 1080}, asked(wanted...), town(30), at(noon), "")
	kinds := []station.PageKind{}
	for _, page := range b.Pages {
		kinds = append(kinds, page.head().Kind)
	}
	if kinds = slices.Compact(kinds); !slices.Equal(kinds, wanted) {
		t.Errorf("shows %v, want %v", kinds, wanted)
	}
}

func TestEndedMandateLeavesTheWall(t *testing.T) {
	rec := town(6)
	rec.deputies[2].Memberships[0].EndDate = "2026-11-18"
	gone := rec.deputies[2].ID
	for day, want := range map[string]bool{"2026-11-18 23:59": true, "2026-11-19 00:00": false} {
		encoded, err := json.Marshal(paint(fullHD, rec, day))
		if err != nil {
			t.Fatal(err)
		}
		if got := bytes.Contains(encoded, []byte(`"`+gone+`"`)); got != want {
			t.Errorf("at %s the deputy is on the wall: %v", day, got)
		}
	}
}

// Nothing private may stand anywhere in what leaves the house, shown or not.
func TestPrivateFieldsStayHome(t *testing.T) {
	for turns := range 40 {
		encoded, err := json.Marshal(paint(fullHD, town(20), fmt.Sprintf("2026-11-18 %02d:%02d", turns/4, turns%4*15)))
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{"13900000000", "1971", "内部备注"} {
			if bytes.Contains(encoded, []byte(secret)) {
				t.Fatalf("the board carries %q", secret)
			}
		}
	}
}

func TestOrderOfTheWall(t *testing.T) {
	rec := town(0)
	for i, name := range []string{"魏长风", "王树青", "丁一禾", "何家乐", "王一"} {
		d := deputy(i, 0)
		d.Name = name
		rec.deputies = append(rec.deputies, d)
	}
	rec.deputies[0].Memberships[0].Tier = station.County
	var got []string
	for _, s := range rec.seat("2026-11-18") {
		got = append(got, s.Name)
	}
	if want := "魏长风 丁一禾 王一 王树青 何家乐"; strings.Join(got, " ") != want {
		t.Errorf("order %v, want %s", got, want)
	}
}

// The pages' types are held against this file; write it anew with UPDATE=1.
func TestGoldenBoard(t *testing.T) {
	rec := busyTown(20)
	rec.projects = rec.projects[:4]
	rec.deputies[0].Photo, rec.deputies[0].Thumb = strings.Repeat("a", 64), strings.Repeat("b", 64)
	encoded, err := json.MarshalIndent(paint(fullHD, rec, "2026-11-18 08:15"), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/board.golden.json"
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(golden, append(encoded, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(append(encoded, '\n'), want) {
		t.Error("the board has changed; see what it means for the pages and run with UPDATE=1")
	}
}
