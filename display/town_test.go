package display

import (
	"fmt"
	"time"

	"lianzhan/station"
)

// names are invented; together they cover short and long ones, and surnames of 2 to 17 strokes.
var names = []string{"丁一禾", "于安", "王树青", "仇明远", "田小满", "刘望舒", "何家乐", "吴向晚", "林清和", "单良", "欧阳问渠",
	"贾平川", "程远山", "曾念慈", "戴月", "魏长风", "买买提·阿布都"}

// testCodes keeps the codes of all towns, which are the same deputies.
var testCodes = codeBook{}

// town is a station with n deputies over three tiers, two points, a weekly and a monthly reception, projects and notices.
func town(n int) records {
	rec := records{n: 7, stations: map[string]station.Station{}, screens: map[string]station.Screen{}, codes: testCodes}
	for i, name := range []string{"青溪镇中心联络站", "上坪联络点", "竹园联络点"} {
		id := fmt.Sprintf("s%d", i)
		rec.stations[id] = station.Station{ID: id, Name: name, Code: fmt.Sprintf("STAT000%d", i), Kind: station.SiteCenter, Order: i}
	}
	rec.home = rec.stations["s0"]
	for i := range n {
		rec.deputies = append(rec.deputies, deputy(i, n))
	}
	rec.rules = []station.ReceptionRule{{
		ID: "weekly", Title: "每周三代表接待日", Station: "s0", Place: "青溪镇便民服务中心一楼接待室", Start: "09:00", End: "11:00",
		Pattern: station.Pattern{Kind: station.Weekly, Weekday: 3}, Rota: []string{"d0", "d1", "d2"}, PerDay: 2,
		ValidFrom: "2026-01-01", Holiday: station.NextDay,
	}}
	for i := range 12 {
		rec.projects = append(rec.projects, station.Project{ID: fmt.Sprintf("p%d", i), Number: i + 1, Year: 2026, Public: true,
			Name: "农村供水管网改造", DutyUnit: "农业农村办", DueOn: "2026-10-31", Progress: i * 9})
	}
	rec.articles = []station.Article{{ID: "a1", Kind: station.Notice, Title: "接待日公告", Public: true, PublishedOn: "2026-11-18",
		Body: "本周三上午，镇人大代表在中心联络站接待选民，欢迎前来反映情况。\n请带好身份证件。", Source: "镇人大主席团"}}
	rec.calendar = station.NewCalendar(station.ShippedHolidays())
	return rec
}

// busyTown is a town whose people have brought four matters.
func busyTown(n int) records {
	rec := town(n)
	rec.units = map[string]station.Unit{"roads": {ID: "roads", Name: "青溪镇交通管理站", Short: "交管站"}, "water": {ID: "water", Name: "青溪镇水务站"}}
	rec.cases = cases{}
	for _, m := range townMatters() {
		rec.cases.keep(m, reckoning{calendar: rec.calendar, today: "2026-11-18"})
	}
	return rec
}

// deputy spreads n deputies as towns have them: a few of the prefecture, some of the county, most of the town.
func deputy(i, n int) station.Deputy {
	tier := station.Township
	if i < n*5/98 {
		tier = station.Prefecture
	} else if i < n*23/98 {
		tier = station.County
	}
	return station.Deputy{
		ID: fmt.Sprintf("d%d", i), Code: fmt.Sprintf("DEP%05d", i), Name: names[i%len(names)], Order: i + 1,
		Posts: []string{"青溪镇中心小学语文教师、教研组长"}, Phone: "13900000000", BirthDate: "1971-02-03",
		Note: "内部备注", Commitment: "多走一里路，多听一句话，把乡亲的事放在心上。",
		Memberships: []station.Membership{
			{In: station.BodyCongress, Tier: tier, Area: "第5选区", StartDate: "2022-01"},
			{In: station.BodyStation, Of: fmt.Sprintf("s%d", i%3)},
		},
	}
}

// at reads the station's wall clock: "2026-11-21 09:30".
func at(clock string) station.Reading {
	t, err := time.ParseInLocation("2006-01-02 15:04", clock, station.Zone)
	if err != nil {
		panic(err)
	}
	return station.Reading{Time: t, Trust: station.TrustNTP}
}

func paint(on Size, rec records, clock string) Board {
	return Paint(Panel{ID: "hall", Name: "大厅", Width: on.Width, Height: on.Height}, programme{}, rec, at(clock), "http://192.168.1.10:8080")
}

// pagesOf are the pages of one type.
func pagesOf[P Page](b Board) []P {
	var found []P
	for _, page := range b.Pages {
		if p, is := page.(P); is {
			found = append(found, p)
		}
	}
	return found
}
