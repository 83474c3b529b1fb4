package demo

import (
	"fmt"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// baita is 白塔镇 in the first half of 2022: 98 deputies, 5 of the prefecture, 18 of the county and 75 of the town; 200
// opinions of which 36 were adopted; 2,005 met at receptions and visits; 104 good deeds; a manhole cover mended in two days.
func baita(root string, now time.Time) *town {
	t := newTown(root, now, 5, "baita", "白塔镇", "2022-01-02")
	t.areaCode = "331024103"
	t.labels = map[station.Tier]string{station.Prefecture: "市代表", station.County: "县代表", station.Township: "镇代表"}
	t.sites = []site{{"", "白塔镇人大代表联络站", "白塔村", station.SiteCenter}}
	for i, area := range []string{"东片", "南片", "西片", "北片", "中片"} {
		t.sites = append(t.sites, site{fmt.Sprintf("pian%d", i+1), area + "联络点", area, station.SitePoint})
	}
	for i, area := range []string{"东横街村", "景园村", "上叶村", "下叶村", "高迁村", "感德村"} {
		t.sites = append(t.sites, site{fmt.Sprintf("shi%d", i+1), area + "县代表联络室", area, station.SiteRoom})
	}
	t.seats = []seat{{station.Prefecture, 5}, {station.County, 18}, {station.Township, 75}}
	t.rule = station.Pattern{Kind: station.MonthDays, Days: []int{7, 21}}
	t.found()
	for i, day := range t.sittings("2022-01-03", "2022-06-30") { // twelve days of twenty
		t.receive(0, day, 20, t.some(i, 6))
	}
	t.baitaVisits()
	t.baitaMatters()
	for i := range 104 {
		t.do(deed{site: i % len(t.sites), on: spread("2022-01-05", "2022-06-28", i, 104), kind: "good_deed", title: []string{"帮独居老人修电路", "调解邻里纠纷", "协调灌溉用水", "送医送药上门"}[i%4],
			who: t.some(i, 1)})
	}
	return t
}

// baitaVisits is one visit of each deputy each month, to three people.
func (t *town) baitaVisits() {
	for month := range 6 {
		first := station.Date(fmt.Sprintf("2022-%02d-03", month+1))
		for n := range t.people {
			site := n % len(t.sites)
			t.do(deed{site: site, on: first.AddDays(n % 24), kind: "visit", title: "走访" + t.sites[site].area + "联系户", who: []string{t.deputyID(n)},
				with: station.Activity{People: 3, Households: 2}})
		}
	}
}

func (t *town) baitaMatters() {
	kinds := []string{"road", "water", "waste", "land", "safety", "welfare", "school", "noise"}
	t.bring(brought{site: 6, on: "2022-06-06", category: "road", channel: matter.AtReception, unit: 0, days: 2, class: "A", verdict: matter.Satisfied, end: rechecked})
	t.bring(brought{site: 7, on: "2022-06-09", category: "waste", channel: matter.ByPhone, unit: 4, days: 4, class: "A", verdict: matter.Satisfied, end: rechecked})
	for i := range 198 {
		c := brought{site: i % len(t.sites), on: spread("2022-01-04", "2022-06-29", i, 198), category: kinds[i%8], channel: []matter.Channel{matter.ByPhone, matter.OnVisit, matter.ByKiosk}[i%3],
			unit: i % 6, days: 2 + i%12, class: []matter.ReplyClass{"A", "B", "A", "A", "C"}[i%5], end: finished,
			verdict: []matter.Satisfaction{matter.Satisfied, matter.Satisfied, matter.SoSo, matter.Satisfied, ""}[i%5]}
		switch {
		case i%5 == 1 && i < 180: // 36 of them
			c.advice = fmt.Sprintf("关于改善%s%s的建议", t.sites[c.site].area, matter.CategoryLabel(c.category))
		case i%11 == 7:
			c.end = declined
		}
		t.bring(c)
	}
}
