package display

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

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
		for _, page := range pagesOf[FacesPage](b) {
			sheets = append(sheets, fmt.Sprint(len(page.Cards)))
		}
		grid := ""
		for _, page := range pagesOf[OverviewPage](b) {
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
	b := Paint(Panel{Width: 1920, Height: 1080, TestCard: true}, nil, town(3), at(noon), "")
	if got := outline(b); got != "测试卡 0" {
		t.Errorf("a screen being set up shows %s", got)
	}
}

func TestScreensChooseTheirPages(t *testing.T) {
	wanted := []station.PageKind{station.PageProjects, station.PageFaces}
	b := Paint(Panel{Width: 1920, Height: 1080}, wanted, town(30), at(noon), "")
	kinds := []station.PageKind{}
	for _, page := range b.Pages {
		kinds = append(kinds, page.head().Kind)
	}
	if kinds = slices.Compact(kinds); !slices.Equal(kinds, wanted) {
		t.Errorf("shows %v, want %v", kinds, wanted)
	}
}

// An overview that does not fit must not leave the wall without faces.
func TestFacesStandInForAnOverviewTooSmallToRead(t *testing.T) {
	b := Paint(Panel{Width: ledP4.Width, Height: ledP4.Height}, []station.PageKind{station.PageOverview}, town(98), at(noon), "")
	if len(pagesOf[OverviewPage](b)) != 0 || len(pagesOf[FacesPage](b)) == 0 {
		t.Errorf("shows %s", outline(b))
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
		if len(rec.deputies) > 0 && len(pagesOf[FacesPage](b)) == 0 {
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
	case SpotlightPage:
		lines = p.Card.Lines
		if h.Dwell < codeDwell {
			t.Errorf("a code for %g s", h.Dwell)
		}
	case NoticePage:
		lines = slices.Concat(p.Headline, p.Lines)
	case FacesPage:
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
			b := Paint(Panel{Width: ledP25.Width, Height: ledP25.Height}, nil, rec, clock, "")
			for _, page := range pagesOf[SpotlightPage](b) {
				forward[page.Card.ID] = true
			}
			for _, page := range pagesOf[FacesPage](b) {
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
	pages := pagesOf[SpotlightPage](paint(fullHD, rec, noon))
	if len(pages) != 1 || pages[0].Card.ID != rec.deputies[1].ID {
		t.Errorf("spotlights: %+v", pages)
	}
	rec.deputies[0].Photo = strings.Repeat("a", 64)
	for _, page := range pagesOf[SpotlightPage](paint(fullHD, rec, noon)) {
		if want := "选区：第5选区"; page.Card.ID == rec.deputies[0].ID && !slices.Equal(page.Card.Lines, []string{want}) {
			t.Errorf("the words of a photo without a commitment: %q", page.Card.Lines)
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

func TestReceptionOfTheDay(t *testing.T) {
	for _, c := range []struct {
		clock, title string
		date         station.Date
	}{
		{"2026-11-17 08:00", "下次接待日", "2026-11-18"},
		{"2026-11-18 10:59", "今日接待", "2026-11-18"},
		{"2026-11-18 11:00", "下次接待日", "2026-11-25"},
	} {
		pages := pagesOf[ReceptionPage](paint(fullHD, town(5), c.clock))
		if len(pages) != 1 || pages[0].Title != c.title || pages[0].Date != c.date || len(pages[0].Items[0].Deputies) != 2 {
			t.Errorf("at %s: %+v", c.clock, pages)
		}
	}
	dead := at("2026-11-18 08:00")
	dead.Trust = station.TrustUntrusted
	b := Paint(Panel{Width: 1920, Height: 1080}, nil, town(5), dead, "")
	if pages := pagesOf[ReceptionPage](b); len(pages) != 0 {
		t.Error("a clock nobody believes announces a reception")
	}
}

func TestMovedReceptionSaysSo(t *testing.T) {
	rec := town(5)
	rec.calendar = station.NewCalendar([]station.Holidays{{Year: 2026, Off: []station.Date{"2026-11-18"}}})
	page := pagesOf[ReceptionPage](paint(fullHD, rec, "2026-11-17 08:00"))[0]
	if page.Date != "2026-11-19" || page.Items[0].Note != "原定11月18日，因放假改期" {
		t.Errorf("moved reception: %s %q", page.Date, page.Items[0].Note)
	}
}

func TestWordsOnTheWall(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"短句。", "短句。"},
		{"一二三四五六七八九十一二三四五六。七", "一二三四五六七八九十一二三四五|六。七"},
		{"第一段。\n第二段。", "第一段。|第二段。"},
		{"每月7日、21日上午9点到11点，代表在中心联络站接待选民。", "每月7日、21日上午9点到11点，|代表在中心联络站接待选民。"},
		{"一二三四五六七八九十一二三四五2026年", "一二三四五六七八九十一二三四五|2026年"},
		{"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十", "一二三四五六七八九十一二三四五六|七八九十一二三四五六七八九十一二|三四五六七八九十一二三四五六七…"},
	} {
		if got := strings.Join(wrap(c.text, 3), "|"); got != c.want {
			t.Errorf("wrap(%s) = %s", c.text, got)
		}
	}
	for clock, want := range map[station.ClockTime]string{"09:00": "上午9:00", "12:30": "中午12:30", "14:05": "下午2:05", "19:00": "晚上7:00"} {
		if got := hour(clock); got != want {
			t.Errorf("hour(%s) = %s", clock, got)
		}
	}
}

func TestCodesAreCoarse(t *testing.T) {
	for _, c := range []struct {
		site, address string
		size          int
	}{
		{"http://192.168.100.100:8080", "HTTP://192.168.100.100:8080/D/0123ABCD", 29},
		{"http://10.0.0.2", "HTTP://10.0.0.2/D/0123ABCD", 25},
		{"https://rd.example.gov.cn/lz", "HTTPS://RD.EXAMPLE.GOV.CN/lz/D/0123ABCD", 29},
	} {
		address := pageAddress(c.site, "D", "0123ABCD")
		code := newQR(address)
		if address != c.address || code == nil || code.Size != c.size {
			t.Errorf("%s = %s %+v", c.site, address, code)
			continue
		}
		bits, err := base64.StdEncoding.DecodeString(code.Bits)
		if err != nil || len(bits) != (code.Size*code.Size+7)/8 || bits[0] != 0xfe {
			t.Errorf("%d bytes beginning %x, %v", len(bits), bits[0], err)
		}
	}
	if newQR("") != nil || newQR(strings.Repeat("x", longestAddress+1)) != nil {
		t.Error("an address that makes no usable code got one")
	}
}

// The pages' types are held against this file; write it anew with UPDATE=1.
func TestGoldenBoard(t *testing.T) {
	rec := town(20)
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
