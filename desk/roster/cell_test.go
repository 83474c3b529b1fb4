package roster

import (
	"fmt"
	"strings"
	"testing"

	"lianzhan/desk/sheet"
	"lianzhan/station"
)

func TestBirthMonths(t *testing.T) {
	for _, c := range []struct {
		text   string
		number bool
		want   station.Date
	}{
		{"1960.12", false, "1960-12"}, {"1960.12", true, "1960-12"}, {"1997-7", false, "1997-07"}, {"1962年11月", false, "1962-11"},
		{"1962年11月5日", false, "1962-11"}, {"1970/5", false, "1970-05"}, {"197005", false, "1970-05"}, {"197005", true, "1970-05"},
		{"19700521", true, "1970-05"}, {"1970-05-21 00:00:00", false, "1970-05"}, {"1970-05-21T00:00:00", false, "1970-05"},
		{"27454", true, "1975-03"}, {"27454.5", true, "1975-03"}, {"１９７０．０５", false, "1970-05"}, {"1970 . 5", false, "1970-05"},
		{"1970", true, "1970"}, {"1970年", false, "1970"}, {"1970、5", false, "1970-05"}, {"1970—05", false, "1970-05"},
		{" 1970.5. ", false, "1970-05"}, {"1970年5月出生", false, "1970-05"},
		{"1970.13", false, ""}, {"1970.0", false, ""}, {"70.5", false, ""}, {"Mar-75", false, ""}, {"五十岁", false, ""},
		{"1970-02-30", false, ""}, {"1890.5", false, ""}, {"1970.5.1.2", false, ""}, {"139", true, ""}, {"9999999", true, ""},
	} {
		birth, doubt, ok := parseBirth(sheet.Cell{Text: c.text, Number: c.number}, false)
		if birth != c.want || ok != (c.want != "") || doubt != "" {
			t.Errorf("parseBirth(%q, number %v) = %q, %q, %v; want %q", c.text, c.number, birth, doubt, ok, c.want)
		}
	}
}

// A spreadsheet turns 1997.10 into 1997.1; only the rest of the column tells which month it was.
func TestBirthMonthThatLostItsZero(t *testing.T) {
	for _, c := range []struct {
		text           string
		number, padded bool
		want           station.Date
		doubt          bool
	}{
		{"1997.1", true, true, "1997-10", true}, {"1997.1", true, false, "1997-01", true},
		{"1997.1", false, true, "1997-01", false}, {"1997.01", true, true, "1997-01", false}, {"1997.2", true, true, "1997-02", false},
	} {
		birth, doubt, ok := parseBirth(sheet.Cell{Text: c.text, Number: c.number}, c.padded)
		if !ok || birth != c.want || (doubt != "") != c.doubt {
			t.Errorf("%+v: %q, %q", c, birth, doubt)
		}
	}
}

func TestPhones(t *testing.T) {
	for text, want := range map[string]string{
		"13908880000": "13908880000", "139 2433 0003": "13924330003", "139-9519-0005": "13995190005",
		"139- 275-0 0038": "13927500038", "１３９０８８８００００": "13908880000", "+86 13908880000": "13908880000",
		"8613908880000": "13908880000", "手机：13908880000": "13908880000", "\u200b139\u00a00888\u30000000": "13908880000",
		"0576-8888 8888": "057688888888", "(0576)8888888": "05768888888", "8765432": "8765432", "400-888-8888": "4008888888",
		"0752-1234567、13908880000": "13908880000 more", "13908880000/13908880001": "13908880000 more",
		"13908880000 13908880001": "13908880000 more", "13908880000\n8765432": "", "13908880000.0": "13908880000",
		"1390888000": "", "1.39E+10": "", "12345": "", "同上": "", "电话": "", "23908880000": "", "139088800001": "",
	} {
		phone, more, why := parsePhone(text)
		if more {
			phone += " more"
		}
		if phone != want || (why == "") != (want != "") {
			t.Errorf("parsePhone(%q) = %q, %q; want %q", text, phone, why, want)
		}
	}
}

func TestNames(t *testing.T) {
	for text, want := range map[string]string{
		"吴  康": "吴康", "吴　康": "吴康", " 何家兰 ": "何家兰", "尉迟秀胜": "尉迟秀胜", "阿不都•热西提": "阿不都·热西提",
		"阿不都．热西提": "阿不都·热西提", "丁秀（女）": "丁秀 [女]", "马秀(女、回族)": "马秀 [女 回族]", "吴康*": "吴康", "★吴康": "吴康",
		"吴\u200b康": "吴康", "John  Smith": "John Smith", "吴\n康": "吴康",
		"备注：以上名单": "", "123": "", "吴康1": "", "": "", "（女）": "", strings.Repeat("长", 41): "",
	} {
		name, notes, ok := cleanName(text)
		if len(notes) > 0 && ok {
			name = fmt.Sprint(name, " ", notes)
		}
		if ok != (want != "") || ok && name != want {
			t.Errorf("cleanName(%q) = %q, %v; want %q", text, name, ok, want)
		}
	}
	if !unprintable("吴\ue000") || unprintable("吴䶮") {
		t.Error("private characters are not told apart")
	}
}

func TestTiers(t *testing.T) {
	for text, want := range map[string]string{
		"市人大代表": "prefecture", "县人大代表": "county", "镇人大代表": "township", "省人大代表": "provincial", "全国人大代表": "national",
		"区代表": "county", "乡级": "township", "市": "prefecture", "县级": "county", "自治区人大代表": "provincial", "旗人大代表": "county",
		"市、县、镇三级": "prefecture county township", "市县镇三级人大代表": "prefecture county township", "县、镇两级代表": "county township",
		"镇/县": "township county", "县人大代表\n镇人大代表": "county township", "县和镇": "county township", "县级人大代表、镇级人大代表": "county township",
		"台州市第六届人大代表": "prefecture", "仙居县第17届人民代表大会代表": "county", "兴和县人大代表": "county", "上海市人大代表": "provincial",
		"白石镇人大代表（主席团成员）": "township", "县人大代表兼白石镇人大代表": "county township", "县级市人大代表": "county", "地级市人大代表": "prefecture",
		"乡镇": "township", "市人大代表、市人大代表": "prefecture",
		"党代表": "", "村民代表": "", "人大代表": "", "": "", "三级": "",
	} {
		seats, ok := Wording(nil).seats(text)
		var tiers []string
		for _, s := range seats {
			tiers = append(tiers, string(s.tier))
		}
		if got := strings.Join(tiers, " "); got != want || ok != (want != "") {
			t.Errorf("seats(%q) = %q, want %q", text, got, want)
		}
	}
	seats, _ := CountyLevelCity.seats("市、镇两级")
	if len(seats) != 2 || seats[0] != (seat{station.County, "市"}) {
		t.Errorf("in a county-level city: %v", seats)
	}
}

func TestTitles(t *testing.T) {
	for title, want := range map[string]station.Tier{
		"一、县人大代表（18人）": station.County, "白石镇第十七届人民代表大会代表名册": station.Township, "三门县人大代表花名册": station.County,
		"白石镇各级人大代表花名册": "", "市、县、镇三级人大代表": "", "填报单位：白石镇人大": "", "花名册": "",
	} {
		if s, _ := Wording(nil).titleSeat(title); s.tier != want {
			t.Errorf("titleSeat(%q) = %q, want %q", title, s.tier, want)
		}
	}
}

func TestMandates(t *testing.T) {
	for text, want := range map[string]string{
		"2022-2026": "2022/2026", "2022年1月至2026年12月": "2022-01/2026-12", "2021.12—2026.12": "2021-12/2026-12", "2022年1月至今": "2022-01/",
		"2026-11-21至2031-12-31": "2026-11-21/2031-12-31", "至2026-12": "/2026-12", "2022": "2022/",
		"五年": "", "2026-2022": "", "2022-13": "", "2020至2021至2022": "", "12.2022": "",
	} {
		start, end, ok := parseMandate(text)
		if got := string(start + "/" + end); ok != (want != "") || ok && got != want {
			t.Errorf("parseMandate(%q) = %q, %v; want %q", text, got, ok, want)
		}
	}
}

func TestReadings(t *testing.T) {
	for text, want := range map[string]string{"dan mei guang": "dan mei guang", "Shàn Měiguǎng": "shan meiguang", "lǜ": "lv", "xi'an": "xi an",
		"单梅广": "", "shan4": ""} {
		if got, ok := parseReading(text); ok != (want != "") || ok && got != want {
			t.Errorf("parseReading(%q) = %q", text, got)
		}
	}
}

func TestBodies(t *testing.T) {
	for text, want := range map[string]string{"第一代表小组": "第一代表小组", "第一小组、柑桔小组": "第一小组|柑桔小组", "农业、农村专门小组": "农业、农村专门小组",
		"莲池联络点\n中心联络站": "莲池联络点|中心联络站", "第 一 小组": "第一小组"} {
		if got := strings.Join(bodies(text), "|"); got != want {
			t.Errorf("bodies(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestEveryHeadingMeansOneColumn(t *testing.T) {
	for column, words := range headings {
		for _, word := range words {
			if got, ok := recognise(word); !ok || got != column {
				t.Errorf("%s stands over %s and %s", word, column.Label(), got.Label())
			}
		}
	}
}
