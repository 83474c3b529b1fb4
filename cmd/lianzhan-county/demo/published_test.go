package demo

import (
	"testing"

	"lianzhan/station"
	"lianzhan/station/figure"
)

// days is a stretch, both ends included.
type days [2]station.Date

// The days the published figures are of.
var (
	haicheng2024   = days{"2024-01-01", "2024-11-19"}
	july2024       = days{"2024-07-01", "2024-07-31"}
	xinan2022      = days{"2022-01-01", "2022-12-08"}
	shiqiaotou2018 = days{"2016-12-01", "2018-06-19"}
	juyuan2024     = days{"2024-01-01", "2024-12-10"}
	juyuanBoth     = days{"2023-01-01", "2024-12-10"}
	baita2022      = days{"2022-01-01", "2022-06-30"}
)

// published are the figures of the five reports, each for its own town and days. "More than 200" is told as 210.
var published = []struct {
	town  string
	days  days
	key   string
	part  string
	want  float64
	of    float64 // 0: no whole was published
	words string
}{
	{"haicheng", haicheng2024, "received", "", 124, 0, "接待选民124人次"},
	{"haicheng", haicheng2024, "visits", "", 77, 0, "走访77次"},
	{"haicheng", haicheng2024, "news", "", 72, 0, "站点动态72条"},
	{"haicheng", haicheng2024, "placed", "", 182, 182, "182名代表全部进驻"},
	{"haicheng", haicheng2024, "sites", "", 8, 0, "1个项目站、1个中心站、6个村社区站"},
	{"haicheng", haicheng2024, "sites", "project", 1, 0, "1个民生重点项目站"},
	{"haicheng", haicheng2024, "sites", "center", 1, 0, "1个中心站"},
	{"haicheng", haicheng2024, "sites", "station", 6, 0, "6个村社区站"},
	{"haicheng", haicheng2024, "outreach", "", 210, 0, "宣讲200余户"},
	{"haicheng", july2024, "activities", "inspection", 6, 0, "7月视察6次"},
	{"haicheng", haicheng2024, "results", "植树/株", 310, 0, "植树300余株"},
	{"haicheng", haicheng2024, "results", "绿化面积/平方米", 2700, 0, "绿化2700平方米"},
	{"haicheng", haicheng2024, "results", "代表捐款/元", 29000, 0, "捐款2.9万元"},

	{"xinan", xinan2022, "members", "", 72, 0, "27名代表加45名议政代表"},
	{"xinan", xinan2022, "members", "deputy", 27, 0, "27名代表"},
	{"xinan", xinan2022, "members", "councillor", 45, 0, "45名议政代表"},
	{"xinan", xinan2022, "placed", "", 72, 72, "就近编入家站点"},
	{"xinan", xinan2022, "sites", "", 12, 0, "1家9站2点"},
	{"xinan", xinan2022, "sites", "home", 1, 0, "1个家"},
	{"xinan", xinan2022, "sites", "station", 9, 0, "9个社区站"},
	{"xinan", xinan2022, "sites", "point", 2, 0, "2个点"},
	{"xinan", xinan2022, "activities", "work_meeting", 3, 0, "推进会3次"},
	{"xinan", xinan2022, "activities", "site_meeting", 5, 0, "现场协调会5次"},
	{"xinan", xinan2022, "activities", "volunteer", 32, 0, "志愿服务30余场次"},
	{"xinan", xinan2022, "attendance", "volunteer", 54, 0, "志愿服务50余人次"},
	{"xinan", xinan2022, "projects", "", 6, 10, "十大民生实事"},

	{"shiqiaotou", shiqiaotou2018, "tiers", "township", 60, 0, "镇代表60人"},
	{"shiqiaotou", shiqiaotou2018, "members", "", 74, 0, "60加市级以上14"},
	{"shiqiaotou", shiqiaotou2018, "activities", "", 20, 0, "活动20次"},
	{"shiqiaotou", shiqiaotou2018, "received", "", 44, 0, "接待40余人次"},
	{"shiqiaotou", shiqiaotou2018, "groups", "", 4, 0, "4个小组"},
	{"shiqiaotou", shiqiaotou2018, "escalated", "party_committee", 1, 1, "向党委汇报并解决"},

	{"juyuan", juyuan2024, "received", "", 122, 0, "接待120余人次"},
	{"juyuan", juyuan2024, "solved", "", 32, 0, "解决30余件"},
	{"juyuan", juyuanBoth, "activities", "inspection", 3, 0, "视察评议3次"},
	{"juyuan", juyuanBoth, "activities", "training", 2, 0, "培训2场次"},
	{"juyuan", juyuanBoth, "duty_reports", "", 8, 0, "述职报告8份"},
	{"juyuan", juyuanBoth, "tested", "", 69, 0, "知识测试69人次"},
	{"juyuan", juyuan2024, "projects", "", 3, 3, "3个民生实事项目"},
	{"juyuan", juyuan2024, "votes", "appraise", 2, 0, "满意度测评2次"},
	{"juyuan", juyuan2024, "escalated", "party_committee", 11, 11, "意见11件报请党委作出决定"},
	{"juyuan", juyuan2024, "rectified", "", 11, 11, "整改率100%"},
	{"juyuan", juyuan2024, "sites", "", 8, 0, "1个中心站7个片区站"},
	{"juyuan", juyuan2024, "sites", "area", 7, 0, "7个片区站"},
	{"juyuan", juyuan2024, "groups", "special", 1, 0, "柑桔专门小组"},

	{"baita", baita2022, "members", "", 98, 0, "98名代表"},
	{"baita", baita2022, "tiers", "prefecture", 5, 0, "市代表5名"},
	{"baita", baita2022, "tiers", "county", 18, 0, "县代表18名"},
	{"baita", baita2022, "tiers", "township", 75, 0, "镇代表75名"},
	{"baita", baita2022, "placed", "", 98, 98, "全员进站"},
	{"baita", baita2022, "opinions", "", 200, 0, "社情民意200余件"},
	{"baita", baita2022, "adopted", "", 36, 200, "36件被采纳"},
	{"baita", baita2022, "contacts", "", 2005, 0, "接待走访2000余次"},
	{"baita", baita2022, "good_deeds", "", 104, 0, "好事实事100余件"},
	{"baita", baita2022, "receptions", "", 12, 0, "每月7日和21日坐班"},
	{"baita", baita2022, "sites", "point", 5, 0, "5个联络点"},
	{"baita", baita2022, "sites", "room", 6, 0, "6个县代表联络室"},
}

func TestPublishedFiguresComeOut(t *testing.T) {
	_, _, book := told(t)
	for _, c := range published {
		board := book.Board(figure.Query{Scope: root + "/" + c.town, From: c.days[0], To: c.days[1]}, figure.Moment{Now: present2026})
		value, of := number(board, c.key, c.part)
		if value != c.want || c.of != 0 && of != c.of {
			t.Errorf("%s %s: %s %s is %v of %v, want %v of %v", c.town, c.words, c.key, c.part, value, of, c.want, c.of)
		}
	}
}

// number is the headline of a figure or of one part of it; of a share the part's whole when a part is asked for.
func number(board figure.Board, key, part string) (value, of float64) {
	for _, f := range board.Figures {
		if f.Key != key {
			continue
		}
		value, whole := f.Value, f.Of
		if part != "" {
			value, whole = -1, nil
		}
		for _, p := range f.Parts {
			if part != "" && p.Key == part {
				value, whole = p.Value, p.Of
			}
		}
		if whole != nil {
			of = *whole
		}
		return value, of
	}
	return -1, 0
}
