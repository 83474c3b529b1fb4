package demo

import (
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// juyuan is 桔园镇 in 2023 and 2024: a centre and seven area stations, 122 received and 32 problems solved in 2024, three
// inspections, two trainings, eight reports and 69 tested in both years, three projects voted twice, eleven opinions on them
// decided by the Party committee, and everything looked at again still mended.
func juyuan(root string, now time.Time) *town {
	t := newTown(root, now, 4, "juyuan", "桔园镇", "2023-01-03")
	t.areaCode = "610722107"
	t.sites = []site{{"", "桔园镇中心联络站", "桔园镇", station.SiteCenter}}
	for i, area := range []string{"上洋片区", "柑山片区", "东河片区", "文峰片区", "石堰片区", "新塘片区", "平桥片区"} {
		t.sites = append(t.sites, site{"pq" + string(rune('1'+i)), area + "联络站", area, station.SiteArea})
	}
	t.seats = []seat{{station.Prefecture, 1}, {station.County, 11}, {station.Township, 57}}
	t.groups = []station.Group{{Name: "柑桔产业专门小组", Kind: station.GroupSpecial, Topic: "柑桔种植和销售"}}
	t.rule = station.Pattern{Kind: station.MonthDays, Days: []int{15}}
	t.found()
	for i, day := range t.sittings("2024-01-01", "2024-12-01") { // eleven days: one of twelve and ten of eleven make 122
		visitors := 11
		if i == 0 {
			visitors = 12
		}
		t.receive(i%8, day, visitors, t.some(i, 4))
	}
	t.juyuanDuty()
	t.juyuanMatters()
	return t
}

func (t *town) juyuanDuty() {
	var roads string
	for i, name := range []string{"村组道路硬化", "水利设施修缮", "垃圾中转站"} {
		id := t.promise("2024-01-30", station.Project{Year: 2024, Name: name, DutyUnit: t.units[i], DutyPerson: "分管负责人", DueOn: "2024-12-10", Progress: 100, Votes: []station.Vote{
			ballot("2024-01-28", station.VoteChoose, 57, 48-i, 0), ballot("2024-06-28", station.VoteAppraise, 57, 40, 8), ballot("2024-11-28", station.VoteAppraise, 57, 45+i, 4)}})
		if i == 0 {
			roads = id
		}
	}
	for i, on := range []station.Date{"2023-09-12", "2024-06-20", "2024-11-20"} {
		with := station.Activity{}
		if i > 0 {
			with.Project = roads
		}
		t.do(deed{site: 0, on: on, kind: "inspection", title: []string{"重点工作视察评议", "年中集中视察", "年底集中视察"}[i], who: t.some(i, 24), with: with})
	}
	for i, on := range []station.Date{"2023-05-18", "2024-04-18"} {
		t.do(deed{site: 0, on: on, kind: "training", title: "联络站工作人员业务培训", who: t.some(i, 6), with: station.Activity{People: 16}})
	}
	reporters := present(t.some(2, 8))
	for i := range reporters {
		reporters[i].Role = station.Reporter
	}
	reporters = append(reporters, present(t.some(1, 20))...)
	t.do(deed{site: 0, on: "2023-12-20", kind: "duty_report", title: "代表述职会", with: station.Activity{Attendance: reporters}})
	marks := map[string]int{}
	for i, id := range t.some(0, 69) {
		marks[id] = 78 + i%22
	}
	t.do(deed{site: 0, on: "2024-03-22", kind: "knowledge_test", title: "人大应知应会测试", who: t.some(0, 69), with: station.Activity{Scores: marks}})
	t.do(deed{site: 2, on: "2024-08-09", kind: "research", title: "柑桔专门小组外出看新品种", who: t.some(3, 9)})
}

// juyuanMatters are 40: 32 solved, eight under way to a plan; eleven of them were decided above, eleven looked at again.
func (t *town) juyuanMatters() {
	kinds := []string{"water", "road", "safety", "waste", "land"}
	for i := range 40 {
		c := brought{site: i % 8, on: spread("2024-01-10", "2024-10-10", i, 40), category: kinds[i%5], channel: matter.OnVisit, unit: i % 5, days: 4 + i%10,
			class: "A", verdict: []matter.Satisfaction{matter.Satisfied, matter.Satisfied, matter.SoSo}[i%3], end: finished}
		switch {
		case i%5 == 4:
			c.class = "B"
		case i%3 == 0:
			c.end = rechecked
		}
		if i < 11 {
			c.escalate = "party_committee"
		}
		t.bring(c)
	}
}
