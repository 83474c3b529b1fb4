package display

import (
	"testing"

	"lianzhan/station"
)

func TestReceptionOfTheDay(t *testing.T) {
	for _, c := range []struct {
		clock, title string
		date         station.Date
	}{
		{"2026-11-17 08:00", "下次接待日", "2026-11-18"},
		{"2026-11-18 10:59", "今日接待", "2026-11-18"},
		{"2026-11-18 11:00", "下次接待日", "2026-11-25"},
	} {
		pages := pagesOf[*ReceptionPage](paint(fullHD, town(5), c.clock))
		if len(pages) != 1 || pages[0].Title != c.title || pages[0].Date != c.date || len(pages[0].Items[0].Deputies) != 2 {
			t.Errorf("at %s: %+v", c.clock, pages)
		}
	}
	dead := at("2026-11-18 08:00")
	dead.Trust = station.TrustUntrusted
	b := Paint(Panel{Width: 1920, Height: 1080}, programme{}, town(5), dead, "")
	if pages := pagesOf[*ReceptionPage](b); len(pages) != 0 {
		t.Error("a clock nobody believes announces a reception")
	}
}

func TestMovedReceptionSaysSo(t *testing.T) {
	rec := town(5)
	rec.calendar = station.NewCalendar([]station.Holidays{{Year: 2026, Off: []station.Date{"2026-11-18"}}})
	page := pagesOf[*ReceptionPage](paint(fullHD, rec, "2026-11-17 08:00"))[0]
	if page.Date != "2026-11-19" || page.Items[0].Note != "原定11月18日，因放假改期" {
		t.Errorf("moved reception: %s %q", page.Date, page.Items[0].Note)
	}
}
