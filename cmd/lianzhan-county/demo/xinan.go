package demo

import (
	"fmt"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// xinan is 新安街道 in 2022, up to 8 December: one home, nine stations and two points where a slogan says twelve stations, 27
// deputies and 45 members of the street's council, three meetings and five on the spot, 32 volunteer sessions, ten projects.
func xinan(root string, now time.Time) *town {
	t := newTown(root, now, 2, "xinan", "新安街道", "2022-01-04")
	twelve := 12
	t.areaCode = "320214053"
	t.declared = station.Station{DeclaredStations: &twelve, DeclaredKinds: map[station.SiteKind]int{station.SiteHome: 1, station.SiteStation: 12}}
	t.labels = map[station.Tier]string{station.Prefecture: "市代表", station.County: "区代表"}
	t.sites = []site{{"", "新安街道人大代表之家", "新安街道", station.SiteHome}}
	for i, area := range []string{"新安花苑第一社区", "新安花苑第二社区", "新安花苑第三社区", "和风社区", "春风社区", "水木社区", "景明社区", "湖滨社区", "锦园社区"} {
		t.sites = append(t.sites, site{fmt.Sprintf("sq%d", i+1), area + "联络站", area, station.SiteStation})
	}
	t.sites = append(t.sites, site{"dongzhuang", "东庄科技园联系点", "东庄科技园", station.SitePoint}, site{"daxigang", "大溪港湿地公园联系点", "大溪港", station.SitePoint})
	t.seats, t.councillors = []seat{{station.Prefecture, 4}, {station.County, 23}}, 45
	t.promised = 1
	t.rule = station.Pattern{Kind: station.NthWeekday, Nth: 3, Weekday: 2}
	t.found()
	t.xinanWorks()
	for turn, day := range t.sittings("2022-01-01", "2022-12-07") {
		for site := range 10 {
			t.receive(site, day, 3+(turn+site)%4, t.some(turn*10+site, 2))
		}
	}
	kinds := []string{"housing", "noise", "waste", "school", "welfare", "safety"}
	for i := range 48 {
		t.bring(brought{site: 1 + i%9, on: spread("2022-01-20", "2022-10-20", i, 48), category: kinds[i%len(kinds)], channel: matter.ByPhone, unit: i % 6,
			days: 2 + i%11, class: []matter.ReplyClass{"A", "B", "A"}[i%3], verdict: []matter.Satisfaction{matter.Satisfied, matter.SoSo, matter.Satisfied, matter.Satisfied}[i%4],
			end: rechecked})
	}
	return t
}

func (t *town) xinanWorks() {
	for i := range 3 {
		t.do(deed{site: 0, on: spread("2022-02-15", "2022-11-15", i, 3), kind: "work_meeting", title: "家站点建设推进会", who: t.some(i, 10)})
	}
	for i := range 5 {
		site := 1 + i*2
		t.do(deed{site: site, on: spread("2022-03-10", "2022-10-30", i, 5), kind: "site_meeting", title: t.sites[site].area + "现场协调会", who: t.some(i, 4)})
	}
	tasks := []string{"防疫值守", "文明城市创建", "安全检查"}
	for i := range 32 { // 22 sessions of two and ten of one make 54
		many := 2
		if i >= 22 {
			many = 1
		}
		t.do(deed{site: i % len(t.sites), on: spread("2022-01-10", "2022-11-28", i, 32), kind: "volunteer", title: "志愿服务：" + tasks[i%3], who: t.some(i, many)})
	}
	var first string
	for i, name := range []string{"老小区加装充电棚", "社区助餐点", "口袋公园", "校门口慢行道", "背街小巷路灯", "雨污管网修复", "社区卫生站改造", "电梯安全检测", "湿地步道", "便民菜场改造"} {
		id := t.promise("2022-01-25", station.Project{Year: 2022, Name: name, DutyUnit: t.units[i%6], DutyPerson: "分管负责人", DueOn: "2022-12-20", Progress: []int{100, 100, 95, 100, 90, 100, 85, 100, 100, 92}[i],
			Votes: []station.Vote{ballot("2022-01-24", station.VoteChoose, 72, 60-i, 0)}})
		if i == 0 {
			first = id
		}
	}
	t.do(deed{site: 0, on: "2022-09-15", kind: "inspection", title: "民生实事项目专项视察：看现场、问进展、提建议", who: t.some(4, 18), with: station.Activity{Project: first}})
	for i := range 6 {
		t.do(deed{site: 3 + i%2, on: spread("2022-03-05", "2022-11-05", i, 6), kind: "deliberation", title: "议事亭里说楼道", who: t.some(i+2, 4), with: station.Activity{People: 12}})
	}
}
