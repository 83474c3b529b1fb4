package demo

import (
	"fmt"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// haicheng is 海城镇 in 2024, up to 19 November: eight sites where the office counts seven, 182 deputies of three tiers, 124
// received, 77 visits, 72 pieces of news, 210 households told of a policy, six inspections in July.
func haicheng(root string, now time.Time) *town {
	t := newTown(root, now, 1, "haicheng", "海城镇", "2024-01-02")
	seven, all := 7, 182
	t.areaCode, t.declared = "441521115", station.Station{DeclaredStations: &seven, DeclaredDeputies: &all}
	t.labels = map[station.Tier]string{station.Prefecture: "市代表", station.County: "县代表", station.Township: "镇代表"}
	t.sites = []site{{"", "海城镇中心联络站", "城中社区", station.SiteCenter}, {"tingche", "智慧停车民生项目联络站", "城中社区", station.SiteProject},
		{"lianhua", "莲花村联络站", "莲花村", station.SiteStation}, {"chengdong", "城东社区联络站", "城东社区", station.SiteStation},
		{"chengxi", "城西社区联络站", "城西社区", station.SiteStation}, {"qiaotou", "桥头村联络站", "桥头村", station.SiteStation},
		{"xinyuan", "新园社区联络站", "新园社区", station.SiteStation}, {"nanhu", "南湖村联络站", "南湖村", station.SiteStation}}
	t.seats = []seat{{station.Prefecture, 6}, {station.County, 46}, {station.Township, 130}}
	t.promised = 2
	t.rule = station.Pattern{Kind: station.MonthDays, Days: []int{10}}
	t.found()
	t.haichengMonths()
	t.haichengWorks()
	t.haichengMatters()
	return t
}

// haichengMonths is one sitting and one visit a month at each of the seven stations that receive.
func (t *town) haichengMonths() {
	receiving := []int{0, 2, 3, 4, 5, 6, 7}
	turn := 0
	for _, day := range t.sittings("2024-01-01", "2024-11-18") {
		for _, site := range receiving {
			visitors := 1
			if turn < 47 { // 47 sittings of two and 30 of one make 124
				visitors = 2
			}
			t.receive(site, day, visitors, t.some(turn, 3))
			t.do(deed{site: site, on: day.AddDays(5), kind: "visit", title: "走访" + t.sites[site].area + "选民", who: t.some(turn+3, 4),
				with: station.Activity{People: 6, Households: 4}})
			turn++
		}
	}
	topics := []string{"代表接待日听民声", "走访入户问需求", "代表视察环境整治", "政策宣讲进小区", "站内学习交流", "收集建议开短会"}
	for i := range 72 {
		site := i % len(t.sites)
		t.report(site, spread("2024-01-05", "2024-11-15", i, 72), t.sites[site].name+"："+topics[i%len(topics)])
	}
}

func (t *town) haichengWorks() {
	parking := t.promise("2024-01-20", station.Project{Year: 2024, Name: "智慧停车一期", Target: "规划新增车位2007个，已有9处停车场开放", Progress: 90, DutyUnit: "镇城建办",
		DutyPerson: "分管负责人", DueOn: "2024-12-31", Status: "一期进入收尾。", Votes: []station.Vote{ballot("2024-01-18", station.VoteChoose, 130, 112, 0)}})
	for i, area := range []string{"沉香种植基地", "代表乡村公园", "龙二巷", "中山东路", "智慧停车场一期", "莲花村道路"} {
		with := station.Activity{}
		if i == 4 {
			with.Project = parking
		}
		t.do(deed{site: i % 3, on: spread("2024-07-02", "2024-07-28", i, 6), kind: "inspection", title: "视察" + area, who: t.some(i, 8), with: with})
	}
	for i, site := range []int{0, 2, 3, 4, 5, 6, 7} {
		t.do(deed{site: site, on: station.Date("2024-10-22").AddDays(i * 2), kind: "outreach", title: "讲解以旧换新补贴办法", who: t.some(i, 5),
			with: station.Activity{Households: 30, People: 45}})
	}
	t.do(deed{site: 2, on: "2024-03-12", kind: "charity", title: "代表林植树", who: t.some(5, 40), with: station.Activity{Results: []station.Result{
		{Name: "植树", Amount: 310, Unit: "株"}, {Name: "绿化面积", Amount: 2700, Unit: "平方米"}, {Name: "代表捐款", Amount: 29000, Unit: "元"}}}})
	for i := range 4 {
		t.do(deed{site: 0, on: spread("2024-02-20", "2024-10-30", i, 4), kind: "training", title: fmt.Sprintf("代表履职培训第%d期", i+1), who: t.some(i, 45)})
	}
	t.do(deed{site: 0, on: "2024-11-05", kind: "duty_report", title: "代表述职会", who: t.some(9, 12)})
}

func (t *town) haichengMatters() {
	kinds := []string{"road", "waste", "noise", "safety", "water", "power"}
	for i := range 36 {
		t.bring(brought{site: 2 + i%6, on: spread("2024-01-15", "2024-10-20", i, 36), category: kinds[i%len(kinds)], channel: matter.ByKiosk, unit: i % 5,
			days: 3 + i%9, class: []matter.ReplyClass{"A", "A", "B", "A", "C"}[i%5], verdict: []matter.Satisfaction{matter.Satisfied, matter.Satisfied, matter.SoSo}[i%3],
			end: rechecked})
	}
}
