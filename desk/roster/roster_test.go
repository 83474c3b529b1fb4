package roster

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"lianzhan/desk/sheet"
	"lianzhan/station"
)

// tableOf builds a sheet from lines of cells parted by "|"; "" is an empty cell.
func tableOf(t testing.TB, change func(*excelize.File), lines ...string) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, line := range lines {
		for j, text := range strings.Split(line, "|") {
			cell, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err == nil && text != "" {
				err = f.SetCellValue("Sheet1", cell, text)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if change != nil {
		change(f)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func readRoster(t testing.TB, data []byte) (Roster, error) {
	t.Helper()
	book, err := sheet.Read("r.xlsx", data)
	if err != nil {
		t.Fatal(err)
	}
	return Read(context.Background(), book, nil)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func merge(t testing.TB, ranges ...string) func(*excelize.File) {
	return func(f *excelize.File) {
		for _, r := range ranges {
			from, to, _ := strings.Cut(r, ":")
			must(t, f.MergeCell("Sheet1", from, to))
		}
	}
}

// brief writes what matters of the rows in one line each.
func brief(rows []Row) string {
	var lines []string
	for _, r := range rows {
		lines = append(lines, fmt.Sprintf("%d %s %v %s %s %v", r.Number, r.Person.Name, r.Tiers, r.Person.Phone,
			strings.Join(r.Person.Posts, "+"), r.Groups))
	}
	return strings.Join(lines, "\n")
}

// One roster in the many shapes offices give it.
func TestHeaders(t *testing.T) {
	for name, c := range map[string]struct {
		lines  []string
		merged []string
		want   string
	}{
		"plain": {lines: []string{"姓名|代表层级|联系电话", "吴康|县|13989020001"}, want: "2 吴康 [county] 13989020001  []"},
		"any order, other words, blanks and signs": {lines: []string{"手 机 号 码（必填）*|代表 姓名|序号|级别", "13989020001|吴康|1|县"},
			want: "2 吴康 [county] 13989020001  []"},
		"titles above": {lines: []string{"某镇各级人大代表花名册", "填报单位：某镇", "", "姓名|代表层级", "吴康|县"},
			merged: []string{"A1:F1"}, want: "5 吴康 [county]   []"},
		"two lines": {lines: []string{"基本情况||单位职务||代表层级", "姓名|联系电话|工作单位|职务|", "吴康|13989020001|石桥中学|教师|县"},
			merged: []string{"A1:B1", "C1:D1", "E1:E2"}, want: "3 吴康 [county] 13989020001 石桥中学教师 []"},
		"two lines, name above": {lines: []string{"姓名|联系|单位|", "|电话|工作单位|职务", "吴康|13989020001|石桥中学|教师"},
			merged: []string{"A1:A2"}, want: "3 吴康 [] 13989020001 石桥中学教师 []"},
		"words split over two lines": {lines: []string{"姓名|工作单位|代表", "|及职务|层级", "吴康|石桥中学教师|县"},
			want: "3 吴康 [county]  石桥中学教师 []"},
		"two telephones": {lines: []string{"姓名|手机|办公电话|电话|层级", "吴康||1|13989020001|县"}, want: "2 吴康 [county] 13989020001  []"},
		"unit without post": {lines: []string{"姓名|单位|职务|层级", "吴康|石桥中学||县", "何兰|无|教师|县"},
			want: "2 吴康 [county]  石桥中学 []\n3 何兰 [county]  教师 []"},
		"header again on the next page": {lines: []string{"姓名|层级", "吴康|县", "姓名|层级", "何兰|镇"},
			want: "2 吴康 [county]   []\n4 何兰 [township]   []"},
		"tier merged downwards": {lines: []string{"姓名|层级|小组", "吴康|县|第一小组", "何兰||", "林海|镇|"},
			merged: []string{"B2:B3", "C2:C4"}, want: "2 吴康 [county]   [第一小组]\n3 何兰 [county]   [第一小组]\n4 林海 [township]   [第一小组]"},
		"sections": {lines: []string{"序号|姓名|联系电话", "一、市人大代表（1人）", "1|吴康|13989020001", "二、镇人大代表（1人）", "2|何兰|13989020002"},
			merged: []string{"A2:C2", "A4:C4"}, want: "3 吴康 [prefecture] 13989020001  []\n5 何兰 [township] 13989020002  []"},
		"tier in the title": {lines: []string{"白石镇第十七届人民代表大会代表名册", "姓名|性别", "吴康|男"},
			want: "3 吴康 [township]   []"},
		"totals, signatures, notes and vacancies": {lines: []string{"姓名|层级|性别|备注", "合计：1人", "吴康|县|男|", "空缺|县||待补选", "", "小计1人",
			"注：以上名单截至一月。", "填表人：某某||审核：某某"}, want: "3 吴康 [county]   []"},
	} {
		out, err := readRoster(t, tableOf(t, merge(t, c.merged...), c.lines...))
		must(t, err)
		if got := brief(out.Rows); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s\nproblems %v", name, got, c.want, out.Problems)
		}
	}
}

func TestProblemsNameThePlace(t *testing.T) {
	const header = "姓名|性别|出生年月|代表层级|联系电话|公开电话|任期|短码|奖惩|备注"
	for line, want := range map[string]string{
		"吴康|男|1970.13|县":                                 "error C2 第2行 出生年月“1970.13”读不懂，请写成 1970-05。",
		"吴康|男|1970.1|党":                                  "error D2 第2行 代表层级“党”认不出，请写 全国、省、市、县、镇 等。",
		"吴康|男|1970.1|":                                   "error D2 第2行没有写代表层级，请写 市、县、镇 等。",
		"|男|1970.1|县":                                    "error A2 第2行没有写姓名。",
		"吴康7|男|1970.1|县":                                 "error A2 第2行 姓名“吴康7”读不懂。",
		"吴康|雄|1970.1|县":                                  "error B2 第2行 性别“雄”读不懂，请写 男 或 女。",
		"吴康|男|1970.1|县|1390888":                          "error E2 第2行 联系电话“1390888”不像电话号码。",
		"吴康|男|1970.1|县|1.39E+10":                         "error E2 第2行 联系电话“1.39E+10”被表格软件改成了科学计数，号码已经不全，请重新填写。",
		"吴康|男|1970.1|县|13989020001、13989020002":          "warning E2 第2行 有几个联系电话，只用了 13989020001。",
		"吴康|男|1970.1|县||大概":                              "error F2 第2行 公开电话“大概”读不懂，请写 是 或 否。",
		"吴康|男|1970.1|县|||五年":                             "error G2 第2行 任期“五年”读不懂，请写成 2022-01至2026-12。",
		"吴康|男|1970.1|县||||UUUU":                          "error H2 第2行 短码“UUUU”不对，请清空这一格。",
		"吴康|男|1970.1|县||||||#N/A":                        "error J2 第2行 备注是公式错误 #N/A，请改成文字。",
		"吴\ue000|男|1970.1|县":                             "warning A2 第2行 姓名“吴\ue000”里有显示不出来的字，请换成标准字库里的字。",
		"吴康（大）|男|1970.1|县":                               "warning A2 第2行 姓名后面的“大”没有用。",
		"空缺|||县":                                         "left_alone A2 第2行是空缺的名额，没有读。",
		"吴康|男|1970.1|县||||||" + strings.Repeat("长", 501): "error J2 第2行 备注太长，有 501 个字。",
	} {
		out, err := readRoster(t, tableOf(t, nil, header, line))
		must(t, err)
		var got []string
		for _, p := range out.Problems {
			got = append(got, fmt.Sprintf("%s %s%d %s", p.Kind, p.Column, p.Row, p.Sentence))
		}
		if !slices.Contains(got, want) || !slices.Contains(got, "left_alone I1 “奖惩”一栏没有读。") || len(got) != 2 {
			t.Errorf("%s:\n%s\nwant %s", line, strings.Join(got, "\n"), want)
		}
	}
}

func TestTotalsAreCompared(t *testing.T) {
	out, err := readRoster(t, tableOf(t, nil, "姓名|层级", "吴康|县", "小计：1人", "合计：3人（县3人）"))
	must(t, err)
	if len(out.Problems) != 1 || out.Problems[0].Sentence != "表里写着合计 3 人，读到的是 1 行。" {
		t.Errorf("problems %v", out.Problems)
	}
}

func TestSheetsThatAreRead(t *testing.T) {
	second := func(f *excelize.File) {
		for name, cells := range map[string][]string{"镇代表": {"姓名", "层级", "何兰", "镇"}, "说明": {"代表层级填写最高一级。"}, "旧名单": {"姓名", "层级", "旧人", "镇"}} {
			_, err := f.NewSheet(name)
			must(t, err)
			for i, text := range cells {
				cell, err := excelize.CoordinatesToCellName(i%2+1, i/2+1)
				must(t, err)
				must(t, f.SetCellValue(name, cell, text))
			}
		}
		must(t, f.SetSheetVisible("旧名单", false))
	}
	out, err := readRoster(t, tableOf(t, second, "姓名|层级", "吴康|区人大代表"))
	must(t, err)
	if got := brief(out.Rows); got != "2 吴康 [county]   []\n2 何兰 [township]   []" || !out.HighestOnly {
		t.Errorf("%s, highest only %v", got, out.HighestOnly)
	}
	if out.Labels[station.County] != "区人大代表" || out.Labels[station.Township] != "镇人大代表" {
		t.Errorf("labels %v", out.Labels)
	}
	left := 0
	for _, p := range out.Problems {
		if p.Kind == LeftAlone && (p.Sheet == "说明" || p.Sheet == "旧名单") {
			left++
		}
	}
	if left != 2 {
		t.Errorf("problems %v", out.Problems)
	}
}

func TestBooksWithoutRoster(t *testing.T) {
	for want, lines := range map[string][]string{
		"roster_header_missing": {"说明", "姓名"},
		"roster_empty":          {"姓名|层级", "合计"},
	} {
		_, err := readRoster(t, tableOf(t, nil, lines...))
		var worded *station.Error
		if !errors.As(err, &worded) || worded.Code != want {
			t.Errorf("%v: %v, want %s", lines, err, want)
		}
	}
}

// Excel stores a birthday as a serial and a telephone as a number; an unpadded month beside padded ones lost a zero.
func TestNumbersInCells(t *testing.T) {
	out, err := readRoster(t, tableOf(t, func(f *excelize.File) {
		for cell, v := range map[string]any{"B2": 13989020001, "C2": 27454, "C3": 1960.12, "C4": 1997.1, "C5": 1962.05, "B6": 13989020001.0} {
			must(t, f.SetCellValue("Sheet1", cell, v))
		}
	}, "姓名|电话|出生年月|层级", "甲一||x|县", "乙二||x|县", "丙三||x|县", "丁四||x|县", "戊五||1970.5|县"))
	must(t, err)
	var got []string
	for _, r := range out.Rows {
		got = append(got, string(r.Person.BirthDate)+" "+r.Person.Phone)
	}
	if want := "1975-03 13989020001,1960-12 ,1997-10 ,1962-05 ,1970-05 13989020001"; strings.Join(got, ",") != want {
		t.Errorf("got %v", got)
	}
	if len(out.Problems) != 1 || !strings.Contains(out.Problems[0].Sentence, "10月，也可能是1月") {
		t.Errorf("problems %v", out.Problems)
	}
}
