package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"lianzhan/desk/roster"
	"lianzhan/station"
)

// csv makes a roster of lines; the store cannot tell it from a workbook.
func csv(lines ...string) []byte { return []byte(strings.Join(lines, "\n")) }

const header = "姓名,出生年月,代表层级,工作单位及职务,联系电话,代表小组,选区,进驻联络站,届次,任期"

// told writes what a report says happened, one word a line.
func told(r Report) string {
	var lines []string
	for _, l := range r.Lines {
		if l.What != GroupMade && l.What != StationMade {
			lines = append(lines, strings.TrimSpace(string(l.What)+" "+l.Name+" "+strings.Join(l.Fields, "、")))
		}
	}
	return strings.Join(lines, "; ")
}

func warnings(r Report) string {
	var lines []string
	for _, p := range r.Problems {
		if p.Kind == roster.Warning {
			lines = append(lines, p.Sentence)
		}
	}
	return strings.Join(lines, " ")
}

func TestWhoIsWho(t *testing.T) {
	for name, c := range map[string]struct {
		lines   []string
		people  int
		warning string
	}{
		"one person, two tiers": {[]string{"吴康,1970.5,县,教师,13989020001,,第1选区", "吴康,1970.5,镇,教师,13989020001,,第2选区"}, 1,
			"第2行和第3行是同一位代表 吴康"},
		"same month, other telephone": {[]string{"吴康,1970.5,县,,13989020001", "吴康,1970.5,镇,,13989020002"}, 1,
			"联系电话与第2行不同，用了第2行的“13989020001”"},
		"same telephone, other month": {[]string{"吴康,1970.5,县,,13989020001", "吴康,1971.5,镇,,13989020001"}, 1, "出生年月与第2行不同"},
		"one lacks both":              {[]string{"吴康,1970.5,县,,13989020001", "吴康,,镇,,"}, 1, "请核对"},
		"same post":                   {[]string{"吴康,1970.5,县,教师,13989020001", "吴康,1971.6,镇,教师,13989020002"}, 1, "请核对"},
		"namesakes": {[]string{"吴康,1970.5,县,教师,13989020001", "吴康,1971.6,镇,农民,13989020002"}, 2,
			"第2行和第3行都叫吴康，出生年月和电话不同，按两位代表处理。"},
		"one telephone for two": {[]string{"吴康,1970.5,县,,13989020001", "何兰,1971.6,镇,,13989020001"}, 2,
			"第3行 何兰 和第2行 吴康 的联系电话相同。"},
		"padded name": {[]string{"吴  康,1970.5,县", "吴康,1970.5,镇"}, 1, "请核对"},
	} {
		m := newRecorder(t)
		report := m.take("r.csv", csv(append([]string{header}, c.lines...)...), today)
		if report.People != c.people || len(m.deputies()) != c.people || !strings.Contains(warnings(report), c.warning) {
			t.Errorf("%s: %d people, %s", name, report.People, warnings(report))
		}
		if again := m.take("r.csv", csv(append([]string{header}, c.lines...)...), today.AddDays(1)); again.Edits != 0 {
			t.Errorf("%s: again changes %s", name, told(again))
		}
	}
}

func TestTwoTiersAreTwoMemberships(t *testing.T) {
	m := newRecorder(t)
	m.take("r.csv", csv(header, "吴康,1970.5,县,,,,第1选区,,第17届,2022-01至2026-12", "吴康,1970.5,镇,,,,第2选区,,第19届,", "何兰,,\"市、县、镇三级\",,,,第3选区"), today)
	d := m.deputy("吴康")
	if fmt.Sprint(d.Tiers(today)) != "[county township]" || fmt.Sprint(d.Areas(today)) != "[第1选区 第2选区]" {
		t.Errorf("memberships %+v", d.Memberships)
	}
	if got := d.Memberships[0]; got.StartDate != "2022-01" || got.EndDate != "2026-12" || got.Term != "第17届" {
		t.Errorf("mandate %+v", got)
	}
	d = m.deputy("何兰")
	if len(d.Memberships) != 3 || d.Memberships[2].Tier != station.Township || d.Memberships[2].Area != "第3选区" || d.Memberships[0].Area != "" {
		t.Errorf("three tiers: %+v", d.Memberships)
	}
}

// Two namesakes are kept; each row finds its own, whatever the order of the rows.
func TestNamesakesKeepTheirPlaces(t *testing.T) {
	m := newRecorder(t)
	m.take("r.csv", csv(header, "吴康,1970.5,县,教师,13989020001", "吴康,1971.6,镇,农民,"), today)
	first := m.deputies()
	report := m.take("r.csv", csv(header, "吴康,1971.6,镇,农民,13989020002", "吴康,1970.5,县,教师,13989020001"), today)
	if told(report) != "changed 吴康 联系电话、次序; moved 吴康 次序" || len(m.deputies()) != 2 {
		t.Errorf("second import: %s", told(report))
	}
	for _, d := range m.deputies() {
		if d.ID == first[1].ID && d.Phone != "13989020002" || d.ID == first[0].ID && d.Phone != "13989020001" {
			t.Errorf("telephones were mixed up: %+v", d)
		}
	}
}

func TestOnlyWhatChangedIsWritten(t *testing.T) {
	m := newRecorder(t)
	m.take("r.csv", csv(header, "吴康,1970.5,县,教师,13989020001,第一小组", "何兰,1971.6,镇"), today)
	d := m.deputy("吴康")
	m.set(station.KindDeputy, d.ID, map[string]string{"commitment": "有事找我", "birth_date": "1970-05-21", "gender": "男"})
	for _, c := range []struct{ line, told, fields string }{
		{"吴康,1970.5,县,教师,13989020001,第一小组", "", ""},
		{"吴康,,县,,,", "", ""},
		{"吴康,1970.5,县,校长,13989020001,第一小组", "changed 吴康 工作单位及职务", `{"posts":["校长"]}`},
		{"吴康,1970.5,县,校长,13989020009,第一小组", "changed 吴康 联系电话", `{"phone":"13989020009"}`},
	} {
		var plan Plan
		rows := read(t, csv(header, c.line, "何兰,1971.6,镇"))
		plan, err := PlanRoster(m, rows, m.fresh(today))
		if err != nil || told(plan.Report) != c.told || len(plan.Edits) > 1 || len(plan.Edits) == 1 && string(plan.Edits[0].Fields) != c.fields {
			t.Errorf("%s: %s, edits %v, %v", c.line, told(plan.Report), plan.Edits, err)
		}
		m.take("r.csv", csv(header, c.line, "何兰,1971.6,镇"), today)
	}
	if got := m.deputy("吴康"); got.Commitment != "有事找我" || got.BirthDate != "1970-05-21" || got.Gender != "男" {
		t.Errorf("edits by hand were lost: %+v", got)
	}
}

func TestDeputiesMissingFromTheSheetStay(t *testing.T) {
	m := newRecorder(t)
	m.take("r.csv", csv(header, "甲一,1970.5,县", "乙二,1971.6,镇", "丙三,1972.7,镇"), today)
	report := m.take("r.csv", csv(header, "丁四,1973.8,镇", "丙三,1972.7,镇"), today)
	if told(report) != "made 丁四; missing 甲一; missing 乙二" || len(m.deputies()) != 4 {
		t.Errorf("told %s", told(report))
	}
	if last := m.deputies()[3]; last.Name != "丁四" {
		t.Errorf("a part of the roster must not reorder the others: last is %s", last.Name)
	}
}

func TestErrorsChangeNothing(t *testing.T) {
	m := newRecorder(t)
	report := m.take("r.csv", csv(header, "吴康,1970.5,县,,,第一小组", "何兰,1970.13,县", "林海,2030.1,县"), today)
	var errors []string
	for _, p := range report.Problems {
		if p.Kind == roster.Error {
			errors = append(errors, p.Sentence)
		}
	}
	want := []string{"第3行 出生年月“1970.13”读不懂，请写成 1970-05。", "第4行 林海 的出生年月 2030-01 还没有到。"}
	if !report.Refused() || !slices.Equal(errors, want) || m.seq != 0 || len(m.files) != 0 || report.Edits != 0 {
		t.Errorf("errors %q, %d changes", errors, m.seq)
	}
	var b strings.Builder
	err := report.Print(&b)
	if station.Worded(err).Code != "roster_has_errors" || !strings.Contains(b.String(), "错误 r B3：第3行") {
		t.Errorf("%v\n%s", err, b.String())
	}
}

func TestDryRunOnlyTells(t *testing.T) {
	m := newRecorder(t)
	report, err := Import(context.Background(), m, File{Name: "r.xlsx", Data: roster98(t)},
		ImportOptions{DryRun: true, Fresh: m.fresh(today)})
	if err != nil || report.Made != 98 || report.Edits == 0 || m.seq != 0 || len(m.files) != 0 {
		t.Errorf("dry run wrote %d changes and %d files, %v", m.seq, len(m.files), err)
	}
	var b strings.Builder
	if err := report.Print(&b); err != nil || !strings.Contains(b.String(), "98 位代表（市人大代表 5，县人大代表 18，镇人大代表 75），66 张照片") {
		t.Errorf("%v\n%s", err, b.String())
	}
}

func read(t *testing.T, data []byte) roster.Roster {
	t.Helper()
	rows, err := readFile(context.Background(), File{Name: "r.csv", Data: data}, ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
