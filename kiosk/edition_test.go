package kiosk

import (
	"slices"
	"strings"
	"testing"
	"time"

	"lianzhan/station"
)

// Midnight changes who serves, what is overdue and what has expired, without any commit.
func TestTheDayTurns(t *testing.T) {
	h := open(t, aTown(t))
	before := h.get("/api/v1/deputies")
	h.now = morning.Add(15*time.Hour - time.Second) // 23:59:59
	if h.get("/api/v1/deputies") != before {
		t.Error("the list changed before midnight")
	}
	h.now = morning.Add(15 * time.Hour)
	names := ""
	for _, d := range read[deputyAnswers](h, "/api/v1/deputies").Items {
		names += d.Name + " "
	}
	if strings.Contains(names, "覃若溪") || !strings.Contains(names, "汪将来") {
		t.Errorf("after midnight serve: %s", names)
	}
	if body := h.get("/api/v1/articles"); strings.Contains(body, "接待日公告") || !strings.Contains(body, "明天才发") {
		t.Errorf("after midnight the articles are %s", body)
	}
	if first := read[receptionList](h, "/api/v1/receptions").Items[0]; first.Date != "2026-11-24" {
		t.Errorf("after midnight the first reception is %s", first.Date)
	}
	if a := h.ask("GET", "/api/v1/deputies/d05"); a.status != 404 || !strings.Contains(a.body, "mandate_ended") {
		t.Errorf("a mandate that ended yesterday: %d %s", a.status, a.body)
	}
}

// A box in a hall may be told UTC by its system; its day is Beijing's all the same.
func TestTheDayIsBeijings(t *testing.T) {
	h := open(t, aTown(t))
	h.now = time.Date(2026, 11, 21, 16, 0, 0, 0, time.UTC)
	if body := h.get("/api/v1/deputies"); strings.Contains(body, "覃若溪") {
		t.Error("at midnight in Beijing yesterday's mandate still holds")
	}
}

func TestANewAddressReachesTheCodes(t *testing.T) {
	h := open(t, aTown(t))
	h.get("/api/v1/deputies/d01")
	h.base = "http://10.0.0.7:8080"
	h.now = h.now.Add(baseAge)
	if got := read[deputyDetail](h, "/api/v1/deputies/d01").Page; got != "HTTP://10.0.0.7:8080/D/00000001" {
		t.Errorf("page %s", got)
	}
	h.put(t, &station.Station{ID: "s1", Code: code(101), Name: "白石镇中心联络站", PublicURL: "https://rd.example.gov.cn/"})
	if got := read[deputyDetail](h, "/api/v1/deputies/d01").Page; got != "HTTPS://RD.EXAMPLE.GOV.CN/D/00000001" {
		t.Errorf("page with a public address %s", got)
	}
}

// A year's holidays entered at the station replace those the program was shipped with; other years keep theirs.
func TestEnteredHolidaysReplaceShippedOnes(t *testing.T) {
	w := aTown(t)
	w.put(t, &station.ReceptionRule{ID: "r9", Start: "09:00", End: "11:00", Pattern: station.Pattern{Kind: station.MonthDays, Days: []int{1}}})
	h := open(t, w)
	for year, want := range map[string]station.Date{"2025": "2025-10-09", "2026": "2026-10-01"} {
		days := read[receptionList](h, "/api/v1/receptions?from="+year+"-10-01&to="+year+"-10-10").Items
		days = slices.DeleteFunc(days, func(day receptionItem) bool { return day.Rule != "r9" })
		if len(days) != 1 || days[0].Date != want {
			t.Errorf("in %s: %v, want %s", year, days, want)
		}
	}
}

func TestAnEmptyBoxAnswers(t *testing.T) {
	h := open(t, newWorld(t))
	if got := read[stationAnswer](h, "/api/v1/station"); got.Name != "人大代表联络站" || got.Counts.Deputies != 0 {
		t.Errorf("station %+v", got)
	}
	for _, address := range []string{"deputies", "letters", "places", "receptions", "activities", "projects", "suggestions", "articles"} {
		if body := h.get("/api/v1/" + address); !strings.HasSuffix(body, `"items":[]}`) {
			t.Errorf("%s: %s", address, body)
		}
	}
}
