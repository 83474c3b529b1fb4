package desk

import (
	"bytes"
	"image/jpeg"
	"os"
	"testing"

	"lianzhan/desk/roster"
	"lianzhan/station"
)

func roster98(t *testing.T) []byte {
	t.Helper()
	data, err := os.ReadFile("../cmd/lianzhan-station/demo/roster-98.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// The roster a township office sent: a title, a total, padded names, phones as text and as numbers, photos.
func TestRosterOfNinetyEight(t *testing.T) {
	m := newRecorder(t)
	report := m.take("代表花名册.xlsx", roster98(t), today)
	if report.Refused() || report.Made != 98 || report.People != 98 || report.Photos != 66 {
		t.Fatalf("made %d of %d people, %d photos, problems %v", report.Made, report.People, report.Photos, report.Problems)
	}
	tiers, photos := map[station.Tier]int{}, 0
	for _, d := range m.deputies() {
		for _, tier := range d.Tiers(today) {
			tiers[tier]++
		}
		if d.Photo != "" {
			photos++
			checkJPEG(t, m.files[d.Photo], 800, 1<<20)
			checkJPEG(t, m.files[d.Thumb], 240, 25_000)
		}
	}
	if tiers[station.Prefecture] != 5 || tiers[station.County] != 18 || tiers[station.Township] != 75 || photos != 66 {
		t.Errorf("tiers %v, photos %d", tiers, photos)
	}
	for _, p := range report.Problems {
		if p.Kind != roster.LeftAlone {
			t.Errorf("unexpected problem: %+v", p)
		}
	}
	want := station.Deputy{Name: "吴康", Gender: "男", Ethnicity: "汉族", BirthDate: "1997-07", Party: "中共党员", Education: "初中",
		Phone: "13989020001"}
	got := m.deputy("吴康")
	for _, f := range personFields {
		if *f.at(&got) != *f.at(&want) {
			t.Errorf("吴康 %s = %q, want %q", f.label, *f.at(&got), *f.at(&want))
		}
	}
	if phone := m.deputy("黄芳春").Phone; phone != "13927500038" {
		t.Errorf("a phone with blanks and dashes became %q", phone)
	}
	if d := m.deputy("曾德伟"); d.Phone != "" || d.Photo == "" {
		t.Errorf("a deputy without phone: %+v", d)
	}
}

func checkJPEG(t *testing.T, data []byte, side, size int) {
	t.Helper()
	c, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil || c.Width > side || c.Height > side || len(data) > size {
		t.Errorf("kept picture is %dx%d, %d bytes, %v", c.Width, c.Height, len(data), err)
	}
}

func TestRosterMakesGroupsAndStations(t *testing.T) {
	m := newRecorder(t)
	m.take("r.xlsx", roster98(t), today)
	kinds, center := map[station.SiteKind]int{}, ""
	for _, s := range m.stations() {
		kinds[s.Kind]++
		if s.Kind == station.SiteCenter {
			center = s.ID
		}
	}
	if kinds[station.SiteCenter] != 1 || kinds[station.SitePoint] != 5 {
		t.Errorf("stations %v", kinds)
	}
	for _, s := range m.stations() {
		if s.Kind == station.SitePoint && s.Parent != center {
			t.Errorf("%s hangs under %q", s.Name, s.Parent)
		}
	}
	groups, err := station.All[station.Group](m, station.KindGroup)
	if err != nil || len(groups) != 5 {
		t.Fatalf("groups %v, %v", groups, err)
	}
	for _, g := range groups {
		if special := g.Name == "柑桔产业专门小组"; special != (g.Kind == station.GroupSpecial) {
			t.Errorf("group %+v", g)
		}
	}
}

func TestImportingAgainChangesNothing(t *testing.T) {
	m := newRecorder(t)
	m.take("r.xlsx", roster98(t), today)
	seq, files := m.seq, len(m.files)
	again := m.take("r.xlsx", roster98(t), today.AddDays(40))
	if again.Edits != 0 || again.Same != 98 || m.seq != seq || len(m.files) != files || len(again.Lines) != 0 {
		t.Errorf("second import: %d edits, %d same, lines %v", again.Edits, again.Same, again.Lines)
	}
}
