//go:build stories

package tests

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"lianzhan/station"
)

// What the county decides for all its stations holds there: a table of holidays moves what is promised to a voter, a project and
// a notice are at the terminal and on the wall.
func TestWhatTheCountyDecidesHoldsAtTheStation(t *testing.T) {
	county, town := startCounty(t), startTown(t)
	master := openOffice(t, county).master
	town.joins(county, "石湾镇中心站", "shiwan")
	voter := town.kiosk("127.0.0.61")
	told := voter.tell("村口的桥面裂了一道缝，三轮车过不去。", nil)
	before := voter.follow(told.Code).Next.Due

	write := func(kind string, said fields) {
		t.Helper()
		master.want(http.StatusCreated, "PUT", "/api/v1/county/records/"+kind+"?scope=/c", said)
	}
	due, err := time.Parse(time.DateOnly, before)
	if err != nil {
		t.Fatal(err)
	}
	write("holidays", fields{"year": due.Year(), "off": []string{before}, "working": []string{}, "basis": "县里的放假安排"})
	soon(t, "the promise moves off the holiday", func() bool { return voter.follow(told.Code).Next.Due != before })

	const project, notice = "桥头溪堤加固", "十二月体检安排"
	write("project", fields{"name": project, "year": time.Now().In(station.Zone).Year(), "progress": 40, "public": true})
	write("article", fields{"kind": "notice", "title": notice, "body": "十二月起，六十五岁以上老人免费体检。", "public": true, "published_on": "2026-01-01"})
	soon(t, "both are at the terminal", func() bool {
		return strings.Contains(string(town.get("/api/v1/projects")), project) && strings.Contains(string(town.get("/api/v1/articles")), notice)
	})
	town.watch("porch").until("both", func(b board) bool { return strings.Contains(b.raw, project) && strings.Contains(b.raw, notice) })
}
