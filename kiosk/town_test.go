package kiosk

import (
	"os"
	"path/filepath"
	"testing"

	"lianzhan/station"
)

// What must never be said to the public. Each is planted where a careless answer would let it out.
const (
	secretPhone = "13900001111"
	secretNote  = "内部备注一二三"
	secretBirth = "1971-02"
	formerName  = "尹旧年"
)

var secrets = []string{secretPhone, secretNote, secretBirth, formerName, "不公开"}

// aTown is a small invented town: a centre station with two points, five deputies who serve, one who did and one who
// will, and a little of everything else.
func aTown(t testing.TB) *world {
	w := newWorld(t)
	w.put(t, sites()...)
	w.put(t, deputies()...)
	w.put(t, life()...)
	portrait := append([]byte{0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 'J', 'F', 'I', 'F', 0}, make([]byte, 600)...)
	if err := os.WriteFile(filepath.Join(w.files, hash('a')), portrait, 0o600); err != nil {
		t.Fatal(err)
	}
	return w
}

func sites() []station.Thing {
	declared := 6
	return []station.Thing{
		&station.Station{ID: "s1", Code: code(101), AreaCode: "990101001", Name: "白石镇中心联络站", Kind: station.SiteCenter,
			Address: "白石镇人民路18号", Phone: "0999-87000001", Hours: "周一至周五 8:30—17:00",
			Intro: "联络站是人大代表联系选民的地方。\n有事请进来坐坐。", Brand: "莲池夜话", Photo: hash('b'),
			Villages:   []string{"莲池村", "上垟村", "石桥村"},
			TierLabels: map[station.Tier]string{station.Prefecture: "河州市代表"}, DeclaredDeputies: &declared},
		&station.Station{ID: "s2", Code: code(102), Name: "莲池联络点", Kind: station.SitePoint, Parent: "s1",
			Address: "莲池村文化礼堂", Phone: "0999-87000002", Order: 1},
		&station.Station{ID: "s3", Code: code(103), Name: "上垟联络点", Kind: station.SitePoint, Parent: "s1", Order: 2},
		&station.Group{ID: "g1", Name: "第一代表小组", Kind: station.GroupArea, Order: 1},
		&station.Group{ID: "g2", Name: "柑桔专业小组", Kind: station.GroupSpecial, Topic: "柑桔", Leader: "d02", Order: 2},
		&station.Screen{ID: "hall", Name: "大厅触摸屏", Kind: station.KioskScreen, Width: 1080, Height: 1920, Diagonal: 21.5},
	}
}

func deputies() []station.Thing {
	in := func(tier station.Tier, area string) station.Membership {
		return station.Membership{In: station.BodyCongress, Tier: tier, Area: area, Term: "第十七届", StartDate: "2022-01"}
	}
	at := func(id string) station.Membership { return station.Membership{In: station.BodyStation, Of: id} }
	group := func(id string) station.Membership { return station.Membership{In: station.BodyGroup, Of: id} }
	return []station.Thing{
		&station.Deputy{ID: "d01", Code: code(1), Order: 1, Name: "林海涵", Gender: "女", Ethnicity: "汉", BirthDate: secretBirth,
			Posts: []string{"莲池村党支部书记"}, Phone: secretPhone, Note: secretNote, Photo: hash('c'), Thumb: hash('a'),
			Commitment: "有事找我，件件有回音。", Strengths: "熟悉水利", Villages: []string{"莲池村"},
			Memberships: []station.Membership{in(station.County, "第3选区"), in(station.Township, "第5选区"), at("s2"), group("g1")}},
		&station.Deputy{ID: "d02", Code: code(2), Order: 2, Name: "单美光", Posts: []string{"白石柑桔合作社理事长"},
			Phone: "13900002222", PhonePublic: true, Villages: []string{"上垟村", "石桥村"},
			Memberships: []station.Membership{in(station.Township, "第10选区"), at("s3"), group("g2")}},
		&station.Deputy{ID: "d03", Code: code(3), Order: 3, Name: "欧阳知秋", Posts: []string{"白石中学教师", "县政协委员"},
			Memberships: []station.Membership{in(station.Prefecture, "白石镇"), at("s1"), group("g1"),
				{In: station.BodyCongress, Tier: station.National, StartDate: "2028-03", Term: "不公开"}}},
		&station.Deputy{ID: "d04", Code: code(4), Order: 4, Name: "冼百川",
			Memberships: []station.Membership{in(station.Township, "第5选区"), at("s2")}},
		&station.Deputy{ID: "d05", Code: code(5), Order: 5, Name: "覃若溪",
			Memberships: []station.Membership{{In: station.BodyCongress, Tier: station.Township, Area: "第2选区", EndDate: "2026-11-21"}}},
		&station.Deputy{ID: "d06", Code: code(6), Order: 6, Name: formerName, Phone: "13900003333", PhonePublic: true,
			Commitment: "不公开", Memberships: []station.Membership{{In: station.BodyCongress, Tier: station.County, EndDate: "2026-11-20"}}},
		&station.Deputy{ID: "d07", Code: code(7), Order: 7, Name: "汪将来",
			Memberships: []station.Membership{{In: station.BodyCongress, Tier: station.Township, StartDate: "2026-11-22"}}},
	}
}

func life() []station.Thing {
	signed := func(ids ...string) (list []station.Attendance) {
		for _, id := range ids {
			list = append(list, station.Attendance{Deputy: id, State: station.SignedIn, Note: "走访十二户"})
		}
		return append(list, station.Attendance{Deputy: "d03", State: station.OnLeave, Note: "不公开"})
	}
	return []station.Thing{
		&station.ReceptionRule{ID: "r1", Title: "代表接待日", Start: "09:00", End: "11:00", Place: "一楼接待室", Station: "s1",
			Pattern: station.Pattern{Kind: station.MonthDays, Days: []int{7, 21}}, Rota: []string{"d01", "d02", "d06", "d05"},
			PerDay: 2, ValidFrom: "2026-11-01"},
		&station.ReceptionRule{ID: "r2", Title: "农历十六接待", Start: "14:30", End: "16:30", Station: "s2",
			Pattern: station.Pattern{Kind: station.LunarDay, LunarDay: 16}, Rota: []string{"d03", "d04"}},
		&station.Holidays{ID: "2026", Year: 2026, Off: []station.Date{"2026-12-07"}},
		&station.Activity{ID: "a1", Number: "A2026-01", Title: "走访莲池村", Type: "visit", Date: "2026-10-08", Start: "09:00",
			End: "11:00", Place: "莲池村", Convener: "林海涵", Content: "看水渠", Outcome: "修好两处", People: 12, Public: true,
			Photos: []string{hash('d')}, Attendance: signed("d01", "d06")},
		&station.Activity{ID: "a2", Title: "柑桔培训", Type: "training", Date: "2026-11-03", Public: true, Attendance: signed("d02", "d01")},
		&station.Activity{ID: "a3", Title: "不公开的会", Type: "meeting", Date: "2026-11-05", Attendance: signed("d01")},
		&station.Project{ID: "p1", Year: 2026, Number: 2, Name: "石桥村水渠改造", Investment: "120万元", DutyUnit: "农业农村办",
			DutyPerson: "周主任", DueOn: "2026-10-31", Progress: 80, Status: "正在收尾", Public: true,
			Nodes: []station.ProjectNode{{Name: "开工", Planned: "2026-03", Actual: "2026-03-12"}, {Name: "完工", Planned: "2026-10"}}},
		&station.Project{ID: "p2", Year: 2026, Number: 1, Name: "村道路灯", DueOn: "2026-12-31", Progress: 40, Public: true},
		&station.Project{ID: "p3", Year: 2025, Number: 1, Name: "卫生室修缮", Progress: 100, Public: true},
		&station.Project{ID: "p4", Year: 2026, Number: 9, Name: "不公开的项目"},
		&station.Suggestion{ID: "u1", Number: "12", Congress: "第十七届第五次会议", Title: "关于增设公交站的建议", Body: "上垟村离最近的站两公里。",
			Category: "交通", LeadDeputy: "d02", CoSigners: []string{"d01"}, LeadUnit: "交通运输局", SubmittedOn: "2026-02-20",
			DueOn: "2026-05-20", RepliedOn: "2026-05-11", Reply: "已列入计划。", ReplyClass: "A", Public: true},
		&station.Suggestion{ID: "u2", Title: "关于古井保护的建议", LeadDeputy: "d06", SubmittedOn: "2025-02-20", Public: true},
		&station.Suggestion{ID: "u3", Title: "不公开的建议", LeadDeputy: "d01", SubmittedOn: "2026-03-01"},
		&station.Article{ID: "t1", Kind: station.News, Title: "代表走进莲池村", Body: "第一段。\n\n第二段。", Source: "白石镇人大",
			PublishedOn: "2026-11-01", Photo: hash('e'), Public: true},
		&station.Article{ID: "t2", Kind: station.Notice, Title: "接待日公告", Body: "欢迎选民前来。", PublishedOn: "2026-11-10",
			ExpiresOn: "2026-11-21", Public: true},
		&station.Article{ID: "t3", Kind: station.Law, Title: "不公开的草稿", PublishedOn: "2026-11-01"},
		&station.Article{ID: "t4", Kind: station.News, Title: "明天才发", PublishedOn: "2026-11-22", Public: true},
	}
}
