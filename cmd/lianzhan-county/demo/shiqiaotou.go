package demo

import (
	"fmt"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// shiqiaotou is 石桥头镇 from the end of 2016 to 19 June 2018: one station, 60 town deputies and 14 above them, four groups by
// area, 20 activities, 44 received on the lunar 16th, one report to the Party committee.
func shiqiaotou(root string, now time.Time) *town {
	t := newTown(root, now, 3, "shiqiaotou", "石桥头镇", "2016-12-28")
	t.areaCode = "331081109"
	t.labels = map[station.Tier]string{station.Prefecture: "台州市代表", station.County: "市代表", station.Township: "镇代表"}
	t.sites = []site{{"", "石桥头镇人大代表联络站", "石景小区", station.SiteCenter}}
	t.seats = []seat{{station.Prefecture, 2}, {station.County, 12}, {station.Township, 60}}
	for i := range 4 {
		t.groups = append(t.groups, station.Group{Name: fmt.Sprintf("第%s片代表小组", []string{"一", "二", "三", "四"}[i]), Kind: station.GroupArea})
	}
	t.rule = station.Pattern{Kind: station.LunarDay, LunarDay: 16}
	t.found()
	for i, day := range t.sittings("2017-01-01", "2018-06-18") { // seventeen: ten of three and seven of two make 44
		visitors := 2
		if i < 10 {
			visitors = 3
		}
		t.receive(0, day, visitors, t.some(i, 3))
	}
	topics := []string{"五水共治", "环境整治", "饮用水保护", "移民安置房"}
	kinds := []station.DutyType{"inspection", "research", "group_activity", "enforcement_check"}
	for i := range 20 {
		t.do(deed{on: spread("2017-01-20", "2018-06-10", i, 20), kind: kinds[i%4], title: fmt.Sprintf("第%d小组：%s", i%4+1, topics[i/4%4]), who: t.some(i, 15)})
	}
	t.bring(brought{on: "2017-09-05", category: "housing", channel: matter.OnVisit, unit: 0, days: 12, class: "A", verdict: matter.Satisfied, end: rechecked,
		escalate: "party_committee"})
	for i := range 22 {
		t.bring(brought{on: spread("2017-01-16", "2018-04-20", i, 22), category: []string{"water", "land", "road", "noise"}[i%4], channel: matter.ByKiosk,
			unit: i % 5, days: 5 + i%8, class: []matter.ReplyClass{"A", "B"}[i%2], verdict: matter.Satisfied, end: finished})
	}
	return t
}
